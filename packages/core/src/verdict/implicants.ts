/** A set of needs by their numbers, ascending: what would suffice together. */
export type NeedSet = readonly number[];

/** Alternatives, any one of which suffices. None: it cannot be. One empty set: it is so already. */
export type Family = readonly NeedSet[];

/** What is so already and costs nothing. */
export const ALREADY: Family = [[]];

/** What no evidence could bring about. */
export const NEVER: Family = [];

/** How many alternatives are kept at each join while there is time, and after that. */
const KEPT = 64;
const KEPT_AT_LAST = 1;

/** How many unions of sets are made before the search narrows to the cheapest alternative. */
const STEPS = 40_000;

/**
 * Joins families into the families of what is made of them, keeping only prime implicants: no
 * set holds another. Hostile conditions have more implicants than there is time for, so the search
 * keeps the cheapest and says that it left some out.
 */
export class Implicants {
  #steps = 0;
  #truncated = false;

  /** Whether some alternatives were left out. */
  get truncated(): boolean {
    return this.#truncated;
  }

  /** What suffices for any one of several. */
  either(families: readonly Family[]): Family {
    return this.#prime(families.flat());
  }

  /** What suffices for all of several. */
  together(families: readonly Family[]): Family {
    // The smaller families first: an impossible one then ends the work at once.
    const ordered = families.toSorted((one, other) => one.length - other.length);
    return ordered.reduce((all, family) => this.#product(all, family), ALREADY);
  }

  /** What suffices for at least `k` of several. */
  atLeast(k: number, families: readonly Family[]): Family {
    const open = families.filter((family) => !isAlready(family) && family.length > 0);
    const wanted = k - families.filter(isAlready).length;
    if (wanted <= 0) return ALREADY;
    if (wanted > open.length) return NEVER;
    if (wanted === open.length) return this.together(open);
    if (wanted === 1) return this.either(open);
    const rows: Family[] = [ALREADY, ...Array.from({ length: wanted }, () => NEVER)];
    for (const family of open) {
      for (let row = wanted; row > 0; row -= 1) {
        rows[row] = this.either([rows[row]!, this.#product(rows[row - 1]!, family)]);
      }
    }
    return rows[wanted]!;
  }

  #product(one: Family, other: Family): Family {
    if (isAlready(one)) return other;
    if (isAlready(other)) return one;
    this.#steps += one.length * other.length;
    return this.#prime(one.flatMap((left) => other.map((right) => union(left, right))));
  }

  #prime(sets: readonly NeedSet[]): Family {
    const kept = this.#steps < STEPS ? KEPT : KEPT_AT_LAST;
    const prime: NeedSet[] = [];
    for (const set of sets.toSorted(byCost)) {
      if (isRedundant(set, prime)) continue;
      if (prime.length === kept) {
        this.#truncated = true;
        break;
      }
      prime.push(set);
    }
    return prime;
  }
}

/** Whether nothing is needed. */
export function isAlready(family: Family): boolean {
  return family.length > 0 && family[0]!.length === 0;
}

/** The smaller set first; among equals the one whose needs were met first. */
function byCost(one: NeedSet, other: NeedSet): number {
  if (one.length !== other.length) return one.length - other.length;
  const at = one.findIndex((need, i) => need !== other[i]);
  return at === -1 ? 0 : one[at]! - other[at]!;
}

function union(one: NeedSet, other: NeedSet): NeedSet {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

/** Whether a set repeats the one before it, or holds a smaller one. */
function isRedundant(set: NeedSet, prime: readonly NeedSet[]): boolean {
  const last = prime.at(-1);
  if (last !== undefined && byCost(last, set) === 0) return true;
  // Of two sets of one size neither holds the other, so that only the smaller are looked at.
  for (const smaller of prime) {
    if (smaller.length === set.length) return false;
    if (holds(set, smaller)) return true;
  }
  return false;
}

function holds(set: NeedSet, smaller: NeedSet): boolean {
  let at = 0;
  for (const need of set) if (need === smaller[at]) at += 1;
  return at === smaller.length;
}
