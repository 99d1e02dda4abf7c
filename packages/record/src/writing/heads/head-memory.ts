import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashOfOrigin, parseCheckpoint, parseNote } from "../../log/index.ts";
import { replaceFile } from "../../store/durable-file.ts";

/**
 * The newest head of each log that an installation signed, apart from the store: a store that was
 * restored from an old backup is told by it.
 */
export interface HeadMemory {
  /** `null` where none was signed yet. */
  readonly newest: (origin: string) => Promise<Uint8Array | null>;
  /** Remembers a head, unless a larger one is remembered. */
  readonly remember: (origin: string, note: Uint8Array) => Promise<void>;
}

/** Remembers heads in a folder, one file a log, named by the SHA-256 of its origin. */
export function headMemoryIn(folder: string): HeadMemory {
  const pathOf = (origin: string) => join(folder, `${hashOfOrigin(origin)}.checkpoint`);
  const newest: HeadMemory["newest"] = async (origin) => {
    try {
      return new Uint8Array(await readFile(pathOf(origin)));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw cause;
    }
  };
  return {
    newest,
    remember: async (origin, note) => {
      const before = await newest(origin);
      if (before !== null && sizeOf(before) >= sizeOf(note)) return;
      await replaceFile(pathOf(origin), note);
    },
  };
}

function sizeOf(note: Uint8Array): number {
  return parseCheckpoint(parseNote(note).text).size;
}
