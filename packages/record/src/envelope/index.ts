export {
  type Ed25519,
  type Ed25519Library,
  type EncodingFault,
  encodingFault,
  keyFault,
  type SignedMessage,
  strictly,
} from "./ed25519.ts";
export { isSoundKey, nobleEd25519, signerFromSeed } from "./noble-ed25519.ts";
export type { Signer } from "./signer.ts";
export { type WebCrypto, webCryptoEd25519 } from "./web-crypto-ed25519.ts";
