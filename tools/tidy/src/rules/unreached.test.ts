import { describe, expect, test } from "vitest";
import { tidy } from "../tidy.ts";
import { unreached } from "./unreached.ts";

function unreachedIn(files: Readonly<Record<string, string>>): readonly string[] {
  const repository = {
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    paths: { has: () => true, read: () => undefined },
  };
  return tidy(repository, [unreached], []).map(({ path }) => path);
}

describe("unreached", () => {
  test("a file that only its test imports is found", () => {
    const files = { "a/src/zone.ts": "", "a/src/zone.test.ts": 'import { z } from "./zone.ts";' };
    expect(unreachedIn(files)).toEqual(["a/src/zone.ts"]);
  });
  test.each([
    ["an import", "a/src/main.ts", 'import { z } from "./zone.ts";'],
    ["a re-export", "a/src/index.ts", 'export * from "./zone.ts";'],
    ["an import when it is needed", "a/src/main.ts", 'await import("./zone.ts");'],
    ["a worker's address", "a/src/main.ts", 'new URL("./zone.ts", import.meta.url)'],
    ["a page", "a/index.html", '<script src="/src/zone.ts"></script>'],
  ])("a file is reached by %s", (_, path, text) => {
    expect(unreachedIn({ "a/src/zone.ts": "", [path]: text })).toEqual([]);
  });
  test("an index, a program and a configuration are entrances", () => {
    const files = { "a/src/index.ts": "", "a/src/main.tsx": "", "a/src/vite.config.ts": "" };
    expect(unreachedIn(files)).toEqual([]);
  });
});
