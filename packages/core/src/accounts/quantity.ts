/**
 * What an amount is counted in: whole units, or a measured unit (`tonnes`), which goes with an
 * uncertainty.
 */
export type Unit =
  | { readonly kind: "units" }
  | { readonly kind: "measured"; readonly unit: string };

/** What is counted piece by piece. */
export const UNITS: Unit = { kind: "units" };

/**
 * An amount with what is known of its error. `value` is what is posted: the lower bound, since the
 * lower low counts. The interval `low` to `high` holds it for certain; `sigma` is its standard
 * uncertainty, 0 for what is counted.
 */
export interface Quantity {
  readonly unit: Unit;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly sigma: number;
}

/**
 * One amount less another: the limits are the worst cases, uncertainties add as in a sum.
 *
 * @throws {RangeError} where the units differ.
 */
export function minus(one: Quantity, other: Quantity): Quantity {
  assertSameUnit(one, other);
  return {
    unit: one.unit,
    value: one.value - other.value,
    low: one.low - other.high,
    high: one.high - other.low,
    sigma: Math.hypot(one.sigma, other.sigma),
  };
}

/** Whether two amounts may be added at all. */
export function isSameUnit(one: Unit, other: Unit): boolean {
  if (one.kind === "units" || other.kind === "units") return one.kind === other.kind;
  return one.unit === other.unit;
}

function assertSameUnit(one: Quantity, other: Quantity): void {
  if (isSameUnit(one.unit, other.unit)) return;
  throw new RangeError(`${sayUnit(one.unit)} and ${sayUnit(other.unit)} cannot be put together.`);
}

/** The unit as a word; empty for pieces. */
export function sayUnit(unit: Unit): string {
  return unit.kind === "units" ? "" : unit.unit;
}
