import { codexOf, type Entry, editionAt, position, protocolsOf } from "@proviso/core";
import { type FormatProblem, observationOf, submissionEntryId } from "@proviso/formats";
import { type RecordEntry, type StoredCase, unstamped } from "@proviso/record";
import type { StatedTime } from "@proviso/record/envelope";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import { parseOrRecall } from "../case/kept-texts.ts";
import { composeCase } from "../case/load-case.ts";
import { type Io, MisuseError } from "../io.ts";
import { checkPlanned } from "../store/check-planned.ts";
import type { GivenEntry } from "../store/draft-entries.ts";
import { type FoundPhotograph, type FoundSubmission, photographOf } from "./read-submissions.ts";

/** A submission by what becomes of it. */
export interface NamedSubmission {
  readonly instance: string;
  readonly entry: string;
  readonly file: string;
  readonly row: number;
}

/** What importing submissions would put on the record, or what stands against it. */
export interface SubmissionsPlan {
  readonly added: readonly NamedSubmission[];
  /** On the record already, just so. */
  readonly there: readonly NamedSubmission[];
  /** Rejected by a reviewer: never recorded. */
  readonly rejected: readonly NamedSubmission[];
  /** Held by a reviewer, or in a state that is not known: not recorded yet. */
  readonly held: readonly NamedSubmission[];
  /** With any of them nothing is recorded. */
  readonly problems: readonly { readonly file: string; readonly problem: FormatProblem }[];
  readonly findings: readonly CaseDiagnostic[];
  readonly entries: readonly GivenEntry[];
  readonly photographs: readonly FoundPhotograph[];
}

/** With what submissions are planned. */
export interface Planning {
  readonly stored: StoredCase;
  /** Under whose requirements the form was made; `undefined` for the case's own reading. */
  readonly reading: string | undefined;
  readonly stated: StatedTime | null;
}

/**
 * Plans the import of submissions. One that is on the record is passed over, however often it is
 * sent; one that a reviewer rejected or holds is named and goes no further; one that says something
 * else under the same instance id stands against the import. Nothing is written.
 */
export async function planSubmissions(
  found: readonly FoundSubmission[],
  { stored, reading, stated }: Planning,
  io: Pick<Io, "now">,
): Promise<SubmissionsPlan> {
  const protocols = await protocolsAt(stored, reading, io);
  const all = [...stored.entries, ...stored.registers.map(({ entry }) => entry)];
  const known = new Map<string, RecordEntry>(all.map((entry) => [entry.id, entry]));
  const planned = new Map<string, Readonly<Record<string, unknown>>>();
  const sorted = { added: [], there: [], rejected: [], held: [] } as Sorted;
  const problems: { readonly file: string; readonly problem: FormatProblem }[] = [];
  const photographs = new Map<string, FoundPhotograph>();
  for (const one of found) {
    const named = nameOf(one);
    const { review, deprecatedId } = one.submission;
    if (review === "rejected" || review === "held") {
      sorted[review].push(named);
      continue;
    }
    const pictures = await photographsOf(one);
    const read = observationOf(one.submission, {
      protocols,
      photograph: (_submission, name) => pictures.get(name) ?? null,
    });
    if (!read.ok) {
      problems.push(...read.problems.map((problem) => ({ file: one.file, problem })));
      continue;
    }
    const before = planned.get(named.entry);
    if (before !== undefined) {
      if (JSON.stringify(before) !== JSON.stringify(read.value)) problems.push(altered(one));
      continue;
    }
    planned.set(named.entry, read.value);
    for (const picture of pictures.values()) photographs.set(picture.sha256, picture);
    sorted.added.push(named);
    const corrected = deprecatedId === null ? null : submissionEntryId(deprecatedId);
    if (corrected !== null && (known.has(corrected) || planned.has(corrected))) {
      planned.set(`${named.entry}-s`, correction(named.entry, corrected));
    }
  }
  const checked =
    problems.length > 0
      ? NOTHING
      : await checkPlanned([...planned.values()], { stored, stated, file: "submissions" }, io);
  return {
    ...withoutKnown(sorted, problems, checked, known, found),
    photographs: [...photographs.values()],
  };
}

