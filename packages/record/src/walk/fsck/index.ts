export { rebuildTops } from "../../store/kept-tree.ts";
export type { FsckFinding } from "./finding.ts";
export { examine, type FsckReport, fsck } from "./fsck.ts";
