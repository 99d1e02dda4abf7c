export { generateIdentity, identityToRecipient } from "age-encryption";
export {
  type Compartments,
  compartmentsAfter,
  NO_COMPARTMENTS,
} from "./compartments.ts";

export {
  labelEnvelope,
  openLabelled,
} from "./labelled.ts";
