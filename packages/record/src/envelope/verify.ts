import type { EntryId, Instant } from "@proviso/core";
import type { Checked } from "@proviso/core/fault";
import type { SigningRole } from "../entries/index.ts";
import { type Sha256, sha256, toHex } from "../log/index.ts";
import { type Envelope, type EnvelopeSignature, preAuthEncoding, readEnvelope } from "./dsse.ts";
import { type Ed25519, signatureFault } from "./ed25519.ts";
import { fromHex } from "./hexadecimal.ts";
import {
  EMPTY_RING,
  type EnrolledKey,
  found,
  type KeyRing,
  keyAt,
  keyFaultAt,
  ringAfter,
  suspectAt,
} from "./keyring.ts";
import { type Rejection, reject } from "./rejection.ts";
import { mayMake, speaksFor } from "./roles.ts";
import { PAYLOAD_TYPE, readStatement, type Stamp, type Statement } from "./statement.ts";

/** Where an envelope is to count: it must have been signed for just this place. */
export interface LogPlace extends SigningPlace, Stamp {}

/** The place of an entry, without what its text is read by. */
export interface SigningPlace {
  readonly origin: string;
  readonly case: string;
  readonly agreement: string;
  /** The position of its entry, counted from 0. */
  readonly position: number;
  /** When the log received it, by its own clock; only a key's expiry asks for it. */
  readonly received: Instant;
  /** The root of the log at a size, 64 hexadecimal digits; `null` where it is not at hand. */
  readonly rootAt?: (size: number) => string | null | Promise<string | null>;
  /** How many persons must have signed it; one by default. */
  readonly persons?: number;
}

/** An entry that counts, with everyone who signed it. */
export interface Accepted {
  readonly statement: Statement;
  readonly payload: Uint8Array;
  /** SHA-256 of the payload, 64 hexadecimal digits: what an entry is known by. */
  readonly digest: string;
  readonly author: EnrolledKey;
  /** The author among them. */
  readonly signers: readonly EnrolledKey[];
  readonly position: number;
  /** The entry that says that a signature on this one is suspect, or `null`. */
  readonly suspect: EntryId | null;
}

/** Whether a signed entry counts at its place. */
export type Verification = Checked<{ readonly accepted: Accepted }, Rejection>;

/**
 * Verifies an envelope: that it is one, that it was signed for this place, by keys that may sign
 * it at this position. Every signature must hold: one that does not is never passed over.
 *
 * It never throws for what an envelope holds; a library that fails is passed on.
 *
 * @param ring - the keys as of this position, or as of any later one.
 * @param hash - for the digest of the payload.
 */
export async function verifyEnvelope(
  bytes: Uint8Array,
  ring: KeyRing,
  place: LogPlace,
  ed25519: Ed25519,
  hash: Sha256 = sha256,
): Promise<Verification> {
  const read = readSigned(bytes, place);
  return read.ok ? verifySigned(read.signed, ring, place, ed25519, hash) : read;
}

/** An envelope and the statement in it. Nothing is said of who signed it. */
export interface SignedStatement {
  readonly envelope: Envelope;
  readonly statement: Statement;
}

/** Reads an envelope and the statement in it, each once, without a look at its signatures. */
export function readSigned(
  bytes: Uint8Array,
  stamp: Stamp,
): Checked<{ readonly signed: SignedStatement }, Rejection> {
  const read = readEnvelope(bytes);
  if (!read.ok) return read;
  const { envelope } = read;
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    return reject("wrong-payload-type", `It is a signature over ${envelope.payloadType}.`);
  }
  const stated = readStatement(envelope.payload, stamp);
  return stated.ok ? { ok: true, signed: { envelope, statement: stated.statement } } : stated;
}

/** Verifies what `readSigned` has read; otherwise as `verifyEnvelope` does. */
export async function verifySigned(
  { envelope, statement }: SignedStatement,
  ring: KeyRing,
  place: SigningPlace,
  ed25519: Ed25519,
  hash: Sha256 = sha256,
): Promise<Verification> {
  const misplaced = misplacedFault(statement, place) ?? (await checkpointFault(statement, place));
  if (misplaced !== null) return misplaced;
  const keys = ringFor(statement, ring, place);
  if (!keys.ok) return keys;
  const signed = await signersOf(envelope, statement, keys.ring, place, ed25519);
  if (!signed.ok) return signed;
  const unfit = signerFault(signed.signers, statement, place);
  if (unfit !== null) return unfit;
  const digest = payloadDigest(envelope.payload, hash);
  return accepted(envelope.payload, digest, statement, signed.signers, ring, place);
}

