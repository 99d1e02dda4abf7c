import type { EntryId, Instant } from "@proviso/core";
import type { Checked } from "@proviso/core/fault";
import type {
  KeyCompromise,
  KeyEnrolment,
  KeyEntry,
  KeyGenesis,
  KeyRevocation,
  KeyRotation,
  SigningRole,
} from "../entries/index.ts";
import { fromHex } from "./hexadecimal.ts";
import { isSoundKey } from "./noble-ed25519.ts";
import { type Rejection, reject } from "./rejection.ts";

/** A public key under its name, and from where to where in the record it signs. */
export interface EnrolledKey {
  readonly name: string;
  /** 64 lower-case hexadecimal digits. */
  readonly publicKey: string;
  readonly body: string;
  readonly person: string;
  readonly roles: readonly SigningRole[];
  /** The first and the last position at which it signs; `until` is `null` while it does. */
  readonly from: number;
  readonly until: number | null;
  /** Why it signs no more. */
  readonly ended: "rotate" | "revoke" | "compromise" | null;
  readonly expires: Instant | null;
  /** Where its signature is suspect, and which entry says so. */
  readonly suspect: readonly SuspectRange[];
}

/** Positions at which a key was in other hands. */
export interface SuspectRange {
  readonly from: number;
  readonly to: number;
  readonly by: EntryId;
}

/** All keys of a record that there ever were, and the log that its first entry names. */
export interface KeyRing {
  readonly keys: readonly EnrolledKey[];
  readonly log: KeyGenesis["log"] | null;
}

/** The key ring of a record without entries. */
export const EMPTY_RING: KeyRing = { keys: [], log: null };

/** Why a key may not sign at a position. */
export type KeyFault = Extract<
  Rejection["code"],
  "key-not-yet" | "key-rotated" | "key-revoked" | "key-expired"
>;

/**
 * Whether a key may sign the entry at a position: `null`, or why not.
 *
 * @param received - when the log received the entry, by its own clock; only an expiry asks for it.
 */
export function keyFaultAt(key: EnrolledKey, position: number, received: Instant): KeyFault | null {
  if (position < key.from) return "key-not-yet";
  if (key.until !== null && position > key.until) {
    return key.ended === "rotate" ? "key-rotated" : "key-revoked";
  }
  return key.expires !== null && received > key.expires ? "key-expired" : null;
}

/** The key that stands under a name at a position, of those that ever did. */
export function keyAt(ring: KeyRing, name: string, position: number): EnrolledKey | null {
  return (
    ring.keys.find(
      (key) =>
        key.name === name && position >= key.from && (key.until === null || position <= key.until),
    ) ?? null
  );
}

/** The entry that says that a key's signature at a position is suspect, or `null`. */
export function suspectAt(ring: KeyRing, name: string, position: number): EntryId | null {
  const ranges = ring.keys.filter((key) => key.name === name).flatMap(({ suspect }) => suspect);
  return ranges.find(({ from, to }) => from <= position && position <= to)?.by ?? null;
}

/** A key entry at its place, with the key that signed it. */
export interface SignedKeyEntry<Kind extends KeyEntry = KeyEntry> {
  readonly entry: Kind;
  readonly position: number;
  readonly author: EnrolledKey;
  readonly role: SigningRole;
}

/**
 * The key ring after a key entry, or why it may not be. A key signs from the entry after the one
 * that enrols it, and up to the one that ends it, that one included.
 */
export function ringAfter(
  ring: KeyRing,
  signed: SignedKeyEntry,
): Checked<{ ring: KeyRing }, Rejection> {
  const { entry } = signed;
  switch (entry.act) {
    case "genesis":
      return found(ring, entry, signed.position);
    case "enrol":
      return enrol(ring, { ...signed, entry });
    case "rotate":
      return rotate(ring, { ...signed, entry });
    case "revoke":
      return end(ring, { ...signed, entry }, []);
    case "compromise": {
      if (entry.to > signed.position) {
        const ahead = `Position ${entry.to} comes after this entry (${signed.position}).`;
        return reject("range-ahead", ahead);
      }
      return end(ring, { ...signed, entry }, [{ from: entry.from, to: entry.to, by: entry.id }]);
    }
  }
}

