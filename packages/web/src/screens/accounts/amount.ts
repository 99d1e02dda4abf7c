import type { Bounds, Percentage, Quantity } from "@proviso/core";

/**
 * An amount as a reader wants it, thousands apart: `1 198 124`, `−12.5`; in the unit of its
 * account. A millionth of a unit is the least that an account keeps.
 */
export function sayAmount(value: number): string {
  const rounded = roundedTo(value, 6);
  const [whole = "", fraction] = String(Math.abs(rounded)).split(".");
  // Four digits are read at a glance, and are often a year: they stay together.
  const apart = whole.length < 5 ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, "\u00a0");
  return `${rounded < 0 ? "−" : ""}${apart}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** Bounds as one number where they are one: `8`, `8 to 11`. */
export function sayBounds({ low, high }: Bounds): string {
  return low === high ? sayAmount(low) : `${sayAmount(low)} to ${sayAmount(high)}`;
}

/** A figure's standard uncertainty and its limits; empty where it is exact. */
export function sayDoubt({ value, low, high, sigma }: Quantity): string {
  const spread = saySigma(sigma);
  const limits = low === value && high === value ? "" : sayBounds({ low, high });
  return [spread, limits].filter((one) => one !== "").join(", ");
}

/** One standard uncertainty: `± 0.5 (1 σ)`; empty for what is counted. */
export function saySigma(sigma: number): string {
  return sigma === 0 ? "" : `± ${sayAmount(sigma)} (1 σ)`;
}

/** A share in percent, to a tenth: `49.3 %`. Its measure, base and date stand beside it. */
export function sayPercent({ low, high }: Pick<Percentage, "low" | "high">): string {
  const digits = (share: number) => sayAmount(tenths(share));
  return low === high ? `${digits(low)} %` : `${digits(low)} to ${digits(high)} %`;
}

// Nearly all is not all, and hardly any is not none, however few digits are shown.
function tenths(share: number): number {
  const rounded = roundedTo(share, 1);
  if (rounded === 100 && share !== 100) return share < 100 ? 99.9 : 100.1;
  return rounded === 0 && share > 0 ? 0.1 : rounded;
}

function roundedTo(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
