import { Worker } from "node:worker_threads";
import type { StorePlace } from "@proviso/record/installation";

/** What the thread that imports is given. */
export interface ImportOrder {
  readonly place: StorePlace;
  readonly folders: readonly string[];
}

/**
 * Imports folders into a store on a thread of its own: signing hundreds of entries takes a second,
 * and whoever asks for a page in it shall not wait.
 *
 * @returns a remark a folder; one that says why where they could not be imported. It ends with the
 *   process, and what was not imported by then is at the next start: a case is kept whole or not.
 */
export function importOnThread(order: ImportOrder): Promise<readonly string[]> {
  const thread = new Worker(new URL("./import.worker.ts", import.meta.url), { workerData: order });
  thread.unref();
  return new Promise((resolve) => {
    thread.once("message", (remarks: readonly string[]) => resolve(remarks));
    thread.once("error", (cause) => {
      const what = order.folders.join(", ");
      resolve([`Not imported: ${what}. ${cause instanceof Error ? cause.message : String(cause)}`]);
    });
  });
}
