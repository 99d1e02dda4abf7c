import type { Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { opens, SHOWN_NOT, type Value, valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type Atom,
  bitsOf,
  type Form,
  type Frame,
  type Segment,
  sayException,
  sayForm,
  valueAt,
} from "../verdict/index.ts";
import { excuseIn, isShownAt } from "./excuse.ts";
import { type Light, lightsOf, requiredAtoms } from "./lights.ts";

/** One of the conditions that together verify a clause. */
export interface Part {
  readonly label: string;
  readonly value: Value;
  /** What its label is: how counts stand, how a clause does, what status it has not, or what evidence is to show. */
  readonly says: "counts" | "clause" | "status" | "evidence";
  /** For an undertaking: whether it speaks of what is done, or of how far that is checked. */
  readonly light: Light | null;
  /** For a condition on every place, ship or member: at how many it is shown, and shown not. */
  readonly tally: Tally | null;
}

/** At how many members something is shown, and which are those at which it is shown not. */
interface Tally {
  readonly shown: number;
  readonly shownNot: readonly string[];
  readonly of: number;
}

/** The conditions that a clause asks one beside the other, with how each stands. */
export function partsOf(
  segment: Segment,
  clause: Id,
  asOf: Instant,
  sayCountOf: (atom: Atom) => string | null,
): readonly Part[] {
  const { frame, history } = segment;
  const lightOf = lightOfParts(segment, clause);
  return conjuncts(frame.formOfClause(clause, false)).map((one) => {
    const value = valueOfBits(bitsOf(valueAt(history.stepsOf(one), asOf)));
    const counts = countsIn(one).flatMap((atom) => sayCountOf(atom) ?? []);
    return {
      ...(counts.length > 0
        ? { says: "counts", label: counts.join("; ") }
        : sayPartOf(one, value, frame)),
      light: lightOf(one),
      value,
      tally: tallyOf(one, segment, asOf),
    };
  });
}

/** The counts that a condition asks, where it asks for nothing else. */
function countsIn(form: Form): readonly Atom[] {
  if (form.kind === "atom") return form.atom.predicate.kind === "count" ? [form.atom] : [];
  return form.kind === "threshold" && form.whole !== undefined ? form.of.flatMap(countsIn) : [];
}

/** Says a condition; a status that a clause has not is said as it stands: `removal is not breached`. */
function sayPartOf(form: Form, value: Value, frame: Frame): Pick<Part, "label" | "says"> {
  if (form.kind === "clause" || form.kind === "level") {
    return { says: "clause", label: sayForm(form, frame) };
  }
  const isMet = value === "verified";
  if (isFact(form)) {
    return { says: "status", label: sayForm({ ...form, negated: !isMet }, frame) };
  }
  if (form.kind === "threshold" && form.as === "any" && form.of.every(isFact)) {
    const label = sayForm(form, frame);
    return { says: "status", label: isMet ? label : label.replace(/^one of:/, "none of:") };
  }
  return { says: "evidence", label: sayForm(form, frame) };
}

/** How the exceptions beside a clause's conditions stand, each said once. */
export function exceptionsOf({ frame, history }: Segment, clause: Id, asOf: Instant) {
  const said = blockers(frame.formOfClause(clause, false)).map(({ exception }) =>
    sayException(exception, history, asOf),
  );
  return [...new Set(said)];
}

/** How what excuses a duty stands while it is not shown; `null` where it is, or there is nothing. */
export function excuseOf(
  { frame, history }: Segment,
  undertaking: Undertaking,
  asOf: Instant,
): string | null {
  const excuse = excuseIn(frame, undertaking);
  if (excuse === null || isShownAt(excuse, history, asOf)) return null;
  return sayException(excuse, history, asOf);
}

function blockers(form: Form): readonly Extract<Form, { kind: "blocker" }>[] {
  if (form.kind === "blocker") return [form];
  return form.kind === "threshold" ? form.of.flatMap(blockers) : [];
}

/** A part speaks of performance as soon as one of its atoms does. */
function lightOfParts({ frame, history }: Segment, id: Id): (form: Form) => Light | null {
  const undertaking = frame.clause(id);
  if (undertaking?.kind !== "undertaking") return () => null;
  const lightOf = lightsOf(undertaking, frame, history);
  return (form) => {
    const atoms = requiredAtoms(form, frame, history);
    const isCheck = atoms.length > 0 && atoms.every((atom) => lightOf(atom) === "verification");
    return isCheck ? "verification" : "performance";
  };
}

/** A status that a clause has or has not; what asks besides for evidence is no such fact. */
function isFact(form: Form): form is Extract<Form, { kind: "status" }> {
  return form.kind === "status" && !form.negated && form.state !== "kept";
}

/** The parts that are not verified, a line each, those nearest to a verdict first. */
export function outstandingLines(parts: readonly Part[]): readonly string[] {
  return parts.filter(({ value }) => value !== "verified").map(sayPart);
}

/**
 * Says a part and how it stands: `missiles: absent from every site (contradicted at 4 of 6: …)`,
 * `inspection of every ship outbound: complete, verified at 79 of 105`. That evidence is only wanting
 * is not said of each: it is said where they are listed, as what is still to be verified.
 */
export function sayPart(part: Part): string {
  const { label, value, says, tally } = part;
  if (says === "status") return label;
  const come = tally === null ? "" : comeSoFar(value, tally);
  if (isPlain(part)) return come === "" ? label : `${label}, ${come}`;
  return `${label} (${value}${tally === null ? "" : sayShownNot(tally)})`;
}

/** Whether a part speaks of how other clauses stand, and so of no evidence. */
export function isOfStatus({ says }: Part): boolean {
  return says === "status";
}

/** Whether a part says what is wanting, and not how it stands. */
export function isPlain({ value, says }: Part): boolean {
  return value === "unverified" && (says === "evidence" || says === "counts");
}

/** How far conditions on every place, ship or member have come: `verified at 82 of 105`. */
export function progressOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap(({ value, tally }) => {
    const come = tally === null ? "" : comeSoFar(value, tally);
    return come === "" ? [] : [come];
  });
}

