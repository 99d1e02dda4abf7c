import type { RecordStore } from "../../src/store/store.ts";

/** A database for one test file, as its adapter sets it up. */
export interface StoreHarness {
  /** Opens the database as the program does; again and again over what was kept. */
  readonly open: () => Promise<RecordStore>;
  /**
   * Runs a statement against the database as whoever the program is to it, past the adapter. It
   * fails where the database refuses.
   */
  readonly attempt: (sql: string) => Promise<void>;
  /** Ends everything that was started for the test. */
  readonly end: () => Promise<void>;
}

/** Makes a database that nobody else uses. */
export type MakeHarness = () => Promise<StoreHarness>;
