/**
 * An amount as a reader wants it, thousands apart: `1 198 124`, `−12.5`. A millionth of a unit is the
 * least that the book keeps.
 */
export function sayAmount(value: number): string {
  const rounded = Math.round(value * 1e6) / 1e6;
  const [whole = "", fraction] = String(Math.abs(rounded)).split(".");
  // Four digits are read at a glance, and are often a year: they stay together.
  const apart = whole.length < 5 ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, "\u00a0");
  return `${rounded < 0 ? "−" : ""}${apart}${fraction === undefined ? "" : `.${fraction}`}`;
}
