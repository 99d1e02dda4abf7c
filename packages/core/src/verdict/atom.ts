import {
  arrivesAt,
  type Criterion,
  type Level,
  Sweep,
  seenUntil,
  type Weighing,
  weigh,
} from "../evidence/index.ts";
import { bits } from "../logic/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import { chargeAt, chargeLevel, chargeSweep } from "./charge.ts";
import { type CountLevels, countAt, countOver } from "./count/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { CountStanding } from "./explanation.ts";
import type { Atom } from "./form.ts";
import { type Packed, pack } from "./judgment.ts";
import { type Steps, stepsOf } from "./steps.ts";

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
  const counted = countOver(atom, evidence);
  if (counted !== null) {
    return stepsOf(changesOf(atom.criterion, evidence), (when) =>
      packedOf(atom, evidence, when, counted(when)),
    );
  }
  const sweep = new Sweep(evidence.exhibits, atom.criterion);
  const charged = chargeSweep(atom, evidence) ?? sweep;
  const at: Instant[] = [];
  const values: Packed[] = [];
  let bears = evidence.bearsFrom ?? END;
  for (let now = BEGINNING; now < END; now = earliest(sweep.next, charged.next, bears)) {
    if (now >= bears) bears = END;
    sweep.advance(now);
    if (charged !== sweep) charged.advance(now);
    const [forLevel, againstLevel] = [sweep.for.level, sweep.against.level];
    // What convicts is part of what speaks against, so that less than this charges nobody.
    const breachLevel = againstLevel >= atom.criterion.breach ? chargeLevel(charged) : 0;
    const value = packedOf(atom, evidence, now, { forLevel, againstLevel, breachLevel });
    if (values.length > 0 && values.at(-1) === value) continue;
    at.push(now);
    values.push(value);
  }
  return { at, values };
}

function earliest(one: Instant, other: Instant, third: Instant): Instant {
  return Math.min(one, other, third) as Instant;
}

/** Judges an atom at an instant on the evidence put before it (semantics, sections 4 and 7). */
export function findingOf(atom: Atom, evidence: Evidence, asOf: Instant): AtomFinding {
  const weighing = weigh(evidence.exhibits, atom.criterion, asOf);
  const count = countAt(atom, evidence, asOf);
  const levels = count ?? {
    ...weighing,
    breachLevel:
      weighing.againstLevel >= atom.criterion.breach ? chargeAt(atom, evidence, asOf, weighing) : 0,
  };
  return {
    packed: packedOf(atom, evidence, asOf, levels),
    forLevel: levels.forLevel,
    againstLevel: levels.againstLevel,
    weighing,
    count: count?.standing ?? null,
  };
}

function packedOf(
  atom: Atom,
  evidence: Evidence,
  asOf: Instant,
  { forLevel, againstLevel, breachLevel }: CountLevels,
): Packed {
  const { criterion, predicate } = atom;
  // What rests on an open term is neither shown nor shown not until the term is settled (T15).
  const openTerm = predicate.kind === "open-term";
  return pack({
    bits: bits(forLevel >= criterion.open, againstLevel >= criterion.doubt),
    forLevel,
    againstLevel,
    breachShown: breachLevel >= criterion.breach,
    bears: evidence.bearsFrom !== null && evidence.bearsFrom <= asOf,
    openTerm,
    satisfactory: criterion.satisfactory,
    declaredOnly: predicate.kind === "count" && typeof predicate.amount === "object",
  });
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
