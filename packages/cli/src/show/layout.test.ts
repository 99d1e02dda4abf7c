import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain, wrap } from "./layout.ts";

describe("text on a page", () => {
  test("is broken between words, and loses none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 12, max: 100 }),
        (words, width) => {
          const lines = wrap(words.join(" "), width);
          expect(lines.join(" ")).toBe(words.join(" "));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test("from others cannot act on a terminal or turn a line round", () => {
    expect(plain("a\u001b[2Jb\u202ec\nd")).toBe("a\ufffd[2Jb\ufffdc\ufffdd");
  });
});
