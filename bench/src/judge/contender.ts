import type { Workload } from "./workload.ts";

/** What a run comes to: how often an undertaking changed, and how many are kept at the end. */
export interface Tally {
  readonly flips: number;
  readonly kept: number;
}

/** A run that is loaded and ready: applying the events is all that is timed. */
export interface Loaded {
  /** Applies the first `events` events, with all verdicts current after each one. */
  run(events: number): Outcome | Promise<Outcome>;
  /** Lets go of what the run held outside this process. */
  close?(): Promise<void>;
}

/** How a run came out; asked for once the clock has stopped. */
export interface Outcome {
  readonly tally: () => Tally;
  /** Where the contender times itself, in another process. */
  readonly seconds?: number;
}

/** What a contender is: the limit does only the work, and a baseline does it without an index. */
export type ContenderRole = "limit" | "ours" | "baseline" | "peer";

/** One row of the table. */
export interface Contender {
  readonly id: string;
  readonly name: string;
  readonly role: ContenderRole;
  readonly version: string;
  /** Whose index it uses, and anything else that a reader must know to judge the row fairly. */
  readonly note: string;
  /** How many events of a workload it is given; 0 where it does not take part. */
  readonly events: Readonly<Record<Workload["id"], number>>;
  /** Loads a workload from scratch. */
  load(workload: Workload): Loaded | Promise<Loaded>;
}
