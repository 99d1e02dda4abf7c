export {
  composeStored,
  entriesOf,
  type KeptCase,
  openKeptCase,
  readKeptCase,
  storedCaseOf,
  textsOf,
} from "./kept-case.ts";
export { keptRootOf, tileHashesOf } from "./kept-log.ts";
export { corruptAt, openFor, walkKept } from "./kept-walk.ts";
export { type ProjectionSource, type Projector, sourceOf } from "./projection.ts";
export { type CaseFiles, documentsFrom, readFiles, termsOfCase } from "./terms.ts";
