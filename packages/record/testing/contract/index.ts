export { describeAppendOnly } from "./append-only-contract.ts";
export { describeGroups } from "./group-contract.ts";
export type { MakeHarness, StoreHarness } from "./harness.ts";
export { describeLabels } from "./label-contract.ts";
export { describeMove } from "./move-contract.ts";
export { type PlainEntry, type PlainState, plainGate, plainSubmission } from "./plain-gate.ts";
export {
  openPlainWriter,
  type PlainWriter,
  type PlainWriterOptions,
  plainWriter,
} from "./plain-writer.ts";
export { refusal } from "./refusal.ts";
export { bytesOf, nodeSha256, sampleBatch, sampleEntry, textOf } from "./samples.ts";
export { describeStore } from "./store-contract.ts";
export { describeWriter } from "./writer-contract.ts";
