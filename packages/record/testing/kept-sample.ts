import { encodeText } from "../src/log/index.ts";
import { nodeHash } from "../src/node-crypto.ts";
import { type Batch, NOTHING, type RecordStore } from "../src/store/store.ts";
import { HERE } from "./envelope/signed-record.ts";

/** One entry as a store is to keep it. */
interface Keepable {
  readonly leaf: Uint8Array;
  readonly envelope: Uint8Array;
  readonly label: string | null;
}

/**
 * Founds the tests' case in a store and keeps entries there, whatever they say.
 *
 * @param more - what is kept with them.
 */
export async function keepSample(
  store: RecordStore,
  kept: readonly Keepable[],
  more: Partial<Pick<Batch, "checkpoints" | "documents">> = {},
): Promise<void> {
  await store.found(HERE.case, HERE.origin);
  const entries = kept.map(({ leaf, envelope, label }, position) => {
    const key = { key: nodeHash(encodeText(`key ${position}`)), payload: nodeHash(envelope) };
    return { position, leaf, label, envelope, key, number: null };
  });
  const hold = await store.hold(HERE.case);
  await hold.commit({ ...NOTHING, size: 0, entries, ...more });
  await hold.release();
}
