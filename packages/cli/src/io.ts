import type { Instant } from "@proviso/core";
import { Fault } from "@proviso/core/fault";

/** What a verb may do to the world around it: speak, and ask the time. */
export interface Io {
  /** Writes to standard output, as it stands. */
  readonly out: (text: string) => void;
  /** Writes to standard error, as it stands. */
  readonly err: (text: string) => void;
  /** How many columns a line may take, 60 to 100. */
  readonly columns: number;
  /** Whether colour may be used: a terminal, and no NO_COLOR. */
  readonly colour: boolean;
  readonly now: () => Instant;
}

/** How a call ended; `docs/user-guide.md` documents the codes. */
export const EXIT = {
  /** Done, and nothing stands against it. */
  ok: 0,
  /** Errors were found, or expectations were not met. */
  found: 1,
  /** The call itself cannot be understood, or names what is not there. */
  misused: 2,
  /** Proviso itself failed. */
  failed: 3,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A call that cannot be carried out as given: said on one line, with what to write instead. */
export class MisuseError extends Fault<"MISUSED"> {
  constructor(message: string, remedy: string) {
    super("MISUSED", message, remedy);
  }
}
