export { checkpointSigner } from "./checkpoint-signer.ts";
export type { Admission, Checked, Gate, Placing, Submission } from "./gate.ts";
export { DEFAULT_LIMITS, type SequencerLimits } from "./limits.ts";
export { idempotencyOf, routeOf } from "./opaque.ts";
export type { Head, Receipt, Sequencer, SequencerOptions } from "./port.ts";
export { openSequencer } from "./sequencer.ts";
