import { type Instant, instant } from "@proviso/core";
import { rootOf } from "../../src/log/index.ts";
import type { Batch, RecordStore } from "../../src/store/store.ts";
import { type Head, requireHere, requireSeen, tipOf } from "../../src/store/tip.ts";
import {
  checkpointSigner,
  type GroupOutcome,
  giveBackOnFailure,
  type News,
  type Receipt,
  type SentEntry,
  Writer,
  type WriterLimits,
} from "../../src/writing/index.ts";
import { logKey } from "../log/keys.ts";
import { type PlainState, plainGate } from "./plain-gate.ts";
import { nodeSha256 } from "./samples.ts";

/** What of a plain writer is to differ from the ordinary one. */
export interface PlainWriterOptions {
  readonly now?: () => Instant;
  /** By the key that the log of a test has, as a rule. */
  readonly sign?: (head: Head) => Promise<Uint8Array>;
  /** A head that somebody outside has seen: a record without it is not appended to. */
  readonly seen?: Head | null;
  readonly limits?: Partial<WriterLimits>;
  /** How long the case is held when there is nothing to append; as long as it is open, as a rule. */
  readonly idleMs?: number | null;
  readonly told?: (news: News) => void;
}

/** The writer of the product over a store, with a gate without signatures. */
export interface PlainWriter {
  /** Appends one entry by itself; throws where it is refused. */
  readonly append: (submission: SentEntry) => Promise<Receipt>;
  readonly appendGroup: (
    submissions: readonly SentEntry[],
    more?: {
      readonly documents?: Batch["documents"];
      readonly approve?: () => void;
      readonly fileBytes?: number;
    },
  ) => Promise<GroupOutcome>;
  readonly attach: (documents: Batch["documents"]) => Promise<GroupOutcome>;
  readonly head: () => Head;
  /** How often the case was taken. */
  readonly taken: () => number;
  readonly close: () => Promise<void>;
}

/** Opens a writer, which holds the case from now on. */
export async function openPlainWriter(
  store: RecordStore,
  name: string,
  options: PlainWriterOptions = {},
): Promise<PlainWriter> {
  const writer = plainWriter(store, name, options);
  await writer.appendGroup([]);
  return writer;
}

/** Makes a writer, which takes the case when there is something to append. */
export function plainWriter(
  store: RecordStore,
  name: string,
  { now = () => instant(0), seen = null, idleMs = null, ...more }: PlainWriterOptions,
): PlainWriter {
  let taken = 0;
  const writer = new Writer<PlainState, null>({
    ...{ now, hash: nodeSha256, idleMs, ...more },
    take: async (before) =>
      giveBackOnFailure(await store.hold(name), async (hold) => {
        await requireHere(hold.record);
        if (seen !== null) await requireSeen(hold.record, seen, nodeSha256);
        const state = before?.state ?? { epoch: 0 };
        const tip = await tipOf(hold.record, state, nodeSha256);
        const { sign = checkpointSigner(logKey(hold.record.origin).signer) } = more;
        taken += 1;
        return { hold, gate: plainGate(), tip, sign, release: hold.release };
      }),
  });
  const appendGroup: PlainWriter["appendGroup"] = (submissions, group = {}) => {
    const { documents = [], approve, fileBytes = 0 } = group;
    return writer.append({
      ...{ submissions, fileBytes },
      approve: () => {
        approve?.();
        return documents;
      },
    });
  };
  return {
    append: async (submission) => {
      const outcome = await appendGroup([submission]);
      if (outcome.kind === "refused") throw outcome.cause;
      const receipt = outcome.kind === "kept" ? outcome.receipts[0] : undefined;
      if (receipt === undefined) throw new Error("What was kept has a receipt.");
      return receipt;
    },
    appendGroup,
    attach: (documents) => appendGroup([], { documents }),
    head: () => {
      const { tree } = writer.tip;
      return { size: tree.size, root: rootOf(tree, nodeSha256) };
    },
    taken: () => taken,
    close: () => writer.close(),
  };
}
