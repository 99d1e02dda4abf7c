export { accountOf } from "./account.ts";
export type { SealTerms } from "./commitment.ts";
export {
  type Declaration,
  roomFor,
  sealDeclaration,
} from "./declaration.ts";
export {
  judgeOpening,
  type ShownPlaces,
} from "./judge-opening.ts";
export {
  openItem,
  openingDigest,
  openSite,
  openWhole,
} from "./opening.ts";
export { formatOpening, readOpeningDocument } from "./opening-document.ts";

export { formatSecret, readSecret } from "./secret-file.ts";
