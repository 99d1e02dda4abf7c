import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instant, Observation } from "@proviso/core";
import { nodeHash } from "@proviso/record";
import type { Batch, Hold, RecordStore } from "@proviso/record/store";
import {
  type EntryGate,
  type GateFacts,
  type GateState,
  giveBackOnFailure,
  takeUp,
  Writer,
} from "@proviso/record/writing";
import { JudgedWorkload } from "../judge/judged.ts";
import { placeName } from "../judge/record.ts";
import type { Workload } from "../judge/workload.ts";
import { Corpus, keysIn, receivedAt, TERMS } from "./corpus.ts";

/** What a subscriber is told of an observation: it is durable, and the verdicts take account of it. */
export type Subscriber = (observation: Observation) => void;

/** A record that is appended to, with the judge and a subscriber behind it. */
export interface Pipeline {
  /** Returns once the entry is durable; the subscriber is told after that. */
  readonly append: (envelope: Uint8Array) => Promise<unknown>;
  readonly subscribe: (subscriber: Subscriber) => void;
  /** The batches that were kept since the last call. */
  readonly batches: () => readonly Batch[];
  readonly judged: JudgedWorkload;
  readonly close: () => Promise<void>;
}

/**
 * Founds the bench's case in an empty store and opens everything that stands behind an append: the
 * writer as the server has it, with its gate that verifies signatures, its signed checkpoints and
 * the heads that it remembers; the store; the judge.
 */
export async function openPipeline(store: RecordStore, workload: Workload): Promise<Pipeline> {
  await store.found(TERMS.case, TERMS.origin);
  const home = await mkdtemp(join(tmpdir(), "proviso-bench-keys-"));
  const kept: Batch[] = [];
  const admitted: GateFacts[] = [];
  let received = 0;
  const now = (): Instant => receivedAt(received);
  const judged = new JudgedWorkload(workload);
  const factOf = factsByPlace(workload);
  let tell: Subscriber = () => undefined;
  const writer = new Writer<GateState, GateFacts>({
    ...{ now, hash: nodeHash, idleMs: null },
    take: async (before) =>
      giveBackOnFailure(await store.hold(TERMS.case), async (hold) => {
        const taken = await takeUp(hold, TERMS, new Map(), { keys: keysIn(home), now }, before);
        const gate = overheard(taken.gate, admitted);
        return { ...taken, hold: watched(hold, kept), gate };
      }),
    told: ({ begin, size }) => {
      for (const { accepted } of admitted.slice(begin, size)) {
        const { entry } = accepted.statement;
        if (entry.kind !== "observation") continue;
        judged.take(entry, factOf(entry));
        tell(entry);
      }
    },
  });
  const append = async (envelope: Uint8Array): Promise<void> => {
    received += 1;
    const submissions = [{ envelope, label: null, expected: null }];
    const outcome = await writer.append({ submissions, fileBytes: 0, approve: () => [] });
    if (outcome.kind === "refused") throw outcome.cause;
  };
  for (const envelope of await new Corpus(workload).founding()) await append(envelope);
  return {
    append,
    subscribe: (subscriber) => {
      tell = subscriber;
    },
    batches: () => kept.splice(0),
    judged,
    close: async () => {
      await writer.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Which fact of a workload an observation of it is about: that of its place. */
export function factsByPlace(workload: Workload): (entry: Observation) => number {
  const facts = new Map<string, number>();
  for (let fact = 0; fact < workload.facts; fact += 1) facts.set(placeName(fact), fact);
  return ({ report }) => {
    const fact = report.kind === "presence" ? facts.get(report.place) : undefined;
    if (fact === undefined) throw new RangeError("An observation of another workload.");
    return fact;
  };
}

/** A hold that writes down which batches went through it. */
function watched(hold: Hold, kept: Batch[]): Hold {
  return {
    ...hold,
    commit: async (batch) => {
      await hold.commit(batch);
      kept.push(batch);
    },
  };
}

/** A gate that writes down what it admitted, in record order. */
function overheard(
  gate: EntryGate<GateState, GateFacts>,
  admitted: GateFacts[],
): EntryGate<GateState, GateFacts> {
  return {
    ...gate,
    admit: (state, checked, placing) => {
      const found = gate.admit(state, checked, placing);
      admitted.push(checked.facts);
      return found;
    },
  };
}
