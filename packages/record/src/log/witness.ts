import { fromBase64 } from "./base64.ts";
import { decodeText, encodeText, sameBytes, toHex } from "./bytes.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { cosigner } from "./cosignature.ts";
import { emptyRoot, requireHash, type Sha256, sha256 } from "./hash.ts";
import { LogError } from "./log-error.ts";
import {
  formatNote,
  formatSignature,
  isMadeBy,
  MAX_NOTE_BYTES,
  type NoteVerifier,
  parseNote,
  signNote,
} from "./note.ts";
import type { HeldKey } from "./note-key.ts";
import { parseDecimal } from "./number.ts";
import { type Proof, verifyConsistency } from "./proof.ts";

/** Who witnesses, and for which logs. */
export interface Witness {
  readonly held: HeldKey;
  /** The keys of the logs that are witnessed; each is believed for the log of its name. */
  readonly logs: readonly NoteVerifier[];
}

/** The latest checkpoint that was cosigned for one log. */
export interface Witnessed extends Checkpoint {
  /** With the log's signatures that were checked, and the witness's own. */
  readonly note: string;
}

/** What a witness remembers: one checkpoint for each log, by the log's origin. */
export type WitnessState = ReadonlyMap<string, Witnessed>;

/** What is answered over HTTP. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
}

/** What an add-checkpoint request asks: that one checkpoint be cosigned after another. */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: Proof;
  /** The checkpoint as it was sent; no signature is checked yet. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** Lines of proof in a request: enough for any tree. */
export const MAX_PROOF_LINES = 63;

/** Bytes in a request: its proof, and a note. */
export const MAX_REQUEST_BYTES = MAX_NOTE_BYTES + 4096;

/**
 * Answers an add-checkpoint request. The same state and request always give the same answer; it is
 * for the caller to store the new state before it answers, and only where the stored state is still
 * the one that was given here: of two requests at once, the second must be asked again, or a
 * smaller checkpoint would replace a larger one.
 *
 * @param seconds - since 1970, by the witness's clock.
 * @returns the state as it was, unless the answer is 200.
 * @see C2SP tlog-witness v1.0.0, "add-checkpoint"
 */
export async function addCheckpoint(
  state: WitnessState,
  request: Uint8Array | string,
  witness: Witness,
  seconds: number,
  hash: Sha256 = sha256,
): Promise<{ readonly state: WitnessState; readonly answer: WitnessAnswer }> {
  const cosign = cosigner(witness.held, seconds);
  try {
    const asked = parseAddCheckpoint(request);
    const opened = await openCheckpoint(asked.note, { logs: witness.logs, witnesses: [] });
    const latest = state.get(opened.origin);
    const refused = refusalOf(asked, latest, hash);
    if (refused !== null) return { state, answer: refused };
    // Only signatures that were checked are kept and shown to others.
    const ofLog = opened.note.signatures.filter((one) =>
      opened.signedBy.some((key) => isMadeBy(one, key)),
    );
    const signed = await signNote({ text: opened.note.text, signatures: ofLog }, [cosign]);
    const { origin, size, root } = opened;
    const cosigned: Witnessed = { origin, size, root, note: formatNote(signed) };
    const own = signed.signatures.filter((one) => isMadeBy(one, witness.held.key));
    return {
      state: new Map([...state, [origin, cosigned]]),
      answer: plain(200, own.map(formatSignature).join("")),
    };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { state, answer: answerTo(error) };
  }
}

/**
 * Reads an add-checkpoint request, so that its log's state can be looked up.
 *
 * @throws {LogError} `request-malformed`, and as `parseNote` and `parseCheckpoint`
 */
export function parseAddCheckpoint(request: Uint8Array | string): AddCheckpoint {
  const bytes = typeof request === "string" ? encodeText(request) : request;
  if (bytes.length > MAX_REQUEST_BYTES) throw malformed("It is too long.");
  const whole = decodeText(bytes);
  const end = whole.indexOf("\n\n");
  if (end === -1) throw malformed("No empty line parts the proof from the checkpoint.");
  const [old = "", ...lines] = whole.slice(0, end).split("\n");
  if (!old.startsWith("old ")) throw malformed("It does not begin with 'old ' and a size.");
  if (lines.length > MAX_PROOF_LINES) throw malformed(`A proof has ${MAX_PROOF_LINES} lines.`);
  const note = whole.slice(end + 2);
  return {
    oldSize: parseDecimal(old.slice("old ".length)),
    proof: lines.map((line) => requireHash(fromBase64(line))),
    note,
    checkpoint: parseCheckpoint(parseNote(note).text),
  };
}

/**
 * Answers who asks for the latest checkpoint that was cosigned for a log.
 *
 * @param originHash - SHA-256 of the log's origin in lowercase hexadecimal digits.
 * @see C2SP tlog-witness v1.0.0, "Monitor Retrieval Mechanism"
 */
export function witnessedCheckpoint(
  state: WitnessState,
  originHash: string,
  hash: Sha256 = sha256,
): WitnessAnswer {
  const found = [...state.values()].find(({ origin }) => hashOfOrigin(origin, hash) === originHash);
  if (found === undefined) return plain(404, "No checkpoint of this log was cosigned.\n");
  return plain(200, found.note);
}

/** SHA-256 of a log's origin in lowercase hexadecimal digits, as a witness's paths name it. */
export function hashOfOrigin(origin: string, hash: Sha256 = sha256): string {
  return toHex(hash(encodeText(origin)));
}

/** The checks after the signature's, in the order of the specification; `null` where all pass. */
function refusalOf(
  { oldSize, proof, checkpoint }: AddCheckpoint,
  latest: Witnessed | undefined,
  hash: Sha256,
): WitnessAnswer | null {
  const { size, root } = checkpoint;
  if (oldSize > size) return plain(400, "The old size is larger than the checkpoint's.\n");
  const known = latest ?? { size: 0, root: emptyRoot(hash) };
  if (oldSize !== known.size) {
    return { status: 409, contentType: "text/x.tlog.size", body: `${known.size}\n` };
  }
  if (size === 0 && !sameBytes(root, emptyRoot(hash))) {
    return plain(422, "A log without entries has another root.\n");
  }
  if (oldSize === 0) {
    return proof.length === 0 ? null : plain(422, "From size 0 there is nothing to prove.\n");
  }
  const claim = { olderSize: oldSize, olderRoot: known.root, newerSize: size, newerRoot: root };
  verifyConsistency(claim, proof, hash);
  return null;
}

function answerTo({ code, message, remedy }: LogError): WitnessAnswer {
  const body = `${message} ${remedy}\n`;
  switch (code) {
    case "log-unknown":
      return plain(404, body);
    case "no-known-signature":
    case "signature-invalid":
      return plain(403, body);
    case "proof-length":
    case "consistency-mismatch":
      return plain(422, body);
    default:
      return plain(400, body);
  }
}

function plain(status: WitnessAnswer["status"], body: string): WitnessAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body };
}

function malformed(why: string): LogError {
  return new LogError(
    "request-malformed",
    `This is not an add-checkpoint request. ${why}`,
    "Send 'old <size>', the lines of the consistency proof, an empty line and the checkpoint.",
  );
}
