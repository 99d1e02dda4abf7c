import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import { isJudged, unstamped } from "@proviso/record";
import { type CaseFiles, composeStored, entriesOf } from "@proviso/record/kept";
import { versionMoved } from "@proviso/record/store";
import type { Draft, Kept } from "@proviso/record/writing";
import { FROM_HELP, FROM_OPTIONS } from "../case/case-source.ts";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import { parseOrRecall } from "../case/kept-texts.ts";
import { composeCase } from "../case/load-case.ts";
import { EXIT, type Io, MisuseError } from "../io.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import { type GivenEntry, readGiven } from "../store/draft-entries.ts";
import {
  authorOf,
  type HeldCase,
  SIGNING_HELP,
  SIGNING_OPTIONS,
  withHeldCase,
} from "../store/kept-store.ts";
import { progress } from "../store/progress.ts";
import { sayKept } from "../store/say-kept.ts";
import { statedOf } from "../store/stated-time.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso record cuba-1962 --file entry.json --key keeper

Appends one entry, or a file of them, one a line, to a case of the store. They are checked against
the case's texts and its record first; then all of them are kept, or none. It prints the index and
the digest of each, and the checkpoint that holds them.

  --file FILE        the entries (default: -, standard input)
${SIGNING_HELP}  --stated T         when they were made, by their author: RFC 3339, a claim
  --label NAME       for the readers of this compartment only: c-…
  --expect N         refuse where the record has other than N entries by now
  --once KEY         an idempotency key, for one entry (default: made from its id)
  --series ROUTE:N   its number on a route; numbers have no gaps
  --with FILE        a file that they name, kept as an attachment; NAME=FILE keeps it as NAME
