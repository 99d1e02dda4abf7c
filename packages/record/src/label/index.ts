export { generateIdentity, identityToRecipient } from "age-encryption";
export {
  type Compartments,
  compartmentsAfter,
  currentGeneration,
  NO_COMPARTMENTS,
} from "./compartments.ts";
export type { LabelChecked, LabelCode, LabelRejection } from "./label-error.ts";
export {
  generationFault,
  type Labelled,
  labelEnvelope,
  openLabelled,
  saltedDigest,
} from "./labelled.ts";
