import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { extensionOf } from "@proviso/formats";
import type { StatedTime } from "@proviso/record/envelope";
import { FROM_HELP, FROM_OPTIONS, isFolderName, readNamedCase } from "../../case/case-source.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import type { Json } from "../../json/clause-json.ts";
import {
  folderRegisterFiles,
  keptRegisterFiles,
  RegisterUnfit,
} from "../../register/case-registers.ts";
import { comparisonJson, problemJson } from "../../register/comparison-json.ts";
import {
  type GivenEdition,
  type ImportOfEdition,
  planEditionImport,
  type UnreadEdition,
} from "../../register/plan-import.ts";
import { sayComparison, sayProblems } from "../../register/say-comparison.ts";
import { showDiagnostics } from "../../show/diagnostics.ts";
import { importedDrafts } from "../../store/imported-drafts.ts";
import {
  authorOf,
  type HeldCase,
  SIGNING_HELP,
  SIGNING_OPTIONS,
  withHeldCase,
} from "../../store/kept-store.ts";
import { progress } from "../../store/progress.ts";
import { statedOf } from "../../store/stated-time.ts";
import { readCall, type Verb } from "../../verb.ts";

const HELP = `proviso import register outbound.xlsx --case black-sea-2022 --dry-run

Reads an edition of a register that others publish, CSV or XLSX, by its mapping in the case
(registers/NAME.json, docs/registers.md), and compares it with the edition before: rows added,
changed, renumbered, dropped, identifiers reused, dates shifted, check digits that are wrong. Then
the edition, what its rows say and each change are recorded, all or nothing. Nothing that is on the
record is altered; what is new supersedes, and what was dropped stands.

  --case CASE        a case of the store; with --dry-run also a folder
  --register NAME    which register, where the case has several
  --edition DATE     the day that its publisher gives it (default: one in the file's name)
  --dry-run          compare, say what would be recorded, and record nothing
  --stated T         in a reconstructed case: when it was known, RFC 3339
${SIGNING_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where the edition was compared, and recorded unless --dry-run; with 1 where the file,
the mapping or a row is refused, and then nothing was stored; with 2 where the call is wrong.
`;

const OPTIONS = {
  ...FROM_OPTIONS,
  ...SIGNING_OPTIONS,
  case: { type: "string" },
  register: { type: "string" },
  edition: { type: "string" },
  "dry-run": { type: "boolean" },
  stated: { type: "string" },
  json: { type: "boolean" },
} as const;

type Typed = ReturnType<typeof readCall<typeof OPTIONS>>["options"];

/** `proviso import register FILE`: an edition of a register that others publish. */
export const importRegister: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { words, options: typed } = readCall(args, OPTIONS, ["FILE"]);
    const name = typed.case;
    if (name === undefined) throw new MisuseError("--case is missing.", "Write: FILE --case CASE.");
    const given = await readGivenEdition(words[0] ?? "", typed.edition);
    const stated = statedOf(typed.stated);
    const saying: Saying = { io, name, given, isJson: typed.json === true };
    try {
      if (typed["dry-run"] === true) return await compareOnly(saying, typed, stated);
      return await withHeldCase(name, typed, io, (held) => record(saying, held, typed, stated));
    } catch (cause) {
      if (!(cause instanceof RegisterUnfit)) throw cause;
      return refuseFile(saying, cause.file, null, cause.problems);
    }
  },
};

interface Saying {
  readonly io: Io;
  /** The case, as the call names it. */
  readonly name: string;
  readonly given: GivenEdition;
  readonly isJson: boolean;
}

async function compareOnly(saying: Saying, typed: Typed, stated: StatedTime | null) {
  const { stored, files } = await readNamedCase(saying.name, typed);
  const there =
    files === null || isFolderName(saying.name)
      ? await folderRegisterFiles(saying.name)
      : keptRegisterFiles(files);
  const planning = { stored, files: there, named: typed.register, stated };
  const planned = await planEditionImport(saying.given, planning, saying.io);
  return isRead(planned) ? say(saying, planned, null) : refuseUnread(saying, planned);
}

async function record(
  saying: Saying,
  held: HeldCase,
  typed: Typed,
  stated: StatedTime | null,
): Promise<ExitCode> {
  const { storedCaseOf } = await import("@proviso/record/kept");
  const planning = {
    stored: await storedCaseOf(held.kept),
    files: keptRegisterFiles(held.kept.files),
    named: typed.register,
    stated,
  };
  const planned = await planEditionImport(saying.given, planning, saying.io);
  if (!isRead(planned)) return refuseUnread(saying, planned);
  if (planned.isThere || isRefused(planned)) return say(saying, planned, null);
  const { file, entries } = planned;
  const drafts = importedDrafts(entries, "register");
  const { checkpoint } = await held.writing.append(drafts, await authorOf(held, typed), {
    documents: held.kept.files.has(file) ? [] : [{ file, label: null, bytes: saying.given.bytes }],
    onProgress: progress(saying.io, drafts.length),
  });
  return say(saying, planned, { size: held.writing.size(), checkpoint });
}

