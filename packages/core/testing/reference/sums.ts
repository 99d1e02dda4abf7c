/** Figures of disjoint scopes add up; of what overlaps, only one counts (section 7). */
import type { CountReport } from "../../src/evidence/index.ts";
import type { Scope } from "./conditions.ts";
import { scopeOf } from "./counts.ts";
import type { Figure } from "./figures.ts";
import { type Declarations, touch } from "./names.ts";

/**
 * The greatest sum over scopes of which no two overlap; a serial is counted once. `null` where
 * nothing is known of any of them.
 */
export function addedUp(
  figures: readonly Figure[],
  worth: (scope: readonly Figure[]) => number | null,
  { names }: Pick<Scope, "names">,
): number | null {
  const keys = [...new Set(figures.map(scopeOf))];
  const scopes = keys.flatMap((name) => {
    const scope = figures.filter((one) => scopeOf(one) === name);
    const value = worth(scope);
    return value === null ? [] : [{ scope, value }];
  });
  if (scopes.length === 0) return null;
  let best = 0;
  for (let chosen = 0; chosen < 2 ** scopes.length; chosen += 1) {
    const some = scopes.filter((_, i) => (chosen & (1 << i)) !== 0);
    const disjoint = some.every(({ scope: [one] }, i) =>
      some.slice(i + 1).every(({ scope: [other] }) => areDisjoint(names, one!.count, other!.count)),
    );
    if (!disjoint) continue;
    const sum = some.reduce((total, { value }) => total + value, 0);
    best = Math.max(best, sum - seenTwice(some.map(({ scope }) => scope)));
  }
  return best;
}

function areDisjoint(names: Declarations, one: CountReport, other: CountReport): boolean {
  if (one.subject !== other.subject) return true;
  if (one.place !== null && other.place !== null && !touch(names, one.place, other.place)) {
    return true;
  }
  const differ = (a: string | null | undefined, b: string | null | undefined) =>
    a !== null && b !== null && a !== undefined && b !== undefined && a !== b;
  if (differ(one.lot, other.lot) || differ(one.vessel, other.vessel)) return true;
  return one.vessel === other.vessel && differ(one.voyage, other.voyage);
}

/** How many things were counted in more than one scope, by their serials. */
function seenTwice(scopes: readonly (readonly Figure[])[]): number {
  const each = scopes.map((scope) => new Set(scope.flatMap(({ count }) => count.serials ?? [])));
  const once = new Set(each.flatMap((serials) => [...serials]));
  return each.reduce((total, serials) => total + serials.size, 0) - once.size;
}
