import { describe, expect, test } from "vitest";
import { sayAmount, sayBounds, sayPercent } from "./amount.ts";

describe("an amount", () => {
  test("has its thousands apart from five digits on, and a minus that is one", () => {
    expect(sayAmount(1_198_124)).toBe("1\u00a0198\u00a0124");
    expect(sayAmount(1962)).toBe("1962");
    expect(sayAmount(-12.5)).toBe("−12.5");
    expect(sayAmount(0.1 + 0.2)).toBe("0.3");
  });

  test("between bounds is one number where they are one", () => {
    expect(sayBounds({ low: 8, high: 8 })).toBe("8");
    expect(sayBounds({ low: 8, high: 11 })).toBe("8 to 11");
  });
});

describe("a percentage", () => {
  test("is all only of all, and none only of none", () => {
    expect(sayPercent({ low: 99.97, high: 99.97 })).toBe("99.9 %");
    expect(sayPercent({ low: 100, high: 100 })).toBe("100 %");
    expect(sayPercent({ low: 0.01, high: 0.01 })).toBe("0.1 %");
    expect(sayPercent({ low: 0, high: 4.54 })).toBe("0 to 4.5 %");
  });
});
