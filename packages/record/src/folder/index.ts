export { openCaseFolder } from "./case-folder.ts";
