import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The licences of everything that the packages need when they run, fonts and our own left out. */
function runtimeLicences(): ReadonlyMap<string, string> {
  const licences = new Map<string, string>();
  for (const name of readdirSync(join(ROOT, "packages"))) {
    const { dependencies = {} } = packageAt(join(ROOT, "packages", name));
    for (const needed of Object.keys(dependencies)) {
      if (/^@(?:proviso|fontsource)\//.test(needed)) continue;
      licences.set(needed, packageAt(join(ROOT, "node_modules", needed)).license ?? "none");
    }
  }
  return licences;
}

interface Package {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function packageAt(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
}

describe("the notice", () => {
  test("has a line for every library that Proviso runs on, with its licence", () => {
    const lines = readFileSync(join(ROOT, "NOTICE"), "utf8").split("\n");
    const said = lines.flatMap((line) => {
      const [, name, licence] = /^ {2}(\S+) {2,}(\S+) {2,}Copyright \S/.exec(line) ?? [];
      return name === undefined || licence === undefined ? [] : [[name, licence] as const];
    });
    expect(said).toEqual(expect.arrayContaining([...runtimeLicences()]));
  });
});
