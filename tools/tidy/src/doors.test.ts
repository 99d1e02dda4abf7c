import { expect, test } from "vitest";
import type { Graph } from "./arrows.ts";
import { doorProblems } from "./doors.ts";

/** A house of one room, with files that a file of another room imports. */
function houseOf(importer: string, imported: readonly string[]): Pick<Graph, "modules"> {
  const dependencies = imported.map((resolved) => ({ resolved }));
  const modules = [
    { source: "a/src/index.ts", dependencies: [] },
    { source: "b/src/index.ts", dependencies: [] },
    { source: importer, dependencies },
  ];
  return { modules } as unknown as Pick<Graph, "modules">;
}

const files = (count: number) => Array.from({ length: count }, (_, at) => `a/src/room/${at}.ts`);

test("a room with twelve doors is accepted, and one with thirteen is not", () => {
  expect(doorProblems(houseOf("b/src/user.ts", files(12)))).toEqual([]);
  const found = doorProblems(houseOf("b/src/user.ts", files(13)));
  expect(found).toMatchObject([{ rule: "doors", path: "a/src/index.ts" }]);
});

test("who is in the room, and a test, may reach for every file of it", () => {
  expect(doorProblems(houseOf("a/src/user.ts", files(13)))).toEqual([]);
  expect(doorProblems(houseOf("b/src/user.test.ts", files(13)))).toEqual([]);
});
