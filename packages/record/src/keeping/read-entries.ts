import { hash } from "node:crypto";
import { payloadDigest, type Statement } from "../envelope/index.ts";
import { openLabelled } from "../label/index.ts";
import { type Leaf, LogError, parseLeaf, type Sha256, toHex } from "../log/index.ts";
import type { KeptRecord } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { type CaseTerms, statementIn } from "./terms.ts";

/** SHA-256 by the runtime's own library. */
export const nodeHash: Sha256 = (message) => new Uint8Array(hash("sha256", message, "buffer"));

/** An entry of a kept case, as far as its reader may read it. */
export interface ReadEntry {
  readonly position: number;
  readonly leafBytes: Uint8Array;
  readonly leaf: Leaf;
  /** `null` under a label that the reader cannot open. */
  readonly said: {
    readonly envelope: Uint8Array;
    readonly statement: Statement;
    /** SHA-256 of what was signed, 64 hexadecimal digits. */
    readonly digest: string;
  } | null;
}

/**
 * Reads the entries of a case in record order. Each envelope is held against the digest that its
 * leaf gives; the reader holds the leaves against a checkpoint.
 *
 * @param identities - age identities, for entries under labels.
 * @throws {StoreError} `STORE_CORRUPT` where an entry is missing or is not the one of its leaf.
 */
export async function* readEntries(
  record: KeptRecord,
  terms: CaseTerms,
  identities: readonly string[],
  begin = 0,
): AsyncGenerator<ReadEntry> {
  const size = await record.size();
  for (let at = begin; at < size; at += PART) {
    const range = { begin: at, end: Math.min(size, at + PART) };
    const [leaves, envelopes] = [await record.leaves(range), await record.envelopes(range)];
    const byPosition = new Map(envelopes.map((kept) => [kept.position, kept.envelope]));
    for (const { position, leaf: leafBytes } of leaves) {
      const leaf = leafAt(position, leafBytes);
      const envelope = await inTheClear(leaf, byPosition.get(position) ?? null, identities);
      const entry = envelope === null ? null : read(leaf, envelope, terms);
      yield { position, leafBytes, leaf, said: entry };
    }
  }
}

const PART = 2000;

/**
 * The leaf that is kept at a position.
 *
 * @throws {StoreError} `STORE_CORRUPT` where what is kept there is none.
 */
export function leafAt(position: number, bytes: Uint8Array): Leaf {
  try {
    return parseLeaf(bytes);
  } catch (cause) {
    if (cause instanceof LogError) throw corrupt(position, "has a leaf that is none");
    throw cause;
  }
}

async function inTheClear(
  leaf: Leaf,
  kept: Uint8Array | null,
  identities: readonly string[],
): Promise<Uint8Array | null> {
  if (leaf.label === null) {
    if (kept === null) throw corrupt(leaf.index, "is missing");
    if (toHex(nodeHash(kept)) !== leaf.envelope) throw corrupt(leaf.index, "has been altered");
    return kept;
  }
  if (kept === null || identities.length === 0) return null;
  const opened = await openLabelled({ digest: leaf.envelope, ciphertext: kept }, identities);
  if (opened.ok) return opened.envelope;
  if (opened.rejection.code === "not-a-reader") return null;
  throw corrupt(leaf.index, "has been altered");
}

function read(leaf: Leaf, envelope: Uint8Array, terms: CaseTerms): ReadEntry["said"] {
  const found = statementIn(envelope, leaf.received, terms.zone, terms.reconstructed);
  if (found === null) throw corrupt(leaf.index, "cannot be read");
  const { payload, ...statement } = found;
  return { envelope, statement, digest: payloadDigest(payload, nodeHash) };
}

function corrupt(position: number, what: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `Entry ${position} of the record ${what}.`,
    "Keep the store as it is, and run proviso fsck; restore a backup if it says so.",
  );
}
