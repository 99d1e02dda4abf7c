/**
 * Which compilations speak beside the independent sources of a side (semantics, section 3): no two
 * reports that speak share a root, at most two compilations speak, and of all such selections the
 * one of the highest level, then of the greatest support, is taken. The answer is exact.
 */
import { bandOf, isEnoughAlone, type Level, levelOfBands } from "./level.ts";

/** The strongest live reports of one root, each as its number among the exhibits. */
export interface RootVoice {
  readonly root: string;
  readonly strongest: number;
  readonly odds: number;
  readonly band: number;
  /** The strongest report by a method that is sufficient alone and reaches the floor, or `-1`. */
  readonly alone: number;
  readonly aloneOdds: number;
}

/** A live report with several roots. */
export interface Compilation {
  readonly index: number;
  readonly roots: readonly string[];
  readonly strength: number;
  readonly odds: number;
  readonly sole: boolean;
}

/** All that is live on a side: its independent sources added up, and its compilations. */
export interface Sources {
  readonly odds: number;
  /** How many sources are in band 3, in band 2 or above, in band 1 or above. */
  readonly high: number;
  readonly middle: number;
  readonly low: number;
  readonly voiceOf: (root: string) => RootVoice | undefined;
  /** The roots that have a report which would confirm alone. */
  readonly alone: readonly RootVoice[];
  readonly compilations: readonly Compilation[];
}

/** What speaks on a side. */
export interface Selection {
  readonly level: Level;
  /** In millionths. */
  readonly odds: number;
  readonly compilations: readonly Compilation[];
  /** The root whose report that is sufficient alone speaks in place of its strongest. */
  readonly aloneAt: RootVoice | null;
}

/** The best selection of the reports that are live on a side. */
export function select(sources: Sources): Selection {
  const pairs = new Pairs(sources);
  const floors = pairs.best(({ high, middle }) => atLeast(sources, 3, high, middle, 0));
  const alone = better(
    pairs.best(({ enough }) => enough),
    besideAlone(sources, pairs),
  );
  const byFloors = floors !== null && levelWith(sources, floors) === 3 ? floors : null;
  const confirmed = better(byFloors, alone);
  if (confirmed !== null) return chosen(sources, confirmed, 3);
  for (const level of [2, 1] as const) {
    const found = pairs.best(({ middle, low }) => atLeast(sources, level, 0, middle, low));
    if (found !== null && levelWith(sources, found) === level) return chosen(sources, found, level);
  }
  return chosen(sources, pairs.best(() => true)!, 0);
}

/** At most two compilations with no root in common, and what taking them changes. */
interface Pair extends Turn {
  readonly taken: readonly Compilation[];
  readonly gain: number;
  readonly aloneAt: RootVoice | null;
}

/** By how many sources of each band a selection differs from the independent sources alone. */
interface Turn {
  readonly high: number;
  readonly middle: number;
  readonly low: number;
  /** Whether one of the compilations confirms alone. */
  readonly enough: boolean;
}

const NONE: Pair = {
  taken: [],
  gain: 0,
  aloneAt: null,
  high: 0,
  middle: 0,
  low: 0,
  enough: false,
};

/** Whether the floors of a level are kept; its support is asked of what gains the most. */
function atLeast(sources: Sources, level: Level, high: number, middle: number, low: number) {
  const boundless = Number.MAX_SAFE_INTEGER / 100;
  return (
    levelOfBands(boundless, sources.high + high, sources.middle + middle, sources.low + low) >=
    level
  );
}

function levelWith(sources: Sources, pair: Pair): Level {
  const { odds, high, middle, low } = sources;
  return levelOfBands(odds + pair.gain, high + pair.high, middle + pair.middle, low + pair.low);
}

function better(one: Pair | null, other: Pair | null): Pair | null {
  if (one === null || other === null) return one ?? other;
  return other.gain > one.gain ? other : one;
}

function chosen({ odds }: Sources, pair: Pair, level: Level): Selection {
  return { level, odds: odds + pair.gain, compilations: pair.taken, aloneAt: pair.aloneAt };
}

/**
 * The best selection in which a root speaks by its report that is sufficient alone, which may be
 * weaker than its strongest.
 */
function besideAlone(sources: Sources, pairs: Pairs): Pair | null {
  const lossOf = (voice: RootVoice) => voice.odds - voice.aloneOdds;
  const most = pairs.best(() => true)!.gain;
  let best: Pair | null = null;
  for (const voice of sources.alone.toSorted((one, other) => lossOf(one) - lossOf(other))) {
    if (best !== null && most - lossOf(voice) <= best.gain) break;
    const pair = pairs.best(() => true, voice.root)!;
    best = better(best, { ...pair, gain: pair.gain - lossOf(voice), aloneAt: voice });
  }
  return best;
}

