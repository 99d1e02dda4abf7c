import { fromBase64, toBase64 } from "./base64.ts";
import { decodeText, encodeText, joinBytes, sameBytes } from "./bytes.ts";
import { LogError } from "./log-error.ts";
import { formatKeyId, isKeyName, isSameKey, type NoteKey, readUint32 } from "./note-key.ts";

/** One line of signature under a note. */
export interface NoteSignature {
  /** The name and the id of the key that is said to have signed. */
  readonly name: string;
  readonly keyId: number;
  /** What the key made of the text, at least one byte. */
  readonly signature: Uint8Array;
}

/** A text with signatures under it, none of which is checked yet. */
export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Signs notes with one key. */
export interface NoteSigner {
  readonly key: NoteKey;
  readonly sign: (text: string) => Promise<Uint8Array>;
}

/** Checks the signatures that one key made. */
export interface NoteVerifier {
  readonly key: NoteKey;
  /** Never throws: what cannot be a signature is not a valid one. */
  readonly verify: (text: string, signature: Uint8Array) => Promise<boolean>;
}

/** A signature that was found valid, and the key that made it. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  readonly signature: Uint8Array;
}

/** A note that at least one known key signed, and no known key signed wrongly. */
export interface OpenedNote {
  readonly note: Note;
  readonly verified: readonly VerifiedSignature[];
}

/** Bytes in a note: enough for a hundred signatures of the largest known kind. */
export const MAX_NOTE_BYTES = 1_000_000;

/** Signature lines under a note; C2SP signed-note asks for at least 16. */
export const MAX_SIGNATURES = 100;

const ID_BYTES = 4;

/**
 * Reads a note, checking its form and nothing else: the text means nothing before `openNote`.
 *
 * @throws {LogError} `note-too-long`, `not-utf8`, `note-malformed` or `too-many-signatures`
 * @see C2SP signed-note v1.0.0, "Format"
 */
export function parseNote(source: Uint8Array | string): Note {
  const bytes = typeof source === "string" ? encodeText(source) : source;
  if (bytes.length > MAX_NOTE_BYTES) throw tooLong();
  const whole = typeof source === "string" ? source : decodeText(bytes);
  requireNoControls(whole);
  // The text may hold empty lines; the last one parts it from the signatures.
  const end = whole.lastIndexOf("\n\n");
  if (end === -1) throw malformed("It has no empty line between its text and its signatures.");
  const block = whole.slice(end + 2);
  if (block === "") throw malformed("It has no signatures.");
  if (!block.endsWith("\n")) throw malformed("Its last line does not end.");
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw tooMany();
  return { text: whole.slice(0, end + 1), signatures: dropRepeated(lines.map(parseLine)) };
}

/**
 * Writes a note. What `parseNote` reads from it is the same note.
 *
 * @throws {LogError} `note-malformed`, `note-too-long`, `too-many-signatures`, `not-utf8`
 */
export function formatNote({ text, signatures }: Note): string {
  requireText(text);
  if (signatures.length === 0) throw malformed("It has no signatures.");
  if (signatures.length > MAX_SIGNATURES) throw tooMany();
  const written = `${text}\n${signatures.map(formatSignature).join("")}`;
  if (encodeText(written).length > MAX_NOTE_BYTES) throw tooLong();
  return written;
}

/** One signature as its line, with the newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name) || signature.length === 0) throw malformed("A signature names no key.");
  const id = new Uint8Array(ID_BYTES);
  new DataView(id.buffer).setUint32(0, keyId);
  return `— ${name} ${toBase64(joinBytes(id, signature))}\n`;
}

/**
 * Signs a text, or adds signatures to a note that has some. Identical ones are kept once.
 *
 * @throws {LogError} `note-malformed`, `not-utf8`
 */
export async function signNote(
  { text, signatures = [] }: { readonly text: string; readonly signatures?: Note["signatures"] },
  signers: readonly NoteSigner[],
): Promise<Note> {
  requireText(text);
  const added = await Promise.all(
    signers.map(async ({ key, sign }) => ({
      name: key.name,
      keyId: key.id,
      signature: await sign(text),
    })),
  );
  return { text, signatures: dropRepeated([...signatures, ...added]) };
}

