export { type CaseTerms, foundingIn } from "./case-terms.ts";
export type { WalkFault } from "./fault.ts";
export { headFault } from "./heads.ts";
export type { KeptParts, OpenLabel } from "./read-parts.ts";
export {
  type Walk,
  type WalkedContent,
  type WalkedEntry,
  type WalkOptions,
  walk,
} from "./walk.ts";
export { WholeTree, wholeTree } from "./whole-tree.ts";
