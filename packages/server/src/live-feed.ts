import type { RecordStore } from "@proviso/record/store";

/** How often a record is looked at for what others append, in milliseconds. */
const LOOK_EVERY_MS = 500;

/**
 * Tells whoever follows a record that it has grown: at once of what this server appends, and within
 * half a second of what the command line does, or another server of one database.
 */
export interface LiveFeed {
  /** Has followers told of a size, by whoever made it durable. */
  readonly tell: (name: string, size: number) => void;
  /**
   * Tells each new size of a record, the first one at once, until it is told to stop.
   *
   * @param failed - is called where the record cannot be read any more; nothing comes after it.
   * @returns stops it.
   */
  readonly follow: (name: string, tell: (size: number) => void, failed: () => void) => () => void;
}

interface Watched {
  readonly followers: Set<{ readonly tell: (size: number) => void; readonly failed: () => void }>;
  size: number | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Watches the sizes of records: one look for all who follow the same one, and none for nobody.
 *
 * @param lookEveryMs - how often a record is looked at for what others append.
 */
export function liveFeed(store: RecordStore, lookEveryMs: number = LOOK_EVERY_MS): LiveFeed {
  const watched = new Map<string, Watched>();
  const grow = (one: Watched, size: number): void => {
    // A look that began before the latest entries were told of comes back with less.
    if (one.size !== null && size <= one.size) return;
    one.size = size;
    for (const { tell } of one.followers) tell(size);
  };
  const look = async (name: string, one: Watched): Promise<void> => {
    try {
      grow(one, await (await store.record(name, { labels: [] })).size());
      if (one.followers.size === 0) return;
      one.timer = setTimeout(() => void look(name, one), lookEveryMs);
    } catch {
      watched.delete(name);
      for (const { failed } of one.followers) failed();
    }
  };
  return {
    tell: (name, size) => {
      const one = watched.get(name);
      if (one !== undefined) grow(one, size);
    },
    follow: (name, tell, failed) => {
      const known = watched.get(name);
      const one = known ?? { followers: new Set(), size: null, timer: null };
      const follower = { tell, failed };
      one.followers.add(follower);
      if (one.size !== null) tell(one.size);
      if (known === undefined) {
        watched.set(name, one);
        void look(name, one);
      }
      return () => {
        one.followers.delete(follower);
        if (one.followers.size > 0 || watched.get(name) !== one) return;
        watched.delete(name);
        if (one.timer !== null) clearTimeout(one.timer);
      };
    },
  };
}