/** A compilation, with what taking it alone changes: its roots then speak through it. */
interface Candidate extends Turn {
  readonly compilation: Compilation;
  readonly gain: number;
}

/** The pairs of compilations that may speak together. */
class Pairs {
  /** Candidates that change the bands in the same way, those that gain most first. */
  readonly #groups: readonly Group[];

  constructor(sources: Sources) {
    const groups = new Map<string, Candidate[]>();
    for (const compilation of sources.compilations) {
      const one = candidateOf(compilation, sources);
      const raises = one.high > 0 || one.middle > 0 || one.low > 0 || one.enough;
      // Its roots by themselves then do as well, whatever else speaks.
      if (one.gain <= 0 && !raises) continue;
      const key = `${one.high} ${one.middle} ${one.low} ${one.enough}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
    this.#groups = [...groups.values()].map((members) => new Group(members));
  }

  /** The pair that gains most of those whose turn is allowed, and that leave a root as it is. */
  best(allows: (turn: Turn) => boolean, spared: string | null = null): Pair | null {
    const without = spared === null ? [] : [spared];
    let best: Pair | null = allows(NONE) ? NONE : null;
    const isBetter = (gain: number) => best === null || gain > best.gain;
    for (const [i, group] of this.#groups.entries()) {
      if (allows(group.turn)) {
        const one = group.bestWithout(without);
        if (one !== null && isBetter(one.gain)) best = pairOf(group.turn, [one]);
      }
      for (const other of this.#groups.slice(i)) {
        const turn = sumOf(group.turn, other.turn);
        if (!allows(turn)) continue;
        for (const one of group.members) {
          if (!isBetter(one.gain + other.members[0]!.gain)) break;
          if (spared !== null && one.compilation.roots.includes(spared)) continue;
          const partner = other.bestWithout([...one.compilation.roots, ...without]);
          if (partner === null || !isBetter(one.gain + partner.gain)) continue;
          best = pairOf(turn, [one, partner]);
        }
      }
    }
    return best;
  }
}

function candidateOf(compilation: Compilation, sources: Sources): Candidate {
  const own = bandOf(compilation.strength);
  let gain = compilation.odds;
  let [high, middle, low] = [own >= 3 ? 1 : 0, own >= 2 ? 1 : 0, own >= 1 ? 1 : 0];
  for (const root of compilation.roots) {
    const voice = sources.voiceOf(root);
    if (voice === undefined) continue;
    gain -= voice.odds;
    if (voice.band >= 3) high -= 1;
    if (voice.band >= 2) middle -= 1;
    if (voice.band >= 1) low -= 1;
  }
  const enough = compilation.sole && isEnoughAlone(compilation.strength);
  return { compilation, gain, high, middle, low, enough };
}

function sumOf(one: Turn, other: Turn): Turn {
  return {
    high: one.high + other.high,
    middle: one.middle + other.middle,
    low: one.low + other.low,
    enough: one.enough || other.enough,
  };
}

function pairOf(turn: Turn, candidates: readonly Candidate[]): Pair {
  return {
    ...turn,
    taken: candidates.map(({ compilation }) => compilation),
    gain: candidates.reduce((sum, one) => sum + one.gain, 0),
    aloneAt: null,
  };
}

/**
 * Candidates of one turn. The best of them without some roots is found by leaving out, root by
 * root, what stands in the way: each such remainder is looked for once, so that ten thousand
 * compilations of one flight are not compared with each other.
 */
class Group {
  readonly turn: Turn;
  readonly members: readonly Candidate[];
  readonly #without = new Map<string, Candidate | null>();

  constructor(members: readonly Candidate[]) {
    this.turn = members[0]!;
    this.members = members.toSorted(
      (one, other) => other.gain - one.gain || one.compilation.index - other.compilation.index,
    );
  }

  bestWithout(roots: readonly string[]): Candidate | null {
    const avoided: string[] = [];
    for (;;) {
      const best = this.#bestAvoiding(avoided);
      if (best === null) return null;
      const hit = best.compilation.roots.find((root) => roots.includes(root));
      if (hit === undefined) return best;
      avoided.push(hit);
    }
  }

  #bestAvoiding(avoided: readonly string[]): Candidate | null {
    const key = avoided.join("\n");
    const known = this.#without.get(key);
    if (known !== undefined) return known;
    const found =
      this.members.find(({ compilation }) =>
        compilation.roots.every((root) => !avoided.includes(root)),
      ) ?? null;
    this.#without.set(key, found);
    return found;
  }
}
