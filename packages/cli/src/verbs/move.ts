import process from "node:process";
import { isThere, openStoreAt, placeOf, sayPlace } from "@proviso/record/installation";
import { EXIT, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso move cuba-1962 --from .proviso/record.sqlite --to postgres://proviso@localhost/records

Moves a case from one store to another, SQLite or PostgreSQL, byte for byte as it is kept. Nobody
appends to it meanwhile; afterwards it is appended to where it went, and read in both. A move that
was interrupted goes on where it stopped. The installation's keys stay where they are.

  --from STORE       a file of SQLite, or postgres://…
  --to STORE         the other one
  --json             the documented shape, docs/cli-json.md
`;

/** `proviso move`: a case from one store to another. */
export const move: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      from: { type: "string" },
      to: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["CASE"]);
    const [name = ""] = words;
    if (typed.from === undefined || typed.to === undefined) {
      throw new MisuseError("--from and --to are needed.", "Name two stores.");
    }
    const [from, to] = [placeOf(typed.from), placeOf(typed.to)];
    if (sayPlace(from) === sayPlace(to)) {
      throw new MisuseError("Both are the same store.", "Name two stores.");
    }
    if (!(await isThere(from))) {
      throw new MisuseError(`There is no store at ${sayPlace(from)}.`, "Name the one it is in.");
    }
    const { moveCase } = await import("@proviso/record/move");
    const source = await openStoreAt(from, { env: process.env });
    try {
      const target = await openStoreAt(to, { env: process.env });
      try {
        const { origin, size, added } = await moveCase(source, target, name);
        const answer = { v: JSON_VERSION, case: name, origin, size, added };
        if (typed.json === true) io.out(`${JSON.stringify(answer, null, 2)}\n`);
        else
          io.out(
            `${name} is in ${sayPlace(to)} now: ${size} entries, ${added} of them new there.\n`,
          );
        return EXIT.ok;
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
};
