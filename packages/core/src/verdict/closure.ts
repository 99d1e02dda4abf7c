import type { Domain } from "../agreement/index.ts";
import type { Closure, Packed } from "./judgment.ts";

/**
 * How often a cycle is gone through before it is given up as unknown. A cycle only gains
 * information, a few bits a clause, so it settles long before; one through an exception need not,
 * which is why such a text is refused, and why here it verifies nothing.
 */
export const MOST_ROUNDS = 256;

/**
 * Whether a domain is closed. Members of a group, and whatever is only known by being reported,
 * are all that there are; places are closed by the text that says "declared", or by coverage.
 */
export function closureOf(domain: Domain, coverage: Packed | null): Closure {
  if (domain.kind !== "places") return coverage ?? "closed";
  if (domain.declaredOnly) return coverage ?? "declared";
  return coverage ?? "never";
}
