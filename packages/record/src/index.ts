export * from "./entries/index.ts";
export { openCaseFolder } from "./folder/case-folder.ts";
export {
  type SourceFile,
  type Store,
  type StoredCase,
  StoreError,
  type StoreErrorCode,
} from "./store.ts";
