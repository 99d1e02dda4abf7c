import {
  arrivesAt,
  type Criterion,
  type Level,
  seenUntil,
  type Weighing,
  weigh,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { AtomTimeline } from "./atom-timeline.ts";
import { chargeAt } from "./charge.ts";
import { countAt, countOver } from "./count/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { CountStanding } from "./explanation.ts";
import type { Atom } from "./form.ts";
import type { Packed } from "./judgment.ts";
import { packedOf } from "./packed-finding.ts";
import { type Steps, stepsOf, valueAt } from "./steps.ts";

/** What is found of an atom at an instant. */
export interface AtomFinding {
  readonly packed: Packed;
  readonly forLevel: Level;
  readonly againstLevel: Level;
  readonly weighing: Weighing;
  /** For a count: how the counting stands. */
  readonly count: CountStanding | null;
}

/**
 * How an atom runs over valid time on the evidence put before it: what `findingOf` would find at
 * every instant, in one pass.
 */
export function atomSteps(atom: Atom, evidence: Evidence): Steps<Packed> {
  const { bearsFrom } = evidence;
  const counted = countOver(atom, evidence, () => changesOf(atom.criterion, evidence));
  if (counted !== null) {
    return stepsOf([...counted.at, ...(bearsFrom === null ? [] : [bearsFrom])], (when) =>
      packedOf(atom, bearsFrom !== null && bearsFrom <= when, valueAt(counted, when)),
    );
  }
  return new AtomTimeline(atom, evidence.exhibits, bearsFrom).whole();
}

/** Judges an atom at an instant on the evidence put before it (semantics, sections 4 and 7). */
export function findingOf(atom: Atom, evidence: Evidence, asOf: Instant): AtomFinding {
  const count = countAt(atom, evidence, asOf);
  let made: Weighing | null = null;
  const weighed = () => {
    made ??= weigh(evidence.exhibits, atom.criterion, asOf);
    return made;
  };
  const levels = count ?? weighedLevels(atom, evidence, asOf, weighed());
  return {
    packed: packedOf(atom, evidence.bearsFrom !== null && evidence.bearsFrom <= asOf, levels),
    forLevel: levels.forLevel,
    againstLevel: levels.againstLevel,
    // Of a count, which is not weighed by its sides, it is rarely asked.
    get weighing() {
      return weighed();
    },
    count: count?.standing ?? null,
  };
}

function weighedLevels(atom: Atom, evidence: Evidence, asOf: Instant, weighing: Weighing) {
  const { forLevel, againstLevel } = weighing;
  const isCharged = againstLevel >= atom.criterion.breach;
  const breachLevel = isCharged ? chargeAt(atom, evidence, asOf, weighing) : 0;
  return { forLevel, againstLevel, breachLevel };
}

/** Every instant at which the finding of an atom may change, as known at the evidence's position. */
export function changesOf(criterion: Criterion, evidence: Evidence): readonly Instant[] {
  const instants: Instant[] = evidence.bearsFrom === null ? [] : [evidence.bearsFrom];
  const freshUntil = (seen: Instant) => {
    if (criterion.freshness !== null) instants.push((seen + criterion.freshness) as Instant);
  };
  for (const exhibit of evidence.exhibits) {
    const arrives = arrivesAt(exhibit);
    instants.push(exhibit.seen.to, arrives);
    // A count of what is somewhere goes stale on whichever side it is.
    freshUntil(exhibit.seen.to);
    if (exhibit.replacedAt !== undefined) instants.push(exhibit.replacedAt);
  }
  // What is barred may still doubt a count, and what only bears may declare one.
  for (const observation of evidence.bearing) instants.push(seenUntil(observation));
  for (const { observation } of evidence.excluded) {
    instants.push(seenUntil(observation));
    freshUntil(seenUntil(observation));
  }
  return instants;
}
