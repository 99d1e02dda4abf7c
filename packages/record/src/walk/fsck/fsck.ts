import { zone } from "@proviso/core";
import { toHex } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import type { KeptRecord, RecordStore } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { DOCUMENTS, documentFindings, type NamingEntry, namesFiles } from "../bundle/index.ts";
import type { CaseTerms, OpenLabel, Walk } from "../index.ts";
import { readFiles, termsOfCase, walkKept } from "../kept/index.ts";
import type { ProjectionSource } from "../kept/projection.ts";
import { type FsckFinding, ofWalk, wrongIn } from "./finding.ts";
import { checkpointFindings, signatureFindings } from "./heads.ts";
import { projectionFindings } from "./projections.ts";
import { RowCheck } from "./row-check.ts";
import { topFindings } from "./tops.ts";

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
  /** Signed heads of this log that were seen outside the store: the record must hold them. */
  readonly seen?: readonly Uint8Array[];
  /** What the store may keep that is computed from entries in the open. */
  readonly projections?: readonly ProjectionSource[];
  /** Deciphers a labelled entry for a reader. */
  readonly open?: OpenLabel;
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
  { seen = [], projections = [], open }: FsckOptions = {},
): Promise<FsckReport> {
  const record = await store.record(name, { labels: "every" });
  const unfounded: FsckFinding[] = [];
  const terms = await termsOr(record, unfounded);
  const { walked, naming, findings } = await examine(record, { terms, ...(open && { open }) });
  const { tree, bindings } = walked;
  const files = new Map(
    [...(await readFiles(record))].map(([file, { bytes }]) => [`${DOCUMENTS}${file}`, bytes]),
  );
  return {
    case: name,
    origin: record.origin,
    size: tree.size,
    root: toHex(tree.rootAt(tree.size)),
    unread: walked.closed,
    findings: [
      ...unfounded,
      ...findings,
      ...(await signatureFindings(record, walked, seen)),
      ...documentFindings(files, { bindings, naming }, nodeHash),
      ...(await projectionFindings(record, projections)),
    ],
  };
}

/** What a store keeps of a case, walked, and all that does not agree. */
export interface Examination {
  readonly walked: Walk;
  /** Entries that name files of the case. */
  readonly naming: readonly NamingEntry[];
  readonly findings: readonly FsckFinding[];
}

/**
 * Walks a record as a store keeps it, and holds what the store keeps beside it against it. No stored
 * hash is believed, and it goes on after what it finds. That the newest entries were not cut off can
 * only be told from a checkpoint that is kept elsewhere.
 *
 * @param record - opened for `"every"` label.
 * @param terms - what its entries are signed by; `null` examines the log alone, and no signature.
 * @throws {StoreError} `STORE_UNREADABLE` where the store cannot be read.
 */
export async function examine(
  record: KeptRecord,
  { terms, open }: { readonly terms: CaseTerms | null; readonly open?: OpenLabel },
): Promise<Examination> {
  const size = await record.size();
  const findings: FsckFinding[] = [];
  const naming: NamingEntry[] = [];
  const beside = new RowCheck(record, size, findings);
  const how = { verify: "all", keepsLabelled: true, ...(open && { open }) } as const;
  const walked = walkKept(record, terms, how);
  for await (const entry of walked) {
    await beside.hold(entry);
    const said = entry.accepted?.statement.entry;
    if (said === undefined || !namesFiles(said)) continue;
    naming.push({ entry: said, position: entry.position });
  }
  await beside.toEnd();
  for (const { position } of await record.envelopes({ begin: size, end: size + 1 })) {
    const message = `Entry ${position} has an envelope, and no leaf.`;
    findings.push(wrongIn("envelopes", "envelope-beyond", message, { position }));
  }
  findings.push(...(await topFindings(record, walked.tree)));
  findings.push(...(await checkpointFindings(record, walked.tree)));
  return { walked, naming, findings: [...walked.faults.map(ofWalk), ...findings] };
}

async function termsOr(record: KeptRecord, findings: FsckFinding[]): Promise<CaseTerms> {
  try {
    return await termsOfCase(record, await readFiles(record));
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    findings.push(wrongIn("documents", "unfounded", cause.message));
    const { name, origin } = record;
    const utc = zone("UTC");
    if (utc === null) throw new Error("This runtime knows no time zones.");
    return { case: name, origin, agreement: name, zone: utc, reconstructed: false };
  }
}