/** Founds a record: the keeper's key, which signs from its own entry on. */
export function found(
  ring: KeyRing,
  entry: KeyGenesis,
  position: number,
): Checked<{ ring: KeyRing }, Rejection> {
  if (position !== 0 || ring.keys.length > 0) {
    return reject("genesis-misplaced", `It stands at position ${position}.`);
  }
  const fault = newKeyFault(ring, entry.publicKey);
  if (fault !== null) return fault;
  const key = enrolled({ ...entry, roles: ["keeper"], expires: null }, 0);
  return { ok: true, ring: { keys: [key], log: entry.log } };
}

function enrol(
  ring: KeyRing,
  { entry, position, role }: SignedKeyEntry<KeyEnrolment>,
): Checked<{ ring: KeyRing }, Rejection> {
  if (role !== "keeper") {
    return reject("role-may-not", `Keys are enrolled by a keeper, not by the role of ${role}.`);
  }
  if (ring.keys.some(({ name }) => name === entry.name)) {
    return reject("key-name-taken", `A key named ${entry.name} has been enrolled already.`);
  }
  const fault = newKeyFault(ring, entry.publicKey);
  if (fault !== null) return fault;
  return { ok: true, ring: { ...ring, keys: [...ring.keys, enrolled(entry, position + 1)] } };
}

function rotate(
  ring: KeyRing,
  { entry, position, author }: SignedKeyEntry<KeyRotation>,
): Checked<{ ring: KeyRing }, Rejection> {
  if (author.name !== entry.name) {
    return reject(
      "key-not-yours",
      `A key is rotated under its own signature, not ${author.name}'s.`,
    );
  }
  const fault = newKeyFault(ring, entry.publicKey);
  if (fault !== null) return fault;
  const next: EnrolledKey = {
    ...author,
    publicKey: entry.publicKey,
    from: position + 1,
    suspect: [],
  };
  const before = ring.keys.map((key) =>
    key.publicKey === author.publicKey
      ? { ...key, until: position, ended: "rotate" as const }
      : key,
  );
  return { ok: true, ring: { ...ring, keys: [...before, next] } };
}

function end(
  ring: KeyRing,
  { entry, position, author, role }: SignedKeyEntry<KeyRevocation | KeyCompromise>,
  suspect: readonly SuspectRange[],
): Checked<{ ring: KeyRing }, Rejection> {
  const standing = ring.keys.find(({ name, until }) => name === entry.name && until === null);
  const last = ring.keys.findLast(({ name }) => name === entry.name);
  if (last === undefined) return reject("unknown-key", `No key named ${entry.name} was enrolled.`);
  if (role !== "keeper" && author.body !== last.body) {
    return reject("key-not-yours", `${entry.name} is a key of ${last.body}, not ${author.body}.`);
  }
  // That a key was in other hands may come out long after it was revoked.
  if (standing === undefined && suspect.length === 0) {
    return reject("key-revoked", `${entry.name} signs no more already.`);
  }
  const keepers = ring.keys.filter((key) => key.until === null && key.roles.includes("keeper"));
  if (keepers.length === 1 && keepers[0] === standing) {
    return reject("last-keeper", `${entry.name} is the only keeper's key.`);
  }
  const keys = ring.keys.map((key): EnrolledKey => {
    if (key.name !== entry.name) return key;
    const marked = { ...key, suspect: [...key.suspect, ...suspect] };
    return key === standing ? { ...marked, until: position, ended: entry.act } : marked;
  });
  return { ok: true, ring: { ...ring, keys } };
}

function newKeyFault(ring: KeyRing, publicKey: string) {
  const holder = ring.keys.find((key) => key.publicKey === publicKey);
  if (holder !== undefined) {
    return reject("key-in-use", `The public key stands under the name ${holder.name} already.`);
  }
  if (isSoundKey(fromHex(publicKey))) return null;
  return reject("key-unsound", "The public key is not one that everybody verifies alike.");
}

function enrolled(
  entry: Pick<KeyEnrolment, "name" | "publicKey" | "body" | "person" | "roles" | "expires">,
  from: number,
): EnrolledKey {
  const { name, publicKey, body, person, roles, expires } = entry;
  const open = { until: null, ended: null, suspect: [] };
  return { name, publicKey, body, person, roles, expires, from, ...open };
}
