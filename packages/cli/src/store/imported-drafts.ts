import { createHash } from "node:crypto";
import type { RecordEntry } from "@proviso/record";
import type { StatedTime } from "@proviso/record/envelope";
import type { Draft } from "@proviso/record/writing";

/**
 * What an import appends, for everyone to read. The key of each is made of its id, so that the same
 * file imported again appends nothing twice.
 *
 * @param of - what was imported; the same id from another import is another entry.
 */
export function importedDrafts(
  entries: readonly { readonly entry: RecordEntry; readonly stated: StatedTime | null }[],
  of: "register" | "form",
): readonly Draft[] {
  return entries.map(({ entry, stated }) => ({
    entry,
    label: null,
    stated,
    key: `${of}-${createHash("sha256").update(entry.id).digest("hex").slice(0, 32)}`,
    series: null,
  }));
}
