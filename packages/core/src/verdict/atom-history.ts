import type { Vocabulary } from "../agreement/index.ts";
import type { Audience, EntryId, Position } from "../evidence/index.ts";
import { atomSteps } from "./atom.ts";
import { type Equivalents, equivalentsOf } from "./equivalents.ts";
import { type Evidence, evidenceFor, type Posting, postingsOf } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { Packed } from "./judgment.ts";
import type { Chronicle } from "./knowledge.ts";
import type { Steps } from "./steps.ts";

/** How an atom runs over valid time, as known at one position. */
export interface AtomHistory {
  readonly atom: Atom;
  readonly evidence: Evidence;
  readonly steps: Steps<Packed>;
}

/**
 * Opens the history of an atom. It is worked out anew only for a position at which something that
 * it rests on has become known: a matching report, a withdrawal, an approved equivalent.
 */
export function atomHistory(
  atom: Atom,
  chronicle: Chronicle,
  vocabulary: Vocabulary,
  audience: Audience,
  equivalents: Equivalents = equivalentsOf(chronicle),
): (knownAt: Position) => AtomHistory {
  const postings = postingsOf(atom, chronicle, vocabulary);
  const turning = turningPoints(atom, postings, chronicle);
  const known = new Map<number, AtomHistory>();
  return (knownAt) => {
    const turns = countBelow(turning, knownAt);
    const before = known.get(turns);
    if (before !== undefined) {
      // The least recently asked goes first.
      known.delete(turns);
      known.set(turns, before);
      return before;
    }
    const evidence = evidenceFor(atom, postings, chronicle, knownAt, audience, equivalents);
    const fresh = { atom, evidence, steps: atomSteps(atom, evidence) };
    if (known.size >= KEPT) known.delete(known.keys().next().value!);
    known.set(turns, fresh);
    return fresh;
  };
}

/** Histories of one atom that are kept: whoever drags a clock asks for each position once. */
const KEPT = 8;

/** The positions, ascending, at which what is known of an atom changes. */
function turningPoints(
  atom: Atom,
  postings: readonly Posting[],
  chronicle: Chronicle,
): readonly number[] {
  const positions = new Set<number>();
  const fell = (id: EntryId) => {
    const at = chronicle.fellAt.get(id);
    if (at !== undefined) positions.add(at);
  };
  for (const { observation, position } of postings) {
    positions.add(position);
    fell(observation.id);
    for (const { id } of chronicle.ancestors(observation)) fell(id);
    for (const id of observation.grade.confirmedBy ?? []) {
      const at = chronicle.positionOf.get(id);
      if (at !== undefined) positions.add(at);
      fell(id);
    }
  }
  for (const { decision, position } of chronicle.approvals) {
    if (decision.of !== atom.clause) continue;
    positions.add(position);
    fell(decision.id);
  }
  return [...positions].sort((a, b) => a - b);
}

function countBelow(ascending: readonly number[], bound: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
