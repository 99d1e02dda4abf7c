import type { Ed25519 } from "../envelope/index.ts";
import {
  decodeText,
  type Leaf,
  LogError,
  type LogPolicy,
  type NoteKey,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  type Sha256,
  sameBytes,
  sha256,
  toHex,
} from "../log/index.ts";
import { keysFile, logFiles, type WholeTree, wholeTree } from "./derived.ts";
import { documentFindings } from "./documents-check.ts";
import { EntriesCheck, type EntriesChecked, type EntryAtPlace } from "./entries-check.ts";
import { altered, type BundleFinding, missing, ofLog, RETAKE, stray, wrong } from "./finding.ts";
import { type BundleHead, parseHead } from "./head.ts";
import { BUNDLE, type BundleFiles, envelopePath, isBundlePath } from "./layout.ts";
import { leavesIn } from "./leaves-in.ts";
import { termsIn } from "./make.ts";
import { parseSums } from "./sums.ts";
import { heldFindings, vouchedFor } from "./vouched.ts";

/** What a bundle is verified with, and whom the verifier trusts. */
export interface BundleTrust {
  readonly ed25519: Ed25519;
  readonly hash?: Sha256;
  /** Which logs are believed and who must have witnessed; `null` where only the bundle says. */
  readonly policy?: LogPolicy | null;
  /** The log's key, had from elsewhere; `null` where only the bundle says. */
  readonly logKey?: NoteKey | null;
  /** Seconds since 1970: a cosignature from before does not count for the policy. */
  readonly notBefore?: number;
  /** Checkpoints of this log that the verifier has had before: the bundle must continue them. */
  readonly held?: readonly Uint8Array[];
  /** Deciphers a labelled entry for a reader; a reason instead where it cannot. */
  readonly open?: (label: string, digest: string, kept: Uint8Array) => Promise<OpenedLabel>;
}

/** A labelled entry deciphered, or why it is not. */
export type OpenedLabel =
  | { readonly kind: "opened"; readonly envelope: Uint8Array }
  /** Whoever verifies is no reader of it. */
  | { readonly kind: "not-a-reader" }
  | { readonly kind: "altered"; readonly message: string };

/** What a verification found. */
export interface BundleReport {
  /** `null` where not even that can be read. */
  readonly head: BundleHead | null;
  /** By whose word the log's key is believed. */
  readonly trust: "policy" | "given-key" | "own-word";
  /** Names of the witnesses of the policy who cosigned. */
  readonly cosigned: readonly string[];
  /** Entries whose content a label kept from this reader. */
  readonly unread: number;
  readonly findings: readonly BundleFinding[];
}

/**
 * Verifies a bundle from its files alone, and names everything that does not agree. It never throws
 * for what the files hold, and reads nothing else.
 *
 * What it cannot tell without `policy`, `logKey` or `held` is whether the whole record was made up:
 * a bundle can only vouch for itself.
 */
export async function verifyBundle(files: BundleFiles, trust: BundleTrust): Promise<BundleReport> {
  const hash = trust.hash ?? sha256;
  const findings: BundleFinding[] = [...listFindings(files, hash)];
  const head = headIn(files, findings);
  const note = checkpointIn(files, findings);
  const report = { head, trust: trustOf(trust), cosigned: [], unread: 0 };
  if (head === null || note === null) return { ...report, findings: distinct(findings) };
  if (note.origin !== head.origin || note.size !== head.size) {
    const other = `It is of ${head.origin} at ${head.size}; the checkpoint is of another.`;
    findings.push(wrong("head-malformed", BUNDLE.head, other, RETAKE));
    // One of the two is not of this bundle; which, nothing in it can tell.
    const unlike = `It signs ${note.size} entries of ${note.origin}; ${BUNDLE.head} says otherwise.`;
    findings.push(wrong("root-mismatch", BUNDLE.checkpoint, unlike, RETAKE));
  }
  const read = leavesIn(files, note.size, hash);
  findings.push(...read.findings);
  if (read.leaves === null) return { ...report, findings: distinct(findings) };
  const tree = wholeTree(read.leaves, hash);
  findings.push(...rootFindings(tree, note.root, head));
  const entries = await checkEntries(files, head, read.leaves, tree, trust, hash);
  findings.push(...entries.findings);
  findings.push(...derivedFindings(files, read.leaves, tree, entries.checked, hash));
  findings.push(...documentFindings(files, entries.checked.accepted, hash));
  const vouched = await vouchedFor(files, entries.checked, trust, hash);
  findings.push(...vouched.findings, ...heldFindings(tree, head, trust.held ?? []));
  findings.push(...unexpected(files, read.leaves, tree));
  const { cosigned } = vouched;
  return { ...report, cosigned, unread: entries.unread, findings: distinct(findings) };
}

