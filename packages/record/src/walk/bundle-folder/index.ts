export { bundleContentOf } from "./content-of.ts";
export { readGuides } from "./guides.ts";
export { type FolderRead, readBundleFolder } from "./read-folder.ts";
export { writeBundleFolder } from "./write-folder.ts";
