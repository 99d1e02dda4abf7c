import { expect, test } from "vitest";
import { parsingOnce } from "./parsing-once.ts";

const files = [{ file: "agreement.proviso", source: "party US" }];

test("the same texts are parsed once, and texts that have changed are parsed again", () => {
  const texts = parsingOnce();
  const first = texts(files);
  expect(texts([...files])).toBe(first);
  const changed = texts([{ file: "agreement.proviso", source: "party USSR" }]);
  expect(changed).not.toBe(first);
  expect(texts(files)).toBe(first);
});
