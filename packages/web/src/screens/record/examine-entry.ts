import { instant, type Zone } from "@proviso/core";
import {
  type DatedCheckpoint,
  type Ed25519,
  type EnrolledKey,
  type HeldInterval,
  heldInterval,
  type Statement,
  verifyEnvelope,
} from "@proviso/record/envelope";
import {
  cosignatureTime,
  fromBase64,
  inclusionPath,
  LogError,
  leafHash,
  nodeHash,
  noteVerifier,
  openCheckpoint,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  parseNoteKey,
  proveAlong,
  rangesAlong,
  sameBytes,
  sha256,
  toHex,
} from "@proviso/record/log";
import type { ServedCheckpoint, ServedEntry } from "@proviso/wire";
import type { RecordSource } from "../../case/record-source.ts";
import { readTree } from "./tree-reading.ts";

/** One row of a proof: what is joined to what, and the hash that comes of it. */
export interface ProofRow {
  /** The leaves that the joined hash is over; `null` in the first row, which is the leaf itself. */
  readonly over: { readonly begin: number; readonly end: number } | null;
  /** On which side the joined hash stands. */
  readonly side: "left" | "right" | null;
  /** 64 hexadecimal digits each. */
  readonly joined: string | null;
  readonly gives: string;
}

/** Whether an entry is in the log that the newest checkpoint signs, worked out here. */
export interface InclusionFound {
  readonly size: number;
  readonly rows: readonly ProofRow[];
  /** As the checkpoint signs it. */
  readonly root: string;
  readonly isIncluded: boolean;
  /** Why the checkpoint's own signature does not hold; `null` where it does. */
  readonly unsigned: string | null;
}

/** Who signed an entry, or why it does not count. */
export type SignaturesFound =
  | { readonly kind: "hold"; readonly signers: readonly EnrolledKey[]; readonly suspect: boolean }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "closed" };

/** The entry of the same device before this one. */
export type ChainFound =
  | { readonly kind: "first" }
  | { readonly kind: "continues"; readonly index: number }
  | { readonly kind: "not-near"; readonly previous: string };

/** An entry, with everything that can be found out about it here. */
export interface Examined {
  readonly served: ServedEntry;
  readonly isEnvelope: boolean;
  readonly statement: Statement | null;
  readonly payload: string | null;
  readonly signatures: SignaturesFound;
  readonly inclusion: InclusionFound | null;
  readonly interval: HeldInterval | null;
  readonly chain: ChainFound | null;
}

/** What an entry is examined with. */
export interface ExaminingOptions {
  readonly ed25519: Ed25519;
  readonly agreement: string;
  readonly zone: Zone;
}

/** How far back the entry before it of the same device is looked for. */
const NEAR = 100;

/**
 * Examines one entry: its envelope against its leaf, its signatures, its place in the log. The keys
 * are those that the server lists; only the verification of the whole record checks these too.
 *
 * @returns `null` where the log has no such entry.
 * @throws {CaseError} where a part does not arrive.
 */
export async function examineEntry(
  source: RecordSource,
  index: number,
  options: ExaminingOptions,
): Promise<Examined | null> {
  const from = Math.max(0, index - NEAR);
  const summary = await source.summary();
  if (index >= summary.size) return null;
  const [checkpoints, keys, page] = await Promise.all([
    source.checkpoints(),
    source.keys(),
    source.entries(from, NEAR + 1),
  ]);
  const served = page.entries.find((entry) => entry.index === index);
  if (served === undefined) return null;
  const newest = checkpoints.at(-1);
  const inclusion =
    newest === undefined || newest.size <= index
      ? null
      : await inclusionOf(source, served, newest, summary.logKey, options.ed25519);
  const envelope = served.envelope === null ? null : fromBase64(served.envelope);
  const isEnvelope = envelope !== null && toHex(sha256(envelope)) === served.digest;
  const bare = { served, isEnvelope, inclusion };
  if (envelope === null) {
    const signatures = { kind: "closed" } as const;
    return { ...bare, signatures, statement: null, payload: null, interval: null, chain: null };
  }
  const received = instant(Date.parse(served.received));
  const { origin, case: name } = summary;
  const place = { origin, case: name, ...options, position: index, received, known: received };
  const verified = await verifyEnvelope(envelope, keys, place, options.ed25519);
  if (!verified.ok) {
    const { code, message } = verified.rejection;
    const signatures = { kind: "refused", code, message } as const;
    return { ...bare, signatures, statement: null, payload: null, interval: null, chain: null };
  }
  const { statement, payload, signers, suspect } = verified.accepted;
  const dated = await datedAround(source, checkpoints, statement.after?.size ?? null, index);
  return {
    ...bare,
    statement,
    payload: new TextDecoder().decode(payload),
    signatures: { kind: "hold", signers, suspect: suspect !== null },
    interval: heldInterval(statement.stated, statement.after?.size ?? null, index, dated),
    chain: chainOf(statement, page.entries, index),
  };
}

