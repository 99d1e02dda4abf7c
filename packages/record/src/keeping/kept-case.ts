import type { Entry, Zone } from "@proviso/core";
import { identityToRecipient } from "age-encryption";
import {
  type Bindings,
  bindingsAfter,
  formatRecordEntry,
  isJudged,
  isOfRegister,
  NO_BINDINGS,
  type RegisterEntry,
  readMetadata,
  recordOf,
} from "../entries/index.ts";
import { checkAdopted } from "../folder/adopted.ts";
import { checkAttachments } from "../folder/attachments.ts";
import {
  decodeText,
  EMPTY_TREE,
  growTree,
  LogError,
  leafHash,
  noteVerifier,
  openCheckpoint,
  parseNoteKey,
  rootOf,
  sameBytes,
  toHex,
} from "../log/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import type { KeptRecord, RecordStore, SourceFile, Store, StoredCase } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { bindingDiagnostics } from "./binding.ts";
import { nodeHash, type ReadEntry, readEntries } from "./read-entries.ts";
import { type CaseFiles, type CaseTerms, readFiles, termsOfCase } from "./terms.ts";

/** Everything of a kept case that a reader may read. */
export interface KeptCase {
  readonly record: KeptRecord;
  readonly terms: CaseTerms;
  readonly files: CaseFiles;
  readonly entries: readonly ReadEntry[];
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
 * Reads a kept case, each entry held against its leaf and all leaves against the newest checkpoint.
 *
 * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_CORRUPT`
 */
export async function readKeptCase(
  store: RecordStore,
  name: string,
  identities: readonly string[] = [],
): Promise<KeptCase> {
  const open = await store.record(name, { labels: [] });
  const publicFiles = await readFiles(open);
  const terms = await termsOfCase(open, publicFiles);
  const labels = await readableLabels(open, terms, identities);
  const record = labels.length === 0 ? open : await store.record(name, { labels });
  const files = labels.length === 0 ? publicFiles : await readFiles(record);
  const entries: ReadEntry[] = [];
  for await (const entry of readEntries(record, terms, identities)) entries.push(entry);
  await requireCheckpoint(record, entries);
  return { record, terms, files, entries, bindings: bindingsOf(entries), labels };
}

/** A kept case in the shape in which every case is judged. */
export async function storedCaseOf(kept: KeptCase): Promise<StoredCase> {
  const stored = await composeStored(kept.files, entriesOf(kept), kept.terms.zone);
  const unbound = bindingDiagnostics(kept.files, kept.bindings);
  return { ...stored, diagnostics: [...unbound, ...stored.diagnostics] };
}

function bindingsOf(entries: readonly ReadEntry[]): Bindings {
  let bindings = NO_BINDINGS;
  for (const { said } of entries) {
    if (said?.statement.entry.kind !== "documents") continue;
    bindings = bindingsAfter(bindings, said.statement.entry, said.statement.role);
  }
  return bindings;
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
  const recordFile = "record.jsonl";
  const record = recordOf(entries, recordFile, where);
  const texts = textsOf(files);
  const attached = await checkAttachments(record, async (sha256) => faultOf(files, sha256));
  const source = decodeText(files.get("case.json")?.bytes ?? new Uint8Array());
  const { metadata, diagnostics } = readMetadata(source, "case.json");
  return {
    case: metadata,
    files: texts,
    recordFile,
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
  for await (const { said } of readEntries(record, terms, [])) {
    const entry = said?.statement.entry;
    if (entry?.kind !== "compartment") continue;
    if (entry.readers.some(({ recipient }) => own.has(recipient))) labels.add(entry.compartment);
  }
  return [...labels];
}

/** Passes where the leaves are those whose root the log signed, by the key that founded it. */
async function requireCheckpoint(record: KeptRecord, entries: readonly ReadEntry[]): Promise<void> {
  const founding = entries[0]?.said?.statement.entry;
  const newest = await record.newestCheckpoint();
  if (founding?.kind !== "key" || founding.act !== "genesis" || newest === null) {
    throw unproven("It has no checkpoint, or no founding entry.");
  }
  try {
    const key = noteVerifier(parseNoteKey(founding.log.key), nodeEd25519);
    const signed = await openCheckpoint(newest.note, { logs: [key], witnesses: [] });
    const hashes = entries
      .slice(0, signed.size)
      .map(({ leafBytes }) => leafHash(leafBytes, nodeHash));
    const { tree } = growTree(EMPTY_TREE, hashes, nodeHash);
    const isWhole = tree.size === signed.size && signed.origin === record.origin;
    if (isWhole && sameBytes(rootOf(tree, nodeHash), signed.root)) return;
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
