import { type EntryId, entryId, type Instant } from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import { type Fields, identifier, sha256, text } from "./fields.ts";

interface AnswerHead {
  readonly id: EntryId;
  readonly known: Instant;
  /** The entry that is answered. */
  readonly of: EntryId;
  /** SHA-256 of the payload that its author signed: an answer holds for these bytes alone. */
  readonly digest: string;
}

/** Someone else signs for what an entry says. */
export interface Countersignature extends AnswerHead {
  readonly kind: "countersignature";
}

/** Someone adds a remark to an entry, under a signature of their own. */
export interface Remark extends AnswerHead {
  readonly kind: "remark";
  readonly text: string;
}

/** Someone who was asked to sign an entry refuses; that they did is evidence. */
export interface RefusalToSign extends AnswerHead {
  readonly kind: "refusal";
  readonly reason: string;
}

/** What another person says, signed, to an entry that somebody signed. */
export type Answer = Countersignature | Remark | RefusalToSign;

/** Reads a countersignature. */
export function readCountersignature(fields: Fields, head: EntryHead): Countersignature {
  return { kind: "countersignature", ...readAnswer(fields, head) };
}

/** Reads a signed remark. */
export function readRemark(fields: Fields, head: EntryHead): Remark {
  return { kind: "remark", ...readAnswer(fields, head), text: text(fields, "text") };
}

/** Reads a refusal to sign. */
export function readRefusal(fields: Fields, head: EntryHead): RefusalToSign {
  return { kind: "refusal", ...readAnswer(fields, head), reason: text(fields, "reason") };
}

function readAnswer(fields: Fields, head: EntryHead): AnswerHead {
  const of = entryId(identifier(fields, "of"));
  return { id: head.id, known: head.known, of, digest: sha256(fields, "digest") };
}
