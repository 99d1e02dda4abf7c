/** Lineage and weighing by the reference: every selection of sources is tried (section 3). */
import { type Level, levelOf, oddsMillionths, type SideWeight } from "../../src/evidence/index.ts";

/** What one report brings to one side. */
export interface Weight {
  /** In millionths. */
  readonly strength: number;
  readonly roots: readonly string[];
  /** Whether its method is sufficient alone. */
  readonly sole: boolean;
}

/** What a side comes to. */
export interface Scale {
  readonly level: Level;
  /** In millionths; support rises with it. */
  readonly odds: number;
}

/**
 * The best that reports of one side give: no two of those chosen share a root, and at most two of
 * them are compilations; of all such choices the highest level, then the greatest support.
 */
export function weighSide(reports: readonly Weight[]): Scale {
  const heard = reports.filter(({ strength }) => strength > 0);
  const compilations = heard.filter(({ roots }) => roots.length > 1);
  const singles = heard.filter(({ roots }) => roots.length === 1);
  let best: Scale = { level: 0, odds: 0 };
  for (const chosen of uptoTwo(compilations)) {
    const taken = new Set(chosen.flatMap(({ roots }) => roots));
    const free = singles.filter(({ roots }) => !taken.has(roots[0]!));
    // At most one report needs to be chosen because its method is sufficient alone.
    for (const alone of [null, ...free.filter(({ sole }) => sole)]) {
      const scale = scaleOf([...chosen, ...strongestOfEachRoot(free, alone)]);
      if (isBetter(scale, best)) best = scale;
    }
  }
  return best;
}

/** No compilation, each one, and every two that have no root in common. */
function uptoTwo(compilations: readonly Weight[]): readonly (readonly Weight[])[] {
  const pairs = compilations.flatMap((one, i) =>
    compilations.slice(i + 1).flatMap((other) => {
      const shared = one.roots.some((root) => other.roots.includes(root));
      return shared ? [] : [[one, other]];
    }),
  );
  return [[], ...compilations.map((one) => [one]), ...pairs];
}

function strongestOfEachRoot(singles: readonly Weight[], alone: Weight | null): readonly Weight[] {
  const chosen = new Map<string, Weight>();
  for (const one of singles) {
    const rival = chosen.get(one.roots[0]!);
    if (rival === undefined || one.strength > rival.strength) chosen.set(one.roots[0]!, one);
  }
  if (alone !== null) chosen.set(alone.roots[0]!, alone);
  return [...chosen.values()];
}

function scaleOf(chosen: readonly Weight[]): Scale {
  const strengths = chosen.map(({ strength }) => strength).sort((a, b) => b - a);
  const sole = chosen.filter((one) => one.sole).map(({ strength }) => strength);
  const side: SideWeight = {
    odds: strengths.reduce((sum, strength) => sum + oddsMillionths(strength), 0),
    first: strengths[0] ?? 0,
    second: strengths[1] ?? 0,
    sole: Math.max(0, ...sole),
  };
  return { level: levelOf(side), odds: side.odds };
}

function isBetter(one: Scale, other: Scale): boolean {
  return one.level !== other.level ? one.level > other.level : one.odds > other.odds;
}
