import { type Instant, instant, parseInstant, parseInZone, type Zone } from "@proviso/core";
import type { RecordCode } from "./diagnostic.ts";
import { MAX_LIST_LENGTH, MAX_NAME_LENGTH, MAX_NUMBER, MAX_TEXT_LENGTH } from "./limits.ts";
import type { Problem } from "./line.ts";

/**
 * An object of a line while it is read. Every reader below takes one field, writes down what is
 * wrong with it, and then goes on with a stand-in, so that all problems are named at once. What
 * has been read counts only where no problem was written down.
 */
export interface Fields {
  readonly path: string;
  /** What JSON gave it; only its own properties are fields. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The names that readers have asked for, some of them more than once. */
  readonly asked: string[];
  readonly problems: Problem[];
}

/** Opens an object; anything else is a problem, and reads as one without fields. */
export function openFields(value: unknown, path: string, problems: Problem[]): Fields {
  const isObject = isRecord(value);
  const fields: Fields = { path, values: isObject ? value : {}, asked: [], problems };
  if (!isObject) {
    const what = path === "" ? "The line" : `"${path}"`;
    write(fields, "not-an-object", path, `${what} is not an object.`, 'Write it as {"…": …}.');
  }
  return fields;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names every field that no reader asked for: what is not understood is never passed over. */
export function closeFields(fields: Fields): void {
  for (const key of Object.keys(fields.values)) {
    if (fields.asked.includes(key)) continue;
    const known = [...new Set(fields.asked)].join(", ");
    problem(fields, key, "unknown-field", "is not a field here", `Fields here: ${known}.`);
  }
}

/** Writes down what is wrong with a field: `"valid.from" is after "valid.to".` */
export function problem(
  fields: Fields,
  key: string,
  code: RecordCode,
  what: string,
  remedy: string,
): void {
  const path = pathOf(fields, key);
  write(fields, code, path, `"${path}" ${what}.`, remedy);
}

/** Whether the field is given at all; `null` counts as not given. */
export function has(fields: Fields, key: string): boolean {
  return (raw(fields, key) ?? null) !== null;
}

/** A field as it stands, for a reader of its own. */
export function raw(fields: Fields, key: string): unknown {
  fields.asked.push(key);
  return peek(fields, key);
}

/** A field as it stands, which is not thereby asked for. */
export function peek({ values }: Fields, key: string): unknown {
  const value = values[key];
  // What every object inherits is no field; most fields are found, or are found nowhere.
  return value === undefined || Object.hasOwn(values, key) ? value : undefined;
}

/** An object within the object; a missing one is a problem. */
export function object(fields: Fields, key: string): Fields {
  const value = raw(fields, key) ?? null;
  if (value === null) missing(fields, key, "Every entry of this kind needs it.");
  return openFields(value ?? {}, pathOf(fields, key), fields.problems);
}

/** A list of at most 200 members, each read by `read`; a missing one is empty. */
export function list<Member>(
  fields: Fields,
  key: string,
  read: (value: unknown, path: string) => Member,
  mostMembers = MAX_LIST_LENGTH,
): readonly Member[] {
  const value = raw(fields, key) ?? null;
  if (value === null) return NO_MEMBERS;
  if (!Array.isArray(value)) {
    problem(fields, key, "wrong-type", "is not a list", "Write it as […].");
    return [];
  }
  if (value.length > mostMembers) {
    const most = `has more than ${mostMembers} members`;
    problem(fields, key, "out-of-range", most, "Split the entry.");
    return [];
  }
  const path = pathOf(fields, key);
  return value.map((member: unknown, index) => read(member, `${path}[${index}]`));
}

// Most lists of most entries are left out, and share this one.
const NO_MEMBERS: readonly never[] = Object.freeze([]);

/** A list as above, of at least one member. */
export function someOf<Member>(
  fields: Fields,
  key: string,
  read: (value: unknown, path: string) => Member,
): readonly Member[] {
  const before = fields.problems.length;
  const members = list(fields, key, read);
  if (members.length > 0 || fields.problems.length > before) return members;
  if (has(fields, key))
    problem(fields, key, "out-of-range", "has no members", "Write at least one.");
  else missing(fields, key, "Write at least one.");
  return [];
}

// Control characters would act on a reader's terminal, and directional overrides make a line read
// as something that it is not; neither has a place in a record.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/u;
const IDENTIFIER = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;

// What nearly every line holds, and what passes every check below.
const PLAIN_ID = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const PLAIN_TEXT = /^[\x21-\x7e][\x20-\x7e]*$/;

function isPlainText(value: unknown, maxLength: number): value is string {
  return typeof value === "string" && value.length <= maxLength && PLAIN_TEXT.test(value);
}

/** Notes that a field was asked for, and was not given. */
function asksInVain(fields: Fields, key: string): null {
  fields.asked.push(key);
  return null;
}

/** Running text, not empty, without control characters. */
export function text(fields: Fields, key: string, maxLength = MAX_TEXT_LENGTH): string {
  const value = raw(fields, key) ?? null;
  if (isPlainText(value, maxLength)) return value;
  if (value !== null) return checkText(fields, value, pathOf(fields, key), maxLength);
  missing(fields, key, "Every entry of this kind needs it.");
  return "";
}

/** Running text that may be left out: then `null`. */
export function optionalText(
  fields: Fields,
  key: string,
  maxLength = MAX_TEXT_LENGTH,
): string | null {
  return (peek(fields, key) ?? null) === null
    ? asksInVain(fields, key)
    : text(fields, key, maxLength);
}

/** A short name or an id: letters, digits, hyphens, dots and underscores, no space. */
export function identifier(fields: Fields, key: string): string {
  const given = peek(fields, key);
  if (typeof given === "string" && given.length <= MAX_NAME_LENGTH && PLAIN_ID.test(given)) {
    fields.asked.push(key);
    return given;
  }
  const before = fields.problems.length;
  const value = text(fields, key, MAX_NAME_LENGTH);
  if (fields.problems.length === before && !IDENTIFIER.test(value)) {
    const remedy = "Write letters, digits, hyphens, dots and underscores, and no space.";
    problem(fields, key, "malformed-text", "is not an id", remedy);
  }
  return value;
}

/** An id that may be left out: then `null`. */
export function optionalIdentifier(fields: Fields, key: string): string | null {
  return (peek(fields, key) ?? null) === null ? asksInVain(fields, key) : identifier(fields, key);
}

/** The members of a list of texts, each checked as `text` is. */
export function texts(fields: Fields, key: string): readonly string[] {
  return list(fields, key, (value, path) =>
    isPlainText(value, MAX_NAME_LENGTH) ? value : checkText(fields, value, path, MAX_NAME_LENGTH),
  );
}

/** One of the words of a closed list. */
export function word<Word extends string | number>(
  fields: Fields,
  key: string,
  words: readonly [Word, ...Word[]] | readonly Word[],
): Word {
  const value = raw(fields, key);
  const found = words.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  if (!has(fields, key)) missing(fields, key, `Write one of: ${words.join(", ")}.`);
  else
    problem(fields, key, "unknown-word", "is no word here", `Write one of: ${words.join(", ")}.`);
  return words[0] as Word;
}

/** True or false; `null` where it is left out. */
export function optionalBoolean(fields: Fields, key: string): boolean | null {
  const value = raw(fields, key) ?? null;
  if (value === null) return null;
  if (typeof value === "boolean") return value;
  problem(fields, key, "wrong-type", "is neither true nor false", "Write true or false.");
  return null;
}

/** A number from `low` to `high`, both included. */
export function number(fields: Fields, key: string, low = 0, high = MAX_NUMBER): number {
  const given = raw(fields, key) ?? null;
  if (given === null) missing(fields, key, `Write a number from ${low} to ${high}.`);
  const value = given ?? low;
  if (typeof value !== "number") {
    problem(fields, key, "wrong-type", "is not a number", "Write it without quotes.");
    return low;
  }
  if (!(value >= low && value <= high)) {
    const range = `is not from ${low} to ${high}`;
    problem(fields, key, "out-of-range", range, "Write what the source gives.");
  }
  // JSON knows -0; as a count it is 0.
  return value === 0 ? 0 : value;
}

/** A whole number from 0: a position in the record, or a count of one's own. */
export function wholeNumber(fields: Fields, key: string): number {
  const value = number(fields, key);
  if (!Number.isInteger(value)) {
    problem(fields, key, "out-of-range", "is no whole number", "Write it without a fraction.");
  }
  return value;
}

/** An RFC 3339 instant with its offset. */
export function exactInstant(fields: Fields, key: string): Instant {
  const value = raw(fields, key) ?? undefined;
  const moment = typeof value === "string" ? parseInstant(value) : null;
  if (moment !== null) return moment;
  const remedy = "Write RFC 3339 with its offset: 1962-11-03T20:44-05:00.";
  if (value === undefined) missing(fields, key, remedy);
  else problem(fields, key, "not-an-instant", "is no instant with an offset", remedy);
  return instant(0);
}

/** An instant as above, or a date on the case's clocks, which stands for the start of that day. */
export function instantOrDate(fields: Fields, key: string, where: Zone): Instant {
  const date = isDate(fields, key) ? parseInZone(where, raw(fields, key) as string) : null;
  if (date !== null) return date;
  if (!isDate(fields, key)) return exactInstant(fields, key);
  const remedy = "Write a day of the calendar, 1962-11-03.";
  problem(fields, key, "not-an-instant", "is no day there is", remedy);
  return instant(0);
}

/** Whether a field is written as a date alone. */
export function isDate(fields: Fields, key: string): boolean {
  const value = raw(fields, key);
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

const SHA256 = /^[0-9a-f]{64}$/;

/** A SHA-256 as 64 lower-case hexadecimal digits. */
export function sha256(fields: Fields, key: string): string {
  const remedy = "Write the 64 lower-case hexadecimal digits that sha256sum prints.";
  const value = raw(fields, key);
  if (typeof value === "string" && SHA256.test(value)) return value;
  if (!has(fields, key)) missing(fields, key, remedy);
  else problem(fields, key, "malformed-text", "is no SHA-256", remedy);
  return "";
}

/** Writes down that a field is missing. */
export function missing(fields: Fields, key: string, remedy: string): void {
  problem(fields, key, "missing-field", "is missing", remedy);
}

function pathOf(fields: Fields, key: string): string {
  return fields.path === "" ? key : `${fields.path}.${key}`;
}

function write(
  fields: Fields,
  code: RecordCode,
  path: string,
  message: string,
  remedy: string,
): void {
  fields.problems.push({ code, path, message, remedy, column: null });
}

function checkText(fields: Fields, value: unknown, path: string, maxLength: number): string {
  if (typeof value !== "string") {
    write(fields, "wrong-type", path, `"${path}" is not text.`, "Write it in double quotes.");
    return "";
  }
  if (value.trim() === "") {
    write(fields, "malformed-text", path, `"${path}" is empty.`, "Write it, or leave it out.");
  } else if (value.length > maxLength) {
    const message = `"${path}" is longer than ${maxLength} characters.`;
    write(fields, "out-of-range", path, message, "Shorten it.");
  } else if (UNSAFE.test(value)) {
    const message = `"${path}" holds a control or direction character.`;
    write(fields, "malformed-text", path, message, "Write plain text on one line.");
  } else if (!value.isWellFormed()) {
    const message = `"${path}" holds half of a character.`;
    write(fields, "malformed-text", path, message, "Write whole Unicode characters.");
  }
  return value;
}
