import { type Checkpoint, sameBytes } from "../log/index.ts";
import type { WholeTree } from "./whole-tree.ts";

/** How a head does not agree with the record that was walked. */
export type HeadFault =
  /** It is of another log. */
  | "other-log"
  /** It signs more entries than there are. */
  | "ahead"
  /** It signs another history. */
  | "other-root";

/** Holds what a head says of a log against its entries; `null` where it agrees with them. */
export function headFault(
  tree: WholeTree,
  origin: string,
  head: Pick<Checkpoint, "origin" | "size" | "root">,
): HeadFault | null {
  if (head.origin !== origin) return "other-log";
  if (head.size > tree.size) return "ahead";
  return sameBytes(tree.rootAt(head.size), head.root) ? null : "other-root";
}
