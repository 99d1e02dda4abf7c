import { instant } from "@proviso/core";
import { EMPTY_RING, type KeyRing, ringAfterEntry, verifyEnvelope } from "../envelope/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import type { KeptCase } from "./kept-case.ts";
import { placeOf, rootsOf } from "./place.ts";

/** All keys of a kept case that there ever were, from its key entries, each verified at its place. */
export async function keyRingOf({ record, terms, entries }: KeptCase): Promise<KeyRing> {
  let ring = EMPTY_RING;
  const rootAt = rootsOf(record);
  for (const { position, leaf, said } of entries) {
    if (said?.statement.entry.kind !== "key") continue;
    const placing = { position, received: instant(leaf.received) };
    const place = placeOf(rootAt, terms, placing);
    const verified = await verifyEnvelope(said.envelope, ring, place, nodeEd25519);
    if (!verified.ok) continue;
    const after = ringAfterEntry(ring, verified.accepted);
    if (after.ok) ring = after.ring;
  }
  return ring;
}
