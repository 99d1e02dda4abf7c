export { documentFindings, type NamingEntry, namesFiles } from "./documents-check.ts";
export type { AboutEntry, BundleCode, BundleFinding } from "./finding.ts";
export { type BundleHead, parseHead } from "./head.ts";
export {
  BUNDLE,
  type BundleFiles,
  DOCUMENTS,
  envelopePath,
  isBundlePath,
  MAX_BUNDLE_BYTES,
  MAX_BUNDLE_FILES,
  proofPath,
} from "./layout.ts";
export { type BundleContent, BundleError, type BundleMaking, makeBundle } from "./make.ts";
export {
  type BundleReport,
  type BundleTrust,
  verifyBundle,
} from "./verify.ts";
