import { nodeHash } from "@proviso/record";
import { idempotencyScope, payloadDigest, readEnvelope } from "@proviso/record/envelope";
import { corruptAt, walkKept } from "@proviso/record/kept";
import { EMPTY_TREE, rootOf, sameBytes } from "@proviso/record/log";
import type { RecordStore } from "@proviso/record/store";
import { type EntryGate, Writer } from "@proviso/record/writing";
import { JudgedWorkload } from "../judge/judged.ts";
import type { Workload } from "../judge/workload.ts";
import { cpuMeter } from "./append.ts";
import { Corpus, FOUNDING, receivedAt, TERMS } from "./corpus.ts";
import { verifyBare } from "./limit.ts";

/** P5; rates in entries a second. */
export interface Rebuild {
  readonly entries: number;
  readonly ours: number;
  readonly verifyEveryCore: number;
  readonly verifyOneCore: number;
  /** Processor time of this process on all its threads, in milliseconds an entry. */
  readonly cpuMs: { readonly ours: number; readonly verify: number };
  /** Whether it came to the root that was kept, and the judge took in every observation. */
  readonly isWhole: boolean;
}

/** Entries that are signed, appended or read at a time. */
const PART = 5_000;

/**
 * Computes everything anew from a record: signatures, tree, verdicts; and then only verifies the
 * same signatures on the same cores.
 */
export async function benchRebuild(
  store: RecordStore,
  workload: Workload,
  progress: (what: string) => void,
): Promise<Rebuild> {
  const count = workload.eventFacts.length;
  progress(`P5: signing and keeping ${count.toLocaleString("en")} entries`);
  const root = await fill(store, workload);
  const record = await store.record(TERMS.case, { labels: [] });
  progress("P5: rebuilding");
  const judged = new JudgedWorkload(workload);
  const begun = performance.now();
  const cpu = cpuMeter();
  const walked = walkKept(record, TERMS, { verify: "all", refuse: corruptAt });
  for await (const { accepted } of walked) {
    if (accepted?.statement.entry.kind === "observation") judged.put(accepted.statement.entry);
  }
  judged.askAll();
  const isSameRoot = sameBytes(walked.tree.rootAt(walked.tree.size), root);
  const seconds = (performance.now() - begun) / 1_000;
  const oursMs = cpu();
  progress("P5: verification alone");
  const alone = await verificationAlone(store, count + FOUNDING);
  return {
    entries: count,
    ours: count / seconds,
    verifyEveryCore: count / alone.everyCore,
    verifyOneCore: alone.oneCore,
    cpuMs: { ours: oursMs / count, verify: alone.cpuMs / count },
    isWhole: isSameRoot && judged.known === count,
  };
}

/** Seconds of all entries on every core; entries a second on one core, from the first part. */
async function verificationAlone(store: RecordStore, size: number) {
  const record = await store.record(TERMS.case, { labels: [] });
  let [everyCore, oneCore, cpuMs] = [0, 0, 0];
  for (let begin = FOUNDING; begin < size; begin += PART) {
    const kept = await record.envelopes({ begin, end: Math.min(size, begin + PART) });
    const envelopes = kept.map(({ envelope }) => envelope);
    const cpu = cpuMeter();
    everyCore += await verifyBare(envelopes, "every-core");
    cpuMs += cpu();
    if (oneCore === 0) oneCore = envelopes.length / (await verifyBare(envelopes, "one-core"));
  }
  return { everyCore, oneCore, cpuMs };
}

/** Founds the case with signed entries, and gives the root of its log. */
async function fill(store: RecordStore, workload: Workload): Promise<Uint8Array> {
  await store.found(TERMS.case, TERMS.origin);
  let received = 0;
  const writer = new Writer<null, null>({
    ...{ now: () => receivedAt(received), hash: nodeHash, idleMs: null },
    take: async () => {
      const hold = await store.hold(TERMS.case);
      const tip = { tree: EMPTY_TREE, state: null, received: receivedAt(0) };
      return { hold, gate: TRUSTING, tip, sign: null, release: hold.release };
    },
  });
  const corpus = new Corpus(workload);
  const append = async (envelope: Uint8Array): Promise<void> => {
    received += 1;
    const submissions = [{ envelope, label: null, expected: null }];
    const outcome = await writer.append({ submissions, fileBytes: 0, approve: () => [] });
    if (outcome.kind === "refused") throw outcome.cause;
  };
  await Promise.all((await corpus.founding()).map(append));
  const count = workload.eventFacts.length;
  for (let begin = 0; begin < count; begin += PART) {
    const signed = await corpus.observations(begin, Math.min(count, begin + PART));
    await Promise.all(signed.map(append));
  }
  const root = rootOf(writer.tip.tree, nodeHash);
  await writer.close();
  return root;
}

/** Lets in what the bench has just signed: that is verified when the clock runs. */
const TRUSTING: EntryGate<null, null> = {
  isAlike: () => true,
  check: async ({ envelope }) => {
    const read = readEnvelope(envelope);
    if (!read.ok) throw new RangeError(read.rejection.message);
    const { payload } = read.envelope;
    const { device, key } = JSON.parse(Buffer.from(payload).toString("utf8")) as {
      readonly device: string;
      readonly key: string;
    };
    return {
      key: idempotencyScope({ device, key }),
      payload: Buffer.from(payloadDigest(payload), "hex"),
      series: null,
      kept: envelope,
      digest: nodeHash(envelope),
      facts: null,
    };
  },
  admit: () => ({ state: null, undo: () => undefined }),
};
