import { expect, test } from "vitest";
import { sayAmount } from "./number.ts";

test.each([
  [0, "0"],
  [7200, "7200"],
  [26_527, "26\u00a0527"],
  [1_198_124, "1\u00a0198\u00a0124"],
  [-1_328_877.5, "−1\u00a0328\u00a0877.5"],
  [0.1 + 0.2, "0.3"],
])("%d is written %s", (value, written) => {
  expect(sayAmount(value)).toBe(written);
});
