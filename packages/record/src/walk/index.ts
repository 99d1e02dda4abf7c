export { type CaseTerms, type Founding, foundingIn } from "./case-terms.ts";
export { faultAt, KEEP, type WalkCode, type WalkFault } from "./fault.ts";
export { type HeadFault, headFault } from "./heads.ts";
export type { KeptParts, OpenedLabel, OpenLabel } from "./read-parts.ts";
export {
  type RootAt,
  type Walk,
  type WalkedBefore,
  type WalkedContent,
  type WalkedEntry,
  type WalkOptions,
  walk,
} from "./walk.ts";
export { WholeTree, wholeTree } from "./whole-tree.ts";