function trustOf({ policy, logKey }: BundleTrust): BundleReport["trust"] {
  if (policy !== undefined && policy !== null) return "policy";
  return logKey !== undefined && logKey !== null ? "given-key" : "own-word";
}

/** Holds every file against the list. */
function listFindings(files: BundleFiles, hash: Sha256): readonly BundleFinding[] {
  const bytes = files.get(BUNDLE.sums);
  if (bytes === undefined) return [missing(BUNDLE.sums)];
  const sums = parseSums(bytes);
  if (sums === null) {
    return [wrong("list-malformed", BUNDLE.sums, "It is no list of SHA-256 sums.", RETAKE)];
  }
  const findings: BundleFinding[] = [];
  for (const [path, sum] of sums) {
    const file = files.get(path);
    if (file === undefined) findings.push(missing(path));
    else if (toHex(hash(file)) !== sum) findings.push(altered(path, "It has another SHA-256."));
  }
  for (const path of files.keys()) {
    if (path === BUNDLE.sums || path === BUNDLE.sumsNote) continue;
    if (!isBundlePath(path)) findings.push(stray(path, "Its name may lead out of the folder."));
    else if (!sums.has(path)) findings.push(stray(path, "It is not in the list of files."));
  }
  return findings;
}

function headIn(files: BundleFiles, findings: BundleFinding[]): BundleHead | null {
  const bytes = files.get(BUNDLE.head);
  const head = bytes === undefined ? null : parseHead(bytes);
  if (bytes === undefined) findings.push(missing(BUNDLE.head));
  else if (head === null) {
    const message = "It does not say what this is a bundle of.";
    findings.push(wrong("head-malformed", BUNDLE.head, message, RETAKE));
  }
  return head;
}

function checkpointIn(files: BundleFiles, findings: BundleFinding[]) {
  const bytes = files.get(BUNDLE.checkpoint);
  if (bytes === undefined) {
    findings.push(missing(BUNDLE.checkpoint));
    return null;
  }
  try {
    return parseCheckpoint(parseNote(bytes).text);
  } catch (cause) {
    findings.push(ofLog(cause, BUNDLE.checkpoint));
    return null;
  }
}

function rootFindings(
  tree: WholeTree,
  signed: Uint8Array,
  head: BundleHead,
): readonly BundleFinding[] {
  const root = tree.rootAt(tree.size);
  const findings: BundleFinding[] = [];
  if (!sameBytes(root, signed)) {
    const message = `The leaves give the root ${toHex(root)}; it signs ${toHex(signed)}.`;
    findings.push(wrong("root-mismatch", BUNDLE.checkpoint, message, RETAKE));
  }
  if (head.root !== toHex(root)) {
    findings.push(wrong("root-mismatch", BUNDLE.head, "It gives another root.", RETAKE));
  }
  return findings;
}

async function checkEntries(
  files: BundleFiles,
  head: BundleHead,
  leaves: readonly Uint8Array[],
  tree: WholeTree,
  trust: BundleTrust,
  hash: Sha256,
) {
  const findings: BundleFinding[] = [];
  const labels = new Map<number, boolean>();
  const check = new EntriesCheck(
    { ...head, ...termsIn(files) },
    {
      ed25519: trust.ed25519,
      hash,
      rootAt: (size) => (size <= tree.size ? toHex(tree.rootAt(size)) : null),
      fileOf: (position) => envelopePath(position, labels.get(position) === true),
    },
  );
  let unread = 0;
  let received = Number.NEGATIVE_INFINITY;
  const entries = async function* (): AsyncGenerator<readonly EntryAtPlace[]> {
    for (const [position, bytes] of leaves.entries()) {
      const leaf = leafAt(bytes);
      // What is no leaf was named with the bundle of leaves that it lies in.
      if (leaf === null) continue;
      labels.set(position, leaf.label !== null);
      findings.push(...leafFindings(leaf, position, received));
      received = Math.max(received, leaf.received);
      const file = envelopePath(position, leaf.label !== null);
      const found = await envelopeAt(files.get(file), leaf, trust, hash);
      if (found.kind === "altered") {
        const remedy = "Compare this entry with another party's copy of the record.";
        findings.push(wrong(found.code, file, found.message, remedy, { position }));
      }
      if (found.kind === "unread") unread += 1;
      yield [{ position, leaf, envelope: found.kind === "read" ? found.envelope : null }];
    }
  };
  await check.addAll(entries());
  const checked = check.finish();
  return { checked, unread, findings: [...findings, ...checked.findings] };
}

