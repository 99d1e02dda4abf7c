/** Which texts are in force, and whose amendments have effect, by the reference. */
import type {
  AgreementText,
  Amendment,
  Declaration,
  Requirement,
  Text,
} from "../../src/agreement/index.ts";
import type { EntryId, Id } from "../../src/evidence/index.ts";
import { BEGINNING, type Instant } from "../../src/time/index.ts";
import type { Case } from "./case.ts";
import { type Declarations, partiesOf } from "./names.ts";

/** Under which texts a question is judged. */
export interface Under {
  readonly reading: Id | null;
  /** As the texts stood just after this one was adopted; `null` for those in force. */
  readonly under: Id | null;
}

/** The one consolidated text in force. */
export interface Consolidated {
  readonly agreement: AgreementText;
  readonly names: Declarations;
  readonly requirement: (clause: Id, level: Id | null) => Requirement | null;
  readonly levelsRequired: (clause: Id) => readonly Requirement[];
  /** The text that declares each id. */
  readonly declaredIn: ReadonlyMap<Id, Id>;
  /** Whose reading it is. */
  readonly reader: Id | null;
  /** The ids of the texts that make it, in order. */
  readonly texts: readonly Id[];
}

/** A text, from when on it is in force, and where in the record. */
interface Adopted {
  readonly text: Text;
  readonly from: Instant;
  readonly position: number;
}

/** What became of an amending entry. */
export type AmendmentRuling = "in effect" | "waits for others" | "refused";

/** The consolidated text at an instant, as known at a position. */
export function textAt(the: Case, asOf: Instant, knownAt: number, under: Under): Consolidated {
  const question = ["text", asOf, knownAt, under.reading, under.under];
  return the.once(question, () => consolidatedAt(the, asOf, knownAt, under));
}

function consolidatedAt(
  the: Case,
  asOf: Instant,
  knownAt: number,
  { reading, under }: Under,
): Consolidated {
  const standing = the.texts.filter(
    (text) => text.kind === "agreement" || (text.kind === "reading" && !isEverAdopted(the, text)),
  );
  const base: Adopted[] = standing.map((text) => ({ text, from: BEGINNING, position: -1 }));
  const last = under === null ? undefined : lastOf(the, under);
  const adopted = adoptions(the, last === undefined ? knownAt : the.entries.length).filter((one) =>
    last === undefined
      ? one.from <= asOf
      : one.from < last.from || (one.from === last.from && one.position <= last.position),
  );
  const all = [...base, ...adopted].map(({ text }) => text);
  const agreement = all.find((text): text is AgreementText => text.kind === "agreement")!;
  const ofCommon = all.filter(
    (text) => text === agreement || (text.kind === "amendment" && text.of === agreement.id),
  );
  const ofReading = all.filter(
    (text) =>
      reading !== null &&
      ((text.kind === "reading" && text.id === reading) ||
        (text.kind === "amendment" && text.of === reading)),
  );
  const texts = [...ofCommon, ...ofReading];
  const question = ["texts", ...texts.map(({ file }) => file)];
  return the.once(question, () => consolidated(agreement, texts));
}

function lastOf(the: Case, under: Id): Adopted | undefined {
  return adoptions(the, the.entries.length).find(({ text }) => text.id === under);
}

function isEverAdopted(the: Case, text: Text): boolean {
  return the.entries.some((entry) => entry.kind === "amendment" && entry.adopts === text.file);
}

/** Every adoption that has effect as known at a position, in the order in which they apply. */
function adoptions(the: Case, knownAt: number): readonly Adopted[] {
  const found = amendments(the, knownAt).flatMap(({ entry, position }): Adopted[] => {
    const text = the.texts.find(({ file }) => file === entry.adopts);
    if (text === undefined || text.kind === "agreement") return [];
    if (!the.ledger(knownAt).stands(entry.id)) return [];
    if (amendmentRuling(the, entry, position, knownAt) !== "in effect") return [];
    const together = adoptedTogether(the, entry, position, knownAt);
    return [{ text, from: Math.max(entry.from, ...together) as Instant, position }];
  });
  return found.sort((one, other) => one.from - other.from || one.position - other.position);
}

interface Amending {
  readonly entry: Amendment;
  readonly position: number;
}

function amendments(the: Case, knownAt: number): readonly Amending[] {
  return the.entries
    .slice(0, knownAt)
    .flatMap((entry, position) => (entry.kind === "amendment" ? [{ entry, position }] : []));
}

