import { type Zone, zone } from "@proviso/core";
import {
  EntriesCheck,
  type EntriesChecked,
  type EntryAtPlace,
  type OpenedLabel,
} from "../bundle/index.ts";
import { fromHex, idempotencyScope } from "../envelope/index.ts";
import { readFiles, termsOfCase } from "../keeping/index.ts";
import { type Leaf, LogError, parseLeaf, type Sha256, sameBytes, toHex } from "../log/index.ts";
import { nodeEd25519 } from "../node-ed25519.ts";
import { inParts, partsOf } from "../rows.ts";
import type { KeptEnvelope, KeptKey, KeptNumber, KeptRecord } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { idempotencyOf, routeOf } from "../writing/index.ts";
import type { FsckFinding } from "./fsck.ts";
import type { RootsKnown } from "./roots.ts";

/** What entries in a store are checked with. */
export interface KeptEntriesCheck {
  readonly hash: Sha256;
  readonly roots: RootsKnown;
  readonly open?: (label: string, digest: string, kept: Uint8Array) => Promise<OpenedLabel>;
}

/** What was found out about the entries in a store. */
export interface KeptEntriesChecked {
  readonly checked: EntriesChecked;
  readonly unread: number;
  readonly findings: readonly FsckFinding[];
}

const KEEP = "Keep the store as it is; compare the entry with a bundle, a backup or another party.";

/**
 * Verifies every entry of a kept case at its place, and holds what the store keeps beside it, the
 * idempotency keys and the numbers of series, against what the entries say.
 */
export async function checkKeptEntries(
  record: KeptRecord,
  { hash, roots, open }: KeptEntriesCheck,
): Promise<KeptEntriesChecked> {
  const findings: FsckFinding[] = [];
  const labelled = new Set<number>();
  const rootAt = (size: number): string | null => {
    const root = roots.get(size);
    return root === undefined ? null : toHex(root);
  };
  const identity = await identityOf(record, findings);
  const check = new EntriesCheck(identity, {
    ed25519: nodeEd25519,
    hash,
    rootAt,
    fileOf: () => "envelopes",
  });
  await check.addAll(entriesOf(record, labelled, open, findings));
  const checked = check.finish();
  findings.push(...checked.findings, ...(await besideFindings(record, checked, hash)));
  return { checked, unread: labelled.size, findings };
}

/** Entries that are read at a time. */
const PART = 500;

async function* entriesOf(
  record: KeptRecord,
  labelled: Set<number>,
  open: KeptEntriesCheck["open"],
  findings: FsckFinding[],
): AsyncGenerator<readonly EntryAtPlace[]> {
  for (const part of partsOf({ begin: 0, end: await record.size() }, PART)) {
    const envelopes = new Map(
      (await record.envelopes(part)).map((kept) => [kept.position, kept] as const),
    );
    const entries: EntryAtPlace[] = [];
    for (const { position, leaf: bytes } of await record.leaves(part)) {
      const leaf = leafAt(bytes);
      const kept = envelopes.get(position);
      // What is missing, or no leaf, is named by the examination.
      if (leaf === null || kept === undefined) continue;
      const envelope = await inTheClear(kept, leaf, open, findings);
      if (envelope === null) labelled.add(position);
      entries.push({ position, leaf, envelope });
    }
    yield entries;
  }
}

async function identityOf(record: KeptRecord, findings: FsckFinding[]) {
  try {
    return await termsOfCase(record, await readFiles(record));
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    findings.push(wrongAt("unfounded", "documents", null, cause.message));
    const utc = zone("UTC") as Zone;
    return {
      case: record.name,
      origin: record.origin,
      agreement: record.name,
      zone: utc,
      reconstructed: false,
    };
  }
}

async function inTheClear(
  { position, label, envelope }: KeptEnvelope,
  leaf: Leaf,
  open: KeptEntriesCheck["open"],
  findings: FsckFinding[],
): Promise<Uint8Array | null> {
  if (label === null) return envelope;
  const opened = await open?.(label, leaf.envelope, envelope);
  if (opened === undefined || opened.kind === "not-a-reader") return null;
  if (opened.kind === "opened") return opened.envelope;
  const message = `Entry ${position}: ${opened.message}`;
  findings.push(wrongAt("envelope-altered", "envelopes", position, message));
  return null;
}

/** Holds idempotency keys and numbers of series against the entries that can be read. */
async function besideFindings(
  record: KeptRecord,
  { accepted }: EntriesChecked,
  hash: Sha256,
): Promise<readonly FsckFinding[]> {
  const size = await record.size();
  const keys = await byPosition<KeptKey>(size, record.keys);
  const numbers = await byPosition<KeptNumber>(size, record.numbers);
  const labels = new Map<number, string | null>();
  for await (const part of inParts({ begin: 0, end: size }, record.envelopes)) {
    for (const { position, label } of part) labels.set(position, label);
  }
  return accepted.flatMap(({ statement, digest, position }): readonly FsckFinding[] => {
    const findings: FsckFinding[] = [];
    const key = idempotencyOf(idempotencyScope(statement), fromHex(digest), hash);
    const kept = keys.get(position);
    const isSame =
      kept === undefined || (sameBytes(kept.key, key.key) && sameBytes(kept.payload, key.payload));
    if (!isSame) {
      const message = `Entry ${position} is kept under another idempotency key than it has.`;
      findings.push(wrongAt("key-altered", "idempotency_keys", position, message));
    }
    const { series } = statement;
    const given = numbers.get(position);
    const route =
      series === null ? null : routeOf(labels.get(position) ?? null, series.route, hash);
    const isGiven =
      route === null
        ? given === undefined
        : given?.number === series?.number && given !== undefined && sameBytes(given.route, route);
    if (!isGiven) {
      const message = `Entry ${position} is kept under another number of a series than it has.`;
      findings.push(wrongAt("number-altered", "series_numbers", position, message));
    }
    return findings;
  });
}

async function byPosition<Row extends { readonly position: number }>(
  size: number,
  read: (range: { readonly begin: number; readonly end: number }) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<number, Row>> {
  const rows = new Map<number, Row>();
  for await (const part of inParts({ begin: 0, end: size }, read)) {
    for (const row of part) rows.set(row.position, row);
  }
  return rows;
}

function leafAt(bytes: Uint8Array): Leaf | null {
  try {
    return parseLeaf(bytes);
  } catch (cause) {
    if (cause instanceof LogError) return null;
    throw cause;
  }
}

function wrongAt(
  code: FsckFinding["code"],
  file: string,
  position: number | null,
  message: string,
): FsckFinding {
  return { severity: "error", code, file, position, entry: null, message, remedy: KEEP };
}
