import { encodeText, formatNote, type NoteSigner, signCheckpoint } from "../log/index.ts";
import type { Head } from "../store/tip.ts";

/**
 * What signs each head of a log as a checkpoint (C2SP tlog-checkpoint).
 *
 * @param signer - of the log's key; its name must be the log's origin.
 */
export function checkpointSigner(signer: NoteSigner): (head: Head) => Promise<Uint8Array> {
  return async (head) => {
    const note = await signCheckpoint({ origin: signer.key.name, ...head }, signer);
    return encodeText(formatNote(note));
  };
}
