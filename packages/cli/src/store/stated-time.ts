import { readStatedTime, type StatedTime } from "@proviso/record/envelope";
import { MisuseError } from "../io.ts";

/**
 * Reads when entries were made, as a call states it; `null` where it does not.
 *
 * @throws {MisuseError} where it is no instant.
 */
export function statedOf(typed: string | undefined): StatedTime | null {
  if (typed === undefined) return null;
  const stated = readStatedTime(typed);
  if (stated !== null) return stated;
  throw new MisuseError(
    `--stated "${typed}" is no instant with its offset.`,
    "Write RFC 3339: 1962-11-03T20:44:00-05:00.",
  );
}
