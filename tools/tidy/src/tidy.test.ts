import { describe, expect, test } from "vitest";
import { names } from "./rules/names.ts";
import { tidy } from "./tidy.ts";

const repository = {
  files: [{ path: "src/utils.ts", text: "" }],
  paths: { has: () => true, read: () => undefined },
};
const allowance = { rule: "names", path: "src/utils.ts", reason: "a reason" };

describe("tidy", () => {
  test("names the rule, the file and the line", () => {
    expect(tidy(repository, [names], [])).toMatchObject([
      { rule: "names", path: "src/utils.ts", line: 1 },
    ]);
  });
  test("a file on the allow-list may depart from that rule", () => {
    expect(tidy(repository, [names], [allowance])).toEqual([]);
  });
  test("an allowance for one rule allows no other", () => {
    expect(tidy(repository, [names], [{ ...allowance, rule: "size" }])).toHaveLength(2);
  });
  test("an allowance that nothing needs is a problem", () => {
    const tidyFiles = { ...repository, files: [{ path: "src/zone.ts", text: "" }] };
    expect(tidy(tidyFiles, [names], [allowance])).toMatchObject([{ rule: "allowed" }]);
  });
  test("generated files and fixtures are not held to the rules of code", () => {
    const path = "packages/language/src/generated/ast.ts";
    expect(tidy({ ...repository, files: [{ path, text: "export const a = 1" }] }, [], [])).toEqual(
      [],
    );
  });
});
