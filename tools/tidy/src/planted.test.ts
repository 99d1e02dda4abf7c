import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arrowProblems, followImports, type Graph } from "./arrows.ts";
import { deadCode } from "./dead-code.ts";
import type { Problem } from "./problem.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Every fault is planted in one copy of this checkout, and each must be found on its own. */
const PLANTED = {
  "packages/core/src/time/wrong-arrow.ts":
    'export { any } from "../logic/index.ts";\nexport * from "langium";\n',
  "packages/core/src/time/dead-export.ts": "export const used = 1;\nexport const deadExport = 2;\n",
  "packages/core/src/time/dead-file.ts": "export const nobody = 1;\n",
  "packages/core/src/time/dead-file.test.ts":
    'import { test } from "vitest";\nimport { nobody } from "./dead-file.ts";\ntest("a", () => void nobody);\n',
  "packages/record/src/log/round.ts":
    'import { about } from "./about.ts";\nexport const round = () => about;\n',
  "packages/record/src/log/about.ts":
    'import { round } from "./round.ts";\nexport const about = () => round;\n',
  "packages/cli/src/reaching.ts":
    'import type { Zone } from "../../core/src/time/zone.ts";\nexport type Reached = Zone;\n',
  "packages/web/src/past.ts": 'export * from "@proviso/record/sqlite";\n',
  "packages/record/src/named.ts": 'export * from "@proviso/record/log";\n',
};

let copy = "";
let graph: Graph;
let problems: readonly Problem[] = [];

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), "planted-"));
  copyCheckout(copy);
  for (const [path, text] of Object.entries(PLANTED)) writeFileSync(join(copy, path), text);
  const user = join(copy, "packages/core/src/time/zone.ts");
  appendFileSync(user, '\nimport { used } from "./dead-export.ts";\nvoid used;\n');
  graph = await followImports(copy);
  problems = [...arrowProblems(graph, []), ...deadCode(copy)];
}, 120_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each([
  [
    "a folder of the core that imports a later one",
    "core/src/time/wrong-arrow.ts",
    "only those before it",
  ],
  ["a library imported by the core", "core/src/time/wrong-arrow.ts", "depends on nothing"],
  ["a circle of imports", "record/src/log/about.ts", "is imported by it"],
  ["a type imported by reaching into another package", "cli/src/reaching.ts", "by its name"],
  ["a room of the record that browsers do not have", "web/src/past.ts", "other way"],
  ["a package that imports itself by name", "record/src/named.ts", "relative path"],
  ["an export that nothing imports", "core/src/time/dead-export.ts", "'deadExport' is exported"],
  ["a file that only its test imports", "core/src/time/dead-file.ts", "Nothing imports this"],
])("%s is found", (_, path, message) => {
  const found = problems.filter((one) => one.path === `packages/${path}`);
  expect(found.map((one) => one.message).join("\n")).toContain(message);
});

test("nothing is found but what was planted", () => {
  expect(problems.filter(({ path }) => !(path in PLANTED))).toEqual([]);
});

test("a source file that was not looked at is a problem, and so is to have seen no import", () => {
  expect(arrowProblems(graph, ["packages/core/src/nowhere.ts"])[0]?.message).toMatch(/not look at/);
  const blind = { ...graph, modules: graph.modules.map((one) => ({ ...one, dependencies: [] })) };
  const messages = arrowProblems(blind, ["packages/core/src/index.ts"]).map((one) => one.message);
  expect(messages.join("\n")).toMatch(/no import anywhere/);
});

/** The files that git keeps or would keep, with what is installed, and our packages from the copy. */
function copyCheckout(to: string): void {
  const options = ["-c", "safe.directory=*"];
  const kept = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const where = [
    "packages",
    "bench",
    "tools",
    "scripts",
    "conformance",
    "*.json",
    "*.ts",
    ".gitignore",
  ];
  const listed = spawnSync("git", [...options, ...kept, "--", ...where], {
    cwd: root,
    encoding: "utf8",
  });
  const generated = "packages/language/src/generated";
  for (const path of [...listed.stdout.split("\0"), generated]) {
    if (path === "" || /\/(cases|vectors|fixtures)\//.test(path)) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(root, path), join(to, path), { recursive: true });
  }
  const modules = join(to, "node_modules");
  mkdirSync(join(modules, "@proviso"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "@proviso") symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  for (const name of readdirSync(join(to, "packages"))) {
    symlinkSync(join(to, "packages", name), join(modules, "@proviso", name));
  }
}
