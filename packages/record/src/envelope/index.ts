export { type ChainEnd, type Chains, lengthen } from "./chain-end.ts";
export {
  type Answered,
  answerFault,
} from "./countersign.ts";
export {
  type DeviceFinding,
  type DeviceLink,
  deviceFindings,
} from "./device.ts";
export {
  formatEnvelope,
  preAuthEncoding,
  readEnvelope,
} from "./dsse.ts";
export {
  type Ed25519,
  type SignedMessage,
  strictly,
} from "./ed25519.ts";
export { fromHex } from "./hexadecimal.ts";
export { idempotencyScope } from "./idempotency.ts";
export {
  EMPTY_RING,
  type EnrolledKey,
  type KeyRing,
} from "./keyring.ts";
export { nobleEd25519, signerFromSeed } from "./noble-ed25519.ts";
export { EnvelopeError, type Rejection, type RejectionCode } from "./rejection.ts";

export { isSalt, SALT_BYTES } from "./salt.ts";
export { signStatement } from "./sign.ts";
export type { Signer } from "./signer.ts";
export {
  type DatedCheckpoint,
  type HeldInterval,
  heldInterval,
  readStatedTime,
  type StatedTime,
} from "./stated-time.ts";
export {
  type CarriedCheckpoint,
  PAYLOAD_TYPE,
  readStatement,
  type SeriesNumber,
  type Statement,
} from "./statement.ts";
export {
  type Accepted,
  type LogPlace,
  payloadDigest,
  readSigned,
  ringAfterEntry,
  type SignedStatement,
  type Verification,
  verifyEnvelope,
  verifySigned,
} from "./verify.ts";
export { verifiedAhead } from "./verify-ahead.ts";
export { webCryptoEd25519 } from "./web-crypto-ed25519.ts";
export { webCryptoSigner } from "./web-crypto-signer.ts";
