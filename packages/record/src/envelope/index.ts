export {
  type Answered,
  answerFault,
  type Countersigned,
  type GivenAnswer,
  type SigningOf,
  signingOf,
} from "./countersign.ts";
export {
  type DeviceFinding,
  type DeviceLink,
  deviceFindings,
} from "./device.ts";
export {
  type Envelope,
  type EnvelopeSignature,
  formatEnvelope,
  MAX_ENVELOPE_BYTES,
  MAX_SIGNATURES,
  preAuthEncoding,
  readEnvelope,
} from "./dsse.ts";
export {
  type Ed25519,
  type Ed25519Library,
  type EncodingFault,
  encodingFault,
  keyFault,
  type SignedMessage,
  signatureFault,
  strictly,
} from "./ed25519.ts";
export { fromHex } from "./hexadecimal.ts";
export { idempotencyScope } from "./idempotency.ts";
export {
  EMPTY_RING,
  type EnrolledKey,
  type KeyFault,
  type KeyRing,
  keyAt,
  keyFaultAt,
  type SignedKeyEntry,
  type SuspectRange,
  suspectAt,
} from "./keyring.ts";
export { isSoundKey, nobleEd25519, signerFromSeed } from "./noble-ed25519.ts";
export { type Checked, EnvelopeError, type Rejection, type RejectionCode } from "./rejection.ts";
export { mayMake, speaksFor } from "./roles.ts";
export { isSalt, SALT_BYTES } from "./salt.ts";
export { addSignature, signStatement } from "./sign.ts";
export type { Signer } from "./signer.ts";
export {
  type DatedCheckpoint,
  type HeldInterval,
  heldInterval,
  readStatedTime,
  type StatedTime,
  type TimeFlag,
} from "./stated-time.ts";
export {
  type CarriedCheckpoint,
  formatStatement,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_TYPE,
  readStatement,
  type SeriesNumber,
  STATEMENT_VERSION,
  type Stamp,
  type Statement,
} from "./statement.ts";
export {
  type Accepted,
  countPersons,
  type Place,
  payloadDigest,
  readSigned,
  ringAfterEntry,
  type SignedStatement,
  type SigningPlace,
  type Verification,
  verifyEnvelope,
  verifySigned,
} from "./verify.ts";
export { type VerifiedAhead, type VerifyingAhead, verifiedAhead } from "./verify-ahead.ts";
export { type WebCrypto, webCryptoEd25519 } from "./web-crypto-ed25519.ts";
export { type SigningCrypto, webCryptoSigner } from "./web-crypto-signer.ts";
