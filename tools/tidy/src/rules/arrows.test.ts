import { describe, expect, test } from "vitest";
import { judge } from "../testing/judge.ts";
import { arrows } from "./arrows.ts";

const refused: readonly (readonly [string, string, string])[] = [
  ["the core imports the language", "packages/core/src/flaws/a.ts", "@proviso/language"],
  ["the record imports the language", "packages/record/src/a.ts", "@proviso/language"],
  ["the command line imports the server", "packages/cli/src/a.ts", "@proviso/server"],
  ["the web app imports the server", "packages/web/src/a.ts", "@proviso/server"],
  ["the web app imports all of the record", "packages/web/src/a.ts", "@proviso/record"],
  ["a package imports past an index", "packages/cli/src/a.ts", "@proviso/core/src/time/zone.ts"],
  ["a package imports itself by name", "packages/record/src/a.ts", "@proviso/record"],
  ["a package reaches into another", "packages/cli/src/a.ts", "../../core/src/index.ts"],
  ["a core folder imports a later one", "packages/core/src/time/a.ts", "../logic/index.ts"],
  ["a core folder reaches past an index", "packages/core/src/logic/a.ts", "../time/zone.ts"],
  ["the core imports a library", "packages/core/src/time/a.ts", "langium"],
  ["the core imports Node", "packages/core/src/time/a.ts", "node:fs"],
];

const accepted: readonly (readonly [string, string, string])[] = [
  ["the language imports the core", "packages/language/src/a.ts", "@proviso/core"],
  ["the web app reads entries", "packages/web/src/a.ts", "@proviso/record/entries"],
  ["the server reads entries", "packages/server/src/a.ts", "@proviso/record/entries"],
  ["a core folder imports an earlier one", "packages/core/src/logic/a.ts", "../time/index.ts"],
  ["files of one folder import each other", "packages/core/src/time/a.ts", "./zone.ts"],
  ["the server imports its library", "packages/server/src/a.ts", "fastify"],
  ["a test of the core uses the test library", "packages/core/src/time/a.test.ts", "vitest"],
];

describe("arrows", () => {
  test.each(refused)("refuses that %s", (_, path, specifier) => {
    expect(judge(arrows, path, `import { a } from "${specifier}";`)).toHaveLength(1);
    expect(judge(arrows, path, `export * from "${specifier}";`)).toHaveLength(1);
    expect(judge(arrows, path, `export const a = import("${specifier}");`)).toHaveLength(1);
  });

  test.each(accepted)("accepts that %s", (_, path, specifier) => {
    expect(judge(arrows, path, `import { a } from "${specifier}";`)).toEqual([]);
  });

  test("a type-only import is an import", () => {
    const text = 'import type { A } from "@proviso/server";';
    expect(judge(arrows, "packages/cli/src/a.ts", text)).toHaveLength(1);
  });
});
