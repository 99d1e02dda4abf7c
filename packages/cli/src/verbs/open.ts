import { readFile } from "node:fs/promises";
import { entryId } from "@proviso/core";
import type { Opening, OpeningScope, Seal } from "@proviso/record";
import type { KeptCase } from "@proviso/record/kept";
import {
  accountOf,
  formatOpening,
  judgeOpening,
  openItem,
  openingDigest,
  openSite,
  openWhole,
  readOpeningDocument,
  readSecret,
  type ShownPlaces,
} from "@proviso/record/seal";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import { authorOf, SIGNING_HELP, SIGNING_OPTIONS, withHeldCase } from "../store/kept-store.ts";
import { keptJson, sayKept } from "../store/say-kept.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso open S-301 --case ford-2031 --secret arden.secret --site orchard --key arden

Opens a sealed declaration: one item, one site with all that is there, or all of it. That an opening
was made stands on the record, and the document with it; one that does not match the seal is
refused, and the record says that too. Without a secret or a document it says how far it is open.

  --case CASE        the case, of the store
  --secret FILE      what opens the seal
  --item ID          one item; --site NAME: one site; --all: everything
  --document FILE    an opening document that somebody else made
${SIGNING_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

const OPTIONS = {
  ...FROM_OPTIONS,
  ...SIGNING_OPTIONS,
  case: { type: "string" },
  secret: { type: "string" },
  item: { type: "string" },
  site: { type: "string" },
  all: { type: "boolean" },
  document: { type: "string" },
  json: { type: "boolean" },
} as const;

type Typed = ReturnType<typeof readCall<typeof OPTIONS>>["options"];

/** `proviso open`: an opening of a sealed declaration, or how far it is open. */
export const openSeal: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { words, options: typed } = readCall(args, OPTIONS, ["SEAL"]);
    const [sealId = ""] = words;
    const { case: name } = typed;
    if (name === undefined) throw new MisuseError("--case is missing.", "proviso open --help.");
    const document = await documentOf(sealId, typed);
    return withHeldCase(name, typed, io, async (held) => {
      const seal = sealIn(held.kept, sealId);
      if (document === null) return sayAccount(io, held.kept, seal, typed.json === true);
      const entry: Opening = {
        kind: "opening",
        id: entryId(`${sealId}.${held.writing.size()}`),
        known: io.now(),
        by: seal.by,
        of: seal.id,
        scope: document.scope,
        sha256: openingDigest(document.bytes),
      };
      const author = await authorOf(held, typed);
      const file = `openings/${entry.sha256}.json`;
      const documents = held.kept.files.has(file)
        ? []
        : [{ file, label: null, bytes: document.bytes }];
      const draft = { entry, label: null, stated: null, key: `open-${entry.id}`, series: null };
      const kept = await held.writing.append([draft], author, { documents });
      const { origin } = held.writing.terms;
      const judged = judgeOpening({ origin, case: name, entry: seal }, entry, document.bytes);
      if (typed.json === true) {
        const verdict = judged.ok
          ? {
              matches: true,
              shown: judged.shown.places.map(({ site, id, content }) => ({ site, id, content })),
            }
          : { matches: false, code: judged.rejection.code, message: judged.rejection.message };
        const answer = { ...keptJson(name, [entry], kept), opening: verdict };
        io.out(`${JSON.stringify(answer, null, 2)}\n`);
      } else sayKept(io, name, [entry], kept, false);
      if (judged.ok) {
        if (typed.json !== true) io.out(`\n${shownText(judged.shown)}`);
        return EXIT.ok;
      }
      const { code, message, remedy } = judged.rejection;
      io.err(
        `The opening is refused, and the record says that it was made. ${code}: ${message}\n${remedy}\n`,
      );
      return EXIT.found;
    });
  },
};

interface Document {
  readonly scope: OpeningScope;
  readonly bytes: Uint8Array;
}

async function documentOf(seal: string, typed: Typed): Promise<Document | null> {
  if (typed.document !== undefined) {
    const bytes = await bytesOf(typed.document);
    const read = readOpeningDocument(bytes);
    // What cannot be read says nothing of its scope; it is refused for what it is all the same.
    return { scope: read.ok ? read.document.scope : "item", bytes };
  }
  if (typed.secret === undefined) return null;
  const read = readSecret(await bytesOf(typed.secret));
  if (!read.ok) throw new MisuseError(read.rejection.message, read.rejection.remedy);
  const { secret } = read;
  const asked = [typed.item, typed.site, typed.all].filter((one) => one !== undefined);
  if (asked.length !== 1) {
    throw new MisuseError(
      "What is to be opened is not said.",
      "Write --item ID, --site NAME or --all.",
    );
  }
  const made =
    typed.item !== undefined
      ? openItem(secret, seal, typed.item)
      : typed.site !== undefined
        ? openSite(secret, seal, typed.site)
        : openWhole(secret, seal);
  return { scope: made.scope, bytes: formatOpening(made) };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    throw new MisuseError(`${file} cannot be read.`, "Name a file.");
  }
}

function sealIn({ entries }: KeptCase, name: string): Seal {
  const found = entries.find(({ said }) => said?.statement.entry.id === name);
  const entry = found?.said?.statement.entry;
  if (entry?.kind === "seal") return entry;
  throw new MisuseError(
    `${name} is no seal of this case.`,
    "Name the entry that proviso seal made.",
  );
}

function sayAccount(io: Io, kept: KeptCase, seal: Seal, isJson: boolean): ExitCode {
  const openings = openingsOf(kept, seal);
  const matching = openings.flatMap((one) => (one.ok ? [one.shown] : []));
  const account = accountOf(seal, matching);
  const refused = openings.length - matching.length;
  if (isJson) {
    const answer = { v: JSON_VERSION, seal: seal.id, by: seal.by, ...account, refused };
    io.out(`${JSON.stringify(answer, null, 2)}\n`);
    return EXIT.ok;
  }
  io.out(`${seal.id}: ${seal.statementType} of ${seal.by}, ${account.places} places\n`);
  io.out(
    `  ${account.items.length} items shown, ${account.empty} empty, ${account.sealed} sealed\n`,
  );
  if (refused > 0) io.out(`  ${refused} openings refused\n`);
  for (const { site, id, content } of account.items) io.out(`  ${site}  ${id}  ${content}\n`);
  return EXIT.ok;
}

function openingsOf({ entries, files, terms }: KeptCase, seal: Seal) {
  return entries.flatMap(({ said }) => {
    const entry = said?.statement.entry;
    if (entry?.kind !== "opening" || entry.of !== seal.id) return [];
    const bytes = files.get(`openings/${entry.sha256}.json`)?.bytes ?? new Uint8Array();
    return [judgeOpening({ origin: terms.origin, case: terms.case, entry: seal }, entry, bytes)];
  });
}

function shownText({ places }: ShownPlaces): string {
  return places
    .map(({ site, id, content }) => `  ${site}  ${id ?? "(empty)"}  ${content}\n`)
    .join("");
}
