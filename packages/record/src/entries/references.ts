import type { Claim, Decision, Entry, Observation, Text } from "@proviso/core";
import { type Declared, declaredBy } from "./declared.ts";
import type { RecordCode, RecordDiagnostic } from "./diagnostic.ts";
import { columnOf } from "./line.ts";
import type { RecordReading } from "./record.ts";

/** The method of a party's word, which no text needs to declare. */
export const STATEMENT_METHOD = "statement";

/** What else is known of a record whose entries are held against texts. */
export interface ReferenceContext {
  /** The line of the record with a number, as it was written, where that can still be had. */
  readonly textOfLine?: (line: number) => string | undefined;
  /** Whether a text that could not be read may declare a name, so that it is no slip for certain. */
  readonly mayBeDeclared?: (name: string) => boolean;
}

/**
 * Holds the entries of a record against what a case's texts declare, so that a slip of the pen
 * (`USA` for `US`) never passes for something that the agreement does not speak of.
 *
 * A place may be undeclared where a presence finds it, with its kind and name; later entries may
 * then speak of it. A ship may be where an activity over which the texts quantify reports it.
 */
export function checkReferences(
  record: PlacedEntries,
  texts: readonly Text[],
  context: ReferenceContext = {},
): readonly RecordDiagnostic[] {
  return referenceCheck(texts)(record, context);
}

/** Entries, and where they stand. */
type PlacedEntries = Pick<RecordReading, "file" | "entries" | "lines">;

/** Holds entries against texts, and against what entries given to it before have found. */
export type ReferenceCheck = (
  record: PlacedEntries,
  context?: ReferenceContext,
) => readonly RecordDiagnostic[];

/** As `checkReferences`, for a record that is given part by part. */
export function referenceCheck(texts: readonly Text[]): ReferenceCheck {
  const known: Known = { declared: declaredBy(texts), found: new Set(), reported: new Set() };
  return (record, context = {}) => slipsIn(record, known, context);
}

function slipsIn(
  record: PlacedEntries,
  known: Known,
  { textOfLine, mayBeDeclared = () => false }: ReferenceContext,
): readonly RecordDiagnostic[] {
  return record.entries.flatMap((entry, index) => {
    const slips: Slip[] = [];
    check(entry, known, (code, path, what, remedy) => {
      if (!mayBeDeclared(what)) slips.push({ code, path, what, remedy });
    });
    const line = record.lines[index] ?? 1;
    const columnAt = (path: string) => {
      const text = textOfLine?.(line);
      return text === undefined ? null : columnOf(text, path);
    };
    return slips.map(({ code, path, what, remedy }) => ({
      code,
      severity: "error" as const,
      file: record.file,
      line,
      column: columnAt(path),
      entry: entry.id,
      message: `"${path}" names ${what}, which no text of the case declares.`,
      remedy,
    }));
  });
}

interface Slip {
  readonly code: RecordCode;
  readonly path: string;
  readonly what: string;
  readonly remedy: string;
}

interface Known {
  readonly declared: Declared;
  /** Places that entries found. */
  readonly found: Set<string>;
  /** Subjects that entries reported in an activity over which the texts quantify. */
  readonly reported: Set<string>;
}

type Flag = (code: RecordCode, path: string, what: string, remedy: string) => void;

function check(entry: Entry, known: Known, flag: Flag): void {
  switch (entry.kind) {
    case "observation":
      checkObservation(entry, known, flag);
      return;
    case "amendment":
      authority(known, entry.by, "by", flag);
      if (!known.declared.adoptable.has(entry.adopts)) {
        const remedy = "Name a reading or an amendment that is in the folder and parses.";
        flag("undefined-text", "adopts", entry.adopts, remedy);
      }
      return;
    case "decision":
      authority(known, entry.by, "by", flag);
      if (entry.approvedBy !== null) authority(known, entry.approvedBy, "approvedBy", flag);
      if (entry.method !== null) method(known, entry.method, flag);
      decided(entry, known, flag);
      return;
    case "withdrawal":
    case "supersession":
      if (entry.author !== undefined) authority(known, entry.author, "author", flag);
      return;
    default:
      // A kind that is not looked at would be let in with names that nothing declares.
      entry satisfies never;
  }
}