function isRead(planned: ImportOfEdition | UnreadEdition): planned is ImportOfEdition {
  return "plan" in planned;
}

function isRefused({ plan, findings }: ImportOfEdition): boolean {
  return plan.problems.length > 0 || findings.length > 0;
}

interface Recorded {
  readonly size: number;
  readonly checkpoint: Uint8Array | null;
}

function say(saying: Saying, planned: ImportOfEdition, done: Recorded | null): ExitCode {
  const { io, given, isJson } = saying;
  const { plan, warnings, findings } = planned;
  if (isJson) io.out(`${JSON.stringify(answerOf(saying, planned, done), null, 2)}\n`);
  else io.out(textOf(saying, planned, done));
  if (!isJson) io.err(sayProblems(given.name, warnings));
  if (!isRefused(planned)) return EXIT.ok;
  io.err(sayProblems(given.name, plan.problems));
  io.err(showDiagnostics(io, findings.slice(0, 20), "."));
  io.err(`\nNothing was stored: ${plan.problems.length + findings.length} errors.\n`);
  return EXIT.found;
}

function answerOf(
  { name, given }: Saying,
  planned: ImportOfEdition,
  done: Recorded | null,
): { readonly [key: string]: Json } {
  const { register, plan, sha256, file, rows, isThere, unread, warnings, findings } = planned;
  const last = register.editions.at(-1)?.entry ?? null;
  return {
    v: JSON_VERSION,
    case: name,
    register: register.id,
    edition: { date: given.date, file, sha256, rows },
    before:
      last === null
        ? null
        : {
            entry: last.id,
            date: last.date,
            file: last.file,
            sha256: last.sha256,
            rows: last.rows,
          },
    ...comparisonJson(plan.comparison, register.mapping, plan.standing),
    alreadyThere: isThere,
    recorded: done !== null,
    entries: isThere ? [] : plan.entries.map((entry) => entry as unknown as Json),
    unread: [...unread],
    warnings: warnings.map(problemJson),
    problems: [
      ...plan.problems.map(problemJson),
      ...findings.map(({ code, on, message, remedy }) => ({ code, on, message, remedy })),
    ],
    size: done?.size ?? null,
    checkpoint: done?.checkpoint ? new TextDecoder().decode(done.checkpoint) : null,
  };
}

function textOf({ given }: Saying, planned: ImportOfEdition, done: Recorded | null): string {
  const { register, plan, rows, isThere, unread } = planned;
  const last = register.editions.at(-1)?.entry ?? null;
  const against = last === null ? "the first edition" : `against ${last.id} (${last.rows} rows)`;
  const kinds = Map.groupBy(plan.entries, ({ kind }) => kind);
  const would = done === null ? "would record" : "recorded";
  const lines = [
    `${register.id}: ${given.name}, ${rows} rows, ${against}`,
    ...sayComparison(plan.comparison, register.mapping),
    ...(unread.length === 0
      ? []
      : [`  columns that the mapping does not name: ${unread.join(", ")}`]),
    ...(isThere
      ? ["It is on the record already; there is nothing to add."]
      : [`${would} ${[...kinds].map(([kind, all]) => `${all.length} ${kind}`).join(", ")}`]),
  ];
  const note = done?.checkpoint ? `\n${new TextDecoder().decode(done.checkpoint)}` : "";
  return `${lines.join("\n")}\n${note}`;
}

function refuseUnread(saying: Saying, { register, problems }: UnreadEdition): ExitCode {
  return refuseFile(saying, saying.given.name, register.id, problems);
}

function refuseFile(
  { io, name, isJson }: Saying,
  file: string,
  register: string | null,
  problems: UnreadEdition["problems"],
): ExitCode {
  const answer = {
    v: JSON_VERSION,
    case: name,
    register,
    file,
    problems: problems.map(problemJson),
  };
  if (isJson) io.out(`${JSON.stringify(answer, null, 2)}\n`);
  io.err(sayProblems(file, problems));
  io.err(
    `\nNothing was stored: ${problems.length === 1 ? "1 error" : `${problems.length} errors`}.\n`,
  );
  return EXIT.found;
}

async function readGivenEdition(path: string, date: string | undefined): Promise<GivenEdition> {
  const name = basename(path);
  const extension = extensionOf(name);
  if (extension === null) {
    const remedy = "Editions are read from .csv and .xlsx.";
    throw new MisuseError(`${name} is neither CSV nor XLSX by its name.`, remedy);
  }
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw new MisuseError(`${name} cannot be read.`, "Name the edition's file.");
  return { name, bytes: new Uint8Array(bytes), extension, date: dateOf(name, date) };
}

function dateOf(name: string, typed: string | undefined): string | null {
  if (typed !== undefined) {
    if (isDay(typed)) return typed;
    throw new MisuseError(`--edition ${typed} is no date.`, "Write it as 2022-09-08.");
  }
  const found = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(name)?.[0];
  return found !== undefined && isDay(found) ? found : null;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
