export { rebuildTops } from "../../store/kept-tree.ts";
export type { FsckFinding } from "./finding.ts";
export { type Examination, examine, type FsckOptions, type FsckReport, fsck } from "./fsck.ts";
