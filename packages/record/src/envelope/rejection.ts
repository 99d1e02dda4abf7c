import { type Refusal, Refused } from "@proviso/core/fault";
import type { Problem } from "../entries/line.ts";

/**
 * Why a signed entry is not taken. Codes are stable; the wording of messages is not.
 * `docs/record-format.md` holds the table.
 */
export type RejectionCode =
  | "envelope-too-large"
  | "envelope-malformed"
  | "wrong-payload-type"
  | "no-signature"
  | "too-many-signatures"
  | "signature-malformed"
  | "statement-malformed"
  | "other-log"
  | "other-case"
  | "other-agreement"
  | "checkpoint-ahead"
  | "checkpoint-unknown"
  | "unknown-key"
  | "signature-bad"
  | "signed-twice"
  | "author-missing"
  | "key-not-yet"
  | "key-rotated"
  | "key-revoked"
  | "key-expired"
  | "wrong-role"
  | "role-may-not"
  | "wrong-body"
  | "too-few-persons"
  | "genesis-missing"
  | "genesis-misplaced"
  | "key-not-yours"
  | "key-unsound"
  | "key-name-taken"
  | "key-in-use"
  | "range-ahead"
  | "last-keeper"
  | "answers-other-content"
  | "answers-own-entry"
  | "answers-nothing";

/** A signed entry that is not taken: why, and what its sender can do. */
export interface Rejection extends Refusal<RejectionCode> {
  /** What is wrong with the statement, field by field, where that is the reason. */
  readonly problems: readonly Problem[];
}

/** Says no, with a reason in words that names what was found. */
export function reject(
  code: RejectionCode,
  message: string,
  problems: readonly Problem[] = [],
): { readonly ok: false; readonly rejection: Rejection } {
  return { ok: false, rejection: { code, message, remedy: REMEDIES[code], problems } };
}

/** A signature that was asked for and cannot be made: the caller's fault, thrown. */
export class EnvelopeError extends Refused<RejectionCode> {}

const REMEDIES: Readonly<Record<RejectionCode, string>> = {
  "envelope-too-large": "Put long matter into an attachment and cite it by its SHA-256.",
  "envelope-malformed":
    "Send the envelope as it was signed: JSON with its three fields (DSSE 1.0).",
  "wrong-payload-type": "Sign an entry; a signature over something else is not one over an entry.",
  "no-signature": "Have its author sign it.",
  "too-many-signatures": "Sign together at most 16 at a time; others countersign.",
  "signature-malformed": "Sign again with a library that follows RFC 8032.",
  "statement-malformed": "Correct what is named and sign again.",
  "other-log": "It was signed for another log: sign it anew for this one, if it is meant here.",
  "other-case": "It was signed for another case: sign it anew for this one, if it is meant here.",
  "other-agreement": "It was signed under another agreement: sign it anew, if it is meant here.",
  "checkpoint-ahead": "Ask the device which log showed it that checkpoint: this one had none yet.",
  "checkpoint-unknown":
    "Keep both checkpoints: two with one size and two roots are proof that a log showed two histories.",
  "unknown-key": "Have the keeper enrol the key, then send it again.",
  "signature-bad": "Send the bytes that were signed; if they are, sign again.",
  "signed-twice": "Leave one signature of each key.",
  "author-missing": 'Have the device that "device" names sign it.',
  "key-not-yet": "A key signs from the entry after its enrolment on: send it again.",
  "key-rotated": "Sign it with the key that now stands under this name.",
  "key-revoked": "Sign it with another key; what this one signed before stands.",
  "key-expired": "Have the keeper enrol another key, and sign with that.",
  "wrong-role": "Sign in a role that the key was enrolled for.",
  "role-may-not": "Have it signed by someone in a role that may make such an entry.",
  "wrong-body": 'Have it signed by a key of the one whom "by" names.',
  "too-few-persons": "Have more persons sign it; two keys of one person count once.",
  "genesis-missing": "Begin the record with the entry that enrols its keeper's key.",
  "genesis-misplaced": "A record is founded once, by its first entry, with the role of keeper.",
  "key-not-yours": "Have the keeper sign it, or someone of the same body.",
  "key-unsound": "Make a new key: this one is no point of the prime-order group.",
  "key-name-taken": "Choose another name; to replace the key under this one, rotate it.",
  "key-in-use": "Make a new key: a public key stands under one name only.",
  "range-ahead": "Name positions before this entry.",
  "last-keeper": "Enrol another keeper first, or rotate this key.",
  "answers-other-content": "Sign what the entry says; this names other bytes.",
  "answers-own-entry": "Have someone else answer it; its signers have signed it already.",
  "answers-nothing": "Name an earlier entry that somebody signed.",
};
