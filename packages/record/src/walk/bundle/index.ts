export { documentFindings, type NamingEntry, namesFiles } from "./documents-check.ts";
export type { BundleFinding } from "./finding.ts";

export {
  type BundleFiles,
  DOCUMENTS,
  isBundlePath,
  MAX_BUNDLE_BYTES,
  MAX_BUNDLE_FILES,
} from "./layout.ts";
export { type BundleContent, BundleError, makeBundle } from "./make.ts";
export {
  type BundleReport,
  type BundleTrust,
  verifyBundle,
} from "./verify.ts";
