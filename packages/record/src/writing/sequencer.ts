import type { Hold } from "../store.ts";
import { requireHere, requireSeen, standingOf } from "./opening.ts";
import type { Sequencer, SequencerOptions } from "./port.ts";
import { RunningSequencer } from "./running.ts";

/**
 * Opens the sequencer of a case whose hold was taken.
 *
 * @throws {StoreError} `STORE_CASE_MOVED`, `STORE_ROLLED_BACK` or `STORE_CORRUPT`; the hold is then
 *   given back.
 */
export async function openSequencer<State, Facts>(
  hold: Hold,
  options: SequencerOptions<State, Facts>,
): Promise<Sequencer> {
  try {
    await requireHere(hold.record);
    if (options.seen !== null) await requireSeen(hold.record, options.seen, options.hash);
    const standing = await standingOf(hold.record, options.gate.start, options.hash);
    return new RunningSequencer(hold, options, standing);
  } catch (cause) {
    await hold.release();
    throw cause;
  }
}