/** The key ring after an accepted entry: another one after a key entry, or why it may not be. */
export function ringAfterEntry(
  ring: KeyRing,
  accepted: Accepted,
): Checked<{ ring: KeyRing }, Rejection> {
  const { statement, position, author } = accepted;
  if (statement.entry.kind !== "key") return { ok: true, ring };
  return ringAfter(ring, { entry: statement.entry, position, author, role: statement.role });
}

/** How many persons signed an entry: two keys of one person count once. */
export function countPersons(signers: readonly EnrolledKey[]): number {
  return new Set(signers.map(({ body, person }) => JSON.stringify([body, person]))).size;
}

function misplacedFault(statement: Statement, place: SigningPlace) {
  const { origin } = statement;
  if (origin !== place.origin) return reject("other-log", `It was signed for the log ${origin}.`);
  if (statement.case !== place.case) {
    return reject("other-case", `It was signed for the case ${statement.case}.`);
  }
  if (statement.agreement !== place.agreement) {
    return reject("other-agreement", `It was signed under ${statement.agreement}.`);
  }
  return null;
}

async function checkpointFault({ after }: Statement, place: SigningPlace) {
  if (after === null) return null;
  if (after.size > place.position) {
    const ahead = `It carries a checkpoint of ${after.size} entries and stands at ${place.position}.`;
    return reject("checkpoint-ahead", ahead);
  }
  const root = (await place.rootAt?.(after.size)) ?? after.root;
  if (root === after.root) return null;
  const other = `It carries another root for ${after.size} entries than this log has.`;
  return reject("checkpoint-unknown", other);
}

/** The keys that count; for the first entry of a record those that it brings itself. */
function ringFor(
  statement: Statement,
  ring: KeyRing,
  place: SigningPlace,
): Checked<{ ring: KeyRing }, Rejection> {
  const { entry } = statement;
  const founds = entry.kind === "key" && entry.act === "genesis";
  if (place.position > 0) {
    if (!founds) return { ok: true, ring };
    return reject("genesis-misplaced", `It stands at position ${place.position}.`);
  }
  if (!founds) return reject("genesis-missing", "The first entry founds no record.");
  if (statement.role !== "keeper" || entry.log.origin !== statement.origin) {
    return reject("genesis-misplaced", "It does not found the log for which it is signed.");
  }
  return found(EMPTY_RING, entry, 0);
}

type Signed = Checked<{ readonly signers: readonly EnrolledKey[] }, Rejection>;

async function signersOf(
  envelope: Envelope,
  statement: Statement,
  ring: KeyRing,
  place: SigningPlace,
  ed25519: Ed25519,
): Promise<Signed> {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  // The likeliest key of each is tried while the others are: a library may work on every core.
  const trials = envelope.signatures.map((by): Trial => {
    const keys = keysToTry(ring, [by.keyid, statement.device], place.position);
    return beginTrial(by, message, keys, ed25519);
  });
  const signers: EnrolledKey[] = [];
  for (const trial of trials) {
    const by = await signerOf(trial, message, ring, ed25519);
    if (!by.ok) return by;
    if (signers.some(({ publicKey }) => publicKey === by.signer.publicKey)) {
      return reject("signed-twice", `The key ${by.signer.name} signed it twice.`);
    }
    signers.push(by.signer);
  }
  return { ok: true, signers };
}

/** The most keys that are tried for one signature, so that no envelope keeps a verifier busy. */
const MOST_TRIED = 64;

/** A signature, with the check of the likeliest key under way. */
interface Trial {
  readonly by: EnvelopeSignature;
  /** The likeliest key where it made the signature, or else `null`. */
  readonly likeliest: Promise<EnrolledKey | null>;
  /** The keys after that one. */
  readonly others: Generator<EnrolledKey>;
}

function beginTrial(
  by: EnvelopeSignature,
  message: Uint8Array,
  keys: Generator<EnrolledKey>,
  ed25519: Ed25519,
): Trial {
  const { done, value } = keys.next();
  const likeliest =
    done === true ? Promise.resolve(null) : madeBy(value, message, by.signature, ed25519);
  // It is awaited in its turn; where a signature before it fails, nobody is left to hear of it.
  likeliest.catch(() => undefined);
  return { by, likeliest, others: keys };
}

