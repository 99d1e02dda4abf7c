import type { Entry, Zone } from "@proviso/core";
import { identityToRecipient } from "age-encryption";
import {
  type Bindings,
  formatRecordEntry,
  isJudged,
  isOfRegister,
  type RegisterEntry,
  readMetadata,
  recordOf,
} from "../../entries/index.ts";
import type { KeyRing } from "../../envelope/index.ts";
import {
  decodeText,
  LogError,
  noteVerifier,
  openCheckpoint,
  parseNoteKey,
  toHex,
} from "../../log/index.ts";
import { nodeEd25519, nodeHash } from "../../node-crypto.ts";
import { checkAdopted } from "../../store/folder/adopted.ts";
import { checkAttachments } from "../../store/folder/attachments.ts";
import type {
  KeptCheckpoint,
  KeptRecord,
  RecordStore,
  SourceFile,
  Store,
  StoredCase,
} from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { type CaseTerms, headFault, type Walk, type WalkedEntry } from "../index.ts";
import { bindingDiagnostics } from "./binding.ts";
import { corruptAt, openFor, walkKept } from "./kept-walk.ts";
import { type CaseFiles, readFiles, termsOfCase } from "./terms.ts";

/** What the record of a kept case is called in diagnostics: the name that it has in a folder. */
export const RECORD_FILE = "record.jsonl";

/** Everything of a kept case that a reader may read. */
export interface KeptCase {
  readonly record: KeptRecord;
  readonly terms: CaseTerms;
  readonly files: CaseFiles;
  readonly entries: readonly WalkedEntry[];
  /** All keys that there ever were. */
  readonly ring: KeyRing;
  /** What its files are bound to by its entries. */
  readonly bindings: Bindings;
  /** The compartments that the reader can open. */
  readonly labels: readonly string[];
}

/**
 * A case of a store as a read-only store of its own, in the shape of a case folder: its entries as
 * lines, in record order, without those that nobody judges and those that the reader may not read.
 */
export function openKeptCase(
  store: RecordStore,
  name: string,
  identities: readonly string[] = [],
): Store {
  return { open: async () => storedCaseOf(await readKeptCase(store, name, identities)) };
}

/**
 * Reads a kept case: each entry held against its leaf, all leaves against the newest checkpoint, and
 * the signatures verified of those that say who may sign, who may read and which files are bound.
 *
 * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_CORRUPT`
 */
export async function readKeptCase(
  store: RecordStore,
  name: string,
  identities: readonly string[] = [],
): Promise<KeptCase> {
  const open = await store.record(name, { labels: [] });
  // Before its entries: one that is signed meanwhile would be over more than are read here.
  const newest = await open.newestCheckpoint();
  const publicFiles = await readFiles(open);
  const terms = await termsOfCase(open, publicFiles);
  const labels = await readableLabels(open, terms, identities);
  const record = labels.length === 0 ? open : await store.record(name, { labels });
  const files = labels.length === 0 ? publicFiles : await readFiles(record);
  const walked = walkKept(record, terms, {
    ...{ verify: "changes", refuse: corruptAt },
    ...openFor(identities),
  });
  const entries: WalkedEntry[] = [];
  for await (const entry of walked) entries.push(entry);
  await requireCheckpoint(record.origin, newest, walked);
  const { ring, bindings } = walked;
  return { record, terms, files, entries, ring, bindings, labels };
}

/** A kept case in the shape in which every case is judged. */
export async function storedCaseOf(kept: KeptCase): Promise<StoredCase> {
  const stored = await composeStored(kept.files, entriesOf(kept), kept.terms.zone);
  const unbound = bindingDiagnostics(kept.files, kept.bindings);
  return { ...stored, diagnostics: [...unbound, ...stored.diagnostics] };
}