/** How many members are named; of more, how many there are is enough for a line. */
const MOST_NAMES = 3;

function sayShownNot({ shownNot, of }: Tally): string {
  if (shownNot.length === 0) return "";
  const names = shownNot.length > MOST_NAMES ? "" : `: ${shownNot.join(", ")}`;
  return ` at ${shownNot.length} of ${of}${names}`;
}

function comeSoFar(value: Value, { shown, shownNot, of }: Tally): string {
  const isOpen = value === "unverified" && shownNot.length === 0 && shown > 0;
  return isOpen ? `verified at ${shown} of ${of}` : "";
}

function conjuncts(form: Form): readonly Form[] {
  // An exception that has not been shown is no condition that is verified.
  if (form.kind === "nothing" || form.kind === "blocker") return [];
  if (form.kind !== "threshold") return [form];
  if (form.as !== "all" && form.as !== "unless") return [form];
  const parts = form.of.flatMap(conjuncts);
  // The classes of one term are one condition to a reader.
  return form.whole === undefined ? parts : [form];
}

function tallyOf(form: Form, { frame, history }: Segment, asOf: Instant): Tally | null {
  if (form.kind !== "quantified") return null;
  const members = history.members(form.domain).filter(({ from }) => from <= asOf);
  const told = members.map(({ id }) => ({
    title: frame.vocabulary.titleOf(id),
    bits: bitsOf(valueAt(history.stepsOf(form.bodyOf(id)), asOf)),
  }));
  return {
    shown: told.filter(({ bits }) => opens(bits)).length,
    shownNot: told.filter(({ bits }) => (bits & SHOWN_NOT) !== 0).map(({ title }) => title),
    of: members.length,
  };
}
