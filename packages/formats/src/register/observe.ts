import { inZone, type Zone } from "@proviso/core";
import { error, type FormatProblem } from "../table/problem.ts";
import { wallIn } from "../table/wall-clock.ts";
import type { RegisterRow } from "./edition.ts";
import { publishedName, type RegisterColumn, type RegisterMapping } from "./mapping.ts";
import { type ObservationTemplate, PLACES } from "./template.ts";
import type { Value } from "./value.ts";

/** The fields of an observation after its head, as the record reads them. */
export type ObservationBody = Readonly<Record<string, unknown>>;

/** What the places of a template that no field fills are filled with. */
export interface EditionWords {
  readonly row: string;
  readonly edition: string;
}

/** Whether a row says what a template says: all the fields that it asks for are filled. */
export function saysSo({ values }: RegisterRow, { when }: ObservationTemplate): boolean {
  return when.every((at) => values[at] !== null && values[at] !== undefined);
}

/**
 * Writes what a row says.
 *
 * @param problems - takes what keeps a place from being filled; the body then counts for nothing.
 */
export function fillTemplate(
  template: ObservationTemplate,
  row: RegisterRow,
  mapping: Pick<RegisterMapping, "columns" | "zone">,
  words: EditionWords,
  problems: FormatProblem[],
): ObservationBody {
  const filling: Filling = { row, ...mapping, words, problems };
  return filled(template.body, filling) as ObservationBody;
}

interface Filling extends Pick<RegisterMapping, "columns" | "zone"> {
  readonly row: RegisterRow;
  readonly words: EditionWords;
  readonly problems: FormatProblem[];
}

function filled(value: unknown, filling: Filling): unknown {
  if (typeof value === "string") return filledText(value, filling);
  if (Array.isArray(value)) return value.map((member: unknown) => filled(member, filling));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, filled(member, filling)]),
  );
}

function filledText(text: string, filling: Filling): unknown {
  const whole = new RegExp(`^(?:${PLACES.source})$`).exec(text);
  const column = columnOf(filling, whole?.[1]);
  const isBare = whole?.[2] === undefined && whole?.[3] === undefined;
  if (whole !== null && isBare && column?.type === "number") {
    return numberFor(column, filling);
  }
  return text.replace(PLACES, (_all, name: string, part?: string, otherwise?: string) => {
    if (isWord(name)) return filling.words[name];
    const found = columnOf(filling, name);
    if (found === undefined) return "";
    if (otherwise === undefined || valueFor(found, filling) !== null) {
      return textFor(found, part, filling);
    }
    return isWord(otherwise) ? filling.words[otherwise] : otherwise;
  });
}

function isWord(name: string): name is keyof EditionWords {
  return name === "row" || name === "edition";
}

function columnOf({ columns }: Filling, name: string | undefined): RegisterColumn | undefined {
  return columns.find(({ field }) => field === name);
}

function valueFor(column: RegisterColumn, { columns, row }: Filling): Value {
  return row.values[columns.indexOf(column)] ?? null;
}

function numberFor(column: RegisterColumn, filling: Filling): number {
  const value = valueFor(column, filling);
  if (typeof value === "number") return value;
  const what = value === null ? "is empty" : `is no number: ${JSON.stringify(value)}`;
  refuse(column, filling, value === null ? "empty-place" : "not-a-number", what);
  return 0;
}

function textFor(column: RegisterColumn, part: string | undefined, filling: Filling): string {
  const value = valueFor(column, filling);
  if (value === null) {
    refuse(column, filling, "empty-place", "is empty");
    return "";
  }
  if (part === "slug")
    return String(value)
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "");
  if (part === "id") return idFor(column, String(value), filling);
  if (column.type !== "date") return String(value);
  const wall = wallIn(String(value));
  if (wall === null) {
    refuse(column, filling, "not-a-date", `is no date: ${JSON.stringify(value)}`);
    return "";
  }
  const day = String(value).slice(0, 10);
  return part === "day" || day === value ? day : withOffset(wall, filling.zone);
}

function idFor({ names, ...column }: RegisterColumn, value: string, filling: Filling): string {
  const found = names.get(publishedName(value));
  if (found !== undefined) return found;
  const what = `has ${JSON.stringify(value)}, for which the mapping has no id`;
  refuse({ names, ...column }, filling, "unnamed-value", what);
  return "";
}

/** A moment on a zone's clocks as an instant with its offset. */
function withOffset(wall: number, zone: Zone): string {
  const minutes = Math.round((wall - inZone(zone, wall)) / 60_000);
  const clock = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? "-" : "+"}${clock(Math.floor(size / 60))}:${clock(size % 60)}`;
  return `${new Date(wall).toISOString().slice(0, 19)}${offset}`;
}

const REMEDIES = {
  "empty-place": 'Name the field in "when", or leave its place out.',
  "not-a-number": 'Ask the publisher, or leave the row out with "when" once it is mended.',
  "not-a-date": "State the format in the mapping, or ask the publisher.",
  "unnamed-value": "Add it to the column's names, and declare its id in a text of the case.",
} as const;

function refuse(
  { field }: RegisterColumn,
  { row, problems }: Filling,
  code: keyof typeof REMEDIES,
  what: string,
): void {
  const message = `Row ${row.row}: "${field}" ${what}.`;
  problems.push(error(code, { row: row.row, column: field }, message, REMEDIES[code]));
}
