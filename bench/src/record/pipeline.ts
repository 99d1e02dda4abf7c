import { Engine, type EntryId, type Instant, type Observation } from "@proviso/core";
import { EMPTY_RING } from "@proviso/record/envelope";
import { nodeHash } from "@proviso/record/keeping";
import type { Batch, Hold, RecordStore } from "@proviso/record/store";
import {
  checkpointSigner,
  type Gate,
  type GateFacts,
  type GateState,
  openSequencer,
  signedGate,
} from "@proviso/record/writing";
import { frameOfWorkload } from "../engine/record.ts";
import type { Workload } from "../engine/workload.ts";
import { Corpus, LOG_SIGNER, receivedAt, TERMS } from "./corpus.ts";

/** What a subscriber is told of an observation: it is durable, and the verdicts take account of it. */
export type Subscriber = (observation: Observation) => void;

/** A record that is appended to, with the engine and a subscriber behind it. */
export interface Pipeline {
  /** Returns once the entry is durable; the subscriber is told after that. */
  readonly append: (envelope: Uint8Array) => Promise<unknown>;
  readonly subscribe: (subscriber: Subscriber) => void;
  /** The batches that were kept since the last call. */
  readonly batches: () => readonly Batch[];
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

/**
 * Founds the bench's case in an empty store and opens everything that stands behind an append: the
 * gate that verifies signatures, the sequencer with its signed checkpoints, the store, the engine.
 */
export async function openPipeline(store: RecordStore, workload: Workload): Promise<Pipeline> {
  await store.found(TERMS.case, TERMS.origin);
  const kept: Batch[] = [];
  const hold = watched(await store.hold(TERMS.case), kept);
  const admitted: GateFacts[] = [];
  const start: GateState = {
    ring: EMPTY_RING,
    compartments: new Map(),
    documents: new Map(),
    positions: new Map<EntryId, number>(),
  };
  let received = 0;
  const sequencer = await openSequencer(hold, {
    gate: overheard(signedGate(hold.record, TERMS, start), admitted),
    now: (): Instant => receivedAt(received),
    hash: nodeHash,
    sign: checkpointSigner(LOG_SIGNER),
    seen: null,
  });
  const { engine, take } = openVerdicts(workload);
  let tell: Subscriber = () => undefined;
  let next = 0;
  const following = (async () => {
    for await (const { size } of sequencer.follow()) {
      for (; next < size; next += 1) {
        const { entry } = (admitted[next] as GateFacts).accepted.statement;
        if (entry.kind !== "observation") continue;
        take(entry);
        tell(entry);
      }
    }
  })();
  const append = (envelope: Uint8Array): Promise<unknown> => {
    received += 1;
    return sequencer.append({ envelope, label: null, expected: null });
  };
  for (const envelope of await new Corpus(workload).founding()) await append(envelope);
  return {
    append,
    subscribe: (subscriber) => {
      tell = subscriber;
    },
    batches: () => kept.splice(0),
    engine,
    close: async () => {
      await sequencer.close();
      await following;
    },
  };
}

/** An engine over a workload's agreement, and what hands it the next observation. */
export function openVerdicts(workload: Workload) {
  const taken: Observation[] = [];
  const engine = new Engine({
    frame: frameOfWorkload(workload),
    recall: (at) => taken[at] as Observation,
  });
  const take = (entry: Observation): void => {
    taken.push(entry);
    engine.advance(entry.known);
    engine.apply(entry);
  };
  return { engine, take };
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
  gate: Gate<GateState, GateFacts>,
  admitted: GateFacts[],
): Gate<GateState, GateFacts> {
  return {
    ...gate,
    admit: (state, checked, placing) => {
      const admission = gate.admit(state, checked, placing);
      if (admission.kind === "admitted") admitted.push(checked.facts);
      return admission;
    },
  };
}
