/** The folders of `cases/`: what each asks of a verdict, of `check` and of `outstanding`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { run } from "../packages/cli/src/run.ts";

const CASES = fileURLToPath(new URL("./cases/", import.meta.url));

/** Every folder, by name. */
export const FOLDERS: readonly string[] = readdirSync(CASES).sort();

/** Where a folder lies. */
export function pathOf(folder: string): string {
  return join(CASES, folder);
}

/** What `check.json` asks beside the tests of a folder (`README.md`). */
export interface Asked {
  /** Errors that `check` must name at a line that holds the text `at`, with any code. */
  readonly errors?: readonly { readonly file: string; readonly at: string }[];
  readonly flaws?: readonly { readonly code: string; readonly on?: string }[];
  readonly noFlaws?: readonly string[];
  /** The nearest way to verify `node` costs so many packages. */
  readonly outstanding?: readonly {
    readonly node: string;
    readonly asOf: string;
    readonly knownAt: string;
    readonly cost: number;
  }[];
}

/** What a folder asks beside its tests; nothing where it has no `check.json`. */
export function askedOf(folder: string): Asked {
  const file = join(pathOf(folder), "check.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Asked) : {};
}

/** Whether a folder has tests of verdicts. */
export function hasTests(folder: string): boolean {
  return existsSync(join(pathOf(folder), "tests"));
}

/** A line of a file of a folder, counted from 1. */
export function lineOf(folder: string, file: string, line: number): string {
  return readFileSync(join(pathOf(folder), file), "utf8").split("\n")[line - 1] ?? "";
}

/** What a verb of the command line answers with `--json`; `null` where it answered nothing. */
export async function answer(...args: readonly string[]): Promise<unknown> {
  let out = "";
  await run([...args, "--json"], {
    out: (text) => {
      out += text;
    },
    err: () => {},
    columns: 96,
    colour: false,
    now: () => instant(Date.now()),
  });
  return out === "" ? null : JSON.parse(out);
}
