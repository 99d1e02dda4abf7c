import type { EntryId } from "../evidence/index.ts";
import type { Balance, Columns, Discrepancy } from "./account.ts";
import type { Percentage } from "./percentage.ts";
import { minus, type Quantity, sayUnit, type Unit } from "./quantity.ts";

/** The differences that an account shows, each with what it means (semantics, section 7). */
export function differencesOf(
  columns: Columns,
  balance: Balance,
  percentages: readonly Percentage[],
  k: number,
): readonly Discrepancy[] {
  const { unit } = balance.declared;
  const { declared, amendedDeclared, estimate, base } = columns;
  const found: Discrepancy[] = [];
  if (base !== null) {
    found.push(countedOut(balance, k), seenAnywhere(balance, k));
    if (estimate !== null) found.push(estimated(estimate, base, unit));
  }
  if (declared !== null && amendedDeclared !== null) {
    found.push(amended(declared, amendedDeclared, unit));
  }
  return [...found, ...fallingSeries(percentages)];
}

function countedOut({ declared, countedOut: out, destroyed }: Balance, k: number): Discrepancy {
  const difference = minus(declared, out);
  const significant = isSignificant(difference, k);
  const shortBy = say(difference.value, difference);
  const head = { between: "declared and counted out" as const, of: [], difference, significant };
  if (difference.value === 0) {
    return { ...head, means: "agrees", says: "as many are counted out as are declared" };
  }
  if (significant === false) return { ...head, means: "agrees", says: within(shortBy, k) };
  return difference.value > 0
    ? { ...head, means: "short", says: sayShort(shortBy, destroyed) }
    : {
        ...head,
        means: "over",
        says: `${say(-difference.value, difference)} more counted out than declared`,
      };
}

function sayShort(shortBy: string, destroyed: Quantity): string {
  if (destroyed.value === 0) return `${shortBy} to go: declared, and not counted out`;
  const gone = say(destroyed.value, destroyed);
  return `${shortBy} declared and not counted out, of which ${gone} are destroyed`;
}

function seenAnywhere({ unaccountedFor: difference }: Balance, k: number): Discrepancy {
  const significant = isSignificant(difference, k);
  const head = { between: "declared and seen anywhere" as const, of: [], difference, significant };
  if (difference.value === 0) {
    return { ...head, means: "agrees", says: "all that is declared is accounted for" };
  }
  if (significant === false) {
    return { ...head, means: "agrees", says: within(say(difference.value, difference), k) };
  }
  return difference.value > 0
    ? {
        ...head,
        means: "short",
        says: `${say(difference.value, difference)} unaccounted for: declared, and not seen anywhere`,
      }
    : {
        ...head,
        means: "more seen than declared",
        says: `${say(-difference.value, difference)} over: more seen than declared`,
      };
}

function estimated(
  estimate: NonNullable<Columns["estimate"]>,
  base: number,
  unit: Unit,
): Discrepancy {
  const difference: Quantity = {
    unit,
    value: estimate.low - base,
    low: estimate.low - base,
    high: estimate.high - base,
    sigma: 0,
  };
  const head = {
    between: "estimate and declared" as const,
    of: estimate.from,
    difference,
    significant: null,
  };
  if (estimate.low > base) {
    const lacking = say(estimate.low - base, difference);
    const says = `at least ${lacking} fewer declared than estimated: a declaration to be doubted`;
    return { ...head, means: "fewer declared than estimated", says };
  }
  if (estimate.high < base) {
    const more = say(base - estimate.high, difference);
    return {
      ...head,
      means: "more declared than estimated",
      says: `${more} more declared than estimated`,
    };
  }
  return {
    ...head,
    means: "within the estimate",
    says: "what is declared lies within the estimate",
  };
}

function amended(
  first: NonNullable<Columns["declared"]>,
  last: NonNullable<Columns["declared"]>,
  unit: Unit,
): Discrepancy {
  const value = first.low - last.low;
  const sigma = Math.hypot(first.sigma, last.sigma);
  const difference = {
    unit,
    value,
    low: first.low - last.high,
    high: first.high - last.low,
    sigma,
  };
  const head = {
    between: "declared and amended" as const,
    of: [...first.from, ...last.from],
    difference,
    significant: null,
  };
  if (value === 0) return { ...head, ...boundMoved(first.high - last.high, difference) };
  return value > 0
    ? {
        ...head,
        means: "declaration shrunk",
        says: `the declaration shrank by ${say(value, difference)}; the greater one stays the base`,
      }
    : {
        ...head,
        means: "declaration raised",
        says: `the declaration was raised by ${say(-value, difference)}`,
      };
}

/** A declaration that says as much at least as before, and another amount at most. */
function boundMoved(by: number, of: Quantity): Pick<Discrepancy, "means" | "says"> {
  const said = say(Math.abs(by), of);
  return by > 0
    ? { means: "declaration shrunk", says: `the most that is declared fell by ${said}` }
    : { means: "declaration raised", says: `the most that is declared rose by ${said}` };
}

/** Within one measure and base, a later figure that is lower than an earlier one cannot be so too. */
function fallingSeries(percentages: readonly Percentage[]): readonly Discrepancy[] {
  const series = new Map<string, Percentage[]>();
  for (const one of percentages) {
    if (one.by === null) continue;
    const key = JSON.stringify([one.measure, one.base]);
    series.set(key, [...(series.get(key) ?? []), one]);
  }
  return [...series.values()].flatMap((of) => {
    const ordered = of.sort((one, other) => one.asOf - other.asOf);
    return ordered.flatMap((later, index): readonly Discrepancy[] => {
      const before = ordered.slice(0, index).filter(({ asOf }) => asOf < later.asOf);
      const higher = before.find(({ low }) => low > later.high);
      return higher === undefined ? [] : [falls(higher, later)];
    });
  });
}

function falls(earlier: Percentage, later: Percentage): Discrepancy {
  const percent: Unit = { kind: "measured", unit: "%" };
  const low = round(earlier.low - later.high);
  const high = round(earlier.high - later.low);
  const of: EntryId[] = [earlier.by, later.by].filter((one) => one !== null);
  return {
    between: "one stated percentage and a later one",
    of,
    difference: { unit: percent, value: low, low, high, sigma: 0 },
    means: "a later figure is lower",
    significant: null,
    says: `${earlier.low} % ${earlier.measure} is stated earlier, and ${later.high} % later`,
  };
}

function isSignificant({ unit, value, sigma }: Quantity, k: number): boolean | null {
  return unit.kind === "units" ? null : Math.abs(value) > k * sigma;
}

function within(amount: string, k: number): string {
  return `a difference of ${amount}, within ${k} σ of the measurements`;
}

function say(amount: number, { unit }: Quantity): string {
  const word = sayUnit(unit);
  return word === "" ? String(round(amount)) : `${round(amount)} ${word}`;
}

function round(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
