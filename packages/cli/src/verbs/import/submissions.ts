import { DELIMITERS, type Delimiter } from "@proviso/formats";
import type { StatedTime } from "@proviso/record/envelope";
import { FROM_HELP, FROM_OPTIONS, readNamedCase } from "../../case/case-source.ts";
import {
  type NamedSubmission,
  planSubmissions,
  type SubmissionsPlan,
} from "../../forms/plan-submissions.ts";
import { type FoundSubmissions, readSubmissions } from "../../forms/read-submissions.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../../io.ts";
import { JSON_VERSION } from "../../json/assessment-json.ts";
import { problemJson } from "../../register/comparison-json.ts";
import { sayProblems } from "../../register/say-comparison.ts";
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

const HELP = `proviso import submissions exported.csv --case cuba-1962 --dry-run

Reads what was filled in by a form of proviso export xlsform: submissions as XML, with their
photographs beside them, or as the CSV that ODK Central or KoboToolbox exports. Each becomes an
observation, once, however often it is sent; one that a reviewer rejected never does. All or none.

  --case CASE        a case of the store; with --dry-run also a folder
  --dry-run          say what would be recorded, and record nothing
  --delimiter C      of a CSV: , ; \\t or | (default: ,)
  --reading ID       under whose requirements the form was made (default: the case's)
  --stated T         in a reconstructed case: when it was known, RFC 3339
${SIGNING_HELP}${FROM_HELP}  --json             the documented shape, docs/cli-json.md

It ends with 0 where it is done, 1 where a submission is refused, and then nothing was stored, 2
where the call is wrong.
`;

const OPTIONS = {
  ...FROM_OPTIONS,
  ...SIGNING_OPTIONS,
  case: { type: "string" },
  "dry-run": { type: "boolean" },
  delimiter: { type: "string" },
  reading: { type: "string" },
  stated: { type: "string" },
  json: { type: "boolean" },
} as const;

type Typed = ReturnType<typeof readCall<typeof OPTIONS>>["options"];

/** `proviso import submissions FILE|DIR`: what was filled in with Kobo or ODK. */
export const importSubmissions: Verb = {
  help: HELP,
  run: async (args, io) => {
    const { words, options: typed } = readCall(args, OPTIONS, ["FILE"]);
    const name = typed.case;
    if (name === undefined) throw new MisuseError("--case is missing.", "Write: FILE --case CASE.");
    const stated = statedOf(typed.stated);
    const read = await readSubmissions(words[0] ?? "", delimiterOf(typed.delimiter));
    const saying: Saying = { io, name, read, isJson: typed.json === true };
    const { reading } = typed;
    if (typed["dry-run"] === true) {
      const { stored } = await readNamedCase(name, typed);
      const plan = await planSubmissions(read.found, { stored, reading, stated }, io);
      return say(saying, plan, null);
    }
    return withHeldCase(name, typed, io, (held) => record(saying, held, typed, stated));
  },
};

interface Saying {
  readonly io: Io;
  readonly name: string;
  readonly read: FoundSubmissions;
  readonly isJson: boolean;
}

async function record(
  saying: Saying,
  held: HeldCase,
  typed: Typed,
  stated: StatedTime | null,
): Promise<ExitCode> {
  const { storedCaseOf } = await import("@proviso/record/kept");
  const stored = await storedCaseOf(held.kept);
  const planning = { stored, reading: typed.reading, stated };
  const plan = await planSubmissions(saying.read.found, planning, saying.io);
  if (isRefused(saying, plan) || plan.entries.length === 0) return say(saying, plan, null);
  const drafts = importedDrafts(plan.entries, "form");
  const documents = plan.photographs.flatMap(({ sha256, bytes }) => {
    const file = `attachments/${sha256}`;
    return held.kept.files.has(file) ? [] : [{ file, label: null, bytes }];
  });
  const { checkpoint } = await held.writing.append(drafts, await authorOf(held, typed), {
    documents,
    onProgress: progress(saying.io, drafts.length),
  });
  return say(saying, plan, { size: held.writing.size(), checkpoint });
}

function isRefused({ read }: Saying, { problems, findings }: SubmissionsPlan): boolean {
  return read.unread.length + problems.length + findings.length > 0;
}

interface Recorded {
  readonly size: number;
  readonly checkpoint: Uint8Array | null;
}

function say(saying: Saying, plan: SubmissionsPlan, done: Recorded | null): ExitCode {
  const { io, read, isJson } = saying;
  const note = done?.checkpoint ? new TextDecoder().decode(done.checkpoint) : null;
  if (isJson) io.out(`${JSON.stringify(answerOf(saying, plan, done, note), null, 2)}\n`);
  else io.out(textOf(saying, plan, done, note));
  if (!isRefused(saying, plan)) return EXIT.ok;
  for (const { file, problems } of read.unread) io.err(sayProblems(file, problems));
  for (const { file, problem } of plan.problems.slice(0, 50)) io.err(sayProblems(file, [problem]));
  io.err(showDiagnostics(io, plan.findings.slice(0, 50), "."));
  const unread = read.unread.reduce((sum, { problems }) => sum + problems.length, 0);
  const count = unread + plan.problems.length + plan.findings.length;
  io.err(`\nNothing was stored: ${count === 1 ? "1 error" : `${count} errors`}.\n`);
  return EXIT.found;
}

function answerOf(
  { name, read }: Saying,
  plan: SubmissionsPlan,
  done: Recorded | null,
  checkpoint: string | null,
) {
  const list = (all: readonly NamedSubmission[]) => all.map((one) => ({ ...one }));
  return {
    v: JSON_VERSION,
    case: name,
    submissions: read.found.length,
    recorded: done !== null,
    added: list(plan.added),
    there: list(plan.there),
    rejected: list(plan.rejected),
    held: list(plan.held),
    problems: [
      ...read.unread.flatMap(({ file, problems }) =>
        problems.map((problem) => ({ file, problem: problemJson(problem) })),
      ),
      ...plan.problems.map(({ file, problem }) => ({ file, problem: problemJson(problem) })),
      ...plan.findings.map(({ code, on, message, remedy }) => ({
        file: on,
        problem: { code, message, remedy },
      })),
    ],
    size: done?.size ?? null,
    checkpoint,
  };
}

function textOf(
  { read }: Saying,
  plan: SubmissionsPlan,
  done: Recorded | null,
  note: string | null,
): string {
  const { added, there, rejected, held } = plan;
  const lines = [
    `${read.found.length} submissions`,
    `  ${done === null ? "would record" : "recorded"} ${added.length}`,
    `  there already: ${there.length}`,
    ...(rejected.length === 0
      ? []
      : [`  rejected by a reviewer, and left out: ${rejected.length}`]),
    ...(held.length === 0 ? [] : [`  held by a reviewer, and left out: ${held.length}`]),
    ...added.slice(0, 20).map(({ entry, file, row }) => `    ${entry}  ${file}, ${row}`),
  ];
  return `${lines.join("\n")}\n${note === null ? "" : `\n${note}`}`;
}

function delimiterOf(typed: string | undefined): Delimiter {
  const found = DELIMITERS.find(
    (one) => one === (typed ?? ",") || (one === "\t" && typed === "\\t"),
  );
  if (found !== undefined) return found;
  throw new MisuseError(`--delimiter ${typed} is none.`, "Write , ; \\t or |.");
}
