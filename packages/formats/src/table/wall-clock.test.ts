import { describe, expect, test } from "vitest";
import { wallIn, wallText } from "./wall-clock.ts";

describe("a moment on wall clocks", () => {
  test.each([
    ["2022-08-03", Date.UTC(2022, 7, 3)],
    ["2022-08-03T14:30", Date.UTC(2022, 7, 3, 14, 30)],
    ["2022-08-03T14:30:05", Date.UTC(2022, 7, 3, 14, 30, 5)],
    ["2022-08-03T14:30:05.75", Date.UTC(2022, 7, 3, 14, 30, 5)],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
  ])("%s is read as it stands", (text, wall) => {
    expect(wallIn(text)).toBe(wall);
  });

  test.each([
    "2022-02-31",
    "2022-02-31T10:00:00",
    "2023-02-29",
    "2022-04-31",
    "2022-13-01",
    "2022-08-03T24:00:00",
    "2022-08-03T10:60:00",
    "2022-08-03Z",
    "03/08/2022",
    "",
  ])("%s is none, and is not made another day", (text) => {
    expect(wallIn(text)).toBeNull();
  });

  test("is written and read back", () => {
    for (const text of ["2022-08-03", "2022-08-03T14:30:05"]) {
      expect(wallText(wallIn(text)!)).toBe(text);
    }
  });
});
