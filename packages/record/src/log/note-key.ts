import { fromBase64, toBase64 } from "./base64.ts";
import { encodeText, joinBytes, sameBytes } from "./bytes.ts";
import { type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { KEY_BYTES, type KeyHolder } from "./signing.ts";

/** What a key signs: a note's text as it is, or a checkpoint with the time at which it was seen. */
export type NoteKeyType = "ed25519" | "cosignature";

/** The bytes by which C2SP signed-note, "Signature types", tells the two. */
const TYPE_BYTE: Readonly<Record<NoteKeyType, number>> = { ed25519: 0x01, cosignature: 0x04 };

/** A public key that checks signatures on notes. */
export interface NoteKey {
  /** Like `example.org/cuba-1962`; for a log, its origin. */
  readonly name: string;
  readonly type: NoteKeyType;
  /** Unsigned, 32 bits. It tells keys apart and proves nothing: anyone can make another of one id. */
  readonly id: number;
  readonly publicKey: Uint8Array;
}

/** A key together with whoever signs with it. */
export interface HeldKey {
  readonly key: NoteKey;
  readonly holder: KeyHolder;
}

/** Makes a holder of a secret key from its name and its seed of 32 bytes. */
export type HolderOf = (name: string, seed: Uint8Array) => KeyHolder;

/** Bytes in a key name; longer ones cannot be told in every kind of cosignature. */
const MAX_NAME_BYTES = 255;

/**
 * The key of a name.
 *
 * @throws {LogError} `key-name-malformed` or `key-malformed`
 */
export function noteKey(
  name: string,
  type: NoteKeyType,
  publicKey: Uint8Array,
  hash: Sha256 = sha256,
): NoteKey {
  requireKeyName(name);
  if (publicKey.length !== KEY_BYTES) throw malformed();
  const named = joinBytes(encodeText(`${name}\n`), Uint8Array.of(TYPE_BYTE[type]), publicKey);
  return { name, type, id: readUint32(hash(named)), publicKey };
}

/**
 * Reads a verifier key: `<name>+<id>+<base64(type || public key)>`.
 *
 * @throws {LogError} `key-malformed`, `key-name-malformed`, `key-unsupported` or `key-id-mismatch`
 * @see C2SP signed-note v1.0.0, "Verifier keys"
 */
export function parseNoteKey(text: string, hash: Sha256 = sha256): NoteKey {
  const [, name = "", id = "", encoded = ""] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  const { type, bytes } = readKey(encoded);
  const key = noteKey(name, type, bytes, hash);
  requireId(key, id);
  return key;
}

/** Writes a verifier key, as it is given to those who are to check. */
export function formatNoteKey({ name, type, id, publicKey }: NoteKey): string {
  return `${name}+${formatKeyId(id)}+${encodeKey(type, publicKey)}`;
}

/**
 * Reads a signer key: `PRIVATE+KEY+<name>+<id>+<base64(type || seed)>`, as Go's `sumdb/note` writes
 * it.
 *
 * @throws {LogError} `key-malformed`, `key-name-malformed`, `key-unsupported` or `key-id-mismatch`;
 * none of them says what the text was.
 */
export function parseNoteSecretKey(
  text: string,
  holderOf: HolderOf,
  hash: Sha256 = sha256,
): HeldKey {
  const [, name = "", id = "", encoded = ""] =
    /^PRIVATE\+KEY\+([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  const { type, bytes: seed } = readKey(encoded);
  if (seed.length !== KEY_BYTES) throw malformed();
  const holder = holderOf(name, seed);
  const key = noteKey(name, type, holder.publicKey, hash);
  requireId(key, id);
  return { key, holder };
}

/**
 * Writes a signer key, for a file that only the signer reads.
 *
 * @param seed - the secret half of the key, 32 bytes.
 * @throws {LogError} `key-malformed`
 */
export function formatNoteSecretKey({ name, type, id }: NoteKey, seed: Uint8Array): string {
  if (seed.length !== KEY_BYTES) throw malformed();
  return `PRIVATE+KEY+${name}+${formatKeyId(id)}+${encodeKey(type, seed)}`;
}

/** A key's id as eight hexadecimal digits. */
export function formatKeyId(id: number): string {
  return id.toString(16).padStart(8, "0");
}

/** Whether two keys are the same, with the same name and for the same use. */
export function isSameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && a.type === b.type && sameBytes(a.publicKey, b.publicKey);
}

/** Whether a signature line may bear this name: not empty, without Unicode spaces, without `+`. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+]+$/u.test(name);
}

/**
 * Passes on a name that a key of ours may have.
 *
 * @throws {LogError} `key-name-malformed`
 */
export function requireKeyName(name: string): string {
  const fits = isKeyName(name) && !/\p{Cc}/u.test(name);
  if (fits && encodeText(name).length <= MAX_NAME_BYTES) return name;
  throw new LogError(
    "key-name-malformed",
    "This cannot name a key or a log.",
    `Use an address without scheme, like example.org/log: up to ${MAX_NAME_BYTES} bytes, no + or space.`,
  );
}

/** Reads a number of 32 bits, the most significant byte first. */
export function readUint32(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}

function readKey(encoded: string): { readonly type: NoteKeyType; readonly bytes: Uint8Array } {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(encoded);
  } catch (cause) {
    throw malformed({ cause });
  }
  const [typeByte] = bytes;
  if (typeByte === undefined) throw malformed();
  const type = (["ed25519", "cosignature"] as const).find((one) => TYPE_BYTE[one] === typeByte);
  if (type !== undefined) return { type, bytes: bytes.slice(1) };
  throw new LogError(
    "key-unsupported",
    `Keys of type ${typeByte} are not supported.`,
    "Use an Ed25519 key: type 1 for a log, type 4 for a witness.",
  );
}

function encodeKey(type: NoteKeyType, bytes: Uint8Array): string {
  return toBase64(joinBytes(Uint8Array.of(TYPE_BYTE[type]), bytes));
}

function requireId(key: NoteKey, id: string): void {
  if (formatKeyId(key.id) === id) return;
  throw new LogError(
    "key-id-mismatch",
    `The key of ${key.name} has the id ${formatKeyId(key.id)}, not ${id}.`,
    "The key was changed or copied in part; take it again from whoever published it.",
  );
}

function malformed(options?: ErrorOptions): LogError {
  return new LogError(
    "key-malformed",
    "This is not a key: a name, an id of eight hexadecimal digits and a key, joined by +.",
    "Take the key again, whole, from whoever published it.",
    options,
  );
}
