import type { Exhibit, Observation } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";

/**
 * What a party says later of its own grant replaces what it said before: a refusal ends its grant
 * at once, and a new grant its refusal. A word of no weight, or one retold, replaces nothing.
 */
export function withGrantsReplaced(
  admitted: readonly Observation[],
  exhibits: readonly Exhibit[],
): readonly Exhibit[] {
  const next = new Map<string, number>();
  const replacedAt = new Map<number, Instant>();
  const words = admitted.flatMap(({ report }, i) =>
    report.kind === "statement" && exhibits[i]!.strength > 0 && !exhibits[i]!.derived
      ? [{ by: report.by, i }]
      : [],
  );
  const when = ({ i }: { readonly i: number }) => exhibits[i]!.seen.to;
  words.sort((one, other) => when(one) - when(other) || one.i - other.i);
  for (const { by, i } of words.toReversed()) {
    const later = next.get(by);
    if (later !== undefined) replacedAt.set(i, exhibits[later]!.seen.to);
    next.set(by, i);
  }
  return exhibits.map((one, i) => {
    const at = replacedAt.get(i);
    return at === undefined ? one : { ...one, replacedAt: at };
  });
}
