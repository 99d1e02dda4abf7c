import { LogError } from "./log-error.ts";

/**
 * Reads a tree size, an index or a time in seconds: ASCII digits without leading zeroes, at most
 * 2^53 - 1. The formats allow up to 2^64; a number that this program would round is refused instead.
 *
 * @throws {LogError} `number-malformed` where it is no such number, `size-out-of-range` where it is
 * too large.
 */
export function parseDecimal(text: string): number {
  if (!/^(0|[1-9][0-9]*)$/.test(text)) {
    throw new LogError(
      "number-malformed",
      "This is not a decimal number without sign and leading zeroes.",
      "Write the number in ASCII digits alone.",
    );
  }
  return requireSize(Number(text));
}

/**
 * Passes on what is a whole number from 0 to 2^53 - 1.
 *
 * @throws {LogError} `size-out-of-range`
 */
export function requireSize(size: number): number {
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw new LogError(
    "size-out-of-range",
    "A size, an index or a time is a whole number from 0 to 9007199254740991.",
    "Check where the number comes from: no log here grows that large.",
  );
}
