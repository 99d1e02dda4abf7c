import type { Id } from "../evidence/index.ts";
import { opens, SHOWN_NOT, type Value, valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import {
  bitsOf,
  type Form,
  type Segment,
  sayException,
  sayForm,
  valueAt,
} from "../verdict/index.ts";
import { type Light, lightsOf, requiredAtoms } from "./lights.ts";

/** One of the conditions that together verify a clause. */
export interface Part {
  readonly label: string;
  readonly value: Value;
  /** For an undertaking: whether it speaks of what is done, or of how far that is checked. */
  readonly light: Light | null;
  /** For a condition on every place, ship or member: at how many it is shown, and shown not. */
  readonly tally: { readonly shown: number; readonly shownNot: number; readonly of: number } | null;
}

/** The conditions that a clause asks one beside the other, with how each stands. */
export function partsOf(segment: Segment, clause: Id, asOf: Instant): readonly Part[] {
  const form = segment.frame.formOfClause(clause, false);
  const lightOf = lightOfParts(segment, clause);
  return conjuncts(form).map((one) => ({
    label: sayForm(one, segment.frame),
    light: lightOf(one),
    value: valueOfBits(bitsOf(valueAt(segment.history.stepsOf(one), asOf))),
    tally: tallyOf(one, segment, asOf),
  }));
}

/** How the exceptions beside a clause's conditions stand, each said once. */
export function exceptionsOf({ frame, history }: Segment, clause: Id, asOf: Instant) {
  const said = blockers(frame.formOfClause(clause, false)).map((blocker) =>
    sayException(blocker, history, asOf),
  );
  return [...new Set(said)];
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

/** The parts that are not verified, a line each, those nearest to a verdict first. */
export function outstandingLines(parts: readonly Part[]): readonly string[] {
  return parts.filter(({ value }) => value !== "verified").map(sayPart);
}

/**
 * Says a part and how it stands: `missiles: absent from every site (contradicted at 4 of 6)`,
 * `inspection of every ship outbound: complete (unverified; verified at 79 of 105)`.
 */
export function sayPart({ label, value, tally }: Part): string {
  return `${label} (${value}${tally === null ? "" : sayTally(value, tally)})`;
}

/** How far conditions on every place, ship or member have come: `verified at 82 of 105`. */
export function progressOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap(({ value, tally }) => {
    const come = tally === null ? "" : comeSoFar(value, tally);
    return come === "" ? [] : [come];
  });
}

function sayTally(value: Value, tally: Tally): string {
  const { shownNot, of } = tally;
  if (shownNot > 0) return ` at ${shownNot} of ${of}`;
  const come = comeSoFar(value, tally);
  return come === "" ? "" : `; ${come}`;
}

function comeSoFar(value: Value, { shown, shownNot, of }: Tally): string {
  const isOpen = value === "unverified" && shownNot === 0 && shown > 0;
  return isOpen ? `verified at ${shown} of ${of}` : "";
}

type Tally = NonNullable<Part["tally"]>;

function conjuncts(form: Form): readonly Form[] {
  // An exception that has not been shown is no condition that is verified.
  if (form.kind === "nothing" || form.kind === "blocker") return [];
  if (form.kind !== "threshold") return [form];
  if (form.as !== "all" && form.as !== "unless") return [form];
  const parts = form.of.flatMap(conjuncts);
  // The classes of one term are one condition to a reader.
  return form.whole === undefined ? parts : [form];
}

function tallyOf(form: Form, segment: Segment, asOf: Instant): Part["tally"] {
  if (form.kind !== "quantified") return null;
  const members = segment.history.members(form.domain).filter(({ from }) => from <= asOf);
  const bits = members.map(({ id }) =>
    bitsOf(valueAt(segment.history.stepsOf(form.bodyOf(id)), asOf)),
  );
  const shown = bits.filter(opens).length;
  const shownNot = bits.filter((one) => (one & SHOWN_NOT) !== 0).length;
  return { shown, shownNot, of: members.length };
}