/** The key, where it made the signature. */
async function madeBy(
  key: EnrolledKey,
  message: Uint8Array,
  signature: Uint8Array,
  ed25519: Ed25519,
): Promise<EnrolledKey | null> {
  const publicKey = fromHex(key.publicKey);
  return (await ed25519({ publicKey, message, signature })) ? key : null;
}

/** Finds the key that made a signature. The hint says which to try first and decides nothing. */
async function signerOf(
  { by: { keyid, signature }, likeliest, others }: Trial,
  message: Uint8Array,
  ring: KeyRing,
  ed25519: Ed25519,
): Promise<Checked<{ readonly signer: EnrolledKey }, Rejection>> {
  let signer = await likeliest;
  // The rule comes before every library, so that no key makes a malformed one hold.
  const fault = signer === null ? signatureFault(signature) : null;
  if (fault !== null) return reject("signature-malformed", `Its signature is malformed: ${fault}.`);
  for (let tried = 1; signer === null && tried < MOST_TRIED; tried += 1) {
    const next = others.next();
    if (next.done === true) break;
    signer = await madeBy(next.value, message, signature, ed25519);
  }
  if (signer !== null) return { ok: true, signer };
  const hinted = ring.keys.some(({ name }) => name === keyid);
  return hinted
    ? reject("signature-bad", `The signature said to be by ${keyid} is by no key of this record.`)
    : reject("unknown-key", `No key of this record made the signature said to be by ${keyid}.`);
}

/** All keys there ever were: those of the names first, and of these the ones that stand. */
function* keysToTry(
  ring: KeyRing,
  names: readonly string[],
  position: number,
): Generator<EnrolledKey> {
  const standing: EnrolledKey[] = [];
  for (const name of names) {
    const key = keyAt(ring, name, position);
    if (key === null || standing.includes(key)) continue;
    standing.push(key);
    yield key;
  }
  const others = ring.keys.filter((key) => !standing.includes(key));
  yield* others.filter(({ name }) => names.includes(name));
  yield* others.filter(({ name }) => !names.includes(name));
}

function signerFault(signers: readonly EnrolledKey[], statement: Statement, place: SigningPlace) {
  const { entry, role, device } = statement;
  for (const key of signers) {
    const fault = keyFaultAt(key, place.position, place.received);
    if (fault !== null) {
      return reject(fault, `The key ${key.name} may not sign at position ${place.position}.`);
    }
    const unfit = roleFault(key, role);
    if (unfit !== null) return unfit;
  }
  if (!signers.some(({ name }) => name === device)) {
    return reject("author-missing", `${device}, whose entry it says it is, did not sign it.`);
  }
  if (!mayMake(role, entry.kind)) {
    return reject("role-may-not", `The role of ${role} makes no entries of kind ${entry.kind}.`);
  }
  const body = speaksFor(entry, role);
  const stranger = signers.find((key) => body !== null && key.body !== body);
  if (stranger !== undefined) {
    return reject(
      "wrong-body",
      `It speaks for ${body}; ${stranger.name} signs for ${stranger.body}.`,
    );
  }
  const [persons, needed] = [countPersons(signers), place.persons ?? 1];
  if (persons >= needed) return null;
  return reject("too-few-persons", `${persons} signed it, of at least ${needed}.`);
}

function roleFault(key: EnrolledKey, role: SigningRole) {
  if (key.roles.includes(role)) return null;
  const roles = key.roles.join(", ");
  return reject("wrong-role", `${key.name} signs as ${roles}, not as ${role}.`);
}

function accepted(
  payload: Uint8Array,
  digest: string,
  statement: Statement,
  signers: readonly EnrolledKey[],
  ring: KeyRing,
  place: SigningPlace,
): Verification {
  const author = signers.find(({ name }) => name === statement.device) as EnrolledKey;
  const doubts = signers.map(({ name }) => suspectAt(ring, name, place.position));
  const suspect = doubts.find((doubt) => doubt !== null) ?? null;
  const { position } = place;
  return {
    ok: true,
    accepted: { statement, payload, digest, author, signers, position, suspect },
  };
}

/** SHA-256 of a payload, 64 hexadecimal digits. */
export function payloadDigest(payload: Uint8Array, hash: Sha256 = sha256): string {
  return toHex(hash(payload));
}
