import { MisuseError } from "../io.ts";
import type { Json } from "../json/clause-json.ts";

/** One of a case's own tests: given this moment, these verdicts (`docs/user-guide.md`). */
export interface Golden {
  /** The file, relative to the case folder. */
  readonly file: string;
  readonly title: string | null;
  readonly asOf: string | null;
  /** A moment, or how many entries are known. */
  readonly knownAt: string | null;
  /** Whether all that is on the record is known, whenever it became so. */
  readonly hindsight: boolean;
  readonly reading: string | null;
  readonly under: string | null;
  /** What `assess --json` must say, as far as it is written here. */
  readonly expect: { readonly [key: string]: Json };
}

/** The longest file of a test, in bytes. */
export const MAX_GOLDEN_BYTES = 1_048_576;

const FIELDS = ["title", "asOf", "knownAt", "hindsight", "reading", "under", "expect"];

/** The parts of an assessment that a test may speak of. */
const EXPECTED = [
  "headline",
  "undertakings",
  "assurances",
  "measures",
  "options",
  "questions",
  "refusedDecisions",
  "accounts",
];

/**
 * Reads one test.
 *
 * @throws {MisuseError} where it is not in the documented shape: a test that is not understood
 *   must not seem to pass.
 */
export function readGolden(file: string, source: string): Golden {
  const fields = objectOf(parse(file, source), file, "The test");
  checkKeys(fields, FIELDS, file, "a test");
  const expect = objectOf(fields["expect"], file, '"expect"');
  checkKeys(expect, EXPECTED, file, '"expect"');
  if (Object.keys(expect).length === 0) {
    throw new MisuseError(`${file}: "expect" is empty.`, `Expect one of: ${EXPECTED.join(", ")}.`);
  }
  return {
    file,
    title: textOf(fields, "title", file),
    asOf: textOf(fields, "asOf", file),
    knownAt: textOf(fields, "knownAt", file),
    hindsight: yesOf(fields, "hindsight", file),
    reading: textOf(fields, "reading", file),
    under: textOf(fields, "under", file),
    expect,
  };
}

function parse(file: string, source: string): Json {
  try {
    return JSON.parse(source) as Json;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MisuseError(`${file} is not JSON: ${why}.`, "Write one JSON object.");
  }
}

function objectOf(
  value: Json | undefined,
  file: string,
  what: string,
): { readonly [key: string]: Json } {
  if (isObject(value)) return value;
  throw new MisuseError(`${file}: ${what} is no object.`, 'Write {"asOf": …, "expect": {…}}.');
}

function checkKeys(
  fields: { readonly [key: string]: Json },
  known: readonly string[],
  file: string,
  what: string,
): void {
  const unknown = Object.keys(fields).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw new MisuseError(
    `${file}: "${unknown[0]}" is no field of ${what}.`,
    `Fields there: ${known.join(", ")}.`,
  );
}

function textOf(
  fields: { readonly [key: string]: Json },
  key: string,
  file: string,
): string | null {
  const value = fields[key] ?? null;
  if (value === null || typeof value === "string") return value;
  if (key === "knownAt" && Number.isInteger(value)) return String(value);
  throw new MisuseError(`${file}: "${key}" is not text.`, "Write it in double quotes.");
}

function yesOf(fields: { readonly [key: string]: Json }, key: string, file: string): boolean {
  const value = fields[key] ?? false;
  if (typeof value === "boolean") return value;
  throw new MisuseError(
    `${file}: "${key}" is neither true nor false.`,
    "Write true, or leave it out.",
  );
}

/** Whether a value is an object, and no list. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
