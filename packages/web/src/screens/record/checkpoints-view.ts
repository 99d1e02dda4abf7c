import type { Ed25519 } from "@proviso/record/envelope";
import {
  LogError,
  parseCheckpoint,
  parseNote,
  proveAlong,
  rangesAlong,
  subtreePath,
  toHex,
  verifyConsistency,
} from "@proviso/record/log";
import type { RecordSummary, ServedCheckpoint } from "@proviso/wire";
import type { RecordSource } from "../../case/record-source.ts";
import { cosignedAt, faultOf } from "./examine-entry.ts";
import { readTree } from "./tree-reading.ts";

/** A checkpoint, checked here. */
export interface CheckedCheckpoint {
  readonly serial: number;
  readonly size: number;
  /** 64 hexadecimal digits; empty where the note cannot be read. */
  readonly root: string;
  /** Why its signature does not hold; `null` where it does. */
  readonly fault: string | null;
  /** Who says to have cosigned it, and when, in seconds since 1970. */
  readonly cosigned: readonly { readonly by: string; readonly at: number }[];
  /** Whether it continues the one before; `null` for the first. */
  readonly continues: { readonly hashes: number; readonly fault: string | null } | null;
}

/**
 * Checks the signature of each checkpoint, and that each continues the one before it.
 *
 * @throws {CaseError} where a part does not arrive.
 */
export async function checkCheckpoints(
  source: RecordSource,
  { logKey }: Pick<RecordSummary, "logKey">,
  checkpoints: readonly ServedCheckpoint[],
  ed25519: Ed25519,
): Promise<readonly CheckedCheckpoint[]> {
  const whole = checkpoints.at(-1)?.size ?? 0;
  return Promise.all(
    checkpoints.map(async ({ serial, size, note }, at) => {
      const before = checkpoints[at - 1];
      return {
        serial,
        size,
        root: rootIn(note),
        fault: await faultOf(note, logKey, ed25519),
        cosigned: cosignedAt(note),
        continues: before === undefined ? null : await continues(source, before.note, note, whole),
      };
    }),
  );
}

function rootIn(note: string): string {
  try {
    return toHex(parseCheckpoint(parseNote(note).text).root);
  } catch {
    return "";
  }
}

async function continues(
  source: RecordSource,
  olderNote: string,
  newerNote: string,
  whole: number,
): Promise<{ readonly hashes: number; readonly fault: string | null }> {
  try {
    const older = parseCheckpoint(parseNote(olderNote).text);
    const newer = parseCheckpoint(parseNote(newerNote).text);
    const path = subtreePath({ begin: 0, end: older.size }, newer.size);
    const proof = proveAlong(path, await readTree(source, rangesAlong(path), whole));
    const claim = {
      olderSize: older.size,
      olderRoot: older.root,
      newerSize: newer.size,
      newerRoot: newer.root,
    };
    verifyConsistency(claim, proof);
    return { hashes: proof.length, fault: null };
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    return { hashes: 0, fault: cause.message };
  }
}
