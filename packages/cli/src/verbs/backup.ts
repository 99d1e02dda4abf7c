import { dirname, join } from "node:path";
import process from "node:process";
import { headMemoryIn } from "@proviso/record/heads";
import {
  keysFolderOf,
  openStoreAt,
  type StorePlace,
  sayPlace,
  storePlace,
} from "@proviso/record/installation";
import { parseCheckpoint, parseNote } from "@proviso/record/log";
import { EXIT, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { readCall, type Verb } from "../verb.ts";

const BACKUP_HELP = `proviso backup --out backups/2031-05-04.sqlite

Writes a copy of the whole store to a file, while others go on writing to it. The keys of this
installation are not in it: copy the folder of keys to another place.

  --out FILE         the copy; it must not be there yet
  --store FILE       the store (default: PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite)
  --json             the documented shape, docs/cli-json.md
`;

/** `proviso backup`: a copy of the store. */
export const backupVerb: Verb = {
  help: BACKUP_HELP,
  run: async (args, io) => {
    const options = {
      out: { type: "string" },
      store: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { options: typed } = readCall(args, options, []);
    const { out } = typed;
    if (out === undefined)
      throw new MisuseError("--out is missing.", "Name a file that is not there.");
    const place = storePlace(typed.store, process.env);
    const { backUp } = await import("@proviso/record/move");
    await backUp(place, out);
    const answer = { v: JSON_VERSION, out };
    io.out(typed.json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${out} is written.\n`);
    return EXIT.ok;
  },
};

const RESTORE_HELP = `proviso restore backups/2031-05-04.sqlite --store restored.sqlite

Puts a backup where no store is yet, after it was read whole and found sound. A store that is there
is never written over: move it away first, and keep it.

It says of each case how far it goes, and how far this installation has seen its log go. A case is
appended to only where the backup holds all that is known to have been signed. Where nothing is
known, it goes on from what the backup holds, and whoever has seen more must say so first:
proviso checkpoint CASE --seen FILE.

  --store FILE       where (default: PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite)
  --json             the documented shape, docs/cli-json.md
`;

/** `proviso restore`: a backup where no store is yet. */
export const restoreVerb: Verb = {
  help: RESTORE_HELP,
  run: async (args, io) => {
    const options = { store: { type: "string" }, json: { type: "boolean" } } as const;
    const { words, options: typed } = readCall(args, options, ["FILE"]);
    const [file = ""] = words;
    const place = storePlace(typed.store, process.env);
    const { restore } = await import("@proviso/record/move");
    await restore(file, place);
    const cases = await restoredIn(place);
    const answer = { v: JSON_VERSION, store: sayPlace(place), cases };
    const said = [`${sayPlace(place)} holds what ${file} held.`, ...cases.map(sayRestored)];
    io.out(typed.json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${said.join("\n")}\n`);
    return EXIT.ok;
  },
};

/** A case as it was put back. */
interface Restored {
  readonly case: string;
  /** Entries in it. */
  readonly size: number;
  /** Entries in the newest head that this installation has signed; `null` where it knows of none. */
  readonly signed: number | null;
}

async function restoredIn(place: StorePlace): Promise<readonly Restored[]> {
  const { env } = process;
  const heads = headMemoryIn(join(dirname(keysFolderOf(place, env)), "heads"));
  const store = await openStoreAt(place, { isReadOnly: true, env });
  try {
    const cases: Restored[] = [];
    for (const name of await store.cases()) {
      const record = await store.record(name, { labels: [] });
      const note = await heads.newest(record.origin);
      const signed = note === null ? null : parseCheckpoint(parseNote(note).text).size;
      cases.push({ case: name, size: await record.size(), signed });
    }
    return cases;
  } finally {
    await store.close();
  }
}

function sayRestored({ case: name, size, signed }: Restored): string {
  const has = `  ${name}: ${size} entries`;
  if (signed === null) return `${has}; no head of its log is known here, so it goes on from these`;
  if (signed > size) return `${has}; its log has signed ${signed}: it is read, and not appended to`;
  return `${has}; no more are known to have been signed`;
}
