import type { Checked } from "@proviso/core/fault";
import { closeFields, list, openFields, problem, raw, text } from "../entries/fields.ts";
import { type Problem, readLine } from "../entries/line.ts";
import { decodeText, encodeText, fromBase64, joinBytes, toBase64 } from "../log/index.ts";
import { type Rejection, reject } from "./rejection.ts";

/** A payload with the signatures over it (DSSE 1.0, secure-systems-lab/dsse). */
export interface Envelope {
  readonly payloadType: string;
  /** The bytes that were signed; they are never written anew. */
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** One signature of an envelope. */
export interface EnvelopeSignature {
  /** Says which key to try first, and nothing more: nobody signed it. */
  readonly keyid: string;
  readonly signature: Uint8Array;
}

/** The most bytes of an envelope: a payload of 64 KiB in Base 64, and its signatures. */
export const MAX_ENVELOPE_BYTES = 131_072;

/** The most signatures of one envelope. */
export const MAX_SIGNATURES = 16;

/**
 * What is really signed: the payload with its type, each with its length before it, so that no two
 * pairs give the same bytes.
 *
 * @see DSSE protocol 1.0 - PAE(type, body)
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = encodeText(payloadType);
  const head = encodeText(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  return joinBytes(head, payload);
}

/** Writes an envelope as JSON, its fields in the order of the specification. */
export function formatEnvelope(envelope: Envelope): Uint8Array {
  return encodeText(
    JSON.stringify({
      payload: toBase64(envelope.payload),
      payloadType: envelope.payloadType,
      signatures: envelope.signatures.map(({ keyid, signature }) => ({
        keyid,
        sig: toBase64(signature),
      })),
    }),
  );
}

/**
 * Reads an envelope that may be hostile: at most 128 KiB and 16 signatures, strict UTF-8, no field
 * given twice and none that is not known, Base 64 in its one canonical form. It never throws.
 */
export function readEnvelope(
  bytes: Uint8Array,
): Checked<{ readonly envelope: Envelope }, Rejection> {
  if (bytes.length > MAX_ENVELOPE_BYTES) {
    const size = `It has ${bytes.length} bytes, of at most ${MAX_ENVELOPE_BYTES}.`;
    return reject("envelope-too-large", size);
  }
  const written = decoded(bytes);
  const read = written === null ? null : readLine(written, MAX_ENVELOPE_BYTES);
  if (read === null) return reject("envelope-malformed", "It is not UTF-8.");
  if (!read.ok) return malformed(read.problems);
  const problems: Problem[] = [];
  const envelope = readFields(read.value, problems);
  if (problems.length > 0) return malformed(problems);
  const count = envelope.signatures.length;
  if (count === 0) return reject("no-signature", "Nobody has signed it.");
  if (count > MAX_SIGNATURES) {
    return reject("too-many-signatures", `It has ${count} signatures, of at most 16.`);
  }
  return { ok: true, envelope };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return decodeText(bytes);
  } catch {
    return null;
  }
}

function malformed(problems: readonly Problem[]) {
  return reject("envelope-malformed", problems[0]?.message ?? "It is no envelope.", problems);
}

function readFields(value: unknown, problems: Problem[]): Envelope {
  const fields = openFields(value, "", problems);
  const envelope = {
    payload: base64(raw(fields, "payload"), "payload", problems),
    payloadType: text(fields, "payloadType", 200),
    signatures: list(fields, "signatures", (member, path) => readSignature(member, path, problems)),
  };
  if (!Array.isArray(raw(fields, "signatures"))) {
    problem(fields, "signatures", "wrong-type", "is not a list", "Write it as […].");
  }
  closeFields(fields);
  return envelope;
}

function readSignature(value: unknown, path: string, problems: Problem[]): EnvelopeSignature {
  const fields = openFields(value, path, problems);
  const keyid = raw(fields, "keyid") ?? "";
  if (typeof keyid !== "string" || keyid.length > 200) {
    problem(fields, "keyid", "wrong-type", "is no short text", "Write the key's name.");
  }
  const signature = base64(raw(fields, "sig"), `${path}.sig`, problems);
  closeFields(fields);
  return { keyid: String(keyid), signature };
}

function base64(value: unknown, path: string, problems: Problem[]): Uint8Array {
  try {
    if (typeof value === "string") return fromBase64(value);
  } catch {
    // Said below, with the place.
  }
  const remedy = "Write standard Base 64 with padding, without line breaks.";
  const message = `"${path}" is not Base 64.`;
  problems.push({ code: "malformed-text", path, message, remedy, column: null });
  return new Uint8Array(0);
}
