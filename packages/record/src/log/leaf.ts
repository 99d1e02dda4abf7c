import { decodeText, encodeText } from "./bytes.ts";
import { LogError } from "./log-error.ts";

/**
 * What the tree hashes of an entry, and what an entry bundle holds. It gives the entry its place
 * and says nothing of its content.
 */
export interface Leaf {
  /** Counted from 0. */
  readonly index: number;
  /** When the log received it, by its own clock, which may be wrong: since 1970, in ms. */
  readonly received: number;
  /** SHA-256 of the envelope, 64 hexadecimal digits; salted where there is a label. */
  readonly envelope: string;
  /** The opaque name of its compartment; `null` where everyone may read it. */
  readonly label: string | null;
}

const STAMP = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const WRITTEN = new RegExp(
  String.raw`^\{"v":1,"index":(0|[1-9]\d{0,15}),"received":"(${STAMP})",` +
    String.raw`"envelope":"([0-9a-f]{64})"(?:,"label":"([^"\\\p{C}]{1,120})")?\}$`,
  "u",
);

/**
 * Writes a leaf: JSON, its fields in one order, without spaces.
 *
 * @throws {LogError} `leaf-malformed` where what is given is no leaf.
 */
export function formatLeaf(leaf: Leaf): Uint8Array {
  const label = leaf.label === null ? {} : { label: leaf.label };
  const { index, envelope } = leaf;
  const written = JSON.stringify({ v: 1, index, received: stamp(leaf), envelope, ...label });
  if (!WRITTEN.test(written)) throw malformed();
  return encodeText(written);
}

/**
 * Reads a leaf. Only the one spelling is read: two spellings would be two leaves for one entry.
 *
 * @throws {LogError} `leaf-malformed` or `not-utf8`
 */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const [, index, received = "", envelope = "", label] = WRITTEN.exec(decodeText(bytes)) ?? [];
  const at = Date.parse(received);
  if (index === undefined || Number.isNaN(at) || new Date(at).toISOString() !== received) {
    throw malformed();
  }
  if (!Number.isSafeInteger(Number(index))) throw malformed();
  return { index: Number(index), received: at, envelope, label: label ?? null };
}

function stamp({ received }: Leaf): string {
  const date = new Date(received);
  if (Number.isNaN(date.getTime())) throw malformed();
  return date.toISOString();
}

function malformed(): LogError {
  return new LogError(
    "leaf-malformed",
    "This is no leaf of a record.",
    'Write {"v":1,"index":…,"received":"…Z","envelope":"<64 hexadecimal digits>"}, and a label last.',
  );
}
