import { type NoteKey, parseNoteKey } from "../../log/index.ts";
import type { KeptRecord } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { foundingIn } from "../../walk/index.ts";

/**
 * The key of a record's log, as its founding entry names it.
 *
 * @throws {StoreError} `STORE_CORRUPT` where the record has no such entry.
 */
export async function logKeyOf(record: KeptRecord): Promise<NoteKey> {
  const [first] = await record.envelopes({ begin: 0, end: 1 });
  const log = foundingIn(first?.envelope)?.log ?? null;
  if (log !== null) return parseNoteKey(log.key);
  throw new StoreError(
    "STORE_CORRUPT",
    `${record.name} does not begin with the entry that founds a record.`,
    "Run proviso fsck; restore a backup if it says so.",
  );
}
