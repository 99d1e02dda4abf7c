export { versionMoved } from "./rows.ts";
export * from "./store.ts";
