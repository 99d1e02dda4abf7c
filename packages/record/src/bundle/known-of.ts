import { type Instant, instant } from "@proviso/core";
import { readEnvelope, readStatedTime } from "../envelope/index.ts";
import { decodeText } from "../log/index.ts";

/**
 * When an entry counts as known: when the log received it, and in a case that was put together
 * afterwards when its author says.
 *
 * @param received - by the log's clock, in milliseconds since 1970.
 */
export function knownOf(envelope: Uint8Array, received: number, isReconstructed: boolean): Instant {
  const stated = isReconstructed ? statedIn(envelope) : null;
  return readStatedTime(stated ?? "")?.moment ?? instant(received);
}

/** The stated time, before the rest is read: what an entry may say depends on when it was known. */
function statedIn(envelope: Uint8Array): string | null {
  const read = readEnvelope(envelope);
  if (!read.ok) return null;
  try {
    const said: unknown = JSON.parse(decodeText(read.envelope.payload));
    const isObject = typeof said === "object" && said !== null && "stated" in said;
    return isObject && typeof said.stated === "string" ? said.stated : null;
  } catch {
    // What is no statement is named where it is verified.
    return null;
  }
}
