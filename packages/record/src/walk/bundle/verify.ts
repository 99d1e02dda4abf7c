import type { Ed25519 } from "../../envelope/index.ts";
import {
  decodeText,
  entriesPath,
  LogError,
  type LogPolicy,
  type NoteKey,
  parseCheckpoint,
  parseLeaf,
  parseNote,
  type Sha256,
  sameBytes,
  sha256,
  TILE_WIDTH,
  toHex,
} from "../../log/index.ts";
import {
  type KeptParts,
  type OpenLabel,
  type Walk,
  type WalkFault,
  type WholeTree,
  walk,
} from "../index.ts";
import { keysFile, logFiles } from "./derived.ts";
import { documentFindings, type NamingEntry, namesFiles } from "./documents-check.ts";
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
  readonly open?: OpenLabel;
}

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
  let findings: BundleFinding[] = [...listFindings(files, hash)];
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
  findings = [...findings, ...read.findings];
  if (read.leaves === null) return { ...report, findings: distinct(findings) };
  const { walked, findings: found } = await walkBundle(files, head, read.leaves, trust, hash);
  const vouched = await vouchedFor(files, walked.ring, trust, hash);
  // Put together as a list: there may be more of them than a call takes as arguments.
  findings = [
    ...findings,
    ...rootFindings(walked.tree, note.root, head),
    ...found,
    ...derivedFindings(files, read.leaves, walked, hash),
    ...vouched.findings,
    ...heldFindings(walked.tree, head, trust.held ?? []),
    ...unexpected(files, read.leaves),
  ];
  const { cosigned } = vouched;
  return { ...report, cosigned, unread: walked.closed, findings: distinct(findings) };
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

/** Walks the record of a bundle, and holds its files against what its entries say of them. */
async function walkBundle(
  files: BundleFiles,
  head: BundleHead,
  leaves: readonly Uint8Array[],
  trust: BundleTrust,
  hash: Sha256,
): Promise<{ readonly walked: Walk; readonly findings: readonly BundleFinding[] }> {
  const { ed25519, open } = trust;
  const paths = leaves.map((leaf, position) => envelopePath(position, isLabelled(leaf)));
  const walked = walk(partsIn(files, leaves, paths), {
    ...{ terms: { ...head, ...termsIn(files) }, verify: "all", ed25519, hash, keepsLabelled: true },
    ...(open && { open }),
  });
  const naming: NamingEntry[] = [];
  for await (const { accepted, position } of walked) {
    const entry = accepted?.statement.entry;
    if (entry !== undefined && namesFiles(entry)) naming.push({ entry, position });
  }
  const found = walked.faults.map((fault) => ofWalk(fault, paths));
  const { bindings } = walked;
  return { walked, findings: [...found, ...documentFindings(files, { bindings, naming }, hash)] };
}

/** How many entries are handed on at a time. */
const PART = 500;

async function* partsIn(
  files: BundleFiles,
  leaves: readonly Uint8Array[],
  paths: readonly string[],
): AsyncGenerator<readonly KeptParts[]> {
  for (let begin = 0; begin < leaves.length; begin += PART) {
    yield leaves.slice(begin, begin + PART).map((leaf, at) => {
      const position = begin + at;
      return { position, leaf, envelope: files.get(paths[position] ?? "") ?? null };
    });
  }
}

/** Says what a walk found with the file in which it lies. */
function ofWalk(
  { severity, code, part, position, entry, message, remedy }: WalkFault,
  paths: readonly string[],
): BundleFinding {
  const index = Math.floor(position / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, paths.length - index * TILE_WIDTH);
  const isEnvelope = part === "envelope" || code === "received-before" || code === "leaf-misplaced";
  const own = isEnvelope ? (paths[position] ?? "") : entriesPath({ index, width });
  const file = part === "envelope" || part === "leaf" ? own : part;
  const said = code === "envelope-missing" ? "file-missing" : code;
  return { severity, code: said, file, position, entry, message, remedy };
}

function isLabelled(leaf: Uint8Array): boolean {
  try {
    return parseLeaf(leaf).label !== null;
  } catch (cause) {
    if (cause instanceof LogError) return false;
    throw cause;
  }
}

/** Holds the files that follow from the rest against what does follow. */
function derivedFindings(
  files: BundleFiles,
  leaves: readonly Uint8Array[],
  { tree, ring }: Walk,
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
function unexpected(files: BundleFiles, leaves: readonly Uint8Array[]): readonly BundleFinding[] {
  const expected = new Set(
    leaves.map((leaf, position) => envelopePath(position, isLabelled(leaf))),
  );
  return [...files.keys()].flatMap((path) => {
    const number = /^(?:entries|proofs)\/(\d+)\./.exec(path)?.[1];
    if (number === undefined) return [];
    const isProof = path.startsWith("proofs/") && Number(number) < leaves.length;
    return isProof || expected.has(path) ? [] : [stray(path, "The log has no such entry.")];
  });
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
