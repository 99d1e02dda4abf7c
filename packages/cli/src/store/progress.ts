import type { Io } from "../io.ts";

/** Says how far a long work has come, on standard error, every few hundred entries. */
export function progress(io: Io, of: number): (done: number) => void {
  return (done) => {
    if (of >= 500 && (done % 250 === 0 || done === of)) io.err(`${done} of ${of} entries\n`);
  };
}
