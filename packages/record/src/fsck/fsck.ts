import {
  type BundleFinding,
  DOCUMENTS,
  documentFindings,
  type EntriesChecked,
  type OpenedLabel,
} from "../bundle/index.ts";
import { type Discrepancy, examine } from "../examination.ts";
import { logKeyOf } from "../heads/index.ts";
import { nodeHash, readFiles } from "../keeping/index.ts";
import {
  LogError,
  noteVerifier,
  openCheckpoint,
  rootOf,
  type Sha256,
  sameBytes,
  toHex,
} from "../log/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import type { ProjectionSource } from "../projection.ts";
import { inParts } from "../rows.ts";
import type { KeptRecord, RecordStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { checkKeptEntries } from "./check-entries.ts";
import { discrepancyFinding } from "./discrepancy.ts";
import { projectionFindings } from "./projections.ts";
import { type RootsKnown, rootsAt } from "./roots.ts";

/** Something in a store that does not agree with the rest of it; `file` names the table. */
export type FsckFinding = Omit<BundleFinding, "code"> & {
  readonly code:
    | BundleFinding["code"]
    | Discrepancy["kind"]
    | "key-altered"
    | "number-altered"
    | "projection-altered"
    | "unfounded";
};

/** What a check of a case in its store found. */
export interface FsckReport {
  readonly case: string;
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** Of the tree over the leaves that are there, 64 hexadecimal digits. */
  readonly root: string;
  /** Entries whose content a label kept from whoever checked. */
  readonly unread: number;
  readonly findings: readonly FsckFinding[];
}

/** What a case is checked with. */
export interface FsckOptions {
  readonly hash?: Sha256;
  /** Signed heads of this log that were seen outside the store: the record must hold them. */
  readonly seen?: readonly Uint8Array[];
  /** What the store may keep that is computed from entries in the open. */
  readonly projections?: readonly ProjectionSource[];
  /** Deciphers a labelled entry for a reader. */
  readonly open?: (label: string, digest: string, kept: Uint8Array) => Promise<OpenedLabel>;
}

/**
 * Checks a case in its store: computes everything that can be computed from the record anew, and
 * compares it with what is kept. It changes nothing, and goes on after what it finds.
 *
 * That everything was rewritten and signed anew with the log's own key can only be told from `seen`.
 *
 * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_UNREADABLE`
 */
export async function fsck(
  store: RecordStore,
  name: string,
  { hash = nodeHash, seen = [], projections = [], open }: FsckOptions = {},
): Promise<FsckReport> {
  const record = await store.record(name, { labels: "every" });
  const { tree, discrepancies } = await examine(record, { hash });
  const heads = await headsOf(record, seen);
  const roots = await rootsAt(record, new Set(heads.seen.map(({ size }) => size)), hash);
  const entries = await checkKeptEntries(record, { hash, roots, ...(open && { open }) });
  const findings: readonly FsckFinding[] = [
    ...discrepancies.map(discrepancyFinding),
    ...entries.findings,
    ...heads.findings,
    ...heads.seen.flatMap((head) => seenFindings(tree.size, roots, head)),
    ...(await documentsOf(record, entries.checked, hash)),
    ...(await projectionFindings(record, projections)),
  ];
  const root = toHex(rootOf(tree, hash));
  const { origin } = record;
  return { case: name, origin, size: tree.size, root, unread: entries.unread, findings };
}

interface SeenHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Verifies the signatures of every head that is kept, and of those that were seen outside. */
async function headsOf(
  record: KeptRecord,
  outside: readonly Uint8Array[],
): Promise<{ readonly seen: readonly SeenHead[]; readonly findings: readonly FsckFinding[] }> {
  const findings: FsckFinding[] = [];
  const seen: SeenHead[] = [];
  const newest = await record.newestCheckpoint();
  try {
    const logs = [noteVerifier(await logKeyOf(record), nodeEd25519)];
    const all = { begin: 0, end: newest === null ? 0 : newest.serial + 1 };
    for await (const part of inParts(all, record.checkpoints)) {
      for (const { serial, note } of part) {
        const fault = await faultOf(() => openCheckpoint(note, { logs, witnesses: [] }));
        if (fault === null) continue;
        findings.push(error(fault.code, "checkpoints", `Checkpoint ${serial}: ${fault.message}`));
      }
    }
    for (const note of outside) {
      const fault = await faultOf(async () => {
        seen.push(await openCheckpoint(note, { logs, witnesses: [] }));
      });
      if (fault === null) continue;
      findings.push(error(fault.code, "checkpoints", `A head that was seen: ${fault.message}`));
    }
  } catch (cause) {
    if (!(cause instanceof StoreError) && !(cause instanceof LogError)) throw cause;
    findings.push(error("unfounded", "envelopes", cause.message));
  }
  return { seen, findings };
}

function seenFindings(size: number, roots: RootsKnown, head: SeenHead): readonly FsckFinding[] {
  if (head.size > size) {
    const message = `There are ${size} entries; a head of ${head.size} has been seen.`;
    return [error("rolled-back", "leaves", message)];
  }
  const root = roots.get(head.size);
  if (root !== undefined && sameBytes(root, head.root)) return [];
  const message = `At ${head.size} entries it had another history than a head that has been seen.`;
  return [error("other-history", "leaves", message)];
}

async function documentsOf(
  record: KeptRecord,
  { accepted }: EntriesChecked,
  hash: Sha256,
): Promise<readonly FsckFinding[]> {
  const kept = await readFiles(record);
  const files = new Map([...kept].map(([file, { bytes }]) => [`${DOCUMENTS}${file}`, bytes]));
  return documentFindings(files, accepted, hash);
}

/** What the log's functions refuse; anything else is passed on. */
async function faultOf(check: () => Promise<unknown>): Promise<LogError | null> {
  try {
    await check();
    return null;
  } catch (cause) {
    if (cause instanceof LogError) return cause;
    throw cause;
  }
}

/** Names an error of a table as a whole. */
function error(code: FsckFinding["code"], file: string, message: string): FsckFinding {
  const remedy = "Keep the store as it is; compare it with a bundle, a backup or another party's.";
  return { severity: "error", code, file, position: null, entry: null, message, remedy };
}
