import { entryId, type Instant } from "@proviso/core";
import { type Bindings, type BoundFile, digestInName, MAX_BOUND_FILES } from "../entries/index.ts";
import { encodeText, toHex } from "../log/index.ts";
import { nodeHash } from "../node-crypto.ts";
import type { Draft } from "./drafts.ts";

/** A file that comes to a case, or is there already. */
export interface FileToBind {
  readonly file: string;
  readonly label: string | null;
  readonly bytes: Uint8Array;
}

/** Entries to be appended, with those that bind what comes with them. */
export interface BoundDrafts {
  readonly drafts: readonly Draft[];
  /** Whether the draft at an index is one that was given. */
  readonly isGiven: (index: number) => boolean;
}

/**
 * Puts the entries that bind files before the entries that come with them; a record begins with its
 * founding entry, whatever comes with it.
 *
 * @param size - entries in the record before.
 */
export function withBindings(
  given: readonly Draft[],
  files: readonly FileToBind[],
  bindings: Bindings,
  at: { readonly size: number; readonly known: Instant },
): BoundDrafts {
  const binding = bindingDrafts(files, bindings, at);
  const from = at.size === 0 ? 1 : 0;
  const drafts = [...given.slice(0, from), ...binding, ...given.slice(from)];
  return { drafts, isGiven: (index) => index < from || index >= from + binding.length };
}

/**
 * The entries that bind files to a record, without those that it binds just so already, those whose
 * names say what they hold, and those under a label, whose very names are not for everyone.
 */
function bindingDrafts(
  files: readonly FileToBind[],
  bindings: Bindings,
  { size, known }: { readonly size: number; readonly known: Instant },
): readonly Draft[] {
  const bound: BoundFile[] = files.flatMap(({ file, label, bytes }) => {
    if (label !== null || digestInName(file) !== null) return [];
    const sha256 = toHex(nodeHash(bytes));
    return bindings.get(file) === sha256 ? [] : [{ file, sha256 }];
  });
  const drafts: Draft[] = [];
  for (let begin = 0; begin < bound.length; begin += MAX_BOUND_FILES) {
    const part = bound.slice(begin, begin + MAX_BOUND_FILES);
    const said = JSON.stringify([size, part]);
    const digest = toHex(nodeHash(encodeText(said))).slice(0, 16);
    const entry = { kind: "documents", id: entryId(`F-${digest}`), known, files: part } as const;
    drafts.push({ entry, label: null, stated: null, key: `documents-${digest}`, series: null });
  }
  return drafts;
}
