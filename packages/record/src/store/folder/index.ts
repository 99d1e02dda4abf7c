export { openCaseFolder } from "./case-folder.ts";
export { readFolderFiles } from "./folder-files.ts";
