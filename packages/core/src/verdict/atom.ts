import {
  type Criterion,
  type Level,
  seenUntil,
  staleAt,
  type Weighing,
  weigh,
} from "../evidence/index.ts";
import { bits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { type CountLevels, countAt, countOver } from "./count/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { CountStanding } from "./explanation.ts";
import type { Atom } from "./form.ts";
import { type Packed, pack } from "./judgment.ts";

/** What is found of an atom at an instant. */
export interface AtomFinding {
  readonly packed: Packed;
  readonly forLevel: Level;
  readonly againstLevel: Level;
  readonly weighing: Weighing;
  /** For a count: how the counting stands. */
  readonly count: CountStanding | null;
}

/** Judges an atom at an instant on the evidence put before it (semantics, sections 4 and 7). */
export function findingOf(atom: Atom, evidence: Evidence, asOf: Instant): AtomFinding {
  const weighing = weigh(evidence.exhibits, atom.criterion, asOf);
  const count = countAt(atom, evidence, asOf);
  const levels = count ?? { ...weighing, breachLevel: weighing.againstLevel };
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

/**
 * The packed judgments of an atom at instants that ascend: a count is put forward from one to the
 * next, and not counted again at each.
 */
export function packedOver(atom: Atom, evidence: Evidence): (asOf: Instant) => Packed {
  const levelsAt = countOver(atom, evidence);
  if (levelsAt === null) return (asOf) => findingOf(atom, evidence, asOf).packed;
  return (asOf) => packedOf(atom, evidence, asOf, levelsAt(asOf));
}

/** Every instant at which the finding of an atom may change, as known at the evidence's position. */
export function changesOf(criterion: Criterion, evidence: Evidence): readonly Instant[] {
  const instants: Instant[] = evidence.bearsFrom === null ? [] : [evidence.bearsFrom];
  for (const exhibit of evidence.exhibits) {
    instants.push(exhibit.seen.to);
    const stale = staleAt(exhibit, criterion);
    if (stale !== null) instants.push(stale);
  }
  // What is barred may still doubt a count, and what only bears may declare one.
  const others = [...evidence.bearing, ...evidence.excluded.map(({ observation }) => observation)];
  for (const observation of others) instants.push(seenUntil(observation));
  return instants;
}
