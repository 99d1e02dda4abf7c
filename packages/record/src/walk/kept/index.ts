export { CaseDocuments } from "./case-documents.ts";
export {
  composeStored,
  entriesOf,
  type KeptCase,
  openKeptCase,
  RECORD_FILE,
  readKeptCase,
  storedCaseOf,
  textsOf,
} from "./kept-case.ts";
export { keptRootOf, tileHashesOf } from "./kept-log.ts";
export { corruptAt, openFor, walkKept } from "./kept-walk.ts";
export { type ProjectionSource, type Projector, sourceOf } from "./projection.ts";
export { RunningCase, type RunningLine } from "./running-case.ts";
export { type CaseFiles, readFiles, termsOfCase } from "./terms.ts";
