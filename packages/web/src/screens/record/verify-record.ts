import type { Zone } from "@proviso/core";
import type { Accepted, Ed25519, KeyRing } from "@proviso/record/envelope";
import {
  decodeBundle,
  encodeTile,
  fromBase64,
  noteVerifier,
  openCheckpoint,
  parseNoteKey,
  proveAlong,
  type ReadNode,
  sameBytes,
  sha256,
  subtreePath,
  type TileId,
  tilePath,
  tilesBetween,
  toHex,
  verifyConsistency,
} from "@proviso/record/log";
import {
  headFault,
  type KeptParts,
  type Walk,
  type WholeTree,
  walk,
  wholeTree,
} from "@proviso/record/walk";
import type { RecordSummary, ServedCheckpoint, ServedEntry } from "@proviso/wire";
import type { RecordSource } from "../../case/record-source.ts";
import { type Disagreement, ofLog, wrong } from "./disagreement.ts";
import { checkJudged } from "./judged-check.ts";

/** The parts of a verification, in the order in which they are done. */
export const STAGES = ["leaves", "envelopes", "checkpoints", "tiles", "judged"] as const;

/** One of them. */
export type Stage = (typeof STAGES)[number];

/** How far a verification has come. */
export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly of: number;
}

/** What a verification was given and what it found. */
export interface Verified {
  readonly size: number;
  /** As computed here from the leaves, 64 hexadecimal digits. */
  readonly root: string;
  readonly envelopes: number;
  readonly signatures: number;
  /** Entries that a label keeps from this reader; their leaves were checked. */
  readonly closed: number;
  readonly checkpoints: number;
  readonly tiles: number;
  /** Entries that the verdicts on the screens rest on, found just so in the log. */
  readonly judged: number;
  readonly disagreements: readonly Disagreement[];
}

/** What a record is verified with. */
export interface VerifyingOptions {
  readonly ed25519: Ed25519;
  readonly agreement: string;
  readonly zone: Zone;
  /** The lines that the screens judge by: each must be an entry of the log. */
  readonly lines: string;
  /** Entries in the log when the page was drawn; `null` where the server did not say. */
  readonly logSize: number | null;
  readonly onProgress?: (progress: Progress) => void;
}

const PAGE = 250;

/**
 * Verifies a whole record: brings every leaf, envelope, tile and checkpoint, and computes each hash
 * and signature here. It believes nothing that the server says of them, and goes on after what it
 * finds. What it cannot tell is whether the record was made up as a whole: for that, the log's key or
 * an earlier checkpoint must have come another way.
 *
 * @throws {CaseError} where a part does not arrive.
 */
export async function verifyRecord(
  source: RecordSource,
  options: VerifyingOptions,
): Promise<Verified> {
  const found: Disagreement[] = [];
  const report = options.onProgress ?? (() => {});
  const [summary, checkpoints] = [await source.summary(), await source.checkpoints()];
  const size = checkpoints.reduce((most, one) => Math.max(most, one.size), 0);
  const leaves = await bringLeaves(source, size, found, report);
  const isWhole = leaves.length === size;
  const served = await walkServed(source, summary, leaves, options, found, report);
  const { walked, accepted } = served;
  const { ring } = walked;
  // Where the list of entries ended early, the tree is still over every leaf that is published.
  const tree = walked.tree.size === leaves.length ? walked.tree : wholeTree(leaves, sha256);
  const root = isWhole ? toHex(tree.rootAt(size)) : "";
  await checkCheckpoints(summary, checkpoints, tree, options.ed25519, found, report);
  if (summary.size < size) {
    found.push(wrong("rolled-back", null, `The server says ${summary.size}; ${size} were signed.`));
  }
  const tiles = await checkTiles(source, size, isWhole ? tree.read : null, found, report);
  await checkKeys(source, summary, ring, size, found);
  const ahead = await idsFrom(source, size);
  const judged = isWhole ? checkJudged(accepted, options, ahead, found) : 0;
  report({ stage: "judged", done: judged, of: judged });
  return {
    size,
    root,
    envelopes: served.envelopes,
    signatures: accepted.reduce((sum, { signers }) => sum + signers.length, 0),
    closed: walked.closed,
    checkpoints: checkpoints.length,
    tiles,
    judged,
    disagreements: found,
  };
}

/** Where the entries stand that came after the newest checkpoint, by their ids. */
async function idsFrom(source: RecordSource, size: number): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (let at = size; ; ) {
    const { entries, next } = await source.entries(at, PAGE);
    for (const { index, summary } of entries) if (summary !== null) ids.set(summary.id, index);
    if (entries.length === 0 || next === null) return ids;
    at += entries.length;
  }
}

type Report = (progress: Progress) => void;

async function bringLeaves(
  source: RecordSource,
  size: number,
  found: Disagreement[],
  report: Report,
): Promise<readonly Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (const tile of leafTiles(size)) {
    try {
      leaves.push(...decodeBundle(await source.leaves(tile), tile.width));
    } catch (cause) {
      found.push(ofLog(cause, null));
      return leaves;
    }
    report({ stage: "leaves", done: leaves.length, of: size });
  }
  return leaves;
}

function leafTiles(size: number): readonly TileId[] {
  return tilesBetween(0, size).filter(({ level }) => level === 0);
}

