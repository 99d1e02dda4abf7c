import { parentPort, workerData } from "node:worker_threads";
import type { ImportOrder } from "./import-on-thread.ts";
import { importFolders } from "./kept-cases.ts";

const { place, folders } = workerData as ImportOrder;
parentPort?.postMessage(await importFolders(place, folders));
