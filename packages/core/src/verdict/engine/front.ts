import type { Level } from "../../evidence/index.ts";
import { AGAINST, FOR, NONE, type PostingIndex, type Postings, SOLE } from "./postings.ts";
import type { Measure, Pile, Scales } from "./scales.ts";
import { Tally } from "./tally.ts";

/** How strong a report must be for its method to suffice, in millionths (`evidence/level.ts`). */
const SOLE_SUFFICES = 700_000;
const PILE_ROOM = 16;

/** What of a leaf's postings can still make a difference. */
export interface Front extends Pile {
  readonly at: PostingIndex[];
  count: number;
  forCut: number;
  againstCut: number;
  /** The latest instant seen in it, ever. */
  latest: number;
  /** When it is next pruned. */
  room: number;
}

/** A front that nothing has reached. */
export function emptyFront(): Front {
  const never = Number.NEGATIVE_INFINITY;
  return { at: [], count: 0, forCut: never, againstCut: never, latest: never, room: PILE_ROOM };
}

/**
 * Whether a report alone settles the matter: it is newer than all, and its method suffices. All
 * before it is then overtaken, or adds nothing to what is confirmed already.
 */
export function settlesAlone(front: Front, postings: Postings, posting: PostingIndex): boolean {
  const one = postings.seen[posting]!;
  return (
    (postings.stand[posting]! & SOLE) !== 0 &&
    postings.strength[one]! >= SOLE_SUFFICES &&
    postings.from[one]! >= front.latest &&
    postings.to[one]! > front.latest
  );
}

/** Puts a report in front of which nothing makes a difference any more. */
export function takeOver(front: Front, postings: Postings, posting: PostingIndex): void {
  const one = postings.seen[posting]!;
  const floor = Math.min(postings.from[one]!, postings.to[one]! - 1);
  front.at[0] = posting;
  front.count = 1;
  front.latest = postings.to[one]!;
  if ((postings.stand[posting]! & FOR) !== 0) front.againstCut = floor;
  else front.forCut = floor;
}

/** Adds a report that was seen no earlier than any before it. */
export function advanceFront(front: Front, postings: Postings, posting: PostingIndex): void {
  front.at[front.count] = posting;
  front.count += 1;
  const to = postings.to[postings.seen[posting]!]!;
  if (to > front.latest) front.latest = to;
}

/**
 * Drops what can make no difference any more, whatever is still reported: what is overtaken or
 * stale and cannot overtake anything itself; and what is dominated by reports that count for as
 * long as it does and already reach the highest level, or all that its own odds and rank could add.
 */
export function prune(front: Front, postings: Postings, scales: Scales, measure: Measure): void {
  if (front.count < front.room) return;
  const kept: PostingIndex[] = [];
  const byEnd = front.at.slice(0, front.count).sort((a, b) => endOf(b) - endOf(a));
  for (const posting of byEnd) {
    if (!isSpent(posting) && !isDominated(posting, kept, postings, scales)) kept.push(posting);
  }
  kept.forEach((posting, at) => {
    front.at[at] = posting;
  });
  front.count = kept.length;
  front.at.length = kept.length;
  front.room = Math.max(PILE_ROOM, 2 * kept.length);

  function endOf(posting: PostingIndex): number {
    return postings.to[postings.seen[posting]!]!;
  }

  function isSpent(posting: PostingIndex): boolean {
    const isFor = (postings.stand[posting]! & FOR) !== 0;
    const end = endOf(posting);
    if (isFor && end + measure.freshness <= front.latest) return true;
    const [own, other] = isFor
      ? [front.forCut, front.againstCut]
      : [front.againstCut, front.forCut];
    return end <= own && scales.floorOf(posting) <= other;
  }
}

/** Three to one: the odds above which no level asks for more (`evidence/level.ts`). */
const ENOUGH_ODDS = 3_000_000;
const dominators = new Tally();

function isDominated(
  posting: PostingIndex,
  kept: readonly PostingIndex[],
  postings: Postings,
  scales: Scales,
): boolean {
  const side = postings.stand[posting]! & (FOR | AGAINST);
  const floor = scales.floorOf(posting);
  const strength = postings.strength[postings.seen[posting]!]!;
  dominators.clear();
  for (const other of kept) {
    if ((postings.stand[other]! & side) === 0 || scales.floorOf(other) < floor) continue;
    const isSole = (postings.stand[other]! & SOLE) !== 0;
    dominators.add(postings.strength[postings.seen[other]!]!, postings.group[other]!, isSole);
  }
  if (dominators.level() === HIGHEST) return true;
  const isSole = (postings.stand[posting]! & SOLE) !== 0 && strength >= SOLE_SUFFICES;
  return !isSole && dominators.odds >= ENOUGH_ODDS && dominators.second >= strength;
}

const HIGHEST: Level = 3;

/**
 * Gathers what bears on a leaf at an instant, as known below a position, from its chain, newest
 * first: all of it for a front, which must also serve whatever comes; for a question about that
 * instant no further back than can make a difference to the two bits.
 */
export function gather(
  pile: Pile,
  postings: Postings,
  scales: Scales,
  measure: Measure,
  newest: PostingIndex,
  when: number,
  all: boolean,
): void {
  pile.count = 0;
  const since = postings.seenBy(newest, when);
  const depth = since === NONE ? -1 : postings.depth[since]!;
  // Of what was recorded after `since`, only what came late can have been seen by then.
  for (let late = lateOf(newest); late !== NONE && postings.depth[late]! > depth; ) {
    if (postings.to[postings.seen[late]!]! <= when) take(late);
    late = lateOf(postings.before[late]!);
  }
  let taken = 0;
  let check = CHECK_AFTER;
  for (let at = since; at !== NONE; at = postings.before[at]!) {
    take(at);
    taken += 1;
    if (all || taken < check) continue;
    check = taken * 2;
    const before = postings.before[at]!;
    if (before !== NONE && isSettled(pile, scales, measure, when, postings.latest[before]!)) break;
  }

  function lateOf(posting: PostingIndex): PostingIndex {
    return posting === NONE ? NONE : postings.late[posting]!;
  }

  function take(posting: PostingIndex): void {
    if (postings.stand[posting] === 0) return;
    pile.at[pile.count] = posting;
    pile.count += 1;
  }
}

const CHECK_AFTER = 2;

/**
 * Whether nothing that was seen up to `rest` can change either bit. A side is settled where what
 * was seen since reaches its standard by itself, which nothing older can overtake; or where all
 * that is older is overtaken or stale.
 */
function isSettled(
  pile: Pile,
  scales: Scales,
  measure: Measure,
  when: number,
  rest: number,
): boolean {
  const never = Number.NEGATIVE_INFINITY;
  scales.weigh(pile, measure, when, never, never);
  const { forCut, againstCut } = scales;
  const staleTo = when - measure.freshness;
  const isForSettled =
    rest <= forCut ||
    rest <= staleTo ||
    scales.levelSince(pile, FOR, Math.max(forCut, rest - 1), staleTo, when) >= measure.open;
  if (!isForSettled) return false;
  if (rest <= againstCut) return true;
  const since = Math.max(againstCut, rest - 1);
  return scales.levelSince(pile, AGAINST, since, never, when) >= measure.doubt;
}
