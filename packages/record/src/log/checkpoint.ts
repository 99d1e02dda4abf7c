import { fromBase64, toBase64 } from "./base64.ts";
import { cosignatureTime } from "./cosignature.ts";
import { HASH_BYTES, requireHash } from "./hash.ts";
import { LogError } from "./log-error.ts";
import {
  isMadeBy,
  type Note,
  type NoteSigner,
  type NoteVerifier,
  openNote,
  parseNote,
  signNote,
} from "./note.ts";
import { type NoteKey, requireKeyName } from "./note-key.ts";
import { parseDecimal, requireSize } from "./number.ts";

/** What a log says of itself at one size. */
export interface Checkpoint {
  /** Which log it is. */
  readonly origin: string;
  /** Entries in the log. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** That a witness saw a checkpoint, and when. */
export interface Cosignature {
  readonly key: NoteKey;
  /** Since 1970, by the witness's clock: a claim of the witness, not a measurement. */
  readonly seconds: number;
}

/** A checkpoint whose signatures are valid. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
  /** The keys of the log that signed it; at least one. */
  readonly signedBy: readonly NoteKey[];
  /** Of the witnesses that are known. */
  readonly cosignatures: readonly Cosignature[];
}

/** Whose signatures are looked at. */
export interface CheckpointKeys {
  /** Keys of logs; each is believed for the log of its name and no other. */
  readonly logs: readonly NoteVerifier[];
  readonly witnesses: readonly NoteVerifier[];
}

/**
 * Writes a checkpoint as the text that is signed.
 *
 * @throws {LogError} `key-name-malformed` (of the origin), `size-out-of-range`, `hash-malformed`
 * @see C2SP tlog-checkpoint v1.0.0, "Note text"
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  requireKeyName(origin);
  return `${origin}\n${requireSize(size)}\n${toBase64(requireHash(root))}\n`;
}

/**
 * Reads the text of a checkpoint. Extension lines are refused: no monitor can audit them, and they
 * are a way to tell some readers what others do not see.
 *
 * @throws {LogError} `checkpoint-malformed`, `number-malformed`, `size-out-of-range`,
 * `base64-malformed`, `checkpoint-extended`, `hash-malformed`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  const [origin = "", size = "", root = "", ...rest] = lines;
  const extensions = rest.slice(0, -1);
  if (lines.length < 4 || rest.at(-1) !== "" || origin === "" || extensions.includes("")) {
    throw new LogError(
      "checkpoint-malformed",
      "A checkpoint is three lines: its log, the number of entries and the root hash.",
      "Take the checkpoint as it was published, byte for byte.",
    );
  }
  const parsed = { origin, size: parseDecimal(size), root: fromBase64(root) };
  if (extensions.length > 0) throw extended();
  requireHash(parsed.root);
  return parsed;
}

/**
 * Signs a checkpoint with its log's key.
 *
 * @throws {LogError} `origin-mismatch` where the key is of another log; as `formatCheckpoint`
 */
export async function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): Promise<Note> {
  if (signer.key.name !== checkpoint.origin) {
    throw new LogError(
      "origin-mismatch",
      `The key of ${signer.key.name} does not sign for ${checkpoint.origin}.`,
      "Sign with the key whose name is the log's origin.",
    );
  }
  return signNote({ text: formatCheckpoint(checkpoint) }, [signer]);
}

/**
 * Opens a checkpoint: the log's signature is there and valid, and no signature of a known witness
 * is invalid. How many witnesses are enough is a matter of the policy (`verifyByPolicy`).
 *
 * @throws {LogError} `log-unknown` where no key is known for its log; `no-known-signature`,
 * `signature-invalid`, `key-id-collision`; as `parseNote` and `parseCheckpoint`
 */
export async function openCheckpoint(
  source: Uint8Array | string,
  keys: CheckpointKeys,
): Promise<SignedCheckpoint> {
  const note = parseNote(source);
  const checkpoint = parseCheckpoint(note.text);
  const logs = keys.logs.filter(({ key }) => key.name === checkpoint.origin);
  if (logs.length === 0) throw unknownLog(checkpoint.origin);
  const { verified } = await openNote(note, logs);
  const signedBy = verified.map(({ key }) => key);
  const cosignatures = await readCosignatures(note, keys.witnesses);
  return { ...checkpoint, note, signedBy, cosignatures };
}

async function readCosignatures(
  note: Note,
  witnesses: readonly NoteVerifier[],
): Promise<readonly Cosignature[]> {
  const isKnown = witnesses.some(({ key }) => note.signatures.some((one) => isMadeBy(one, key)));
  if (!isKnown) return [];
  const { verified } = await openNote(note, witnesses);
  return verified.flatMap(({ key, signature }) => {
    const seconds = key.type === "cosignature" ? cosignatureTime(signature) : null;
    return seconds === null ? [] : [{ key, seconds }];
  });
}

function extended(): LogError {
  return new LogError(
    "checkpoint-extended",
    "This checkpoint has lines after its root hash.",
    `Ask the log for one of three lines; its root hash has ${HASH_BYTES} bytes.`,
  );
}

function unknownLog(origin: string): LogError {
  return new LogError(
    "log-unknown",
    `No key is known for the log ${JSON.stringify(origin.slice(0, 200))}.`,
    "Get the key of this log from someone you trust, or check that it is the log you meant.",
  );
}
