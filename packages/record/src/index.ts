export * from "./entries/index.ts";
export { openCaseFolder } from "./folder/case-folder.ts";
export { nodeEd25519, nodeSigner } from "./node-ed25519.ts";
export {
  type SourceFile,
  type Store,
  type StoredCase,
  StoreError,
  type StoreErrorCode,
} from "./store/store.ts";
