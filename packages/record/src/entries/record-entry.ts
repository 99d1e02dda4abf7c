import { type Entry, formatUtc, type Zone } from "@proviso/core";
import { type Compartment, readCompartment } from "./compartment.ts";
import {
  type Countersignature,
  type RefusalToSign,
  type Remark,
  readCountersignature,
  readRefusal,
  readRemark,
} from "./countersignature.ts";
import { type CaseDocuments, readDocuments } from "./documents.ts";
import {
  ENTRY_VERSION,
  type EntryReaders,
  type EntryReading,
  JUDGED_READERS,
  readLineAs,
} from "./entry.ts";
import { bodyOf, type Json } from "./format.ts";
import { type KeyEntry, readKey } from "./key.ts";
import { type EntryReference, referencesOf } from "./record.ts";
import {
  type RegisterChange,
  type RegisterEdition,
  readRegisterChange,
  readRegisterEdition,
  registerBody,
  registerReferencesOf,
} from "./register.ts";
import { type Opening, readOpening, readSeal, type Seal } from "./sealing.ts";

/** The kinds that the record keeps for itself; the judge hears none of them. */
export type UnjudgedEntry =
  | KeyEntry
  | CaseDocuments
  | Compartment
  | Countersignature
  | Remark
  | RefusalToSign
  | Seal
  | Opening
  | RegisterEdition
  | RegisterChange;

/** Everything that a signed record may hold: a closed union. */
export type RecordEntry = Entry | UnjudgedEntry;

/** The readers of every kind that a signed record may hold. */
export const RECORD_READERS: EntryReaders<RecordEntry> = {
  ...JUDGED_READERS,
  key: readKey,
  documents: readDocuments,
  compartment: readCompartment,
  countersignature: readCountersignature,
  remark: readRemark,
  refusal: readRefusal,
  seal: readSeal,
  opening: readOpening,
  "register-edition": readRegisterEdition,
  "register-change": readRegisterChange,
};

/** Reads one line as an entry of a signed record; see `readEntry`. It never throws. */
export function readRecordEntry(line: string, zone: Zone): EntryReading<RecordEntry> {
  return readLineAs(line, zone, RECORD_READERS);
}

/** Whether an entry is judged by; the rest is about the record itself. */
export function isJudged(entry: RecordEntry): entry is Entry {
  return Object.hasOwn(JUDGED_READERS, entry.kind);
}

/** Whether an entry is about a register that others publish. */
export function isOfRegister(entry: RecordEntry): entry is RegisterEdition | RegisterChange {
  return entry.kind === "register-edition" || entry.kind === "register-change";
}

/** Writes an entry of a signed record as one canonical line; see `formatEntry`. */
export function formatRecordEntry(entry: RecordEntry): string {
  const { v, id, kind, ...body } = unstamped(entry);
  return JSON.stringify({ v, id, kind, known: formatUtc(entry.known), ...body });
}

/** An entry's JSON as its author signs it: without `known`, which is for the log to say. */
export function unstamped(entry: RecordEntry): Json {
  const head = { v: ENTRY_VERSION, id: entry.id, kind: entry.kind };
  if (isJudged(entry)) return { ...head, ...bodyOf(entry) };
  return { ...head, ...unjudgedBody(entry) };
}

function unjudgedBody(entry: UnjudgedEntry): Json {
  if (isOfRegister(entry)) return registerBody(entry);
  const { id: _id, kind: _kind, known: _known, ...body } = entry;
  if (!("expires" in body)) return body;
  const { expires, ...enrolment } = body;
  return expires === null ? enrolment : { ...enrolment, expires: formatUtc(expires) };
}

/** All references of an entry of a signed record that must name earlier entries. */
export function recordReferencesOf(entry: RecordEntry): readonly EntryReference[] {
  if (isJudged(entry)) return referencesOf(entry);
  if (isOfRegister(entry)) return registerReferencesOf(entry);
  return "of" in entry ? [{ path: "of", to: entry.of }] : [];
}
