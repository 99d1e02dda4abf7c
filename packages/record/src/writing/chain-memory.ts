import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChainEnd, Chains } from "../envelope/index.ts";
import { encodeText, hashOfOrigin } from "../log/index.ts";
import { replaceFile } from "../store/durable-file.ts";

/**
 * Remembers what the devices of an installation signed last, apart from the record: what they
 * signed under a label cannot be read there, and would be counted twice.
 */
export interface ChainMemory {
  /** What is remembered for a log. */
  readonly ends: (origin: string) => Promise<ReadonlyMap<string, ChainEnd>>;
  readonly remember: (origin: string, device: string, end: ChainEnd) => Promise<void>;
}

/** Remembers in a folder, one file a log, named by the SHA-256 of its origin. */
export function chainMemoryIn(folder: string): ChainMemory {
  const pathOf = (origin: string) => join(folder, `${hashOfOrigin(origin)}.json`);
  const ends = async (origin: string): Promise<Chains> => {
    try {
      const read: unknown = JSON.parse(await readFile(pathOf(origin), "utf8"));
      const named = Object.entries(Object(read)).filter((pair) => isEnd(pair[1]));
      return new Map(named as [string, ChainEnd][]);
    } catch {
      // Without it a device that signed under a label may count twice, which the record then shows.
      return new Map();
    }
  };
  return {
    ends,
    remember: async (origin, device, { counter, digest }) => {
      const all = (await ends(origin)).set(device, { counter, digest });
      await replaceFile(pathOf(origin), encodeText(JSON.stringify(Object.fromEntries(all))));
    },
  };
}

function isEnd(value: unknown): boolean {
  const { counter, digest } = Object(value) as Readonly<Record<string, unknown>>;
  return Number.isSafeInteger(counter) && /^[0-9a-f]{64}$/.test(String(digest));
}
