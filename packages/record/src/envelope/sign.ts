import { type Envelope, preAuthEncoding } from "./dsse.ts";
import { EnvelopeError } from "./rejection.ts";
import type { Signer } from "./signer.ts";
import type { Stamp, Statement } from "./statement.ts";
import { formatStatement, PAYLOAD_TYPE, readStatement } from "./statement.ts";

/**
 * Signs a statement, by its author first. Whatever a reader would refuse is not signed.
 *
 * @throws {EnvelopeError} where the statement is too large or otherwise not sound.
 */
export async function signStatement(
  statement: Statement,
  signers: readonly Signer[],
  stamp: Stamp,
): Promise<Envelope> {
  const payload = formatStatement(statement);
  const read = readStatement(payload, stamp);
  if (!read.ok) throw new EnvelopeError(read.rejection);
  const message = preAuthEncoding(PAYLOAD_TYPE, payload);
  const signatures = await Promise.all(
    signers.map(async ({ name, sign }) => ({ keyid: name, signature: await sign(message) })),
  );
  return { payloadType: PAYLOAD_TYPE, payload, signatures };
}

/** Adds a signature to an envelope, over the bytes as they are. */
export async function addSignature(envelope: Envelope, signer: Signer): Promise<Envelope> {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  const signature = { keyid: signer.name, signature: await signer.sign(message) };
  return { ...envelope, signatures: [...envelope.signatures, signature] };
}