/** What each act is about: a clause, but for the open terms held shown and the texts terminated. */
function decided({ act, of, part }: Decision, { declared }: Known, flag: Flag): void {
  if (act === "hold-shown") {
    if (declared.openTerms.has(of)) return;
    flag("undefined-subject", "of", of, "Name the open term that is held shown.");
  } else if (act === "terminate") {
    if (declared.terminable.has(of)) return;
    flag("undefined-clause", "of", of, "Name the agreement.");
  } else if (!declared.clauses.has(of)) {
    const remedy = "Name an undertaking, a measure, an assurance, an option or a question.";
    flag("undefined-clause", "of", of, remedy);
  } else if (part !== null && !declared.partsOf.get(of)?.has(part)) {
    const parts = [...(declared.partsOf.get(of) ?? [])].join(", ");
    const remedy =
      parts === "" ? `Declare it: \`in parts ${part} "…"\`.` : `Its parts are: ${parts}.`;
    flag("undefined-part", "part", part, remedy);
  }
}

function checkObservation(entry: Observation, known: Known, flag: Flag): void {
  if (entry.method !== STATEMENT_METHOD) method(known, entry.method, flag);
  entry.observers.forEach((observer, index) => {
    actor(known, observer.body, `observers[${index}].body`, flag);
    // An undeclared nationality would slip through "not of US", so that it is an error as well.
    actor(known, observer.nationality, `observers[${index}].nationality`, flag);
  });
  actor(known, entry.source.body, "source.body", flag);
  const { report } = entry;
  if (report.kind !== "statement") {
    checkClaim(report, "report", known, flag);
    return;
  }
  actor(known, report.by, "report.by", flag);
  actor(known, report.to, "report.to", flag);
  declaredAtAll(known, report.on, "report.on", "undefined-clause", flag);
  declaredAtAll(known, report.term, "report.term", "undefined-subject", flag);
  if (report.instrument !== null && !known.declared.instruments.has(report.instrument)) {
    const remedy = "Declare the instrument, or leave it out.";
    flag("undefined-instrument", "report.instrument", report.instrument, remedy);
  }
  if (report.claim !== null) checkClaim(report.claim, "report.claim", known, flag);
}

function checkClaim(claim: Claim, path: string, known: Known, flag: Flag): void {
  switch (claim.kind) {
    case "presence":
      if (claim.placeKind !== null) known.found.add(claim.place);
      subject(known, claim.subject, `${path}.subject`, flag);
      place(known, claim.place, `${path}.place`, flag);
      return;
    case "activity":
      if (known.declared.reported.has(claim.activity)) known.reported.add(claim.subject);
      if (!known.reported.has(claim.subject)) {
        declaredAtAll(known, claim.subject, `${path}.subject`, "undefined-subject", flag);
      }
      place(known, claim.place, `${path}.place`, flag);
      actor(known, claim.by, `${path}.by`, flag);
      return;
    case "access":
      place(known, claim.place, `${path}.place`, flag);
      actor(known, claim.by ?? null, `${path}.by`, flag);
      return;
    case "coverage":
      place(known, claim.place, `${path}.place`, flag);
      return;
    case "count":
      subject(known, claim.subject, `${path}.subject`, flag);
      place(known, claim.place, `${path}.place`, flag);
      return;
    case "transfer":
      subject(known, claim.subject, `${path}.subject`, flag);
      place(known, claim.from.place, `${path}.from.place`, flag);
      place(known, claim.to.place, `${path}.to.place`, flag);
      return;
    case "assessment":
      declaredAtAll(known, claim.subject, `${path}.subject`, "undefined-subject", flag);
      return;
    default:
      claim satisfies never;
  }
}

function subject(known: Known, name: string, path: string, flag: Flag): void {
  if (known.declared.subjects.has(name)) return;
  flag("undefined-subject", path, name, "Declare it as an item, a term or a facility.");
}

function place(known: Known, name: string | null, path: string, flag: Flag): void {
  if (name === null || known.declared.places.has(name) || known.found.has(name)) return;
  const remedy = "Declare the place, or give its placeKind and placeName where it is found.";
  flag("undefined-place", path, name, remedy);
}

function actor(known: Known, name: string | null, path: string, flag: Flag): void {
  if (name === null || known.declared.actors.has(name)) return;
  flag("undefined-party", path, name, "Declare it as a party, a state, a body or a group.");
}

function authority(known: Known, name: string, path: string, flag: Flag): void {
  if (known.declared.authorities.has(name) || known.declared.actors.has(name)) return;
  flag("undefined-authority", path, name, "Declare the authority, with what it may do.");
}

function method(known: Known, name: string, flag: Flag): void {
  if (known.declared.methods.has(name)) return;
  const all = [...known.declared.methods].join(", ");
  const remedy = all === "" ? `Declare it: methods ${name} "…".` : `Methods declared: ${all}.`;
  flag("undefined-method", "method", name, remedy);
}

function declaredAtAll(
  known: Known,
  name: string | null,
  path: string,
  code: RecordCode,
  flag: Flag,
): void {
  if (name === null || known.declared.everything.has(name)) return;
  flag(code, path, name, "Write the id of something that a text declares.");
}
