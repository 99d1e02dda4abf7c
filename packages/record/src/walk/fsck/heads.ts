import {
  type Checkpoint,
  LogError,
  noteVerifier,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseNoteKey,
} from "../../log/index.ts";
import { nodeEd25519 } from "../../node-crypto.ts";
import { inParts } from "../../store/rows.ts";
import type { KeptCheckpoint, KeptRecord } from "../../store/store.ts";
import { headFault, type Walk, type WholeTree } from "../index.ts";
import { type FsckFinding, wrongIn } from "./finding.ts";

const COMPARE = "Keep the store as it is; compare it with a bundle, a backup or another party's.";

/** Holds every checkpoint that a store keeps against the entries, whoever signed it. */
export async function checkpointFindings(
  record: KeptRecord,
  tree: WholeTree,
): Promise<readonly FsckFinding[]> {
  const findings: FsckFinding[] = [];
  for await (const kept of checkpointsOf(record)) {
    const fault = checkpointFault(kept, record.origin, tree);
    if (fault === null) continue;
    const message = `Checkpoint ${kept.serial}, of ${kept.size} entries, ${SAID[fault]}.`;
    findings.push(wrongIn("checkpoints", fault, message));
  }
  return findings;
}

type CheckpointFault = "checkpoint-malformed" | "checkpoint-ahead" | "checkpoint-mismatch";

const SAID: Readonly<Record<CheckpointFault, string>> = {
  "checkpoint-malformed": "is no checkpoint of this log",
  "checkpoint-mismatch": "signs another history",
  "checkpoint-ahead": "signs more entries than there are",
};

function checkpointFault(
  { size, note }: KeptCheckpoint,
  origin: string,
  tree: WholeTree,
): CheckpointFault | null {
  let head: Checkpoint;
  try {
    head = parseCheckpoint(parseNote(note).text);
  } catch (cause) {
    if (cause instanceof LogError) return "checkpoint-malformed";
    throw cause;
  }
  if (head.size !== size) return "checkpoint-malformed";
  switch (headFault(tree, origin, head)) {
    case "other-log":
      return "checkpoint-malformed";
    case "ahead":
      return "checkpoint-ahead";
    case "other-root":
      return "checkpoint-mismatch";
    case null:
      return null;
  }
}

/**
 * Verifies the signatures of every checkpoint that is kept by the key that founded the log, and
 * holds the entries against heads that were seen outside.
 */
export async function signatureFindings(
  record: KeptRecord,
  { ring, tree }: Walk,
  seen: readonly Uint8Array[],
): Promise<readonly FsckFinding[]> {
  if (ring.log === null) {
    return [error("envelopes", "unfounded", "No entry that holds founds its log.")];
  }
  const findings: FsckFinding[] = [];
  try {
    const logs = [noteVerifier(parseNoteKey(ring.log.key), nodeEd25519)];
    const open = (note: Uint8Array) => openCheckpoint(note, { logs, witnesses: [] });
    for await (const { serial, note } of checkpointsOf(record)) {
      const opened = await orFault(() => open(note));
      if (!(opened instanceof LogError)) continue;
      findings.push(error("checkpoints", opened.code, `Checkpoint ${serial}: ${opened.message}`));
    }
    for (const note of seen) {
      const opened = await orFault(() => open(note));
      if (opened instanceof LogError) {
        const message = `A head that was seen: ${opened.message}`;
        findings.push(error("checkpoints", opened.code, message));
      } else findings.push(...seenFindings(tree, record.origin, opened));
    }
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    findings.push(error("envelopes", "unfounded", cause.message));
  }
  return findings;
}

function seenFindings(tree: WholeTree, origin: string, head: Checkpoint): readonly FsckFinding[] {
  switch (headFault(tree, origin, head)) {
    case "ahead": {
      const message = `There are ${tree.size} entries; a head of ${head.size} has been seen.`;
      return [error("leaves", "rolled-back", message)];
    }
    case "other-root": {
      const message = `At ${head.size} entries it had another history than a head that has been seen.`;
      return [error("leaves", "other-history", message)];
    }
    case "other-log": {
      const message = `A head that was seen is of the log ${head.origin}.`;
      return [error("checkpoints", "other-log", message)];
    }
    case null:
      return [];
  }
}

async function* checkpointsOf(record: KeptRecord): AsyncGenerator<KeptCheckpoint> {
  const newest = await record.newestCheckpoint();
  const all = { begin: 0, end: newest === null ? 0 : newest.serial + 1 };
  for await (const part of inParts(all, record.checkpoints)) yield* part;
}

/** What was asked for, or what the log's functions refuse; anything else is passed on. */
async function orFault<Found>(ask: () => Promise<Found>): Promise<Found | LogError> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof LogError) return cause;
    throw cause;
  }
}

function error(file: string, code: FsckFinding["code"], message: string): FsckFinding {
  return wrongIn(file, code, message, { remedy: COMPARE });
}
