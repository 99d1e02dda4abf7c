import { instant } from "@proviso/core";
import {
  type Accepted,
  EMPTY_RING,
  type KeyRing,
  ringAfterEntry,
  type Verification,
  verifiedAhead,
  verifyEnvelope,
} from "../envelope/index.ts";
import { type Leaf, toHex } from "../log/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import { partsOf } from "../rows.ts";
import type { KeptRecord } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { placeOf, rootsOf } from "./place.ts";
import { leafAt, nodeHash } from "./read-entries.ts";
import type { CaseTerms } from "./terms.ts";

/** An entry of a kept case at its place in the log, its signatures verified. */
export interface VerifiedEntry {
  readonly position: number;
  readonly leafBytes: Uint8Array;
  readonly leaf: Leaf;
  /** `null` under a label: its content is for its readers to verify. */
  readonly accepted: Accepted | null;
}

/** Entries that are read at a time. */
const PART = 500;

/**
 * Reads a record from its beginning, and verifies every signature by the keys at its place: what it
 * takes to compute everything anew and trust nothing but the keys. Signatures are verified on every
 * core, on the runtime's thread pool; entries come in record order.
 *
 * @throws {StoreError} `STORE_CORRUPT` at the first entry that is missing, altered or not signed as
 *   it must be. `fsck` goes on and names all of them.
 */
export async function* verifiedEntries(
  record: KeptRecord,
  terms: CaseTerms,
): AsyncGenerator<VerifiedEntry> {
  let ring = EMPTY_RING;
  const rootAt = rootsOf(record);
  const verify = ({ position, leaf, envelope }: Checkable, by: KeyRing) => {
    if (envelope === null) return null;
    const placing = { position, received: instant(leaf.received) };
    return verifyEnvelope(envelope, by, placeOf(rootAt, terms, placing), nodeEd25519, nodeHash);
  };
  const entries = verifiedAhead(checkable(record), { verify, ring: () => ring });
  for await (const { item, verified } of entries) {
    const { position, leafBytes, leaf } = item;
    const accepted = verified === null ? null : acceptedOf(position, verified);
    if (accepted !== null) ring = ringAfter(ring, accepted);
    yield { position, leafBytes, leaf, accepted };
  }
}

/** An entry that was read, and is the one of its leaf; no `envelope` under a label. */
interface Checkable extends Pick<VerifiedEntry, "position" | "leafBytes" | "leaf"> {
  readonly envelope: Uint8Array | null;
}

async function* checkable(record: KeptRecord): AsyncGenerator<readonly Checkable[]> {
  for (const range of partsOf({ begin: 0, end: await record.size() }, PART)) {
    const [leaves, envelopes] = [await record.leaves(range), await record.envelopes(range)];
    const kept = new Map(envelopes.map((one) => [one.position, one.envelope] as const));
    yield leaves.map(({ position, leaf: leafBytes }) => {
      const leaf = leafAt(position, leafBytes);
      const head = { position, leafBytes, leaf };
      if (leaf.label !== null) return { ...head, envelope: null };
      const envelope = kept.get(position);
      if (envelope === undefined) throw corrupt(position, "is missing");
      if (toHex(nodeHash(envelope)) !== leaf.envelope) throw corrupt(position, "has been altered");
      return { ...head, envelope };
    });
  }
}

function acceptedOf(position: number, verified: Verification): Accepted {
  if (verified.ok) return verified.accepted;
  throw corrupt(position, `is not signed as it must be: ${verified.rejection.message}`);
}

function ringAfter(ring: KeyRing, accepted: Accepted): KeyRing {
  const after = ringAfterEntry(ring, accepted);
  if (after.ok) return after.ring;
  throw corrupt(accepted.position, `changes keys as it may not: ${after.rejection.message}`);
}

function corrupt(position: number, what: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `Entry ${position} of the record ${what}.`,
    "Keep the store as it is, and run proviso fsck; restore a backup if it says so.",
  );
}
