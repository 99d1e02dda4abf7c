import { nodeHash } from "../node-crypto.ts";
import type { Batch, RecordStore } from "../store/store.ts";
import type { CaseTerms } from "../walk/index.ts";
import { readFiles, termsOfCase } from "../walk/kept/terms.ts";
import { type FileToBind, withBindings } from "./bound-drafts.ts";
import type { Author, Draft, Signed } from "./drafts.ts";
import type { GateFacts, GateState } from "./signed-gate.ts";
import {
  giveBackOnFailure,
  type TakenRecord,
  takeUp,
  type WritingOptions,
} from "./signed-record.ts";
import { type Receipt, Writer } from "./writer.ts";

/** What was appended, and the head that holds it. */
export interface Kept {
  readonly receipts: readonly Receipt[];
  /** SHA-256 of what was signed, 64 hexadecimal digits, for each. */
  readonly digests: readonly string[];
  /** The signed note over the log with the entries; `null` where nothing new was kept. */
  readonly checkpoint: Uint8Array | null;
}

/** The right to append to a kept case, with everything that entries are judged by. */
export interface Writing {
  readonly terms: CaseTerms;
  readonly state: () => GateState;
  readonly size: () => number;
  /**
   * Signs entries and appends them, all or none. Files that come with them are bound to the record
   * by an entry of the same author before them, which is not among the receipts; so are files in
   * `bind`, which are there already.
   *
   * @throws {RefusedEntry} and `StoreError`, as the gate and the writer throw.
   */
  readonly append: (
    drafts: readonly Draft[],
    author: Author,
    more?: {
      readonly documents?: Batch["documents"];
      readonly bind?: readonly FileToBind[];
      readonly onProgress?: (done: number) => void;
    },
  ) => Promise<Kept>;
  readonly close: () => Promise<void>;
}

/**
 * Takes the right to append to a case, until it is closed.
 *
 * @param founding - the terms of a case that has no entry yet.
 * @throws {StoreError} `STORE_HELD`, with who holds it; `STORE_CASE_MOVED`; `STORE_ROLLED_BACK`;
 *   `STORE_CORRUPT`
 */
export async function openWriting(
  store: RecordStore,
  name: string,
  options: WritingOptions,
  founding: CaseTerms | null = null,
): Promise<Writing> {
  let taken: TakenRecord | null = null;
  const writer = new Writer<GateState, GateFacts>({
    ...{ now: options.now, hash: nodeHash, idleMs: null },
    take: async (before) => {
      taken = await giveBackOnFailure(await store.hold(name), async (hold) => {
        const files = await readFiles(hold.record);
        const terms = founding ?? (await termsOfCase(hold.record, files));
        return takeUp(hold, terms, files, options, before);
      });
      return taken;
    },
  });
  // Nothing is appended by this; but the right is taken, and the record read.
  await writer.append(async () => null);
  return writingBy(writer, () => taken as unknown as TakenRecord, options);
}

function writingBy(
  writer: Writer<GateState, GateFacts>,
  taken: () => TakenRecord,
  { now }: WritingOptions,
): Writing {
  return {
    terms: taken().terms,
    state: () => writer.tip.state,
    size: () => writer.tip.tree.size,
    append: async (given, author, more = {}) => {
      const { documents = [], bind = [], onProgress } = more;
      let signed: readonly Signed[] = [];
      let isGiven = (_: number): boolean => true;
      const outcome = await writer.append(async (state, size) => {
        const at = { size, known: now() };
        const bound = withBindings(given, [...documents, ...bind], state.documents, at);
        isGiven = bound.isGiven;
        signed = await taken().signDrafts(bound.drafts, author, state);
        const submissions = signed.map(({ envelope, label }, index) => {
          return { envelope, label, expected: size + index };
        });
        const onPlaced = onProgress === undefined ? {} : { onPlaced: onProgress };
        return { submissions, fileBytes: 0, approve: () => documents, ...onPlaced };
      });
      if (outcome.kind === "refused") throw outcome.cause;
      const kept = outcome.kind === "kept" ? outcome : { receipts: [], checkpoint: null };
      return {
        receipts: kept.receipts.filter((_, index) => isGiven(index)),
        digests: signed.map(({ digest }) => digest).filter((_, index) => isGiven(index)),
        checkpoint: kept.checkpoint,
      };
    },
    close: () => writer.close(),
  };
}
