import { fromBase64, toBase64 } from "./base64.ts";
import { decodeText, encodeText } from "./bytes.ts";
import { type Checkpoint, parseCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { leafHash, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { MAX_NOTE_BYTES, parseNote } from "./note.ts";
import { parseDecimal, requireSize } from "./number.ts";
import { type LogPolicy, type PolicyCheck, verifyByPolicy } from "./policy.ts";
import { type Proof, verifyInclusion } from "./proof.ts";

/** What shows offline that an entry is in a log, and that witnesses saw that log. */
export interface Receipt {
  /** Where the entry stands, counted from 0. */
  readonly index: number;
  readonly proof: Proof;
  /** The signed checkpoint, as it was published. */
  readonly note: string;
  /**
   * What else whoever made the receipt put in it. Nothing vouches for it: never act on it, and never
   * show it as if it were on the record. We write none.
   */
  readonly extra: Uint8Array | null;
}

/** Hashes in a receipt: enough for any tree. */
const MAX_PROOF_LINES = 63;

/** Bytes in a receipt; most of it a note, or what nobody vouches for. */
export const MAX_RECEIPT_BYTES = 2 * MAX_NOTE_BYTES;

const HEADER = "c2sp.org/tlog-proof@v1";

/**
 * Writes a receipt, for a file named `*.tlog-proof`.
 *
 * @throws {LogError} `size-out-of-range`, `hash-malformed`
 * @see C2SP tlog-proof, "Format"
 */
export function formatReceipt({ index, proof, note, extra }: Receipt): string {
  return [
    HEADER,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${requireSize(index)}`,
    ...proof.map((hash) => toBase64(requireHash(hash))),
    "",
    note,
  ].join("\n");
}

/**
 * Reads a receipt, and that its checkpoint is one; nothing is verified yet.
 *
 * @throws {LogError} `receipt-malformed`, `not-utf8`, and as `parseNote` and `parseCheckpoint`
 */
export function parseReceipt(
  source: Uint8Array | string,
): Receipt & { readonly checkpoint: Checkpoint } {
  const bytes = typeof source === "string" ? encodeText(source) : source;
  if (bytes.length > MAX_RECEIPT_BYTES) throw malformed("It is too long.");
  const whole = decodeText(bytes);
  const end = whole.indexOf("\n\n");
  if (end === -1) throw malformed("No empty line parts the proof from the checkpoint.");
  const [header, ...lines] = whole.slice(0, end).split("\n");
  if (header !== HEADER) throw malformed(`Its first line is not ${HEADER}.`);
  const extra = lines[0]?.startsWith("extra ") ? (lines.shift() as string) : null;
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ")) throw malformed("It does not say the entry's index.");
  if (lines.length > MAX_PROOF_LINES) throw malformed("Its proof is too long.");
  const note = whole.slice(end + 2);
  return {
    index: parseDecimal(index.slice("index ".length)),
    proof: lines.map((line) => requireHash(fromBase64(line))),
    note,
    extra: extra === null ? null : fromBase64(extra.slice("extra ".length)),
    checkpoint: parseCheckpoint(parseNote(note).text),
  };
}

/**
 * Checks a receipt for an entry, offline: the policy is met, and the checkpoint's tree holds the
 * entry where the receipt says.
 *
 * @param entry - the bytes that were logged, or the leaf hash that a label leaves readable.
 * @throws {LogError} as `parseReceipt`, `verifyByPolicy` and `verifyInclusion`
 * @see C2SP tlog-proof, "Verifying a tlog proof"
 */
export async function verifyReceipt(
  source: Uint8Array | string,
  entry: { readonly bytes: Uint8Array } | { readonly leaf: Uint8Array },
  policy: LogPolicy,
  check: PolicyCheck,
  hash: Sha256 = sha256,
): Promise<{ readonly index: number; readonly checkpoint: SignedCheckpoint }> {
  const { index, proof, note } = parseReceipt(source);
  const checkpoint = await verifyByPolicy(note, policy, check);
  const leaf = "leaf" in entry ? entry.leaf : leafHash(entry.bytes, hash);
  verifyInclusion({ index, leaf, size: checkpoint.size, root: checkpoint.root }, proof, hash);
  return { index, checkpoint };
}

function malformed(why: string): LogError {
  return new LogError(
    "receipt-malformed",
    `This is not a receipt. ${why}`,
    "Take the receipt as the log gave it, byte for byte.",
  );
}
