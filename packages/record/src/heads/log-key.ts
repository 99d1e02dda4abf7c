import { instant, type Zone, zone } from "@proviso/core";
import { readEnvelope, readStatement } from "../envelope/index.ts";
import { type NoteKey, parseNoteKey } from "../log/index.ts";
import type { KeptRecord } from "../store.ts";
import { StoreError } from "../store-error.ts";

/**
 * The key of a record's log, as its founding entry names it.
 *
 * @throws {StoreError} `STORE_CORRUPT` where the record has no such entry.
 */
export async function logKeyOf(record: KeptRecord): Promise<NoteKey> {
  const [first] = await record.envelopes({ begin: 0, end: 1 });
  const read = first === undefined ? null : readEnvelope(first.envelope);
  const stamp = { known: instant(0), zone: zone("UTC") as Zone };
  const stated = read?.ok === true ? readStatement(read.envelope.payload, stamp) : null;
  const entry = stated?.ok === true ? stated.statement.entry : null;
  if (entry?.kind === "key" && entry.act === "genesis") return parseNoteKey(entry.log.key);
  throw new StoreError(
    "STORE_CORRUPT",
    `${record.name} does not begin with the entry that founds a record.`,
    "Run proviso fsck; restore a backup if it says so.",
  );
}
