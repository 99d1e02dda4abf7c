import { RunningCase } from "@proviso/record/kept";
import type { RecordStore } from "@proviso/record/store";

/** Reads the cases of a store for everyone: each once, and then what has come since. */
export interface KeptReading {
  /**
   * A case with all that it had when this was called. What is answered of it is taken from it at
   * once: it grows with the next reading.
   *
   * @throws {StoreError} as `RunningCase.read` does.
   */
  readonly read: (name: string) => Promise<RunningCase>;
}

/** Characters of lines that are remembered of all cases together. */
const MOST_CHARACTERS = 300_000_000;

/** The most cases that are remembered, however small. */
const MOST_CASES = 64;

/**
 * Remembers the cases that were asked for last, as many as fit, and one at least.
 *
 * @param mostCharacters - of lines, of all cases together.
 */
export function keptReading(
  store: RecordStore,
  mostCharacters: number = MOST_CHARACTERS,
): KeptReading {
  /** The one that was asked for last stands last. */
  const known = new Map<string, RunningCase>();
  const underWay = new Map<string, Promise<RunningCase>>();
  const waiting = new Map<string, Promise<RunningCase>>();
  const readOne = async (name: string): Promise<RunningCase> => {
    const before = known.get(name);
    // Whatever fails leaves nothing that was half read.
    known.delete(name);
    const isGrown = before !== undefined && (await before.catchUp(store));
    const running = isGrown ? before : await RunningCase.read(store, name);
    known.set(name, running);
    forget(known, mostCharacters);
    return running;
  };
  const begin = (name: string): Promise<RunningCase> => {
    const reading = readOne(name).finally(() => underWay.delete(name));
    underWay.set(name, reading);
    return reading;
  };
  return {
    read: (name) => {
      const queued = waiting.get(name);
      if (queued !== undefined) return queued;
      const now = underWay.get(name);
      if (now === undefined) return begin(name);
      // What is being read may have been looked at before the entry came that is asked for: who
      // asks meanwhile has the next reading, all of them the same.
      const afterwards = () => {
        waiting.delete(name);
        return begin(name);
      };
      const next = now.then(afterwards, afterwards);
      waiting.set(name, next);
      return next;
    },
  };
}

function forget(known: Map<string, RunningCase>, mostCharacters: number): void {
  let characters = 0;
  for (const { length } of known.values()) characters += length;
  for (const [name, { length }] of known) {
    if (known.size === 1 || (characters <= mostCharacters && known.size <= MOST_CASES)) return;
    known.delete(name);
    characters -= length;
  }
}