type EnvelopeAt =
  | { readonly kind: "read"; readonly envelope: Uint8Array }
  | { readonly kind: "unread" }
  | {
      readonly kind: "altered";
      readonly code: "file-missing" | "envelope-altered";
      readonly message: string;
    };

async function envelopeAt(
  kept: Uint8Array | undefined,
  leaf: Leaf,
  { open }: BundleTrust,
  hash: Sha256,
): Promise<EnvelopeAt> {
  const at = `Entry ${leaf.index}`;
  if (kept === undefined) {
    return { kind: "altered", code: "file-missing", message: `${at} is not here.` };
  }
  if (leaf.label === null) {
    if (toHex(hash(kept)) === leaf.envelope) return { kind: "read", envelope: kept };
    const message = `${at} is not the envelope that its leaf commits to.`;
    return { kind: "altered", code: "envelope-altered", message };
  }
  const opened = await open?.(leaf.label, leaf.envelope, kept);
  if (opened === undefined || opened.kind === "not-a-reader") return { kind: "unread" };
  if (opened.kind === "opened") return { kind: "read", envelope: opened.envelope };
  return { kind: "altered", code: "envelope-altered", message: `${at}: ${opened.message}` };
}

function leafFindings(leaf: Leaf, position: number, received: number): readonly BundleFinding[] {
  const file = envelopePath(position, leaf.label !== null);
  const findings: BundleFinding[] = [];
  if (leaf.index !== position) {
    const message = `The leaf at ${position} says that it is ${leaf.index}.`;
    findings.push(wrong("leaf-misplaced", file, message, RETAKE, { position }));
  }
  if (leaf.received < received) {
    const message = `Entry ${position} says that it was received before the one before it.`;
    findings.push(wrong("received-before", file, message, RETAKE, { position }));
  }
  return findings;
}

/** Holds the files that follow from the rest against what does follow. */
function derivedFindings(
  files: BundleFiles,
  leaves: readonly Uint8Array[],
  tree: WholeTree,
  { ring }: EntriesChecked,
  hash: Sha256,
): readonly BundleFinding[] {
  const note = decodeText(files.get(BUNDLE.checkpoint) ?? new Uint8Array());
  const derived = new Map([...logFiles(leaves, tree, note, hash), ...keysFile(ring)]);
  return [...derived].flatMap(([path, bytes]): readonly BundleFinding[] => {
    const file = files.get(path);
    if (file === undefined) return [missing(path)];
    return sameBytes(file, bytes) ? [] : [altered(path, "It is not what the entries give.")];
  });
}

/** Entries that the log does not have: a list that names them does not make them part of it. */
function unexpected(
  files: BundleFiles,
  leaves: readonly Uint8Array[],
  tree: WholeTree,
): readonly BundleFinding[] {
  const expected = new Set(
    leaves.map((leaf, position) => envelopePath(position, (leafAt(leaf)?.label ?? null) !== null)),
  );
  return [...files.keys()].flatMap((path) => {
    const number = /^(?:entries|proofs)\/(\d+)\./.exec(path)?.[1];
    if (number === undefined) return [];
    const isProof = path.startsWith("proofs/") && Number(number) < tree.size;
    return isProof || expected.has(path) ? [] : [stray(path, "The log has no such entry.")];
  });
}

function leafAt(bytes: Uint8Array): Leaf | null {
  try {
    return parseLeaf(bytes);
  } catch (cause) {
    if (cause instanceof LogError) return null;
    throw cause;
  }
}

/** One finding for each thing that is wrong, however many checks came upon it. */
function distinct(findings: readonly BundleFinding[]): readonly BundleFinding[] {
  const seen = new Map<string, BundleFinding>();
  for (const found of findings) {
    const key = JSON.stringify([found.code, found.file, found.position, found.message]);
    if (!seen.has(key)) seen.set(key, found);
  }
  return [...seen.values()];
}