/** Whether an amending entry has effect, judged by the texts as they were known then. */
export function amendmentRuling(
  the: Case,
  entry: Amendment,
  position: number,
  knownAt: number,
): AmendmentRuling {
  const text = the.texts.find(({ file }) => file === entry.adopts);
  if (text === undefined || text.kind === "agreement") return "refused";
  const of = text.kind === "reading" ? text.id : text.of;
  const reading = the.texts.find((one) => one.kind === "reading" && one.id === of);
  const then = textAt(the, entry.from, position, { reading: reading?.id ?? null, under: null });
  if (reading?.kind === "reading") {
    const mine =
      entry.by === reading.by ||
      entry.by === reading.authority ||
      isNamed(then, entry, (power, from) => power === of || (power === null && from === of));
    return mine ? "in effect" : "refused";
  }
  if (isNamed(then, entry, (power) => power === of || power === null)) return "in effect";
  const parties = partiesOf(then.names);
  if (!parties.includes(entry.by)) return "refused";
  // It comes into force with the first entry by which all of them have adopted it, and stays so.
  const adopters = upTo(position, same(the, entry, knownAt));
  const all = parties.every((party) => adopters.some((one) => one.entry.by === party));
  return all ? "in effect" : "waits for others";
}

function upTo(position: number, some: readonly Amending[]): readonly Amending[] {
  return some.filter((one) => one.position <= position);
}

/** Entries that adopt the same file with the same content, and stand. */
function same(the: Case, entry: Amendment, knownAt: number): readonly Amending[] {
  return amendments(the, knownAt).filter(
    (one) =>
      one.entry.adopts === entry.adopts &&
      one.entry.sha256 === entry.sha256 &&
      the.ledger(knownAt).stands(one.entry.id),
  );
}

function adoptedTogether(
  the: Case,
  entry: Amendment,
  position: number,
  knownAt: number,
): readonly Instant[] {
  const text = the.texts.find(({ file }) => file === entry.adopts);
  if (text?.kind !== "amendment" || text.of !== the.agreement.id) return [];
  const by = textAt(the, entry.from, position, { reading: null, under: null });
  const named = isNamed(by, entry, (power) => power === text.of || power === null);
  return named ? [] : upTo(position, same(the, entry, knownAt)).map((one) => one.entry.from);
}

function isNamed(
  text: Consolidated,
  { by, from, approvedBy }: Amendment,
  covers: (power: Id | null, declaredIn: Id | undefined) => boolean,
): boolean {
  return [...text.names.values()].some(
    (one) =>
      one.kind === "authority" &&
      one.id === by &&
      one.may.some(
        (power) =>
          power.act === "amend" &&
          covers(power.of, text.declaredIn.get(one.id)) &&
          (power.from === null || power.from <= from) &&
          (power.withApprovalOf === null ||
            (approvedBy !== by && approvedBy === power.withApprovalOf)),
      ),
  );
}

/** The entries of which the amendments have no effect, or not yet. */
export function amendmentsWithoutEffect(
  the: Case,
  asOf: Instant,
  knownAt: number,
): readonly EntryId[] {
  return amendments(the, knownAt).flatMap(({ entry, position }) => {
    if (entry.from > asOf) return [];
    const ruling = amendmentRuling(the, entry, position, knownAt);
    if (ruling === "in effect") return [];
    if (ruling === "refused") return [entry.id];
    // One that waited for the other parties waits no more once the last of them has adopted it.
    const { names } = textAt(the, entry.from, position, { reading: null, under: null });
    const adopters = same(the, entry, knownAt);
    const all = partiesOf(names).every((party) => adopters.some((one) => one.entry.by === party));
    return all && adopters.some((one) => one.entry === entry) ? [] : [entry.id];
  });
}

function consolidated(agreement: AgreementText, texts: readonly Text[]): Consolidated {
  const names = new Map<Id, Declaration>();
  const declaredIn = new Map<Id, Id>();
  const requirements = new Map<string, Requirement>();
  const key = (clause: Id, level: Id | null) => JSON.stringify([clause, level]);
  for (const text of texts) {
    const declare = (one: Declaration) => {
      names.set(one.id, one);
      declaredIn.set(one.id, text.id);
    };
    const require = (one: Requirement) => requirements.set(key(one.clause, one.level), one);
    if (text.kind !== "amendment") {
      text.declarations.forEach(declare);
      text.requirements.forEach(require);
      continue;
    }
    for (const op of text.ops) {
      switch (op.op) {
        case "add":
        case "replace":
          declare(op.declaration);
          break;
        case "require":
        case "raise":
        case "lower":
          require(op.requirement);
          break;
        case "repeal":
          names.delete(op.id);
          for (const [name, one] of requirements) {
            if (one.clause === op.id) requirements.delete(name);
          }
      }
    }
  }
  const reading = texts.find((text) => text.kind === "reading");
  return {
    agreement,
    names,
    declaredIn,
    requirement: (clause, level) => requirements.get(key(clause, level)) ?? null,
    levelsRequired: (clause) =>
      [...requirements.values()].filter((one) => one.clause === clause && one.level !== null),
    reader: reading?.kind === "reading" ? reading.by : null,
    texts: texts.map(({ id }) => id),
  };
}
