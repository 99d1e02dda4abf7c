/**
 * Writes rows as CSV (RFC 4180), UTF-8 without a byte-order mark, lines ended by CR LF; a cell
 * that a spreadsheet program would take for a formula gets an apostrophe in front, unless it is
 * nothing but a number (OWASP, CSV injection; ADR 0126).
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
// Leading spaces do not save a cell, and the full-width signs are read as the narrow ones by some.
const RISKY = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|%]/;

function cellText(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "number" ? String(value) : safe(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function safe(text: string): string {
  return RISKY.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
