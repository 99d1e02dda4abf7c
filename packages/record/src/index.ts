export * from "./entries/index.ts";
export { nodeEd25519, nodeHash, nodeSigner } from "./node-crypto.ts";
export { openCaseFolder } from "./store/folder/case-folder.ts";
export {
  type SourceFile,
  type StoredCase,
  StoreError,
  type StoreErrorCode,
} from "./store/store.ts";
