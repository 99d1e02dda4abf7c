export { type HeadMemory, headMemoryIn } from "./head-memory.ts";
export { logKeyOf } from "./log-key.ts";
export { addCosignatures, type SignedHead, signHead } from "./sign-head.ts";
export { prefixFromTiles } from "./tiles-of.ts";
export { openWitnessFolder } from "./witness-folder.ts";
