import type { Audience, Position } from "../evidence/index.ts";
import { atomSteps } from "./atom.ts";
import { type Equivalents, equivalentsOf } from "./equivalents.ts";
import { type Evidence, evidenceFor } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { Packed } from "./judgment.ts";
import { KeptLatest } from "./kept-latest.ts";
import type { Chronicle } from "./knowledge.ts";
import type { Matter } from "./matters.ts";
import { lastBelow } from "./search.ts";
import type { Steps } from "./steps.ts";

/** How an atom runs over valid time, as known at one position. */
export interface AtomHistory {
  readonly atom: Atom;
  readonly evidence: Evidence;
  readonly steps: Steps<Packed>;
}

/**
 * Opens the history of a matter. It is worked out anew only for a position at which something that
 * it rests on has become known: a matching report, a withdrawal, an approved equivalent.
 */
export function atomHistory(
  matterNow: () => Matter,
  chronicle: Chronicle,
  audience: Audience,
  equivalents: Equivalents = equivalentsOf(chronicle),
): (knownAt: Position) => AtomHistory {
  const kept = new KeptLatest<number, AtomHistory>(KEPT);
  return (knownAt) => {
    const { atom, postings, turns } = matterNow();
    const decided = atom.criterion.equivalentApprovedBy === null ? [] : chronicle.decided;
    const turn = Math.max(turns.lastBelow(knownAt), lastBelow(decided, knownAt));
    return kept.of(turn, () => {
      const evidence = evidenceFor(atom, postings, chronicle, knownAt, audience, equivalents);
      return { atom, evidence, steps: atomSteps(atom, evidence) };
    });
  };
}

/** Histories of one atom that are kept: whoever drags a clock asks for each position once. */
const KEPT = 8;