${FROM_HELP}  --json             the documented shape, docs/cli-json.md
`;

const OPTIONS = {
  ...FROM_OPTIONS,
  ...SIGNING_OPTIONS,
  file: { type: "string" },
  stated: { type: "string" },
  label: { type: "string" },
  expect: { type: "string" },
  once: { type: "string" },
  series: { type: "string" },
  with: { type: "string", multiple: true },
  json: { type: "boolean" },
} as const;

type Typed = ReturnType<typeof readCall<typeof OPTIONS>>["options"];

/** `proviso record`: entries, signed, through the one writer. */
export const record: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { words, options: typed } = readCall(args, OPTIONS, ["CASE"]);
    const [name = ""] = words;
    const file = typed.file ?? "-";
    const source = await readSource(file);
    const documents = await Promise.all((typed.with ?? []).map(readDocument));
    return withHeldCase(name, typed, io, async (held) => {
      requireExpected(held, typed.expect);
      const { zone, reconstructed } = held.writing.terms;
      const stated = statedOf(typed.stated);
      const how = { file, zone, now: io.now(), isReconstructed: reconstructed, stated };
      const given = readGiven(source, how);
      const findings =
        given.findings.length > 0
          ? given.findings
          : await checkAll(held, given.entries, documents, file);
      if (findings.length > 0) return refuse(io, findings);
      const author = await authorOf(held, typed);
      const there = given.entries.map((one) => keptBefore(held, one));
      const fresh = given.entries.filter((_, at) => there[at] === null);
      requireOne(typed, fresh.length);
      const kept = await held.writing.append(
        fresh.map((one) => draftOf(one, typed)),
        author,
        {
          documents: documents.filter(({ file: named }) => !held.kept.files.has(named)),
          onProgress: progress(io, fresh.length),
        },
      );
      const entries = given.entries.map(({ entry }) => entry);
      sayKept(io, name, entries, withRepeats(there, kept), typed.json === true);
      return EXIT.ok;
    });
  },
};

type There = { readonly position: number; readonly digest: string } | null;

/** Where an entry is that says the same under the same id: it has been sent before. */
function keptBefore({ kept }: HeldCase, { entry }: GivenEntry): There {
  const found = kept.entries.find(({ said }) => said?.statement.entry.id === entry.id);
  if (found?.said === null || found === undefined) return null;
  const { position, said } = found;
  const isSame =
    JSON.stringify(unstamped(said.statement.entry)) === JSON.stringify(unstamped(entry));
  return isSame ? { position, digest: said.digest } : null;
}

function withRepeats(there: readonly There[], kept: Kept): Kept {
  let at = 0;
  const rows = there.map((one) => {
    if (one === null) {
      const row = { receipt: kept.receipts[at], digest: kept.digests[at] ?? "" };
      at += 1;
      return row;
    }
    const head = kept.receipts[0]?.head ?? { size: one.position + 1, root: new Uint8Array(32) };
    return { receipt: { position: one.position, isRepeat: true, head }, digest: one.digest };
  });
  return {
    receipts: rows.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt])),
    digests: rows.map(({ digest }) => digest),
    checkpoint: kept.checkpoint,
  };
}

function draftOf({ entry, stated }: GivenEntry, typed: Typed): Draft {
  return {
    entry,
    label: typed.label ?? null,
    stated,
    key: typed.once ?? `record-${entry.id}`.slice(0, 120),
    series: seriesOf(typed.series),
  };
}

/** Holds given entries against the record and the texts, as if they stood at its end already. */
async function checkAll(
  held: HeldCase,
  given: readonly GivenEntry[],
  documents: readonly Document[],
  file: string,
): Promise<readonly CaseDiagnostic[]> {
  const files: CaseFiles = new Map([
    ...held.kept.files,
    ...documents.map((one) => [one.file, { bytes: one.bytes, label: one.label }] as const),
  ]);
  const before = entriesOf(held.kept);
  const judged = given.filter((one) => isJudged(one.entry) && keptBefore(held, one) === null);
  const added = judged.flatMap(({ entry }) => (isJudged(entry) ? [entry] : []));
  const stored = await composeStored(files, [...before, ...added], held.writing.terms.zone);
  const { findings } = composeCase(stored, await parseOrRecall(stored.files));
  return findings.flatMap((finding) => {
    const of = finding.file === stored.recordFile ? (finding.line ?? 0) - before.length - 1 : -1;
    const given = judged[of];
    if (finding.severity !== "error" || given === undefined) return [];
    return [{ ...finding, file, line: given.line, column: null }];
  });
}

function refuse(io: Io, findings: readonly CaseDiagnostic[]) {
  io.err(showDiagnostics(io, findings, "."));
  io.err(
    `\nNothing was stored: ${findings.length === 1 ? "1 error" : `${findings.length} errors`}.\n`,
  );
  return EXIT.found;
}

function requireExpected({ writing }: HeldCase, typed: string | undefined): void {
  if (typed === undefined) return;
  if (!/^\d{1,15}$/.test(typed)) {
    throw new MisuseError(`--expect ${typed} is no number of entries.`, "Write one: --expect 295.");
  }
  if (Number(typed) !== writing.size()) throw versionMoved(Number(typed), writing.size());
}

/** What names one entry cannot be given to several. */
function requireOne(typed: Typed, count: number): void {
  const named = typed.once !== undefined || typed.series !== undefined;
  if (!named || count <= 1) return;
  throw new MisuseError("--once and --series are for one entry.", "Record the entries one by one.");
}

function seriesOf(typed: string | undefined): Draft["series"] {
  if (typed === undefined) return null;
  const [, route = "", number = ""] = /^(.+):(\d{1,15})$/.exec(typed) ?? [];
  if (route !== "") return { route, number: Number(number) };
  throw new MisuseError(`--series "${typed}" is no number on a route.`, "Write ROUTE:N.");
}

interface Document {
  readonly file: string;
  readonly label: null;
  readonly bytes: Uint8Array;
}

async function readDocument(typed: string): Promise<Document> {
  const [, name, path = ""] = /^(?:([^=]+)=)?(.+)$/s.exec(typed) ?? [];
  try {
    const bytes = new Uint8Array(await readFile(path));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { file: name ?? `attachments/${sha256}`, label: null, bytes };
  } catch {
    throw new MisuseError(`${basename(path)} cannot be read.`, "Name a file: --with FILE.");
  }
}

async function readSource(file: string): Promise<string> {
  try {
    if (file !== "-") return await readFile(file, "utf8");
    const parts: Uint8Array[] = [];
    for await (const part of process.stdin) parts.push(part as Uint8Array);
    return Buffer.concat(parts).toString("utf8");
  } catch {
    throw new MisuseError(
      `${file} cannot be read.`,
      "Name a file of entries, or - for standard input.",
    );
  }
}
