import type { StoredCase } from "@proviso/record";
import { documentsFrom, type KeptCase, readKeptCase, storedCaseOf } from "@proviso/record/kept";
import type { RecordStore } from "@proviso/record/store";

/** A kept case as it was read at one version, with what is made of it when it is first asked for. */
export interface ReadCase {
  /** Changes whenever the case does: entries, and files of it. */
  readonly version: string;
  readonly kept: KeptCase;
  readonly stored: () => Promise<StoredCase>;
}

/** Reads the cases of a store for everyone, each again only when it has changed. */
export interface KeptReading {
  /** @throws {StoreError} as `readKeptCase` does. */
  readonly read: (name: string) => Promise<ReadCase>;
}

interface Remembered {
  readonly size: number;
  readonly documents: number;
  readonly case: ReadCase;
}

/** How many cases are remembered. */
const MOST_REMEMBERED = 16;

/**
 * Remembers cases by their number of entries and of files: both only ever grow, so that a case with
 * as many of each is the same. Whoever asks while a case is being read waits for that reading.
 */
export function keptReading(store: RecordStore): KeptReading {
  const known = new Map<string, Remembered>();
  const underWay = new Map<string, Promise<ReadCase>>();
  const readAnew = async (name: string): Promise<ReadCase> => {
    const record = await store.record(name, EVERYONE);
    const before = known.get(name);
    const size = await record.size();
    let documents = before?.documents ?? 0;
    for await (const _ of documentsFrom(record, documents)) documents += 1;
    if (before !== undefined && before.size === size && before.documents === documents) {
      return before.case;
    }
    const kept = await readKeptCase(store, name);
    const found = readCase(kept, `${kept.entries.length}-${documents}`);
    if (!known.has(name) && known.size >= MOST_REMEMBERED) known.clear();
    known.set(name, { size: kept.entries.length, documents, case: found });
    return found;
  };
  return {
    read: (name) => {
      const reading = underWay.get(name) ?? readAnew(name).finally(() => underWay.delete(name));
      underWay.set(name, reading);
      return reading;
    },
  };
}

const EVERYONE = { labels: [] };

function readCase(kept: KeptCase, version: string): ReadCase {
  let stored: Promise<StoredCase> | null = null;
  return {
    version,
    kept,
    stored: () => {
      stored ??= storedCaseOf(kept);
      return stored;
    },
  };
}
