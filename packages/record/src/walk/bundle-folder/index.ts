export { bundleContentOf } from "./content-of.ts";

export { readBundleFolder } from "./read-folder.ts";
export { writeBundleFolder } from "./write-folder.ts";
