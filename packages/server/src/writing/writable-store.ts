import type { RecordStore } from "@proviso/record/store";

/** A store to write to, which is open only while somebody needs it. */
export interface WritableStore {
  /** Opens it, or shares it with whoever has it open. `leave` must be called once. */
  readonly enter: () => Promise<{
    readonly store: RecordStore;
    readonly leave: () => Promise<void>;
  }>;
}

/**
 * Shares one opened store among the cases that are written to: one process has the right to write to
 * a file, from its first write until it closes the file, so that it is closed with the last of them.
 */
export function writableStore(open: () => Promise<RecordStore>): WritableStore {
  let users = 0;
  let opened: Promise<RecordStore> | null = null;
  let closing: Promise<void> = Promise.resolve();
  const leave = async (): Promise<void> => {
    users -= 1;
    if (users > 0 || opened === null) return;
    const last = opened;
    opened = null;
    closing = last.then(
      (store) => store.close(),
      () => undefined,
    );
    await closing;
  };
  return {
    enter: async () => {
      await closing.catch(() => undefined);
      users += 1;
      opened ??= open();
      try {
        return { store: await opened, leave };
      } catch (cause) {
        opened = null;
        users -= 1;
        throw cause;
      }
    },
  };
}
