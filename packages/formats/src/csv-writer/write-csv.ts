/**
 * Writes rows as CSV (RFC 4180), UTF-8 without a byte-order mark, lines ended by CR LF.
 *
 * A spreadsheet program takes a cell that begins with `=`, `+`, `-`, `@`, a tabulator or a line end
 * for a formula, and some send what stands in other cells away. Such a text gets an apostrophe in
 * front, which those programs do not show; a text that is nothing but a number stays as it is.
 *
 * @see OWASP, CSV injection.
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "number" ? String(value) : withoutFormula(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** A text that no spreadsheet program takes for a formula. */
export function withoutFormula(text: string): string {
  // Leading spaces do not save it: some programs trim them first. The full-width signs are read as
  // the narrow ones by others.
  const isRisky = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n|%]/.test(text);
  return isRisky && !NUMBER.test(text) ? `'${text}` : text;
}
