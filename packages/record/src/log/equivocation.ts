import { fromBase64, toBase64 } from "./base64.ts";
import { decodeText, encodeText, sameBytes } from "./bytes.ts";
import { openCheckpoint, type SignedCheckpoint } from "./checkpoint.ts";
import { emptyRoot, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import { formatNote, MAX_NOTE_BYTES, type NoteVerifier, parseNote } from "./note.ts";
import { type Proof, verifyConsistency } from "./proof.ts";

/**
 * What is needed beside two checkpoints of different sizes: the root that the newer tree had at the
 * older one's size, with the proof that it had. Whoever has the newer log's hashes can make it.
 */
export interface Prefix {
  readonly root: Uint8Array;
  readonly proof: Proof;
}

/** Two checkpoints that one log signed and that cannot both be of one history. */
export interface Equivocation {
  readonly origin: string;
  readonly older: SignedCheckpoint;
  readonly newer: SignedCheckpoint;
}

/** What two checkpoints of one log say of each other. */
export type Comparison =
  /** The same size and root: one history, as far as they go. */
  | { readonly kind: "same" }
  /** They contradict each other by themselves. */
  | { readonly kind: "fork" }
  /** It takes a proof: of consistency if there is one, or the root that the newer had before. */
  | { readonly kind: "open"; readonly olderSize: number; readonly newerSize: number };

const HEADER = "proviso/equivocation@v1";
const MAX_PROOF_LINES = 63;
const MAX_BYTES = 2 * MAX_NOTE_BYTES + 4096;

/** Compares two checkpoints of one log, by size and root alone. */
export function compareCheckpoints(
  a: Pick<SignedCheckpoint, "size" | "root">,
  b: Pick<SignedCheckpoint, "size" | "root">,
  hash: Sha256 = sha256,
): Comparison {
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  if (older.size === newer.size) {
    return { kind: sameBytes(older.root, newer.root) ? "same" : "fork" };
  }
  if (older.size === 0 && !sameBytes(older.root, emptyRoot(hash))) return { kind: "fork" };
  return { kind: "open", olderSize: older.size, newerSize: newer.size };
}

/**
 * Writes the proof that a log told two histories: a file that convinces anyone who has the log's
 * key, without asking the log or whoever found it out.
 *
 * @param a - a signed checkpoint, as it was published; `b` the other, in either order.
 * @param prefix - `null` where the sizes are equal.
 * @throws {LogError} `equivocation-unproven` where these prove nothing; `origin-mismatch` where they
 * are of two logs; and as `openCheckpoint` and `verifyConsistency`
 */
export async function proveEquivocation(
  a: Uint8Array | string,
  b: Uint8Array | string,
  prefix: Prefix | null,
  logs: readonly NoteVerifier[],
  hash: Sha256 = sha256,
): Promise<string> {
  const one = await openCheckpoint(a, { logs, witnesses: [] });
  const other = await openCheckpoint(b, { logs, witnesses: [] });
  const [older, newer] = one.size <= other.size ? [one, other] : [other, one];
  requireFork(older, newer, prefix, hash);
  return [
    HEADER,
    ...(prefix === null ? [] : [`prefix ${toBase64(prefix.root)}`]),
    ...(prefix?.proof ?? []).map(toBase64),
    "",
    `${formatNote(older.note)}\n${formatNote(newer.note)}`,
  ].join("\n");
}

/**
 * Checks such a file. That the log equivocated follows from the two signatures alone; how the file
 * came about does not matter.
 *
 * @param logs - keys of logs; whoever checks has them from elsewhere, never from the file.
 * @throws {LogError} `equivocation-malformed`, or as `proveEquivocation`
 */
export async function verifyEquivocation(
  source: Uint8Array | string,
  logs: readonly NoteVerifier[],
  hash: Sha256 = sha256,
): Promise<Equivocation> {
  const { notes, prefix } = parse(source);
  const older = await openCheckpoint(notes[0], { logs, witnesses: [] });
  const newer = await openCheckpoint(notes[1], { logs, witnesses: [] });
  requireFork(older, newer, prefix, hash);
  return { origin: older.origin, older, newer };
}

function requireFork(
  older: SignedCheckpoint,
  newer: SignedCheckpoint,
  prefix: Prefix | null,
  hash: Sha256,
): void {
  if (older.origin !== newer.origin) {
    throw new LogError(
      "origin-mismatch",
      `One checkpoint is of ${older.origin}, the other of ${newer.origin}.`,
      "Compare checkpoints of one log: two logs may well tell two histories.",
    );
  }
  const compared = compareCheckpoints(older, newer, hash);
  if (compared.kind === "fork" && prefix === null) return;
  if (compared.kind !== "open" || prefix === null || older.size > newer.size) throw unproven();
  // The newer tree held `prefix.root` at the older size. Had the log one history, that would be the
  // root that it signed then; the proof of consistency binds it to the root that it signed later.
  const { root, proof } = prefix;
  if (older.size === 0 || sameBytes(root, older.root)) throw unproven();
  const claim = {
    olderSize: older.size,
    olderRoot: requireHash(root),
    newerSize: newer.size,
    newerRoot: newer.root,
  };
  verifyConsistency(claim, proof, hash);
}

function parse(source: Uint8Array | string): {
  readonly notes: readonly [string, string];
  readonly prefix: Prefix | null;
} {
  const bytes = typeof source === "string" ? encodeText(source) : source;
  if (bytes.length > MAX_BYTES) throw malformed("It is too long.");
  // Neither the text of a checkpoint nor its signatures hold an empty line, so that the empty lines
  // are those between header, text, signatures, text and signatures.
  const blocks = decodeText(bytes).split("\n\n");
  const [head = "", ...parts] = blocks;
  const [firstText, firstSignatures, secondText, secondSignatures] = parts;
  if (secondSignatures === undefined || parts.length !== 4)
    throw malformed("It has not two notes.");
  const notes = [
    `${firstText}\n\n${firstSignatures}\n`,
    `${secondText}\n\n${secondSignatures}`,
  ] as const;
  notes.forEach(parseNote);
  return { notes, prefix: parseHead(head) };
}

function parseHead(head: string): Prefix | null {
  const [header, prefix, ...lines] = head.split("\n");
  if (header !== HEADER) throw malformed(`Its first line is not ${HEADER}.`);
  if (prefix === undefined) return null;
  if (!prefix.startsWith("prefix ")) throw malformed("Its second line does not give a root.");
  if (lines.length > MAX_PROOF_LINES) throw malformed("Its proof is too long.");
  const read = (text: string) => requireHash(fromBase64(text));
  return { root: read(prefix.slice("prefix ".length)), proof: lines.map(read) };
}

function unproven(): LogError {
  return new LogError(
    "equivocation-unproven",
    "These checkpoints do not show two histories.",
    "For different sizes, add the root that the newer log had at the older size, with its proof.",
  );
}

function malformed(why: string): LogError {
  return new LogError(
    "equivocation-malformed",
    `This is not a proof of equivocation. ${why}`,
    "Take the file as it was given out, byte for byte.",
  );
}
