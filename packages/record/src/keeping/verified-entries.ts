import { instant } from "@proviso/core";
import {
  type Accepted,
  EMPTY_RING,
  type KeyRing,
  readEnvelope,
  ringAfterEntry,
  type Verification,
  verifyRead,
} from "../envelope/index.ts";
import { type Leaf, parseLeaf, toHex } from "../log/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import { partsOf } from "../rows.ts";
import type { KeptEnvelope, KeptLeaf, KeptRecord } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { nodeHash } from "./read-entries.ts";
import { placeOf } from "./signed-gate.ts";
import type { CaseTerms } from "./terms.ts";

/** An entry of a kept case at its place in the log, its signatures verified. */
export interface VerifiedEntry {
  readonly position: number;
  readonly leafBytes: Uint8Array;
  readonly leaf: Leaf;
  /** `null` under a label: its content is for its readers to verify. */
  readonly accepted: Accepted | null;
}

/** Entries that are verified side by side: enough to keep every core at work. */
const SIDE_BY_SIDE = 500;

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
  const parts = [...partsOf({ begin: 0, end: await record.size() }, SIDE_BY_SIDE)];
  const start = async (at: number): Promise<Part> => {
    const by = ring;
    const range = parts[at] ?? { begin: 0, end: 0 };
    const [leaves, envelopes] = [await record.leaves(range), await record.envelopes(range)];
    const entries = checkable(record, terms, leaves, envelopes);
    return { entries, by, verifications: entries.map((one) => verification(one, by)) };
  };
  let ahead = start(0);
  for (let at = 0; at < parts.length; at += 1) {
    let { entries, by, verifications } = await ahead;
    // The next part is verified while whoever reads works on this one.
    ahead = start(at + 1);
    // Where a reader stops early, nobody is left to hear that the next part failed.
    ahead.catch(() => undefined);
    for (const [place, { position, leafBytes, leaf }] of entries.entries()) {
      if (by !== ring) {
        // What follows was begun by keys that have changed since: it is verified by those of now.
        by = ring;
        verifications = entries.map((one, other) => (other < place ? null : verification(one, by)));
      }
      const accepted = await acceptedOf(position, verifications[place] ?? null);
      if (accepted !== null) ring = ringAfter(ring, accepted);
      yield { position, leafBytes, leaf, accepted };
    }
  }
}

/** An entry that was read; `verify` is `null` under a label. */
interface Checkable extends Pick<VerifiedEntry, "position" | "leafBytes" | "leaf"> {
  readonly verify: ((ring: KeyRing) => Promise<Verification>) | null;
}

/** Entries whose verification is under way, and by which keys. */
interface Part {
  readonly entries: readonly Checkable[];
  readonly by: KeyRing;
  readonly verifications: readonly (Promise<Verification> | null)[];
}

function checkable(
  record: KeptRecord,
  terms: CaseTerms,
  leaves: readonly KeptLeaf[],
  envelopes: readonly KeptEnvelope[],
): readonly Checkable[] {
  const kept = new Map(envelopes.map((one) => [one.position, one.envelope] as const));
  return leaves.map(({ position, leaf: leafBytes }) => {
    const leaf = parseLeaf(leafBytes);
    const head = { position, leafBytes, leaf };
    if (leaf.label !== null) return { ...head, verify: null };
    const envelope = kept.get(position);
    if (envelope === undefined) throw corrupt(position, "is missing");
    if (toHex(nodeHash(envelope)) !== leaf.envelope) throw corrupt(position, "has been altered");
    const placing = { position, received: instant(leaf.received) };
    const read = readEnvelope(envelope);
    const verify = async (ring: KeyRing): Promise<Verification> => {
      if (!read.ok) return read;
      const place = await placeOf(record, terms, read.envelope, placing);
      return verifyRead(read.envelope, ring, place, nodeEd25519);
    };
    return { ...head, verify };
  });
}

function verification({ verify }: Checkable, ring: KeyRing): Promise<Verification> | null {
  const begun = verify?.(ring) ?? null;
  // It is awaited at its place; until then nobody hears that it failed.
  begun?.catch(() => undefined);
  return begun;
}

async function acceptedOf(position: number, begun: Promise<Verification> | null) {
  if (begun === null) return null;
  const verified = await begun;
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
