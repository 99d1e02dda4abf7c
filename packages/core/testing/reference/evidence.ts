/** What has been reported of one condition, and what of it speaks at an instant (section 6). */
import type { AtomCondition, Predicate } from "../../src/agreement/index.ts";
import { isReleasable, type Observation, seenUntil } from "../../src/evidence/index.ts";
import { type Instant, type Interval, isAfter } from "../../src/time/index.ts";
import { isAcceptable, isSound, mayOpen, type Rules } from "./admissibility.ts";
import { bearing } from "./matching.ts";
import type { Declarations } from "./names.ts";
import { type Scale, type Weight, weighSide } from "./weighing.ts";

/** A report on one side of a condition as it is written, negations included. */
export interface Piece extends Weight {
  readonly observation: Observation;
  readonly position: number;
  /** Whether it speaks for the condition as written, or against it. */
  readonly side: "pro" | "con";
  /** When what it says was so; the whole of its interval, to the end of the seeing. */
  readonly seen: Interval;
  /** For evidence against: whether it also passes what only the opening side must pass. */
  readonly mayConvict: boolean;
}

/** What was found on the record of one condition. */
export interface Reported {
  readonly pieces: readonly Piece[];
  /** Whether anything bears on it, admissible or not. */
  readonly bears: (asOf: Instant) => boolean;
}

/** Everything on the record that bears on an atom; nothing here depends on the instant. */
export function reportedOn(
  atom: AtomCondition,
  negated: boolean,
  names: Declarations,
  rules: Rules,
): Reported {
  const { ledger, audience, barred, equivalents, clause, text } = rules;
  const under = [ledger.knownAt, audience, [...barred].sort(), equivalents, clause, text];
  return rules.once(["reported", atom, negated, under], () => {
    return readReports(atom, negated, names, rules);
  });
}

function readReports(
  atom: AtomCondition,
  negated: boolean,
  names: Declarations,
  rules: Rules,
): Reported {
  const { predicate, criterion } = atom;
  const { ledger } = rules;
  const anyBearing: Instant[] = [];
  const before = new Set<string>();
  const pieces: Piece[] = [];
  for (const { observation, position } of ledger.observations) {
    const says = bearing(names, predicate, observation.report);
    if (says === null) continue;
    if (isSound(observation, rules)) anyBearing.push(seenUntil(observation));
    if (says === "bears") continue;
    if (isReleasable(observation, rules.audience)) before.add(observation.id);
    if (!isSound(observation, rules)) continue;
    const side = (says === "for") === negated ? "con" : "pro";
    if (side === "pro" && !mayOpen(observation, criterion, predicate, rules)) continue;
    pieces.push({
      observation,
      position,
      side,
      seen: { from: observation.valid.from, to: seenUntil(observation) },
      strength: ledger.strength(observation),
      roots: ledger.roots(observation),
      sole: criterion.soleMethods.includes(observation.method),
      mayConvict: side === "con" && isAcceptable(observation, criterion, rules),
    });
  }
  return {
    pieces: pieces.filter((one) => !isRetold(one, before)),
    bears: (asOf) => anyBearing.some((seen) => seen <= asOf),
  };
}

/** Whether all that a report was drawn from is before the same atom: it adds nothing. */
export function isRetold(
  { observation }: Pick<Piece, "observation">,
  before: ReadonlySet<string>,
): boolean {
  const { lineage } = observation.source;
  return lineage.length > 0 && lineage.every((name) => before.has(name));
}

/** What speaks on a side at an instant: seen, not stale, not overtaken, not taken back. */
export function speaking(
  side: Piece["side"],
  { pieces }: Reported,
  atom: AtomCondition,
  negated: boolean,
  asOf: Instant,
): readonly Piece[] {
  return pieces.filter(
    (one) =>
      one.side === side &&
      one.seen.to <= asOf &&
      isFresh(one, atom, negated, asOf) &&
      !isTakenBack(one, atom.predicate, pieces, asOf) &&
      !isOvertaken(one, pieces, atom, negated, asOf),
  );
}

/** Evidence for goes stale, unless it is of an event; evidence against never does. */
function isFresh(one: Piece, atom: AtomCondition, negated: boolean, asOf: Instant): boolean {
  const { freshness } = atom.criterion;
  if (one.side === "con" || freshness === null || isEvent(atom.predicate, negated)) return true;
  return asOf < one.seen.to + freshness;
}

/** Whether what shows it is an event, which stays so, rather than a state. */
export function isEvent(predicate: Predicate, negated: boolean): boolean {
  if (predicate.kind === "statement") return true;
  if (predicate.kind === "count") return predicate.stage !== "in-place";
  return predicate.kind === "activity" && predicate.state === "complete" && !negated;
}

/** What a party says later of its own grant replaces what it said. */
function isTakenBack(
  { observation, seen, position }: Piece,
  predicate: Predicate,
  pieces: readonly Piece[],
  asOf: Instant,
): boolean {
  if (predicate.kind !== "access" || observation.report.kind !== "statement") return false;
  const speaker = observation.report.by;
  return pieces.some(
    (other) =>
      other.observation.report.kind === "statement" &&
      other.observation.report.by === speaker &&
      // A word of no weight replaces nothing.
      other.strength > 0 &&
      other.seen.to <= asOf &&
      (other.seen.to > seen.to || (other.seen.to === seen.to && other.position > position)),
  );
}

/**
 * Whether later evidence of the contrary has, at some instant up to now, alone met the opening
 * standard. What was overtaken stays so.
 */
function isOvertaken(
  one: Piece,
  pieces: readonly Piece[],
  atom: AtomCondition,
  negated: boolean,
  asOf: Instant,
): boolean {
  const later = pieces.filter(
    (other) => other.side !== one.side && other.seen.to <= asOf && isAfter(other.seen, one.seen),
  );
  return later.some(({ seen: { to: instant } }) => {
    const then = later.filter(
      (other) =>
        other.seen.to <= instant &&
        isFresh(other, atom, negated, instant) &&
        !isTakenBack(other, atom.predicate, pieces, instant),
    );
    return weighSide(then).level >= atom.criterion.open;
  });
}

/** Weighs pieces of one side. */
export function weighPieces(pieces: readonly Piece[]): Scale {
  return weighSide(pieces);
}
