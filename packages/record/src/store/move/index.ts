export { backUp, restore } from "./backup.ts";
export { moveCase } from "./move-case.ts";
