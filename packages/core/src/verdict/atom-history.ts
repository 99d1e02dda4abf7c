import type { Vocabulary } from "../agreement/index.ts";
import type { Audience, EntryId, Position } from "../evidence/index.ts";
import { changesOf, packedOver } from "./atom.ts";
import { type Evidence, evidenceFor, type Posting, postingsOf } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { Packed } from "./judgment.ts";
import type { Chronicle } from "./knowledge.ts";
import { type Steps, stepsOf } from "./steps.ts";

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
): (knownAt: Position) => AtomHistory {
  const postings = postingsOf(atom, chronicle, vocabulary);
  const turning = turningPoints(atom, postings, chronicle);
  const known = new Map<number, AtomHistory>();
  return (knownAt) => {
    const turns = countBelow(turning, knownAt);
    const before = known.get(turns);
    if (before !== undefined) return before;
    const evidence = evidenceFor(atom, postings, chronicle, knownAt, audience);
    const steps = stepsOf(changesOf(atom.criterion, evidence), packedOver(atom, evidence));
    const fresh = { atom, evidence, steps };
    known.set(turns, fresh);
    return fresh;
  };
}

/** The positions, ascending, at which what is known of an atom changes. */
function turningPoints(
  atom: Atom,
  postings: readonly Posting[],
  chronicle: Chronicle,
): readonly number[] {
  const roots = new Set(postings.flatMap(({ observation }) => chronicle.roots(observation)));
  const fell = [...roots].flatMap((root) => chronicle.fellAt.get(root as EntryId) ?? []);
  const approved = chronicle.approvals
    .filter(({ clause }) => clause === atom.clause)
    .map(({ position }) => position);
  const positions = [...postings.map(({ position }) => position), ...fell, ...approved];
  return [...new Set(positions)].sort((a, b) => a - b);
}

function countBelow(ascending: readonly number[], bound: number): number {
  let count = 0;
  while (count < ascending.length && ascending[count]! < bound) count += 1;
  return count;
}
