import { describe, expect, test } from "vitest";
import { csvOf } from "./table-view.ts";

const column = [{ head: "says", value: (row: string | number | null) => row }];
const written = (row: string | number | null) => csvOf([row], column).split("\r\n")[1];

describe("a table that is downloaded", () => {
  test.each(["=1+1", "+x", "-x", "@SUM(A1)", " =1", "\t=1", "\uff1d1", "|x", "%x"])(
    "gives %j as text that no spreadsheet executes",
    (text) => {
      expect(written(text)?.replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  test("gives numbers as numbers, below 0 too, and nothing for what is not said", () => {
    expect(written(-12.5)).toBe("-12.5");
    expect(written("-12.5")).toBe("-12.5");
    expect(written(null)).toBe("");
  });

  test("keeps commas, quotes and line ends within their cell", () => {
    expect(csvOf(['a, "b"\r\nc'], column)).toBe('says\r\n"a, ""b""\r\nc"\r\n');
  });
});