/** The entries of a kept case that a case folder would have, without those that are closed. */
export function entriesOf({
  entries,
}: Pick<KeptCase, "entries">): readonly (Entry | RegisterEntry)[] {
  return entries.flatMap(({ said }) => {
    const entry = said?.statement.entry;
    return entry !== undefined && (isJudged(entry) || isOfRegister(entry)) ? [entry] : [];
  });
}

/**
 * Puts files and entries together as the case that they are, checked as a folder of them would be.
 *
 * @param entries - in record order; each stands on a line of its own.
 */
export async function composeStored(
  files: CaseFiles,
  entries: readonly (Entry | RegisterEntry)[],
  where: Zone,
): Promise<StoredCase> {
  const record = recordOf(entries, RECORD_FILE, where);
  const texts = textsOf(files);
  const attached = await checkAttachments(record, async (sha256) => faultOf(files, sha256));
  const source = decodeText(files.get("case.json")?.bytes ?? new Uint8Array());
  const { metadata, diagnostics } = readMetadata(source, "case.json");
  return {
    case: metadata,
    files: texts,
    recordFile: RECORD_FILE,
    recordSource: () => entries.map((entry) => `${formatRecordEntry(entry)}\n`).join(""),
    entries: attached.entries,
    lines: record.lines,
    registers: record.registers,
    diagnostics: [
      ...diagnostics,
      ...record.diagnostics,
      ...checkAdopted(record, texts),
      ...attached.diagnostics,
    ],
  };
}

/** The agreement, the readings and the amendments among the files of a case, each kind by name. */
export function textsOf(files: CaseFiles): readonly SourceFile[] {
  const named = (pattern: RegExp) => [...files.keys()].filter((file) => pattern.test(file)).sort();
  return [
    ...named(/^agreement\.proviso$/),
    ...named(/^readings\/[^/]+\.proviso$/),
    ...named(/^amendments\/[^/]+\.proviso$/),
  ].map((file) => ({ file, source: textOf(files, file) }));
}

function textOf(files: CaseFiles, file: string): string {
  const bytes = files.get(file)?.bytes ?? new Uint8Array();
  // A byte-order mark is kept, so that the text's hash is that of the file.
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function faultOf(files: CaseFiles, sha256: string): string | null {
  const file = files.get(`attachments/${sha256}`);
  if (file === undefined) return "is not in the case";
  return toHex(nodeHash(file.bytes)) === sha256 ? null : "is not the file of its SHA-256";
}

async function readableLabels(
  record: KeptRecord,
  terms: CaseTerms,
  identities: readonly string[],
): Promise<readonly string[]> {
  if (identities.length === 0) return [];
  const own = new Set(await Promise.all(identities.map((one) => identityToRecipient(one))));
  const labels = new Set<string>();
  const how = { verify: "changes", refuse: corruptAt } as const;
  for await (const { accepted } of walkKept(record, terms, how)) {
    const entry = accepted?.statement.entry;
    if (entry?.kind !== "compartment") continue;
    if (entry.readers.some(({ recipient }) => own.has(recipient))) labels.add(entry.compartment);
  }
  return [...labels];
}

/**
 * Holds a record that was walked against its newest checkpoint.
 *
 * @throws {StoreError} `STORE_CORRUPT` unless the key that founded the log signed it over just these
 *   leaves, or the first of them.
 */
export async function requireCheckpoint(
  origin: string,
  newest: KeptCheckpoint | null,
  { ring, tree }: Walk,
): Promise<void> {
  if (ring.log === null || newest === null) {
    throw unproven("It has no checkpoint, or no founding entry.");
  }
  try {
    const key = noteVerifier(parseNoteKey(ring.log.key), nodeEd25519);
    const signed = await openCheckpoint(newest.note, { logs: [key], witnesses: [] });
    if (headFault(tree, origin, signed) === null) return;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw unproven(cause.message);
  }
  throw unproven("Its entries are not those whose root the newest checkpoint signs.");
}

function unproven(why: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `The record does not agree with its checkpoint: ${why}`,
    "Keep the store as it is, and run proviso fsck; restore a backup if it says so.",
  );
}
