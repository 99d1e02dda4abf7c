import process from "node:process";
import { sayPlace, storePlace } from "@proviso/record/installation";
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
    const { backUp } = await import("@proviso/record/keeping");
    await backUp(place, out);
    const answer = { v: JSON_VERSION, out };
    io.out(typed.json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${out} is written.\n`);
    return EXIT.ok;
  },
};

const RESTORE_HELP = `proviso restore backups/2031-05-04.sqlite --store restored.sqlite

Puts a backup where no store is yet, after it was read whole and found sound. A store that is there
is never written over: move it away first, and keep it.

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
    const { restore } = await import("@proviso/record/keeping");
    await restore(file, place);
    const answer = { v: JSON_VERSION, store: sayPlace(place) };
    const said = `${sayPlace(place)} holds what ${file} held.\n`;
    io.out(typed.json === true ? `${JSON.stringify(answer, null, 2)}\n` : said);
    return EXIT.ok;
  },
};
