export {
  KEEPER,
  type KeyFolder,
  keyOf,
  keysFolderOf,
  logSignerOf,
  openKeys,
  originFor,
} from "./keys.ts";
export {
  DEFAULT_STORE,
  type Environment,
  isThere,
  type OpeningOptions,
  openStoreAt,
  placeOf,
  type StorePlace,
  sayPlace,
  storePlace,
} from "./place.ts";
