import type {
  EditionComparison,
  FormatProblem,
  RegisterMapping,
  RegisterRow,
  RowChange,
  RowChangeKind,
} from "@proviso/formats";
import { plain } from "../show/layout.ts";

const HEADINGS: Readonly<Record<RowChangeKind, string>> = {
  added: "added",
  changed: "changed",
  renumbered: "renumbered",
  dropped: "dropped without a word",
  "reused-id": "identifiers that now stand for something else",
  "shifted-date": "dates moved as a zone moves them",
};

const MOST = 20;

/** Says what one edition makes of the one before, a heading a kind. */
export function sayComparison(
  comparison: EditionComparison,
  mapping: RegisterMapping,
): readonly string[] {
  const { changes, flags, splits, unchanged } = comparison;
  const kinds = Object.keys(HEADINGS) as RowChangeKind[];
  const lines = kinds.flatMap((kind) => {
    const found = changes.filter((change) => change.kind === kind);
    return section(`${found.length} ${HEADINGS[kind]}`, found, (one) => sayChange(one, mapping));
  });
  const wrong = flags.filter(({ isNew }) => isNew);
  return [
    `${unchanged} rows are as they were.`,
    ...lines,
    ...section(`${splits.length} that may have been split`, splits, ({ before, after, field }) => {
      return `row ${before.row} → ${after.map(({ row }) => row).join(", ")}, by ${field}`;
    }),
    ...section(
      `${flags.length} identifiers are wrong, ${wrong.length} of them for the first time`,
      wrong,
      ({ row, field, value, fault, expected }) => {
        const what = fault === "form" ? "has not its form" : `should end in ${expected}`;
        return `row ${row}: ${field} ${plain(value)} ${what}`;
      },
    ),
  ];
}

function section<One>(
  heading: string,
  all: readonly One[],
  say: (one: One) => string,
): readonly string[] {
  if (all.length === 0) return [];
  const more = all.length > MOST ? [`    … and ${all.length - MOST} more (--json has them)`] : [];
  return [`  ${heading}`, ...all.slice(0, MOST).map((one) => `    ${say(one)}`), ...more];
}

function sayChange(
  { kind, before, after, fields, shifts }: RowChange,
  mapping: RegisterMapping,
): string {
  if (before === null || after === null) {
    const row = before ?? after;
    return row === null ? "" : `row ${row.row}: ${sayRow(row)}`;
  }
  const place = before.row === after.row ? `row ${after.row}` : `row ${before.row} → ${after.row}`;
  const named = fields.map((field, at) => {
    const name = nameOf(field, mapping);
    if (kind === "reused-id" && name !== null) {
      const stoodFor = `${valueIn(before, name, mapping)} → ${valueIn(after, name, mapping)}`;
      return `${field} ${valueIn(after, field, mapping)}: ${stoodFor}`;
    }
    const by = shifts[at] === undefined ? "" : ` (${sayShift(shifts[at])})`;
    return `${field} ${valueIn(before, field, mapping)} → ${valueIn(after, field, mapping)}${by}`;
  });
  return `${place}: ${named.length === 0 ? sayRow(after) : named.join("; ")}`;
}

/** The field that names what an identifier identifies. */
function nameOf(field: string, { columns }: RegisterMapping): string | null {
  return columns.find((column) => column.field === field)?.of ?? null;
}

function sayShift({ minutes, zone }: RowChange["shifts"][number]): string {
  const size = Math.abs(minutes) % 1440 === 0 ? `${minutes / 1440} d` : `${minutes / 60} h`;
  const sign = minutes > 0 ? "+" : "";
  return zone === null ? `${sign}${size}` : `${sign}${size}, as on the clocks of ${zone}`;
}

function sayRow({ values }: RegisterRow): string {
  return plain(values.map((value) => (value === null ? "–" : String(value))).join(", "));
}

function valueIn({ values }: RegisterRow, field: string, { columns }: RegisterMapping): string {
  const value = values[columns.findIndex((column) => column.field === field)] ?? null;
  return value === null ? "–" : plain(String(value));
}

/** Says problems of a file as a compiler does: place, severity and code, what to write instead. */
export function sayProblems(file: string, problems: readonly FormatProblem[]): string {
  return problems
    .map(({ sheet, row, column, severity, code, message, remedy }) => {
      const place = [file, sheet, row, column].filter((part) => part !== null).join(":");
      return `${plain(place)}: ${severity}[${code}]: ${plain(message)}\n  write instead: ${plain(remedy)}\n`;
    })
    .join("");
}