/** Walks the entries as they are served, with the leaves that the log publishes. */
async function walkServed(
  source: RecordSource,
  summary: RecordSummary,
  leaves: readonly Uint8Array[],
  { agreement, zone, ed25519 }: VerifyingOptions,
  found: Disagreement[],
  report: Report,
): Promise<{ readonly walked: Walk; readonly accepted: readonly Accepted[]; envelopes: number }> {
  const { origin, case: name, reconstructed } = summary;
  const terms = { case: name, origin, agreement, zone, reconstructed };
  const parts = servedParts(source, leaves, found);
  const walked = walk(parts, { terms, verify: "all", ed25519 });
  const accepted: Accepted[] = [];
  let envelopes = 0;
  for await (const { said, position, accepted: signed } of walked) {
    if (said !== null) envelopes += 1;
    if (signed !== null) accepted.push(signed);
    const done = position + 1;
    if (done % 25 === 0 || done === leaves.length) {
      report({ stage: "envelopes", done, of: leaves.length });
    }
  }
  found.push(
    ...walked.faults.map(({ severity, code, position, entry, message, remedy }) => {
      return { severity, code, index: position, entry, message, remedy };
    }),
  );
  return { walked, accepted, envelopes };
}

/** Brings the entries page by page, each with the leaf that the log publishes in its place. */
async function* servedParts(
  source: RecordSource,
  leaves: readonly Uint8Array[],
  found: Disagreement[],
): AsyncGenerator<readonly KeptParts[]> {
  for (let begin = 0; begin < leaves.length; ) {
    const page = await source.entries(begin, Math.min(PAGE, leaves.length - begin));
    const entries = page.entries.slice(0, leaves.length - begin);
    if (entries.length === 0) {
      found.push(wrong("entries-missing", begin, `The list of entries ends before ${begin}.`));
      return;
    }
    const first = begin;
    yield entries.map((served, at) => {
      return partsOf(served, first + at, leaves[first + at] ?? new Uint8Array(), found);
    });
    begin += entries.length;
  }
}

/** An entry as it is served, which must be the one of its place with the leaf that is published. */
function partsOf(
  served: ServedEntry,
  position: number,
  leaf: Uint8Array,
  found: Disagreement[],
): KeptParts {
  const id = served.summary?.id ?? null;
  const differ = (code: string, message: string) => found.push(wrong(code, position, message, id));
  if (served.index !== position) {
    differ("entry-misplaced", `In the place of ${position} is another.`);
  }
  if (!isSameText(served.leaf, leaf)) {
    differ("leaf-altered", `Entry ${position} is listed with another leaf than the log has.`);
  }
  const envelope = served.envelope === null ? null : bytesOf(served.envelope);
  return { position, leaf, envelope };
}

function isSameText(base64: string, bytes: Uint8Array): boolean {
  const read = bytesOf(base64);
  return read !== null && sameBytes(read, bytes);
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64);
  } catch {
    return null;
  }
}

/** Holds each checkpoint against its signature and its root, and against the one before it. */
async function checkCheckpoints(
  summary: RecordSummary,
  checkpoints: readonly ServedCheckpoint[],
  tree: WholeTree,
  ed25519: Ed25519,
  found: Disagreement[],
  report: Report,
): Promise<void> {
  if (checkpoints.length === 0) {
    found.push(wrong("checkpoint-missing", null, "The log has signed no checkpoint."));
  }
  let before: { readonly size: number; readonly root: Uint8Array } | null = null;
  for (const [at, { serial, note }] of checkpoints.entries()) {
    try {
      const key = noteVerifier(parseNoteKey(summary.logKey), ed25519);
      const signed = await openCheckpoint(note, { logs: [key], witnesses: [] });
      if (headFault(tree, summary.origin, signed) !== null) {
        const message = `Checkpoint ${serial} signs another root than its ${signed.size} entries give.`;
        found.push(wrong("root-mismatch", null, message));
      }
      if (before !== null && before.size > 0) {
        const path = subtreePath({ begin: 0, end: before.size }, signed.size);
        const claim = {
          olderSize: before.size,
          olderRoot: before.root,
          newerSize: signed.size,
          newerRoot: signed.root,
        };
        verifyConsistency(claim, proveAlong(path, tree.read));
      }
      before = signed;
    } catch (cause) {
      found.push(ofLog(cause, null, `Checkpoint ${serial}: `));
    }
    report({ stage: "checkpoints", done: at + 1, of: checkpoints.length });
  }
}

async function checkTiles(
  source: RecordSource,
  size: number,
  read: ReadNode | null,
  found: Disagreement[],
  report: Report,
): Promise<number> {
  if (read === null) return 0;
  const tiles = tilesBetween(0, size);
  for (const [at, tile] of tiles.entries()) {
    if (!sameBytes(await source.tile(tile), encodeTile(tile, read))) {
      const message = `The published hashes ${tilePath(tile)} are not those of the leaves.`;
      found.push(wrong("tile-altered", null, message));
    }
    report({ stage: "tiles", done: at + 1, of: tiles.length });
  }
  return tiles.length;
}

/** The keys that the server lists must be those that the entries enrol. */
async function checkKeys(
  source: RecordSource,
  summary: RecordSummary,
  ring: KeyRing,
  size: number,
  found: Disagreement[],
): Promise<void> {
  const served = await source.keys();
  // What entries after the newest checkpoint did to keys is not theirs yet to be held against.
  const untilNow = (until: number | null) => (until === null || until >= size ? null : until);
  const publics = (keys: KeyRing["keys"]) =>
    keys
      .filter(({ from }) => from <= size)
      .map((key) => [key.name, key.publicKey, key.from, untilNow(key.until)].join(" "))
      .sort();
  if (JSON.stringify(publics(served.keys)) !== JSON.stringify(publics(ring.keys))) {
    found.push(wrong("keys-other", null, "The server lists other keys than the entries enrol."));
  }
  if (ring.log !== null && ring.log.key !== summary.logKey) {
    const message = "The founding entry names another key of the log than the server does.";
    found.push(wrong("log-key-other", 0, message));
  }
}
