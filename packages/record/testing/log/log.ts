import { toBase64 } from "../../src/log/base64.ts";
import { signCheckpoint } from "../../src/log/checkpoint.ts";
import { formatNote } from "../../src/log/note.ts";
import { type Proof, proveAlong } from "../../src/log/proof.ts";
import { inclusionPath, subtreePath } from "../../src/log/proof-path.ts";
import { rangeHash } from "../../src/log/tree.ts";
import { grown } from "./grown.ts";
import { logKey } from "./keys.ts";

/** A whole log in memory, as its keeper has it, or as one who tells another history has. */
export function logOf(origin: string, entries: readonly Uint8Array[]) {
  const { leaves, read } = grown(entries);
  const own = logKey(origin);
  const rootAt = (size: number) => rangeHash({ begin: 0, end: size }, read);
  const consistency = (older: number, newer: number): Proof =>
    older === 0 ? [] : proveAlong(subtreePath({ begin: 0, end: older }, newer), read);
  const checkpointAt = async (size: number) =>
    formatNote(await signCheckpoint({ origin, size, root: rootAt(size) }, own.signer));
  return {
    ...own,
    origin,
    leaves,
    rootAt,
    consistency,
    inclusion: (index: number, size: number): Proof => proveAlong(inclusionPath(index, size), read),
    checkpointAt,
    /** What the log sends to a witness. */
    request: async (older: number, newer: number) =>
      requestOf(older, consistency(older, newer), await checkpointAt(newer)),
  };
}

/** An add-checkpoint request. */
export function requestOf(oldSize: number, proof: Proof, note: string): string {
  return [`old ${oldSize}`, ...proof.map(toBase64), "", note].join("\n");
}
