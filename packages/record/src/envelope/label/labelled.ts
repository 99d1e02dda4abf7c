import type { Compartment, RecordEntry } from "../../entries/index.ts";
import { encodeText, joinBytes, sameBytes, sha256, toHex } from "../../log/index.ts";
import { fromHex, isSalt, SALT_BYTES, type Statement } from "../index.ts";
import { decryptWith, encryptFor } from "./age.ts";
import { type Compartments, currentGeneration } from "./compartments.ts";
import { type LabelChecked, rejectLabel } from "./label-error.ts";

/** An entry of a compartment as the record keeps it. */
export interface Labelled {
  /** The compartment's opaque name, as the leaf has it. */
  readonly label: string;
  /** SHA-256 of a salt and the envelope, 64 hexadecimal digits, as the leaf has it. */
  readonly digest: string;
  /** An age file; all of one generation have one length. */
  readonly ciphertext: Uint8Array;
}

/** What everyone must be able to read, or the rest cannot be verified. */
const ALWAYS_OPEN: readonly RecordEntry["kind"][] = ["key", "compartment", "documents"];

const MAGIC = encodeText("proviso-label/v1\n");
const HEAD_BYTES = MAGIC.length + SALT_BYTES + 4;

/**
 * Encrypts an envelope for the readers of a compartment, so that to everyone else its entry is a
 * salted digest in the log: nothing to guess at, and of the same length as every other.
 *
 * @param envelope - as bytes, verified.
 * @param statement - what it says; it must have a salt of its own.
 * @param salt - 32 random bytes, other ones than the statement's.
 */
export async function labelEnvelope(
  envelope: Uint8Array,
  statement: Statement,
  compartment: Compartment,
  salt: Uint8Array,
): Promise<LabelChecked<{ readonly labelled: Labelled }>> {
  if (ALWAYS_OPEN.includes(statement.entry.kind)) {
    const kind = `Entries of kind ${statement.entry.kind} stand in the open.`;
    return rejectLabel("may-not-be-labelled", kind);
  }
  if (statement.salt === null || !isSalt(fromHex(statement.salt))) {
    return rejectLabel("entry-unsalted", "Digests of its payload would give its content away.");
  }
  if (!isSalt(salt)) {
    return rejectLabel("salt-unfit", "The salt is not 32 random bytes.");
  }
  if (HEAD_BYTES + envelope.length > compartment.entryBytes) {
    const most = `${compartment.compartment} has room for ${compartment.entryBytes - HEAD_BYTES} bytes.`;
    return rejectLabel("entry-too-long", most);
  }
  const recipients = compartment.readers.map(({ recipient }) => recipient);
  const encrypted = await encryptFor(recipients, padded(envelope, salt, compartment.entryBytes));
  if (!encrypted.ok) return encrypted;
  const { ciphertext } = encrypted;
  const digest = saltedDigest(salt, envelope);
  return { ok: true, labelled: { label: compartment.compartment, digest, ciphertext } };
}

/**
 * Decrypts an entry of a compartment and holds it to the digest that its leaf commits to.
 *
 * @param identities - age identities, of which one must be a reader's.
 */
export async function openLabelled(
  { digest, ciphertext }: Pick<Labelled, "digest" | "ciphertext">,
  identities: readonly string[],
): Promise<LabelChecked<{ readonly envelope: Uint8Array }>> {
  const decrypted = await decryptWith(identities, ciphertext);
  if (!decrypted.ok) return decrypted;
  const { plaintext } = decrypted;
  const found = unpadded(plaintext);
  if (found === null) return rejectLabel("label-malformed", "It holds no entry of a record.");
  if (saltedDigest(found.salt, found.envelope) !== digest) {
    return rejectLabel("label-digest", "It holds another entry than its leaf commits to.");
  }
  return { ok: true, envelope: found.envelope };
}

/** Says why an entry may not be encrypted for this generation of a compartment, or `null`. */
export function generationFault(compartments: Compartments, compartment: Compartment) {
  const current = currentGeneration(compartments, compartment.compartment);
  if (current === null) {
    return rejectLabel("compartment-unknown", `${compartment.compartment} is not open.`);
  }
  if (current.generation === compartment.generation) return null;
  const newest = `${compartment.compartment} is at generation ${current.generation}.`;
  return rejectLabel("generation-old", newest);
}

/** SHA-256(salt || envelope), 64 hexadecimal digits: what the leaf of a labelled entry holds. */
export function saltedDigest(salt: Uint8Array, envelope: Uint8Array): string {
  return toHex(sha256(joinBytes(salt, envelope)));
}

function padded(envelope: Uint8Array, salt: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const length = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.set(salt, MAGIC.length);
  length.setUint32(MAGIC.length + SALT_BYTES, envelope.length);
  bytes.set(envelope, HEAD_BYTES);
  return bytes;
}

/** Takes salt and envelope from what was padded; `null` where it was not padded just so. */
function unpadded(
  plaintext: Uint8Array,
): { readonly salt: Uint8Array; readonly envelope: Uint8Array } | null {
  if (plaintext.length < HEAD_BYTES) return null;
  if (!sameBytes(plaintext.subarray(0, MAGIC.length), MAGIC)) return null;
  const view = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
  const end = HEAD_BYTES + view.getUint32(MAGIC.length + SALT_BYTES);
  // What is behind it must be zeros, or a reader could be sent what others do not see.
  if (end > plaintext.length || plaintext.subarray(end).some((byte) => byte !== 0)) return null;
  return {
    salt: plaintext.slice(MAGIC.length, MAGIC.length + SALT_BYTES),
    envelope: plaintext.slice(HEAD_BYTES, end),
  };
}
