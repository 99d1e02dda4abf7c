import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  addCheckpoint,
  decodeText,
  encodeText,
  formatNoteKey,
  type HeldKey,
  hashOfOrigin,
  isSameKey,
  type NoteKey,
  noteVerifier,
  type Proof,
  parseCheckpoint,
  parseNote,
  parseNoteKey,
  toBase64,
  type WitnessAnswer,
  type Witnessed,
  type WitnessState,
} from "../../log/index.ts";
import { nodeEd25519 } from "../../node-crypto.ts";
import { addFile } from "../../store/durable-file.ts";
import { StoreError } from "../../store/store-error.ts";

/** What a witness keeps in a folder. */
export interface WitnessFolder {
  /** The newest checkpoint that was cosigned for each log, and the key of that log. */
  readonly shown: () => Promise<readonly (Witnessed & { readonly log: NoteKey })[]>;
  /** The log's key as it was first given; `null` for a log that is not witnessed here. */
  readonly logKey: (origin: string) => Promise<NoteKey | null>;
  /**
   * Begins to witness a log.
   *
   * @throws {StoreError} `STORE_UNREADABLE` where it is witnessed under another key.
   */
  readonly trust: (log: NoteKey) => Promise<void>;
  /** Cosigns a checkpoint that continues what was cosigned before; the answer is C2SP's. */
  readonly add: (asked: AskedToWitness) => Promise<WitnessAnswer>;
}

/** A checkpoint to be cosigned. */
export interface AskedToWitness {
  readonly held: HeldKey;
  readonly note: Uint8Array;
  /** Proves that the checkpoint continues the log as it was at a size of at least 1. */
  readonly prove: (oldSize: number) => Promise<Proof>;
  /** By the witness's clock, since 1970. */
  readonly seconds: number;
}

/** How often a checkpoint is tried when another process got ahead. */
const MOST_TRIES = 8;

/**
 * A witness whose state is a folder: for each log its key and, for each checkpoint that was
 * cosigned, a file that is named by the size before it. There is at most one file of a name, so
 * that of two processes that would go on from one size only one can: a witness never cosigns two
 * histories, whatever runs beside it and whenever it is killed.
 */
export function openWitnessFolder(folder: string): WitnessFolder {
  const homeOf = (origin: string) => join(folder, hashOfOrigin(origin));
  const logKey = async (origin: string): Promise<NoteKey | null> => {
    const text = await readIfThere(join(homeOf(origin), "log.key"));
    return text === null ? null : parseNoteKey(decodeText(text).trimEnd());
  };
  return {
    logKey,
    shown: async () => {
      const names = await readdir(folder).catch(() => []);
      const all = await Promise.all(names.sort().map((name) => newestIn(join(folder, name))));
      return all.flatMap((one) => (one === null ? [] : [one]));
    },
    trust: async (log) => {
      const written = encodeText(`${formatNoteKey(log)}\n`);
      if (await addFile(join(homeOf(log.name), "log.key"), written)) return;
      const known = await logKey(log.name);
      if (known === null || !isSameKey(known, log)) throw otherKey(log.name);
    },
    add: async (asked) => {
      const { origin } = parseCheckpoint(parseNote(asked.note).text);
      const log = await logKey(origin);
      const logs = log === null ? [] : [noteVerifier(log, nodeEd25519)];
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const latest = await newestOf(homeOf(origin));
        const answer = await answerTo(asked, logs, latest, homeOf(origin));
        if (answer !== null) return answer;
      }
      throw new StoreError(
        "STORE_BUSY",
        "Other processes cosigned checkpoints of this log meanwhile, again and again.",
        "Try once more.",
      );
    },
  };
}

/** Answers, its state written down before; `null` where another process got ahead. */
async function answerTo(
  { held, note, prove, seconds }: AskedToWitness,
  logs: readonly ReturnType<typeof noteVerifier>[],
  latest: Witnessed | null,
  home: string,
): Promise<WitnessAnswer | null> {
  const state: WitnessState = new Map(latest === null ? [] : [[latest.origin, latest]]);
  const oldSize = latest?.size ?? 0;
  const { origin, size } = parseCheckpoint(parseNote(note).text);
  const proof = oldSize === 0 || oldSize >= size ? [] : await prove(oldSize);
  const lines = [`old ${Math.min(oldSize, size)}`, ...proof.map(toBase64), ""];
  const request = `${lines.join("\n")}\n${decodeText(note)}`;
  const witnessed = await addCheckpoint(state, request, { held, logs }, seconds);
  const after = witnessed.state.get(origin);
  if (witnessed.answer.status !== 200 || after === undefined || after.size === oldSize) {
    return witnessed.answer;
  }
  const path = join(home, `after-${oldSize}.checkpoint`);
  return (await addFile(path, encodeText(after.note))) ? witnessed.answer : null;
}

/** Follows the chain of checkpoints that were cosigned to its end. */
async function newestOf(home: string): Promise<Witnessed | null> {
  let newest: Witnessed | null = null;
  for (let size = 0; ; ) {
    const bytes = await readIfThere(join(home, `after-${size}.checkpoint`));
    if (bytes === null) return newest;
    const checkpoint = parseCheckpoint(parseNote(bytes).text);
    if (checkpoint.size <= size) throw damaged(home);
    newest = { ...checkpoint, note: decodeText(bytes) };
    size = checkpoint.size;
  }
}

async function newestIn(home: string): Promise<(Witnessed & { readonly log: NoteKey }) | null> {
  const key = await readIfThere(join(home, "log.key"));
  const newest = await newestOf(home);
  if (key === null || newest === null) return null;
  return { ...newest, log: parseNoteKey(decodeText(key).trimEnd()) };
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw cause;
  }
}

function otherKey(origin: string): StoreError {
  return new StoreError(
    "STORE_UNREADABLE",
    `The log ${origin} is witnessed here under another key.`,
    "Leave --log-key out, or ask the log why it has another: nothing is cosigned for that one.",
  );
}

function damaged(home: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `The checkpoints in ${home} do not follow one another.`,
    "Put the folder back as it was; cosign nothing for this log until then.",
  );
}
