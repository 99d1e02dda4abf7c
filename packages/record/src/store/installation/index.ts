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
  isThere,
  openStoreAt,
  placeOf,
  type StorePlace,
  sayPlace,
  storePlace,
} from "./place.ts";
