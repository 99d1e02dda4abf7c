import { error, type FormatProblem } from "../table/problem.ts";

/**
 * An object of a hand-written file while it is read. Each reader takes one field, writes down what
 * is wrong with it, and goes on with a stand-in, so that everything wrong is named at once.
 */
export interface JsonFields {
  /** `columns.imo`; empty for the whole file. */
  readonly path: string;
  readonly values: ReadonlyMap<string, unknown>;
  readonly asked: Set<string>;
  readonly problems: FormatProblem[];
}

/** Opens an object; anything else is a problem, and reads as one without fields. */
export function openJson(value: unknown, path: string, problems: FormatProblem[]): JsonFields {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject) problems.push(unfit(path, "is not an object", 'Write it as {"…": …}.'));
  return {
    path,
    values: new Map(isObject ? Object.entries(value) : []),
    asked: new Set(),
    problems,
  };
}

/** Names every field that nobody asked for: what is not understood is never passed over. */
export function closeJson(fields: JsonFields): void {
  for (const key of fields.values.keys()) {
    if (fields.asked.has(key)) continue;
    wrong(fields, key, "is not a field here", `Fields here: ${[...fields.asked].join(", ")}.`);
  }
}

/** A field as it stands; `undefined` where it is not given, or is `null`. */
export function rawJson(fields: JsonFields, key: string): unknown {
  fields.asked.add(key);
  return fields.values.get(key) ?? undefined;
}

/** A text of at most 1,000 characters, without control characters. */
export function textJson(fields: JsonFields, key: string, absent?: string): string {
  const value = rawJson(fields, key) ?? absent;
  if (value === undefined) wrong(fields, key, "is missing", "Write it.");
  else if (!isPlainText(value)) wrong(fields, key, "is no plain text", "Write a text on one line.");
  return isPlainText(value) ? value : "";
}

/** Whether a value is a text that may stand in a record: not empty, on one line, not too long. */
export function isPlainText(value: unknown): value is string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 1000) return false;
  return !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/u.test(value);
}

/** One of the words of a closed list. */
export function wordJson<Word extends string>(
  fields: JsonFields,
  key: string,
  words: readonly Word[],
  absent?: Word,
): Word {
  const value = rawJson(fields, key) ?? absent;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const what = value === undefined ? "is missing" : "is no word here";
  wrong(
    fields,
    key,
    what,
    `Write one of: ${words.map((word) => JSON.stringify(word)).join(", ")}.`,
  );
  return words[0] as Word;
}

/** A whole number from 1. */
export function countJson(fields: JsonFields, key: string, most: number, absent: number): number {
  const value = rawJson(fields, key) ?? absent;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most) {
    return value;
  }
  wrong(fields, key, `is no whole number from 1 to ${most}`, "Count from 1.");
  return absent;
}

/** True or false; false where it is left out. */
export function flagJson(fields: JsonFields, key: string): boolean {
  const value = rawJson(fields, key) ?? false;
  if (typeof value === "boolean") return value;
  wrong(fields, key, "is neither true nor false", "Write true or false.");
  return false;
}

/** A list, each member read by `read`; a missing one is empty. */
export function listJson<Member>(
  fields: JsonFields,
  key: string,
  bounds: { readonly least: number; readonly most: number },
  read: (value: unknown, path: string) => Member,
): readonly Member[] {
  const value = rawJson(fields, key) ?? [];
  if (!Array.isArray(value) || value.length < bounds.least || value.length > bounds.most) {
    const what = `is no list of ${bounds.least} to ${bounds.most} members`;
    wrong(fields, key, what, "Write it as […].");
    return [];
  }
  return value.map((member: unknown, at) => read(member, `${pathIn(fields, key)}[${at}]`));
}

/** Writes down what is wrong with a field. */
export function wrong(fields: JsonFields, key: string, what: string, remedy: string): void {
  fields.problems.push(unfit(pathIn(fields, key), what, remedy));
}

/** The path of a field: `columns.imo.type`. */
export function pathIn({ path }: JsonFields, key: string): string {
  const safe = key.replace(/[\p{Cc}\p{Cf}]/gu, "?").slice(0, 60);
  return path === "" ? safe : `${path}.${safe}`;
}

function unfit(path: string, what: string, remedy: string): FormatProblem {
  const message = path === "" ? `The mapping ${what}.` : `"${path}" ${what}.`;
  return error("mapping-unfit", { column: path === "" ? null : path }, message, remedy);
}
