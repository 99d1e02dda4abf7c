export { accountOf, type SealAccount } from "./account.ts";
export {
  type ItemPlace,
  itemLeaf,
  type SealTerms,
  type SitePlace,
  sealRoot,
  siteLeaf,
} from "./commitment.ts";
export {
  type Declaration,
  type DeclaredItem,
  type DeclaredSite,
  type RandomSource,
  roomFor,
  rootOfSecret,
  type SealedDeclaration,
  type SealSecret,
  type SecretSite,
  sealDeclaration,
} from "./declaration.ts";
export {
  judgeOpening,
  type PlacedSeal,
  type ShownPlace,
  type ShownPlaces,
  termsOf,
} from "./judge-opening.ts";
export {
  type OpenedItem,
  type OpenedPlaces,
  type OpenedSite,
  type OpeningDocument,
  openItem,
  openingDigest,
  openSite,
  openWhole,
} from "./opening.ts";
export { formatOpening, MAX_OPENING_BYTES, readOpeningDocument } from "./opening-document.ts";
export {
  type OpeningChecked,
  type OpeningRejection,
  type SealCode,
  SealError,
} from "./seal-error.ts";
export { formatSecret, readSecret } from "./secret-file.ts";
