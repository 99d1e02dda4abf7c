import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { run } from "../src/run.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** The case of another kind that these tests judge. */
export const HOLDING_AREAS = fileURLToPath(new URL("./cases/holding-areas", import.meta.url));

/** Where there is no store: these tests' cases are folders. */
const NO_STORE = join(tmpdir(), "proviso-no-store", "record.sqlite");

/** What a call said, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Calls the real command line as a process of its own. */
export function proviso(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = {
      maxBuffer: 32 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: "1", PROVISO_STORE: NO_STORE },
    };
    execFile(process.execPath, [MAIN, ...args], options, (error, out, err) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/**
 * Carries out a call within this process, by the same function that the command line runs: for
 * what does not depend on being a process.
 */
export async function call(...args: readonly string[]): Promise<Ended> {
  let out = "";
  let err = "";
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    columns: 96,
    colour: false,
    now: () => instant(Date.now()),
  });
  return { code, out, err };
}

/** A copy of the case that a test may spoil. */
export interface SpoiledCase {
  readonly folder: string;
  /** Rewrites one of its files. */
  readonly change: (file: string, rewrite: (source: string) => string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Copies the case to where a test may spoil it. */
export async function copyCase(): Promise<SpoiledCase> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-holding-"));
  await cp(HOLDING_AREAS, folder, { recursive: true });
  return {
    folder,
    change: async (file, rewrite) => {
      const path = join(folder, file);
      await writeFile(path, rewrite(await readFile(path, "utf8")));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
