import { describe, expect, test } from "vitest";
import { decodeText, encodeText } from "./bytes.ts";
import { formatLeaf, type Leaf, parseLeaf } from "./leaf.ts";
import { LogError } from "./log-error.ts";

const LEAF: Leaf = {
  index: 7,
  received: Date.parse("1962-11-03T20:44:00Z"),
  envelope: "ab".repeat(32),
  label: null,
};

describe("a leaf", () => {
  test("is written in one order of fields, and without spaces", () => {
    const written = decodeText(formatLeaf(LEAF));
    const rest = `"received":"1962-11-03T20:44:00.000Z","envelope":"${"ab".repeat(32)}"`;
    expect(written).toBe(`{"v":1,"index":7,${rest}}`);
  });

  test("names its compartment last, where it has one", () => {
    const written = decodeText(formatLeaf({ ...LEAF, label: "c-4f" }));
    expect(written.endsWith(',"label":"c-4f"}')).toBe(true);
  });

  test.each<Leaf>([
    LEAF,
    { ...LEAF, index: 0, label: "c-4f" },
    { ...LEAF, index: Number.MAX_SAFE_INTEGER, received: 1 },
    { ...LEAF, label: "отдел/7" },
  ])("is read as it was written: %o", (leaf) => {
    expect(parseLeaf(formatLeaf(leaf))).toEqual(leaf);
  });

  test.each<Partial<Leaf>>([
    { index: -1 },
    { index: 1.5 },
    { received: Number.NaN },
    { envelope: "AB".repeat(32) },
    { envelope: "ab" },
    { label: "" },
    { label: 'a"b' },
    { label: "a\nb" },
    { label: "x".repeat(121) },
  ])("is not written where it would be none: %o", (fault) => {
    expect(() => formatLeaf({ ...LEAF, ...fault })).toThrow(LogError);
  });

  const sound = decodeText(formatLeaf({ ...LEAF, label: "c" }));
  test.each([
    ["in another spelling", sound.replace('"index":7', '"index": 7')],
    ["with an index in another spelling", sound.replace('"index":7', '"index":07')],
    ["with its fields in another order", sound.replace('"v":1,"index":7', '"index":7,"v":1')],
    ["with a field more", sound.replace("}", ',"more":1}')],
    ["of another version", sound.replace('"v":1', '"v":2')],
    ["with a day that there is not", sound.replace("11-03", "02-30")],
    ["with a position that would be rounded", sound.replace(":7,", ":9007199254740993,")],
    ["with something after it", `${sound} `],
  ])("%s is refused", (_, written) => {
    expect(() => parseLeaf(encodeText(written))).toThrow(LogError);
  });
});
