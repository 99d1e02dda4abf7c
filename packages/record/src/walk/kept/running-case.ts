import type { Entry, EntryId } from "@proviso/core";
import {
  type Bindings,
  type CaseMetadata,
  formatRecordEntry,
  isJudged,
  isOfRegister,
  NO_BINDINGS,
  type RecordDiagnostic,
  readMetadata,
} from "../../entries/index.ts";
import { type Chains, EMPTY_RING, type KeyRing, lengthen } from "../../envelope/index.ts";
import { decodeText, sameBytes } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { checkAdopted } from "../../store/folder/adopted.ts";
import { checkAttachments } from "../../store/folder/attachments.ts";
import type { KeptRecord, RecordStore, SourceFile } from "../../store/store.ts";
import { type CaseTerms, type WalkedEntry, WholeTree } from "../index.ts";
import { bindingDiagnostics } from "./binding.ts";
import { CaseDocuments } from "./case-documents.ts";
import { RECORD_FILE, requireCheckpoint, textsOf } from "./kept-case.ts";
import { keptRootOf } from "./kept-log.ts";
import { corruptAt, walkKept } from "./kept-walk.ts";
import { termsOfCase } from "./terms.ts";

/** An entry that is judged, or is about a register, as a line of its record. */
export interface RunningLine {
  /** Where the entry stands in the log. */
  readonly position: number;
  /** As a case folder would hold it, with its end. */
  readonly text: string;
  /** The entry, where its attachments do not hold; else `null`. */
  readonly notIntact: EntryId | null;
  readonly diagnostics: readonly RecordDiagnostic[];
}

const EVERYONE = { labels: [] };

const SOUND = { notIntact: null, diagnostics: [] } as const;

/** Entries whose lines are made at a time. */
const PART = 1000;

/**
 * A kept case as everyone may read it, for whoever goes on reading it: its entries are read once,
 * and from then on those alone that have come since. Of an entry its line is kept, and nothing else.
 */
export class RunningCase {
  /** Where it is kept, as it was asked for last. */
  record: KeptRecord;
  readonly terms: CaseTerms;
  readonly documents: CaseDocuments;
  readonly metadata: CaseMetadata | null;
  readonly texts: readonly SourceFile[];
  /** What is wrong with the case, but for what is about a line of its record. */
  diagnostics: readonly RecordDiagnostic[] = [];
  /** Those of its lines with which something is wrong. */
  readonly flawed: RunningLine[] = [];
  readonly #lines: RunningLine[] = [];
  /** Characters of all lines. */
  length = 0;
  /** The tree over all its entries. */
  readonly tree = new WholeTree(nodeHash);
  /** All keys that there ever were. */
  ring: KeyRing = EMPTY_RING;
  /** What devices signed last, of what everyone may read. */
  readonly chains: Chains = new Map();
  #bindings: Bindings = NO_BINDINGS;
  #received = Number.NEGATIVE_INFINITY;

  private constructor(record: KeptRecord, terms: CaseTerms, documents: CaseDocuments) {
    this.record = record;
    this.terms = terms;
    this.documents = documents;
    this.texts = textsOf(documents.files);
    this.metadata = this.#readMetadata().metadata;
  }

  /** In record order. */
  get lines(): readonly RunningLine[] {
    return this.#lines;
  }

  /** Entries in its log. */
  get size(): number {
    return this.tree.size;
  }

  /**
   * Reads a case whole: held against its leaves, its newest checkpoint and its files, as
   * `readKeptCase` does.
   *
   * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_CORRUPT`
   */
  static async read(store: RecordStore, name: string): Promise<RunningCase> {
    const record = await store.record(name, EVERYONE);
    const [newest, size] = [await record.newestCheckpoint(), await record.size()];
    const documents = new CaseDocuments();
    await documents.catchUp(record);
    const terms = await termsOfCase(record, documents.files);
    const running = new RunningCase(record, terms, documents);
    await running.#walkTo(size, newest);
    running.diagnostics = running.#diagnosticsNow();
    return running;
  }

