import { AGAINST, FOR, NONE, type PostingIndex, type Postings } from "./postings.ts";
import type { Measure, Pile, Scales } from "./scales.ts";

/** After how many postings it is first asked whether more could matter. */
const CHECK_AFTER = 2;

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
  gatherLate(pile, postings, newest, since, when);
  let taken = 0;
  let check = all ? Number.POSITIVE_INFINITY : CHECK_AFTER;
  for (let at = since; at !== NONE; at = postings.before(at)) {
    take(pile, postings, at);
    taken += 1;
    if (taken < check) continue;
    check = taken * 2;
    const before = postings.before(at);
    if (before !== NONE && isSettled(pile, scales, measure, when, postings.latest(before))) break;
  }
}

/** Of what was recorded after `since`, only what came late can have been seen by then. */
function gatherLate(
  pile: Pile,
  postings: Postings,
  newest: PostingIndex,
  since: PostingIndex,
  when: number,
): void {
  if (newest === NONE) return;
  const depth = since === NONE ? -1 : postings.depth(since);
  let late = postings.late(newest);
  while (late !== NONE && postings.depth(late) > depth) {
    if (postings.to(late) <= when) take(pile, postings, late);
    const before = postings.before(late);
    late = before === NONE ? NONE : postings.late(before);
  }
}

function take(pile: Pile, postings: Postings, posting: PostingIndex): void {
  if (postings.stand(posting) === 0) return;
  pile.at[pile.count] = posting;
  pile.count += 1;
}

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
