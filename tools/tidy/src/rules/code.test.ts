import { describe, expect, test } from "vitest";
import { judge } from "../testing/judge.ts";
import { brands } from "./brands.ts";
import { docstrings } from "./docstrings.ts";
import { indexOnly } from "./index-only.ts";
import { silenced } from "./silenced.ts";
import { FILE_LINES, FUNCTION_LINES, size } from "./size.ts";
import { wholeSuite } from "./whole-suite.ts";

const lines = (count: number) => "  // one line\n".repeat(count);

describe("index-only", () => {
  test.each(['export * from "./a.ts";', 'export { a, type B } from "./a.ts";', "export {};"])(
    "accepts %s",
    (text) => expect(judge(indexOnly, "packages/core/src/index.ts", text)).toEqual([]),
  );
  test.each(["export const a = 1;", 'import "./a.ts";', "function f() {}", "export { a };"])(
    "refuses %s",
    (text) => expect(judge(indexOnly, "packages/core/src/index.ts", text)).toHaveLength(1),
  );
  test("says nothing about other files", () => {
    expect(judge(indexOnly, "packages/core/src/a.ts", "export const a = 1;")).toEqual([]);
  });
});

describe("size", () => {
  test("a file may have its lines and no more", () => {
    expect(judge(size, "a.ts", lines(FILE_LINES - 1))).toEqual([]);
    expect(judge(size, "a.ts", lines(FILE_LINES))).toHaveLength(1);
  });
  test("a function may have its lines and no more", () => {
    const body = (count: number) => `function f() {\n${lines(count - 2)}}\n`;
    expect(judge(size, "a.ts", body(FUNCTION_LINES))).toEqual([]);
    expect(judge(size, "a.ts", body(FUNCTION_LINES + 1))).toEqual([
      "1: 'f' has 61 lines, of at most 60. Name its steps.",
    ]);
  });
  test("an arrow function and a method are functions", () => {
    const text = `const a = () => {\n${lines(60)}};\nclass B {\n  m() {\n${lines(60)}  }\n}\n`;
    expect(judge(size, "a.ts", text)).toHaveLength(2);
  });
  test("tests may be long lists", () => {
    expect(judge(size, "a.test.ts", lines(1000))).toEqual([]);
  });
});

describe("whole-suite", () => {
  test.each(["test.only", "describe.skip", "it.todo", "test.concurrent.skip"])("refuses %s", (s) =>
    expect(judge(wholeSuite, "a.test.ts", `${s}("a", () => {});`)).toHaveLength(1),
  );
  test.each(["test", "test.each([1])", "describe.skipIf(missing)"])("accepts %s", (s) =>
    expect(judge(wholeSuite, "a.test.ts", `${s}("a", () => {});`)).toEqual([]),
  );
});

describe("docstrings", () => {
  test.each([
    "export function f() {}",
    "export class C {}",
    "export type T = 1;",
    "export interface I {}",
    "export const a = 1;",
    "const a = 1;\nexport { a };",
    "export default {};",
    "// a comment\nexport const a = 1;",
    "/* a comment */\nexport const a = 1;",
  ])("refuses %j without one", (text) => {
    expect(judge(docstrings, "a.ts", text)).toHaveLength(1);
  });
  test.each([
    "/** A. */\nexport const a = 1;",
    "/** A. */\nconst a = 1;\nexport { a };",
    "/** F. */\nexport function f(): void;\nexport function f(a?: 1): void {}",
    'export { a } from "./a.ts";',
    "const a = 1;",
  ])("accepts %j", (text) => {
    expect(judge(docstrings, "a.ts", text)).toEqual([]);
  });
});

describe("silenced", () => {
  test.each([
    "// @ts-ignore\nf();",
    "// @ts-ignore: the types are wrong\nf();",
    "// @ts-nocheck\nf();",
    "// @ts-expect-error\nf();",
    "const a = b as any;",
  ])("refuses %j", (text) => {
    expect(judge(silenced, "a.ts", text)).toHaveLength(1);
  });
  test.each([
    "// @ts-expect-error the library's types lack this overload\nf();",
    "// The library declares nothing for its plugin.\nconst a = b as any;",
    "const a = b as unknown;",
  ])("accepts %j", (text) => {
    expect(judge(silenced, "a.ts", text)).toEqual([]);
  });
});

describe("brands", () => {
  test("a brand that carries another type's name is found", () => {
    expect(judge(brands, "a.ts", 'type A = Brand<string, "B">;')).toHaveLength(1);
    expect(judge(brands, "a.ts", 'type A = Brand<string, "A">;')).toEqual([]);
  });
});
