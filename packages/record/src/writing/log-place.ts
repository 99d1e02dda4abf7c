import type { LogPlace } from "../envelope/index.ts";
import { toHex } from "../log/index.ts";
import { nodeHash } from "../node-crypto.ts";
import { keptRoot } from "../store/kept-tree.ts";
import type { KeptRecord } from "../store/store.ts";
import type { CaseTerms } from "../walk/index.ts";
import type { Placing } from "./gate.ts";

/** The root of a log at a size, 64 hexadecimal digits; `null` where it has not so many entries. */
export type RootAt = (size: number) => Promise<string | null>;

/** How many roots are remembered: many entries carry the same newest checkpoint. */
const MOST_ROOTS = 1000;

/**
 * The roots of a record, each computed once from what is kept: a log never changes what it was. One
 * that cannot be read is asked for again.
 */
export function rootsOf(record: KeptRecord): RootAt {
  const known = new Map<number, string>();
  return async (size) => {
    const remembered = known.get(size);
    if (remembered !== undefined) return remembered;
    const root = await keptRoot(record, nodeHash, size);
    if (root === null) return null;
    if (known.size >= MOST_ROOTS) known.clear();
    known.set(size, toHex(root));
    return toHex(root);
  };
}

/** Where an entry of a case is to count. */
export function placeOf(
  rootAt: RootAt,
  terms: CaseTerms,
  { position, received }: Placing,
): LogPlace {
  return { ...terms, known: received, position, received, rootAt };
}
