import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { openCaseFolder } from "@proviso/record/folder";
import type { CaseFiles } from "@proviso/record/kept";
import type { RecordStore, StoredCase } from "@proviso/record/store";
import { MisuseError } from "../io.ts";

/** From where a call reads its case, as typed. */
export interface From {
  readonly store?: string | undefined;
  /** Files of age identities, for what is under a label. */
  readonly identity?: readonly string[] | undefined;
}

/** The options that say from where, for `parseArgs`. */
export const FROM_OPTIONS = {
  store: { type: "string" },
  identity: { type: "string", multiple: true },
} as const;

/** What help says about them. */
export const FROM_HELP = `  --store FILE       the store of CASE, where it is no folder: a file, or postgres://… (default:
                     PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite here)
  --identity FILE    an age identity, to read what is under its labels; may be given again
`;

/** A case that a call names: a folder, or one that is kept in a store. */
export interface NamedCase {
  readonly stored: StoredCase;
  /** The files of a kept case; `null` where it is a folder. */
  readonly files: CaseFiles | null;
}

/**
 * Reads the case that a call names: a folder where there is one of that name, or else the case of
 * that id in the store.
 *
 * @throws {MisuseError} where there is neither; `StoreError` where it cannot be read.
 */
export async function readNamedCase(name: string, from: From = {}): Promise<NamedCase> {
  if (isFolderName(name)) return { stored: await openCaseFolder(name).open(), files: null };
  return withCasesOf(name, from, async (store) => {
    const { readKeptCase, storedCaseOf } = await import("@proviso/record/kept");
    const kept = await readKeptCase(store, name, await readIdentities(from.identity));
    return { stored: await storedCaseOf(kept), files: kept.files };
  });
}

/** Opens the store that has a case, to read. */
async function withCasesOf<Done>(
  name: string,
  from: From,
  use: (store: RecordStore) => Promise<Done>,
): Promise<Done> {
  // A folder is judged without any database, so that none is loaded for one.
  const { isThere, openStoreAt, sayPlace, storePlace } = await import(
    "@proviso/record/installation"
  );
  const place = storePlace(from.store, process.env);
  if (!(await isThere(place))) throw noCase(name, `there is no store at ${sayPlace(place)}`);
  const store = await openStoreAt(place, { isReadOnly: true, env: process.env });
  try {
    const cases = await store.cases();
    if (!cases.includes(name)) {
      throw noCase(name, `${sayPlace(place)} holds ${cases.join(", ") || "none"}`);
    }
    return await use(store);
  } finally {
    await store.close();
  }
}

/**
 * Passes where the store has a case of this name.
 *
 * @throws {MisuseError} where there is no store, or it has none.
 */
export async function requireKeptCase(name: string, from: From): Promise<void> {
  await withCasesOf(name, from, async () => undefined);
}

/** Whether a name is that of a folder: it looks like a path, or something is there. */
export function isFolderName(name: string): boolean {
  return /[/\\]/.test(name) || existsSync(name);
}

/**
 * Reads age identities from files as age-keygen writes them.
 *
 * @throws {MisuseError} where a file holds none; what it holds is never quoted.
 */
export async function readIdentities(files: readonly string[] = []): Promise<readonly string[]> {
  const all = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(file, "utf8").catch(() => "");
      const found = source.split(/\r?\n/).filter((line) => /^AGE-SECRET-KEY-/.test(line));
      if (found.length > 0) return found;
      throw new MisuseError(`${file} holds no age identity.`, "Make one: proviso keys identity.");
    }),
  );
  return all.flat();
}

function noCase(name: string, what: string): MisuseError {
  return new MisuseError(
    `There is no case ${name}: no such folder, and ${what}.`,
    "Name a case folder, or a case of the store: proviso import case DIR puts one there.",
  );
}
