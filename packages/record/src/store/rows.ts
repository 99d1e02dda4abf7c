import type { LeafRange } from "../log/index.ts";
import { MAX_ROWS } from "./store.ts";
import { StoreError } from "./store-error.ts";

/**
 * Passes on a range that can be read in one call.
 *
 * @throws {StoreError} `STORE_RANGE`
 */
export function requireRows(range: LeafRange): LeafRange {
  const { begin, end } = range;
  const isRange = Number.isSafeInteger(begin) && Number.isSafeInteger(end) && begin >= 0;
  if (isRange && begin <= end && end - begin <= MAX_ROWS) return range;
  throw new StoreError(
    "STORE_RANGE",
    `${begin} to ${end} is no range that can be read at once.`,
    `Ask for whole numbers from 0, the smaller first, ${MAX_ROWS} at a time at most.`,
  );
}

/**
 * Passes on the name of a case or the origin of its log.
 *
 * @throws {StoreError} `STORE_NAME`
 */
export function requireName(name: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}./:_-]{0,119}$/u.test(name)) return name;
  throw new StoreError(
    "STORE_NAME",
    "This is no name for a case or its log.",
    "Write 1 to 120 letters, digits, dots, slashes, colons, dashes and underscores.",
  );
}

/** A range in parts, each of which can be read in one call. */
export function* partsOf({ begin, end }: LeafRange, rows: number = MAX_ROWS): Generator<LeafRange> {
  for (let at = begin; at < end; at += rows) yield { begin: at, end: Math.min(end, at + rows) };
}

/** Reads a range part by part, so that no more than `rows` are in memory at once. */
export async function* inParts<Row>(
  range: LeafRange,
  read: (part: LeafRange) => Promise<readonly Row[]>,
  rows: number = MAX_ROWS,
): AsyncGenerator<readonly Row[]> {
  for (const part of partsOf(range, rows)) yield await read(part);
}

/** What is thrown where there is no such case, and also where one may not be seen. */
export function noSuchCase(name: string): StoreError {
  return new StoreError(
    "STORE_NO_SUCH_CASE",
    `There is no case ${JSON.stringify(name)} here.`,
    "Name one of the cases that are, or found it.",
  );
}

/** What is thrown where a case of that name is there already. */
export function caseExists(name: string): StoreError {
  return new StoreError(
    "STORE_CASE_EXISTS",
    `There is a case ${name} here already.`,
    "Choose another name; a record is never begun again.",
  );
}

/** What is thrown where something is asked of a store or a hold that was closed. */
export function isClosed(options?: ErrorOptions): StoreError {
  return new StoreError(
    "STORE_CLOSED",
    "The store has been closed.",
    "Open it again; nothing that was acknowledged is lost.",
    options,
  );
}

/** What is thrown where there are other entries than a batch was made for. */
export function versionMoved(expected: number, found: number): StoreError {
  return new StoreError(
    "STORE_VERSION_MOVED",
    `There are ${found} entries, not ${expected}.`,
    "Read what has come since, decide again on what is there now, then append.",
  );
}

/** What is thrown where it is not known whether a batch is kept. */
export function notCommitted(cause: unknown): StoreError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(
    "STORE_NOT_COMMITTED",
    `The entries were not acknowledged: ${message}.`,
    "Send them again with the same idempotency keys: what was kept is found, and not kept twice.",
    { cause },
  );
}