/**
 * Checks a note's signatures against known keys. Signatures of other keys are passed over, also
 * where they share a name or an id (not both) with a known one.
 *
 * @throws {LogError} `signature-invalid` where a known key's signature is not valid: the note is
 * then rejected whole; `no-known-signature` where no known key signed it; `key-id-collision` where
 * two of the known keys cannot be told apart.
 * @see C2SP signed-note v1.0.0, "Signatures"
 */
export async function openNote(
  note: Note,
  verifiers: readonly NoteVerifier[],
): Promise<OpenedNote> {
  requireDistinct(verifiers);
  const verified: VerifiedSignature[] = [];
  for (const one of note.signatures) {
    const known = verifiers.find(({ key }) => isMadeBy(one, key));
    if (known === undefined) continue;
    if (!(await known.verify(note.text, one.signature))) throw invalid(known.key);
    verified.push({ key: known.key, signature: one.signature });
  }
  if (verified.length > 0) return { note, verified };
  throw new LogError(
    "no-known-signature",
    "None of the keys that you trust has signed this.",
    "Check which log it is from, and get that log's key from someone you trust.",
  );
}

/** Whether a signature says that a key made it; anyone can say so. */
export function isMadeBy({ name, keyId }: NoteSignature, key: NoteKey): boolean {
  return key.name === name && key.id === keyId;
}

function parseLine(line: string): NoteSignature {
  const [dash, name = "", encoded = "", ...more] = line.split(" ");
  if (dash !== "—" || more.length > 0 || !isKeyName(name)) {
    throw malformed("A line under the text is no signature.");
  }
  const bytes = readSignature(encoded);
  return { name, keyId: readUint32(bytes), signature: bytes.slice(ID_BYTES) };
}

function readSignature(encoded: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(encoded);
  } catch (cause) {
    throw malformed("A signature is not Base 64.", { cause });
  }
  if (bytes.length <= ID_BYTES) throw malformed("A signature is too short.");
  return bytes;
}

function dropRepeated(signatures: readonly NoteSignature[]): readonly NoteSignature[] {
  return signatures.filter((one, at) => signatures.findIndex((other) => isSame(one, other)) === at);
}

function isSame(a: NoteSignature, b: NoteSignature): boolean {
  return a.name === b.name && a.keyId === b.keyId && sameBytes(a.signature, b.signature);
}

function requireText(text: string): void {
  encodeText(text);
  requireNoControls(text);
  if (!text.endsWith("\n")) throw malformed("Its text does not end with a newline.");
}

function requireNoControls(text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && code !== 0x0a) throw malformed("It holds a control character.");
  }
}

function requireDistinct(verifiers: readonly NoteVerifier[]): void {
  verifiers.forEach(({ key }, at) => {
    const other = verifiers.slice(0, at).find((one) => isTwin(one.key, key));
    if (other === undefined) return;
    throw new LogError(
      "key-id-collision",
      `Two keys are called ${key.name} and have the id ${formatKeyId(key.id)}.`,
      "Trust one of them: the ids collide only where someone made them to.",
    );
  });
}

function isTwin(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && a.id === b.id && !isSameKey(a, b);
}

function invalid(key: NoteKey): LogError {
  return new LogError(
    "signature-invalid",
    `The signature of ${key.name} (${formatKeyId(key.id)}) is not valid for this text.`,
    "The text or the signature was changed after signing: trust nothing in it, and keep it.",
  );
}

function malformed(why: string, options?: ErrorOptions): LogError {
  return new LogError(
    "note-malformed",
    `This is not a signed note. ${why}`,
    "Take the note as it was published, byte for byte, with its last newline.",
    options,
  );
}

function tooLong(): LogError {
  return new LogError(
    "note-too-long",
    `A note has at most ${MAX_NOTE_BYTES} bytes.`,
    "Take the note from its log; no log of ours writes such long ones.",
  );
}

function tooMany(): LogError {
  return new LogError(
    "too-many-signatures",
    `A note has at most ${MAX_SIGNATURES} signatures.`,
    "Leave out the signatures of keys that nobody asks for.",
  );
}
