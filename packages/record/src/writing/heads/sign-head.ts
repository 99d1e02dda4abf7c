import {
  type Checkpoint,
  encodeText,
  formatNote,
  isSameKey,
  type NoteSigner,
  noteVerifier,
  openCheckpoint,
  parseNote,
  type SignedCheckpoint,
  signCheckpoint,
  signNote,
} from "../../log/index.ts";
import { nodeEd25519 } from "../../node-crypto.ts";
import { type Hold, type KeptRecord, NOTHING } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { headFault, type WalkFault, type WholeTree } from "../../walk/index.ts";
import { walkKept } from "../../walk/kept/kept-walk.ts";
import { logKeyOf } from "./log-key.ts";

/** What a head is signed with. */
export interface HeadSigning {
  readonly signer: NoteSigner;
  /**
   * Signed heads of this log that were seen outside the store: what this installation remembers,
   * what witnesses cosigned. The record must hold each of them, or nothing is signed.
   */
  readonly seen: readonly Uint8Array[];
}

/** A signed head of a record. */
export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
  /** `false` where it had been signed before. */
  readonly isNew: boolean;
}

/**
 * Signs the head of a record as a checkpoint, and keeps it. The tree is grown from the leaves, and
 * no stored hash is believed; a record that is smaller or another than any head that was signed
 * before is an old copy or a changed one, and is not signed.
 *
 * @throws {StoreError} `STORE_ROLLED_BACK`, `STORE_CORRUPT`; `LogError` where a head that was seen
 *   is none of this log.
 */
export async function signHead(hold: Hold, signing: HeadSigning): Promise<SignedHead> {
  const { record } = hold;
  const { signer, seen } = signing;
  await requireOwnKey(record, signer);
  const newest = await record.newestCheckpoint();
  const notes = [...(newest === null ? [] : [newest.note]), ...seen];
  const heads = await Promise.all(notes.map((note) => openOwn(note, signer)));
  const { tree } = await walkKept(record, null, { verify: "none", refuse: unsound }).toEnd();
  for (const head of heads) requireHolds(record, tree, head);
  const root = tree.rootAt(tree.size);
  if (newest !== null && heads[0]?.size === tree.size) {
    return { size: tree.size, root, note: newest.note, isNew: false };
  }
  const signed = await signCheckpoint({ origin: record.origin, size: tree.size, root }, signer);
  const note = encodeText(formatNote(signed));
  await hold.commit({ ...NOTHING, size: tree.size, checkpoints: [{ size: tree.size, note }] });
  return { size: tree.size, root, note, isNew: true };
}

/**
 * Adds the signatures of witnesses to the newest head.
 *
 * @param cosigned - the same head as a note, with more signatures under it.
 * @throws {StoreError} `STORE_VERSION_MOVED` where it is not the newest head; `LogError`
 */
export async function addCosignatures(
  hold: Hold,
  signer: NoteSigner,
  cosigned: Uint8Array,
): Promise<SignedHead> {
  const newest = await hold.record.newestCheckpoint();
  const given = await openOwn(cosigned, signer);
  const known = newest === null ? null : parseNote(newest.note);
  if (newest === null || known === null || known.text !== given.note.text) {
    throw new StoreError(
      "STORE_VERSION_MOVED",
      `The cosigned head is of ${given.size} entries, and is not the newest one here.`,
      "Give the newest head to the witness, and bring back what it says of that one.",
    );
  }
  const signatures = [...known.signatures, ...given.note.signatures];
  const merged = await signNote({ text: known.text, signatures }, []);
  const note = encodeText(formatNote(merged));
  const isNew = merged.signatures.length > known.signatures.length;
  const size = await hold.record.size();
  if (isNew) await hold.commit({ ...NOTHING, size, checkpoints: [{ size: newest.size, note }] });
  return { size: given.size, root: given.root, note: isNew ? note : newest.note, isNew };
}

function openOwn(note: Uint8Array, { key }: NoteSigner): Promise<SignedCheckpoint> {
  return openCheckpoint(note, { logs: [noteVerifier(key, nodeEd25519)], witnesses: [] });
}

async function requireOwnKey(record: KeptRecord, { key }: NoteSigner): Promise<void> {
  if (isSameKey(await logKeyOf(record), key)) return;
  throw new StoreError(
    "STORE_CORRUPT",
    `The log of ${record.name} has another key than this installation holds.`,
    "Sign where the log's key is, or point PROVISO_KEYS at the folder that holds it.",
  );
}

function requireHolds({ name, origin }: KeptRecord, tree: WholeTree, head: Checkpoint): void {
  const fault = headFault(tree, origin, head);
  if (fault === null) return;
  throw new StoreError(
    "STORE_ROLLED_BACK",
    fault === "ahead"
      ? `${name} has ${tree.size} entries here; its log has signed ${head.size}.`
      : `${name} had another history when its log signed ${head.size} entries.`,
    "Nothing is signed. Restore a newer copy; to go on from this one, import it under a new log.",
  );
}

/** What is thrown where the leaves are not all there, or an envelope is not that of its leaf. */
function unsound({ message }: WalkFault): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    message,
    "Nothing is signed. Run proviso fsck; restore a backup if it says so.",
  );
}