interface Sorted {
  readonly added: NamedSubmission[];
  readonly there: NamedSubmission[];
  readonly rejected: NamedSubmission[];
  readonly held: NamedSubmission[];
}

const NOTHING = { findings: [], entries: [] } as const;

/** Takes out what is on the record just so; what is there and says something else is a problem. */
function withoutKnown(
  sorted: Sorted,
  before: SubmissionsPlan["problems"],
  {
    findings,
    entries,
  }: { readonly findings: readonly CaseDiagnostic[]; readonly entries: readonly GivenEntry[] },
  known: ReadonlyMap<string, RecordEntry>,
  found: readonly FoundSubmission[],
): Omit<SubmissionsPlan, "photographs"> {
  const there = new Set(
    sorted.added.filter(({ entry }) => known.has(entry)).map(({ entry }) => entry),
  );
  const problems = [...before];
  for (const { entry } of entries) {
    const kept = known.get(entry.id);
    if (kept === undefined || sayingOf(kept) === sayingOf(entry)) continue;
    const one = found.find(
      ({ submission }) => submissionEntryId(submission.instanceId) === entry.id,
    );
    if (one !== undefined) problems.push(altered(one));
  }
  return {
    ...sorted,
    added: sorted.added.filter(({ entry }) => !there.has(entry)),
    there: sorted.added.filter(({ entry }) => there.has(entry)),
    problems,
    // An entry that is there is a second one of its id only until it is taken out.
    findings: findings.filter(({ on }) => on === null || !known.has(on)),
    entries: entries.filter(({ entry }) => !known.has(entry.id)),
  };
}

function sayingOf(entry: RecordEntry): string {
  return JSON.stringify(unstamped(entry));
}

function nameOf({ submission, file }: FoundSubmission): NamedSubmission {
  const { instanceId, row } = submission;
  return { instance: instanceId, entry: submissionEntryId(instanceId), file, row };
}

async function photographsOf(one: FoundSubmission): Promise<ReadonlyMap<string, FoundPhotograph>> {
  const pictures = new Map<string, FoundPhotograph>();
  for (const [question, name] of one.submission.answers) {
    if (!question.endsWith("_photograph")) continue;
    const picture = await photographOf(one, name);
    if (picture !== null) pictures.set(name, picture);
  }
  return pictures;
}

async function protocolsAt(stored: StoredCase, reading: string | undefined, io: Pick<Io, "now">) {
  const loaded = composeCase(stored, await parseOrRecall(stored.files));
  const codex = codexOf(loaded.texts, loaded.entries);
  if (codex === null) throw new MisuseError("The case has no agreement.", "Write one first.");
  const named = loaded.texts.find((text) => text.kind === "reading" && text.id === reading);
  if (reading !== undefined && reading !== "none" && named === undefined) {
    throw new MisuseError(`There is no reading ${reading}.`, "Name one of the case, or none.");
  }
  const own = reading === undefined ? (stored.case?.reading ?? null) : (named?.id ?? null);
  const last: Entry | undefined = loaded.entries.at(-1);
  const isPast = stored.case?.reconstructed === true && last !== undefined;
  return protocolsOf(
    editionAt(codex, {
      asOf: isPast ? last.known : io.now(),
      knownAt: position(loaded.entries.length),
      reading: own,
      under: null,
    }),
  );
}

function correction(by: string, of: string): Readonly<Record<string, unknown>> {
  const reason = "The submission was corrected on the form server.";
  return { v: 1, id: `${by}-s`, kind: "supersession", of, by, reason };
}

function altered({ submission, file }: FoundSubmission) {
  const problem: FormatProblem = {
    code: "instance-altered",
    severity: "error",
    sheet: null,
    row: submission.row,
    column: null,
    message: `The submission ${submission.instanceId} says something else than before.`,
    remedy: "A correction has an instance id of its own: correct it on the form server.",
  };
  return { file, problem };
}
