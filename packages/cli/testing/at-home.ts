import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { call, type Ended } from "./proviso.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A folder of work with a store of its own, in which the command line is called. */
export interface Home {
  readonly folder: string;
  readonly store: string;
  /** Carries out a call in this process, as if it had been made there. */
  readonly proviso: (...args: readonly string[]) => Promise<Ended>;
  /** Calls the command line as a process of its own, with something on its standard input. */
  readonly given: (input: string, ...args: readonly string[]) => Promise<Ended>;
  readonly write: (file: string, content: string) => Promise<string>;
  readonly read: (file: string) => Promise<Buffer>;
  readonly remove: () => Promise<void>;
}

/** Makes a folder of work; no environment of the caller says where its store is. */
export async function makeHome(env: Readonly<Record<string, string>> = {}): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-home-"));
  const store = join(folder, ".proviso", "record.sqlite");
  const { DATABASE_URL: _url, PROVISO_KEYS: _keys, ...inherited } = process.env;
  const own = { ...inherited, NO_COLOR: "1", PROVISO_STORE: store, ...env };
  const given = (input: string, ...args: readonly string[]): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const options = { cwd: folder, env: own, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(process.execPath, [MAIN, ...args], options, (error, out, err) => {
        if (error !== null && typeof error.code !== "number") reject(error);
        else resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
      child.stdin?.end(input);
    });
  return {
    folder,
    store,
    proviso: (...args) => inFolder(folder, own, () => call(...args)),
    given,
    write: async (file, content) => {
      const path = join(folder, file);
      await writeFile(path, content);
      return path;
    },
    read: (file) => readFile(join(folder, file)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Does something where a process in a folder of its own would do it: one thing at a time. */
async function inFolder<Done>(
  folder: string,
  env: NodeJS.ProcessEnv,
  act: () => Promise<Done>,
): Promise<Done> {
  const before = { env: process.env, folder: process.cwd() };
  process.env = env;
  process.chdir(folder);
  try {
    return await act();
  } finally {
    process.env = before.env;
    process.chdir(before.folder);
  }
}

/** An observation that the texts of the Cuba case allow, later than all that is on its record. */
export function sighting(id: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    v: 1,
    id,
    kind: "observation",
    known: "1963-05-01T10:00:00-04:00",
    valid: { at: "1963-05-01T10:00:00-04:00" },
    report: {
      kind: "presence",
      subject: "bombers",
      place: "san-julian",
      state: "absent",
      coverage: 1,
    },
    method: "aerial-photography",
    source: { cite: "a photograph" },
    grade: { reliability: "B", credibility: 2, by: "case editor", why: "a test" },
    ...more,
  });
}
