import { closeJson, type JsonFields, listJson, rawJson, wrong } from "./json-fields.ts";
import type { RegisterColumn } from "./mapping.ts";

/** What a row says, with places for its fields. */
export interface ObservationTemplate {
  /** Columns, by their place, that a row must have filled to say it. */
  readonly when: readonly number[];
  /** The fields of an observation, as they were written. */
  readonly body: Readonly<Record<string, unknown>>;
}

const BODY = ["valid", "report", "method", "observers", "source", "grade", "labels"] as const;

/**
 * A place in a text: `{tonnage}`, `{port.id}`, `{inspected.day}`, `{vessel.slug}`, `{row}`; with what
 * stands there while its field is empty: `{inspected|open}`, `{inspected|edition}`.
 */
export const PLACES = /\{([a-z][a-z0-9-]*)(?:\.(id|day|slug))?(?:\|([A-Za-z0-9-]+))?\}/g;

/** Names that a place may have beside those of the fields. */
export const OTHER_PLACES: readonly string[] = ["row", "edition"];

const MAX_DEPTH = 8;

/** Reads what a row says; places that name no field are written down as problems. */
export function readTemplate(
  fields: JsonFields,
  columns: readonly RegisterColumn[],
): ObservationTemplate {
  const when = listJson(fields, "when", { least: 0, most: columns.length }, (name) => {
    const at = columns.findIndex(({ field }) => field === name);
    if (at === -1) wrong(fields, "when", "names no field", "Name some of the columns.");
    return Math.max(0, at);
  });
  const body: Record<string, unknown> = {};
  for (const key of BODY) {
    const value = rawJson(fields, key);
    if (value === undefined) continue;
    checkPlaces(fields, key, value, columns, 1);
    body[key] = value;
  }
  if (rawJson(fields, "report") === undefined) {
    wrong(
      fields,
      "report",
      "is missing",
      "Write what a row says, as docs/record-format.md has it.",
    );
  }
  closeJson(fields);
  return { when, body };
}

function checkPlaces(
  fields: JsonFields,
  key: string,
  value: unknown,
  columns: readonly RegisterColumn[],
  depth: number,
): void {
  if (depth > MAX_DEPTH) {
    wrong(fields, key, `nests deeper than ${MAX_DEPTH} levels`, "No observation needs that.");
  } else if (typeof value === "string") {
    checkText(fields, key, value, columns);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      checkPlaces(fields, `${key}.${name}`, member, columns, depth + 1);
    }
  }
}

function checkText(
  fields: JsonFields,
  key: string,
  text: string,
  columns: readonly RegisterColumn[],
): void {
  const bare = text.replace(PLACES, (_all, name: string, part: string | undefined) => {
    const column = columns.find(({ field }) => field === name);
    const isKnown = column !== undefined || (part === undefined && OTHER_PLACES.includes(name));
    if (!isKnown) wrong(fields, key, `has a place {${name}} for no field`, "Name a column.");
    if (part === "id" && column !== undefined && column.names.size === 0) {
      wrong(
        fields,
        key,
        `asks for the id of ${name}, which has no names`,
        "Give the column names.",
      );
    }
    if (part === "day" && column !== undefined && column.type !== "date") {
      wrong(fields, key, `asks for the day of ${name}, which is no date`, "Take {…} alone.");
    }
    return "";
  });
  if (/[{}]/.test(bare)) wrong(fields, key, "has a brace that is no place", "Write {field}.");
}
