import type { KeyRing } from "../../envelope/index.ts";
import {
  type Checkpoint,
  noteVerifier,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseNoteKey,
  type Sha256,
  sameBytes,
  verifyByPolicy,
} from "../../log/index.ts";
import { headFault, type WholeTree } from "../index.ts";
import { altered, type BundleFinding, noted, ofLog, RETAKE, wrong } from "./finding.ts";
import type { BundleHead } from "./head.ts";
import { BUNDLE, type BundleFiles, envelopePath } from "./layout.ts";
import { sumsText } from "./sums.ts";
import type { BundleTrust } from "./verify.ts";

/**
 * Checks who signed the checkpoint and the list of files: by the log's key that the verifier has,
 * or else by the bundle's own word, and by enough witnesses where a policy asks for them.
 */
export async function vouchedFor(
  files: BundleFiles,
  ring: KeyRing,
  trust: BundleTrust,
  hash: Sha256,
): Promise<{ readonly cosigned: readonly string[]; readonly findings: readonly BundleFinding[] }> {
  const findings: BundleFinding[] = [];
  const note = files.get(BUNDLE.checkpoint) ?? new Uint8Array();
  let cosigned: readonly string[] = [];
  try {
    const own = parseNoteKey(ring.log?.key ?? "", hash);
    const logs = trust.policy?.logs ?? (trust.logKey ? [trust.logKey] : [own]);
    if (!logs.some((key) => key.id === own.id && sameBytes(key.publicKey, own.publicKey))) {
      const message = "Its founding entry names another key of the log than you trust.";
      findings.push(wrong("log-key-other", envelopePath(0, false), message, RETAKE));
    }
    const verifiers = logs.map((key) => noteVerifier(key, trust.ed25519));
    await openCheckpoint(note, { logs: verifiers, witnesses: [] });
    findings.push(...(await listSignature(files, verifiers, hash)));
    if (trust.policy) {
      const { ed25519: verify, notBefore } = trust;
      const asked = { verify, ...(notBefore !== undefined && { notBefore }) };
      const opened = await verifyByPolicy(note, trust.policy, asked);
      cosigned = opened.cosignatures.map(({ key }) => key.name);
    }
  } catch (cause) {
    findings.push(ofLog(cause, BUNDLE.checkpoint));
  }
  return { cosigned, findings };
}

async function listSignature(
  files: BundleFiles,
  logs: readonly ReturnType<typeof noteVerifier>[],
  hash: Sha256,
): Promise<readonly BundleFinding[]> {
  const [sums, bytes] = [files.get(BUNDLE.sums), files.get(BUNDLE.sumsNote)];
  if (sums === undefined) return [];
  if (bytes === undefined) {
    const message = "Nobody has signed the list of files.";
    const remedy = "Nothing vouches for its texts and guides: compare them with another copy.";
    return [noted("list-unsigned", BUNDLE.sums, message, remedy)];
  }
  try {
    const note = parseNote(bytes);
    const [, origin = ""] = note.text.split("\n");
    await openNote(note, logs);
    if (note.text === sumsText(origin, sums, hash)) return [];
    return [altered(BUNDLE.sums, "It is not the list that was signed.")];
  } catch (cause) {
    return [ofLog(cause, BUNDLE.sumsNote)];
  }
}

/** Holds the record against checkpoints that the verifier has had before. */
export function heldFindings(
  tree: WholeTree,
  head: BundleHead,
  held: readonly Uint8Array[],
): readonly BundleFinding[] {
  return held.flatMap((bytes) => {
    try {
      return heldFinding(tree, head, parseCheckpoint(parseNote(bytes).text));
    } catch (cause) {
      return [ofLog(cause, BUNDLE.checkpoint)];
    }
  });
}

function heldFinding(
  tree: WholeTree,
  { origin }: BundleHead,
  held: Checkpoint,
): readonly BundleFinding[] {
  const remedy = "Keep both: together they may prove that the log told two histories.";
  switch (headFault(tree, origin, held)) {
    case "ahead": {
      const message = `It has ${tree.size} entries; a checkpoint that you have is of ${held.size}.`;
      return [wrong("rolled-back", BUNDLE.checkpoint, message, remedy)];
    }
    case "other-root": {
      const message = `At ${held.size} entries it had another history than a checkpoint that you have.`;
      return [wrong("other-history", BUNDLE.checkpoint, message, remedy)];
    }
    // A checkpoint of another log says nothing about this one.
    case "other-log":
    case null:
      return [];
  }
}
