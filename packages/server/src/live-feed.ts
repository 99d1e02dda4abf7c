import type { RecordStore } from "@proviso/record/store";

/** How often a record is looked at while somebody follows it, in milliseconds. */
const LOOK_EVERY_MS = 500;

/** Who appends does not matter: this server, the command line, another server of one database. */
export interface LiveFeed {
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

/** Watches the sizes of records: one look for all who follow the same one, and none for nobody. */
export function liveFeed(store: RecordStore): LiveFeed {
  const watched = new Map<string, Watched>();
  const look = async (name: string, one: Watched): Promise<void> => {
    try {
      const size = await (await store.record(name, { labels: [] })).size();
      if (size !== one.size) {
        one.size = size;
        for (const { tell } of one.followers) tell(size);
      }
      if (one.followers.size === 0) return;
      one.timer = setTimeout(() => void look(name, one), LOOK_EVERY_MS);
    } catch {
      watched.delete(name);
      for (const { failed } of one.followers) failed();
    }
  };
  return {
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
