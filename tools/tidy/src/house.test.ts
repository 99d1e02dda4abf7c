import { spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ARROWS, CORE_FOLDERS, fileBehind, folderOf, mayImport, SUBPATHS } from "./house.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the configuration of the build stands. */
const CONFIGURATION = [
  "{package,tsconfig*}.json",
  "{bench,scripts}/{package,tsconfig*}.json",
  "{packages,tools}/*/{package,tsconfig*}.json",
  "packages/*/src/**/tsconfig.json",
];

type Arrow = { readonly from: string; readonly file: string; readonly specifier: string };

/** Every import between rooms that somebody could write, with whether the house allows it. */
const arrows: readonly (Arrow & { readonly isAllowed: boolean })[] = [
  ...CORE_FOLDERS.flatMap((from, at) =>
    CORE_FOLDERS.map((to, other) => ({
      from: `core/${from}`,
      file: `packages/core/src/${from}/to-${to}.ts`,
      specifier: `../${to}/index.ts`,
      isAllowed: other <= at,
    })),
  ),
  ...Object.keys(ARROWS).flatMap((from) =>
    targets()
      .filter((to) => to.split("/")[0] !== from)
      .map((to) => ({
        from,
        file: `${folderOf(from)}/src/${from === "core" ? "flaws/" : ""}to-${to.replace("/", "-")}.ts`,
        specifier: `@proviso/${to}`,
        isAllowed: mayImport(from, to),
      })),
  ),
];

/**
 * The configuration of this repository over a house with one empty file a room, and in each room
 * one file for each import that somebody could write: what the compiler refuses of it is what it
 * would refuse of ours.
 */
describe("the build", () => {
  let house = "";
  let output = "";

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), "house-"));
    copyConfiguration(house);
    for (const index of indexes()) write(house, index, "export {};\n");
    for (const { file, specifier } of arrows) write(house, file, `export * from "${specifier}";\n`);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const built = spawnSync(process.execPath, [tsc, "-b", "--pretty", "false"], { cwd: house });
    output = String(built.stdout);
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  const [allowed, refused] = [true, false].map((one) =>
    arrows.filter(({ isAllowed }) => isAllowed === one),
  );

  test.each(refused ?? [])("$from may not import $specifier", ({ file }) => {
    expect(faultsOf(file)).toMatch(/TS6307/);
  });
  test.each(allowed ?? [])("$from may import $specifier", ({ file }) => {
    expect(faultsOf(file)).toBe("");
  });

  const faultsOf = (file: string) =>
    output
      .split("\n")
      .filter((line) => line.startsWith(`${file}(`))
      .join("\n");
});

function targets(): readonly string[] {
  const subpaths = Object.entries(SUBPATHS).flatMap(([name, paths]) =>
    Object.keys(paths).map((path) => `${name}/${path}`),
  );
  return [...Object.keys(ARROWS).filter((name) => name !== "bench"), ...subpaths];
}

function indexes(): readonly string[] {
  return [
    ...Object.keys(ARROWS).map((name) => `${folderOf(name)}/src/index.ts`),
    ...CORE_FOLDERS.map((folder) => `packages/core/src/${folder}/index.ts`),
    ...targets()
      .filter((target) => target.includes("/"))
      .map(fileBehind),
  ];
}

function copyConfiguration(house: string): void {
  const configuration = globSync(CONFIGURATION, {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|dist)$/.test(path),
  });
  for (const path of configuration) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    cpSync(join(root, path), join(house, path));
  }
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
}

function write(house: string, path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}
