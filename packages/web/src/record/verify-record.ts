import type { Zone } from "@proviso/core";
import { EntriesCheck, type EntriesChecked } from "@proviso/record/bundle";
import type { Ed25519 } from "@proviso/record/envelope";
import {
  decodeBundle,
  EMPTY_TREE,
  encodeTile,
  fromBase64,
  growTree,
  type Leaf,
  leafHash,
  noteVerifier,
  openCheckpoint,
  parseLeaf,
  parseNoteKey,
  proveAlong,
  type ReadNode,
  rangeHash,
  sameBytes,
  sha256,
  subtreePath,
  type TileId,
  tilePath,
  tilesBetween,
  toHex,
  verifyConsistency,
} from "@proviso/record/log";
import { type Disagreement, ofLog, wrong } from "./disagreement.ts";
import { checkJudged } from "./judged-check.ts";
import type {
  RecordSource,
  RecordSummary,
  ServedCheckpoint,
  ServedEntry,
} from "./record-source.ts";

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
  const read = treeOver(leaves);
  const isWhole = leaves.length === size;
  const root = isWhole ? toHex(rangeHash({ begin: 0, end: size }, read)) : "";
  const checked = await checkEnvelopes(source, summary, leaves, read, options, found, report);
  await checkCheckpoints(summary, checkpoints, size, read, options.ed25519, found, report);
  const tiles = await checkTiles(source, size, isWhole ? read : null, found, report);
  await checkKeys(source, summary, checked.ring, size, found);
  const ahead = await idsFrom(source, size);
  const judged = isWhole ? checkJudged(checked.accepted, options, ahead, found) : 0;
  report({ stage: "judged", done: judged, of: judged });
  return {
    size,
    root,
    envelopes: checked.envelopes,
    signatures: checked.accepted.reduce((sum, { signers }) => sum + signers.length, 0),
    closed: checked.closed,
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

function treeOver(leaves: readonly Uint8Array[]): ReadNode {
  const nodes = new Map<string, Uint8Array>();
  const hashes = leaves.map((leaf) => leafHash(leaf));
  for (const node of growTree(EMPTY_TREE, hashes).completed) {
    nodes.set(`${node.level}/${node.index}`, node.hash);
  }
  return ({ level, index }) => nodes.get(`${level}/${index}`);
}

type Checked = EntriesChecked & { readonly envelopes: number; readonly closed: number };

async function checkEnvelopes(
  source: RecordSource,
  summary: RecordSummary,
  leaves: readonly Uint8Array[],
  read: ReadNode,
  options: VerifyingOptions,
  found: Disagreement[],
  report: Report,
): Promise<Checked> {
  const { agreement, zone, ed25519 } = options;
  const check = new EntriesCheck(
    {
      origin: summary.origin,
      case: summary.case,
      agreement,
      zone,
      reconstructed: summary.reconstructed,
    },
    {
      ed25519,
      rootAt: (size) =>
        size > leaves.length ? null : toHex(rangeHash({ begin: 0, end: size }, read)),
      fileOf: (position) => `entry ${position}`,
    },
  );
  const counts = { envelopes: 0, closed: 0 };
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < leaves.length; ) {
    const page = await source.entries(at, Math.min(PAGE, leaves.length - at));
    const entries = page.entries.slice(0, leaves.length - at);
    if (entries.length === 0) {
      found.push(wrong("entries-missing", at, `The list of entries ends before ${at}.`));
      break;
    }
    for (const served of entries) {
      const leaf = leafAt(leaves[at], at, last, found);
      if (leaf !== null) {
        last = Math.max(last, leaf.received);
        const envelope = envelopeOf(served, leaf, leaves[at] as Uint8Array, at, found);
        counts[envelope === null ? "closed" : "envelopes"] += 1;
        await check.add({ position: at, leaf, envelope });
      }
      at += 1;
      if (at % 25 === 0 || at === leaves.length) {
        report({ stage: "envelopes", done: at, of: leaves.length });
      }
    }
  }
  const done = check.finish();
  found.push(
    ...done.findings.map(({ severity, code, position, entry, message, remedy }) => {
      return { severity, code, index: position, entry, message, remedy };
    }),
  );
  return { ...done, ...counts };
}

function leafAt(
  bytes: Uint8Array | undefined,
  index: number,
  last: number,
  found: Disagreement[],
): Leaf | null {
  try {
    const leaf = parseLeaf(bytes ?? new Uint8Array());
    if (leaf.index !== index) {
      found.push(wrong("leaf-misplaced", index, `The leaf at ${index} says it is ${leaf.index}.`));
    }
    if (leaf.received < last) {
      const message = `Entry ${index} says that it was received before the one before it.`;
      found.push(wrong("received-before", index, message));
    }
    return leaf;
  } catch (cause) {
    found.push(ofLog(cause, index));
    return null;
  }
}

/** The envelope of an entry where it is the one that its leaf commits to. */
function envelopeOf(
  served: ServedEntry,
  leaf: Leaf,
  leafBytes: Uint8Array,
  index: number,
  found: Disagreement[],
): Uint8Array | null {
  const id = served.summary?.id ?? null;
  const differ = (code: string, message: string) => found.push(wrong(code, index, message, id));
  if (served.index !== index) differ("entry-misplaced", `In the place of ${index} is another.`);
  if (!isSameText(served.leaf, leafBytes)) {
    differ("leaf-altered", `Entry ${index} is listed with another leaf than the log has.`);
  }
  if (leaf.label !== null) return null;
  const envelope = served.envelope === null ? null : bytesOf(served.envelope);
  if (envelope === null) {
    differ("envelope-missing", `Entry ${index} is under no label, and its envelope is not given.`);
    return null;
  }
  if (toHex(sha256(envelope)) === leaf.envelope) return envelope;
  differ("envelope-altered", `Entry ${index} is not the envelope that its leaf commits to.`);
  return null;
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
  size: number,
  read: ReadNode,
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
      const root = rangeHash({ begin: 0, end: signed.size }, read);
      if (!sameBytes(root, signed.root)) {
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
        verifyConsistency(claim, proveAlong(path, read));
      }
      before = signed;
    } catch (cause) {
      found.push(ofLog(cause, null, `Checkpoint ${serial}: `));
    }
    report({ stage: "checkpoints", done: at + 1, of: checkpoints.length });
  }
  if (summary.size < size) {
    found.push(wrong("rolled-back", null, `The server says ${summary.size}; ${size} were signed.`));
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
  ring: EntriesChecked["ring"],
  size: number,
  found: Disagreement[],
): Promise<void> {
  const served = await source.keys();
  // What entries after the newest checkpoint did to keys is not theirs yet to be held against.
  const untilNow = (until: number | null) => (until === null || until >= size ? null : until);
  const publics = (keys: EntriesChecked["ring"]["keys"]) =>
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