  /**
   * Reads what has come since. The store is asked first for the root over what was read before: one
   * that has another there, or fewer entries, is another record.
   *
   * @returns `false` where it is to be read whole: it is another record, or a file has come that
   *   bears on more than the entries that came with it.
   * @throws {StoreError} as `read` does. What was read is then of no more use.
   */
  async catchUp(store: RecordStore): Promise<boolean> {
    const { documents, size: before } = this;
    const record = await store.record(this.record.name, EVERYONE);
    this.record = record;
    // In this order: what is read later may be of more entries than what was read earlier.
    const [newest, size] = [await record.newestCheckpoint(), await record.size()];
    const root = await keptRootOf(record, before);
    if (root === null || !sameBytes(root, this.tree.rootAt(before))) return false;
    const come = await documents.catchUp(record);
    const bearsOnMore = (file: string) =>
      !file.startsWith("attachments/") || this.flawed.length > 0;
    if (come.some(bearsOnMore)) return false;
    if (size > before) await this.#walkTo(size, newest);
    return true;
  }

  async #walkTo(size: number, newest: Parameters<typeof requireCheckpoint>[1]): Promise<void> {
    const { tree, ring } = this;
    const bindings = this.#bindings;
    const walked = walkKept(this.record, this.terms, {
      ...{ verify: "changes", refuse: corruptAt, range: { begin: tree.size, end: size } },
      after: { ring, bindings, tree, received: this.#received },
    });
    const part: WalkedEntry[] = [];
    for await (const entry of walked) {
      part.push(entry);
      if (part.length === PART) await this.#take(part.splice(0));
    }
    await this.#take(part);
    await requireCheckpoint(this.record.origin, newest, walked);
    this.ring = walked.ring;
    this.#received = walked.received;
    if (walked.bindings === bindings) return;
    this.#bindings = walked.bindings;
    this.diagnostics = this.#diagnosticsNow();
  }

  async #take(walked: readonly WalkedEntry[]): Promise<void> {
    const fresh = walked.flatMap(({ position, said }) => {
      if (said === null) return [];
      const { entry, device, counter } = said.statement;
      lengthen(this.chains, device, { counter, digest: said.digest });
      return isJudged(entry) || isOfRegister(entry) ? [{ position, entry }] : [];
    });
    const judged = fresh.flatMap(({ entry }, at) =>
      isJudged(entry) ? [{ entry, line: this.#lines.length + at + 1 }] : [],
    );
    const found = await this.#check(judged);
    for (const { position, entry } of fresh) {
      const text = `${formatRecordEntry(entry)}\n`;
      const { notIntact, diagnostics } = found.get(entry.id) ?? SOUND;
      const line = { position, text, notIntact, diagnostics };
      this.#lines.push(line);
      if (diagnostics.length > 0) this.flawed.push(line);
      this.length += text.length;
    }
  }

  /** What is wrong with entries that the entries alone do not tell: their files. */
  async #check(judged: readonly { readonly entry: Entry; readonly line: number }[]) {
    const entries = judged.map(({ entry }) => entry);
    const record = { file: RECORD_FILE, entries, lines: judged.map(({ line }) => line) };
    const attached = await checkAttachments(record, async (sha256) =>
      this.documents.attachmentFault(sha256),
    );
    const found = new Map<string, Pick<RunningLine, "notIntact" | "diagnostics">>();
    for (const one of [...checkAdopted(record, this.texts), ...attached.diagnostics]) {
      const before = found.get(one.entry ?? "")?.diagnostics ?? [];
      found.set(one.entry ?? "", { notIntact: null, diagnostics: [...before, one] });
    }
    for (const entry of attached.entries) {
      if (entry.kind !== "observation" || entry.intact) continue;
      found.set(entry.id, {
        notIntact: entry.id,
        diagnostics: found.get(entry.id)?.diagnostics ?? [],
      });
    }
    return found;
  }

  #diagnosticsNow(): readonly RecordDiagnostic[] {
    const bound = bindingDiagnostics(this.documents.files, this.#bindings);
    return [...bound, ...this.#readMetadata().diagnostics];
  }

  #readMetadata() {
    const bytes = this.documents.files.get("case.json")?.bytes ?? new Uint8Array();
    return readMetadata(decodeText(bytes), "case.json");
  }
}