function chainOf(
  { previous }: Statement,
  entries: readonly ServedEntry[],
  index: number,
): ChainFound {
  if (previous === null) return { kind: "first" };
  const before = entries.find((one) => one.index < index && one.summary?.payload === previous);
  return before === undefined
    ? { kind: "not-near", previous }
    : { kind: "continues", index: before.index };
}

async function inclusionOf(
  source: RecordSource,
  { index, leaf }: ServedEntry,
  { size, note }: ServedCheckpoint,
  logKey: string,
  ed25519: Ed25519,
): Promise<InclusionFound> {
  const path = inclusionPath(index, size);
  const read = await readTree(source, rangesAlong(path), size);
  const proof = proveAlong(path, read);
  let hash = leafHash(fromBase64(leaf));
  const rows: ProofRow[] = [{ over: null, side: null, joined: null, gives: toHex(hash) }];
  path.steps.forEach(({ sibling, side }, at) => {
    const joined = proof[at] as Uint8Array;
    hash = side === "left" ? nodeHash(joined, hash) : nodeHash(hash, joined);
    rows.push({ over: sibling, side, joined: toHex(joined), gives: toHex(hash) });
  });
  const { root } = parseCheckpoint(parseNote(note).text);
  const unsigned = await faultOf(note, logKey, ed25519);
  return { size, rows, root: toHex(root), isIncluded: sameBytes(hash, root), unsigned };
}

/** Why a checkpoint's signature does not hold, or `null`. */
export async function faultOf(
  note: string,
  logKey: string,
  ed25519: Ed25519,
): Promise<string | null> {
  try {
    const logs = [noteVerifier(parseNoteKey(logKey), ed25519)];
    await openCheckpoint(note, { logs, witnesses: [] });
    return null;
  } catch (cause) {
    if (cause instanceof LogError) return cause.message;
    throw cause;
  }
}

/** When a note says that witnesses cosigned it, in seconds since 1970; nothing of it is checked. */
export function cosignedAt(note: string): readonly { readonly by: string; readonly at: number }[] {
  try {
    return parseNote(note).signatures.flatMap(({ name, signature }) => {
      const at = cosignatureTime(signature);
      return at === null ? [] : [{ by: name, at }];
    });
  } catch {
    return [];
  }
}

/** The two checkpoints that bound an entry, dated by the log's own clock and by witnesses. */
async function datedAround(
  source: RecordSource,
  checkpoints: readonly ServedCheckpoint[],
  after: number | null,
  index: number,
): Promise<readonly DatedCheckpoint[]> {
  const carried = checkpoints.find(({ size }) => size === after && size > 0);
  const holds = checkpoints.find(({ size }) => size > index);
  const both = [carried, holds].filter((one) => one !== undefined);
  return Promise.all(both.map((checkpoint) => dated(source, checkpoint)));
}

async function dated(
  source: RecordSource,
  { size, note }: ServedCheckpoint,
): Promise<DatedCheckpoint> {
  const [last] = (await source.entries(size - 1, 1)).entries;
  const own = last === undefined ? [] : [parseLeaf(fromBase64(last.leaf)).received];
  const times = [...own, ...cosignedAt(note).map(({ at }) => at * 1000)];
  const { root } = parseCheckpoint(parseNote(note).text);
  return {
    size,
    root: toHex(root),
    earliest: instant(Math.min(...times)),
    latest: instant(Math.max(...times)),
  };
}
