import { type EntryId, type Id, type Instant, id } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import {
  closeFields,
  exactInstant,
  type Fields,
  has,
  identifier,
  object,
  problem,
  sha256,
  text,
  texts,
  wholeNumber,
  word,
} from "./fields.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";

/** In what capacity someone signs; it stands inside what is signed. */
export type SigningRole = "observer" | "host" | "party" | "authority" | "keeper" | "witness";

/** All roles. */
export const SIGNING_ROLES: readonly SigningRole[] = [
  "observer",
  "host",
  "party",
  "authority",
  "keeper",
  "witness",
];

interface KeyEntryHead {
  readonly kind: "key";
  readonly id: EntryId;
  readonly known: Instant;
  /** The key's name, under which its device signs; it stays when the key is rotated. */
  readonly name: string;
}

/** Who holds a key. */
export interface KeyHolder {
  /** Ed25519, 64 lower-case hexadecimal digits (RFC 8032). */
  readonly publicKey: string;
  /** The party, authority or body for which its holder acts. */
  readonly body: Id;
  /** Who holds it: two keys of one person do not count as two. */
  readonly person: string;
}

/** The first entry of a record: the keeper's key, signed by itself, and the log that it keeps. */
export interface KeyGenesis extends KeyEntryHead, KeyHolder {
  readonly act: "genesis";
  readonly log: {
    /** The log's name, as its checkpoints write it on their first line. */
    readonly origin: string;
    /** The log's verifier key, as signed notes write one: name, key id and public key. */
    readonly key: string;
  };
}

/** A key may sign in these roles from the next entry on. */
export interface KeyEnrolment extends KeyEntryHead, KeyHolder {
  readonly act: "enrol";
  readonly roles: readonly SigningRole[];
  /** After this moment, by the log's clock, it signs no more; `null` for no end. */
  readonly expires: Instant | null;
}

/** From the next entry on another key stands under this name; the old one signs for it. */
export interface KeyRotation extends KeyEntryHead {
  readonly act: "rotate";
  readonly publicKey: string;
}

/** From the next entry on the key signs no more. What it signed before stands. */
export interface KeyRevocation extends KeyEntryHead {
  readonly act: "revoke";
  readonly reason: string;
}

/** The key was in other hands: it signs no more, and what it signed in the range is suspect. */
export interface KeyCompromise extends KeyEntryHead {
  readonly act: "compromise";
  /** The first and the last position at which its signature is suspect, both included. */
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** What happens to a key, on the record. */
export type KeyEntry = KeyGenesis | KeyEnrolment | KeyRotation | KeyRevocation | KeyCompromise;

const ACTS: readonly KeyEntry["act"][] = ["genesis", "enrol", "rotate", "revoke", "compromise"];

/** Reads what happens to a key. Whether its signer may do it is for the key ring to say. */
export function readKey(fields: Fields, head: EntryHead): KeyEntry {
  const act = word(fields, "act", ACTS);
  const { id: entry, known } = head;
  const key = { kind: "key", id: entry, known, name: identifier(fields, "name") } as const;
  switch (act) {
    case "genesis":
      return { ...key, act, ...readHolder(fields), log: readLog(object(fields, "log")) };
    case "enrol":
      return {
        ...key,
        act,
        ...readHolder(fields),
        roles: readRoles(fields),
        expires: has(fields, "expires") ? exactInstant(fields, "expires") : null,
      };
    case "rotate":
      return { ...key, act, publicKey: publicKey(fields) };
    case "revoke":
      return { ...key, act, reason: text(fields, "reason") };
    case "compromise":
      return { ...key, act, ...readRange(fields), reason: text(fields, "reason") };
  }
}

function readHolder(fields: Fields): KeyHolder {
  return {
    publicKey: publicKey(fields),
    body: id(identifier(fields, "body")),
    person: identifier(fields, "person"),
  };
}

function publicKey(fields: Fields): string {
  // 32 bytes are written alike, whether they are a key or a hash.
  return sha256(fields, "publicKey");
}

function readLog(fields: Fields): KeyGenesis["log"] {
  const log = { origin: text(fields, "origin", MAX_NAME_LENGTH), key: text(fields, "key", 400) };
  closeFields(fields);
  return log;
}

function readRoles(fields: Fields): readonly SigningRole[] {
  const written = texts(fields, "roles");
  const roles = SIGNING_ROLES.filter((role) => written.includes(role));
  if (roles.length !== written.length || roles.length === 0) {
    const remedy = `Write each once, at least one of: ${SIGNING_ROLES.join(", ")}.`;
    problem(fields, "roles", "unknown-word", "is no list of roles", remedy);
  }
  return roles;
}

function readRange(fields: Fields): { readonly from: number; readonly to: number } {
  const range = { from: wholeNumber(fields, "from"), to: wholeNumber(fields, "to") };
  if (range.from > range.to) {
    const remedy = "Write the first position, then the last.";
    problem(fields, "from", "out-of-range", 'is above "to"', remedy);
  }
  return range;
}
