import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type RecordStore, StoreError } from "../../src/store/store.ts";
import { examine } from "../../src/walk/fsck/index.ts";
import { textOf } from "../contract/samples.ts";

const APPENDER = fileURLToPath(new URL("./appender.ts", import.meta.url));
const SIGNED_APPENDER = fileURLToPath(new URL("./signed-appender.ts", import.meta.url));

/** What the program was compiled to, so that it starts sooner the second time. */
const compiled = mkdtempSync(join(tmpdir(), "proviso-kills-compiled-"));

/** Removes what was kept so that the program starts sooner. */
export function forgetCompiled(): void {
  rmSync(compiled, { recursive: true, force: true });
}

/** Where the program that is to be killed appends. */
export interface Target {
  /** `"signed"` is a file of SQLite with its keys, written to as the command line does. */
  readonly kind: "sqlite" | "postgres" | "signed";
  readonly place: string;
  readonly caseName: string;
}

/** When it is killed: so long after it was started, or after it was told of its first entry. */
export interface Moment {
  readonly after: "start" | "first-acknowledgement";
  readonly delayMs: number;
}

/** What was acknowledged: the position of each number. */
export type Acknowledged = ReadonlyMap<number, number>;

/** Numbers between 0 and 1, always the same ones. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Has the program append, and ends it.
 *
 * @param end - kills it, or something that it needs; afterwards the program must have ended.
 * @returns what it had been told by then.
 */
export async function appendUntilKilled(
  { kind, place, caseName }: Target,
  from: number,
  moment: Moment,
  end: (program: number) => Promise<void> | void,
): Promise<Acknowledged> {
  const program = kind === "signed" ? SIGNED_APPENDER : APPENDER;
  const child = spawn(process.execPath, [program, kind, place, caseName, String(from)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  let said = "";
  let complained = "";
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.includes("\nack")) first.resolve();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complained += text;
  });
  child.on("close", () => {
    ended.resolve();
    first.resolve();
  });
  if (moment.after === "first-acknowledgement") await first.promise;
  await sleep(moment.delayMs);
  await end(child.pid ?? 0);
  await Promise.race([ended.promise, sleep(5000).then(() => child.kill("SIGKILL"))]);
  await ended.promise;
  if (moment.after === "first-acknowledgement" && !said.includes("ack")) {
    throw new Error(`The program ended before anything was acknowledged: ${complained}`);
  }
  return acknowledged(said);
}

/** Reads what the program said; a line that was cut off counts as not said. */
function acknowledged(said: string): Acknowledged {
  const found = said.matchAll(/^ack (\d+) (\d+)\n/gm);
  return new Map([...found].map(([, number, position]) => [Number(number), Number(position)]));
}

/** What is wrong with a store after something was killed; nothing, as a rule. */
export async function faultsAfter(
  store: RecordStore,
  caseName: string,
  told: Acknowledged,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let kept: Awaited<ReturnType<typeof readEntries>>;
  try {
    const record = await store.record(caseName, { labels: "every" });
    const { findings: discrepancies } = await examine(record, { terms: null });
    faults.push(...discrepancies.map((one) => JSON.stringify(one)));
    kept = await readEntries(store, caseName);
  } catch (cause) {
    const isMissing = cause instanceof StoreError && cause.code === "STORE_NO_SUCH_CASE";
    if (isMissing && told.size === 0) return [];
    throw cause;
  }
  for (const [number, position] of told) {
    if (kept.get(position) !== number) faults.push(`${number} was acknowledged at ${position}`);
  }
  const numbers = [...kept.values()];
  if (new Set(numbers).size !== numbers.length) faults.push("an entry is kept twice");
  return faults;
}

async function readEntries(store: RecordStore, caseName: string) {
  const record = await store.record(caseName, { labels: "every" });
  const entries = await record.envelopes({ begin: 0, end: 10_000 });
  return new Map(
    entries.map(({ position, envelope }) => {
      const { text } = JSON.parse(textOf(envelope)) as { readonly text: string };
      return [position, Number(text.split(" ")[0])];
    }),
  );
}
