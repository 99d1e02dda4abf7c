export { EXIT, type ExitCode, type Io } from "./io.ts";
export { run } from "./run.ts";
