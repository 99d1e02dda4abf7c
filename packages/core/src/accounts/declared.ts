import type { CountReport } from "../evidence/index.ts";
import { type Covers, ITSELF, scopeKey, scopeOf, voyageKey } from "./scope.ts";
import { ScopeSum } from "./scope-sum.ts";

/**
 * What is declared by and by: of one scope the greatest standing declaration, since a smaller one is
 * no new base; by place, lot, vessel and voyage they add up (semantics, section 7).
 */
export class DeclaredSum {
  readonly #sum: ScopeSum;
  readonly #greatest = new Map<string, number>();

  constructor(covers: Covers = ITSELF) {
    this.#sum = new ScopeSum(covers);
  }

  add(claim: CountReport): void {
    const scope = scopeOf(claim);
    const key = scopeKey(scope);
    const greatest = Math.max(claim.low, this.#greatest.get(key) ?? 0);
    this.#greatest.set(key, greatest);
    this.#sum.set(scope, { low: greatest, high: Number.POSITIVE_INFINITY });
  }

  /** What is declared in all; `null` where nothing is. */
  get total(): number | null {
    return this.#greatest.size === 0 ? null : this.#sum.total;
  }
}

/** What all of these declare together; `null` where there is none. */
export function greatestDeclared(
  declared: readonly CountReport[],
  covers: Covers = ITSELF,
): number | null {
  const all = new DeclaredSum(covers);
  for (const claim of declared) all.add(claim);
  return all.total;
}

/** What is declared aboard each voyage, its lots together. */
export function declaredByVoyage(declared: readonly CountReport[]): ReadonlyMap<string, number> {
  const voyages = new Map<string, DeclaredSum>();
  for (const claim of declared) {
    const voyage = voyageKey(claim);
    if (voyage === null) continue;
    const known = voyages.get(voyage) ?? new DeclaredSum();
    voyages.set(voyage, known);
    known.add(claim);
  }
  return new Map([...voyages].map(([voyage, { total }]) => [voyage, total ?? 0]));
}
