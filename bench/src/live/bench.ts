import { setTimeout as sleep } from "node:timers/promises";
import { generateCase } from "../case/shapes.ts";
import { enrolDevice } from "./device.ts";
import { SERVED, serveGenerated } from "./served.ts";
import { subscribe } from "./subscriber.ts";

/** How the bench of a served case is run. */
export interface LiveBenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** So many entries, in place of 1,000 and 10,000. */
  readonly size: number | null;
  readonly print: (line: string) => void;
  readonly progress: (what: string) => void;
}

/** Times of one more entry on a served case, in milliseconds from when it was posted. */
export interface LiveRow {
  readonly entries: number;
  readonly posts: number;
  readonly opened: { readonly parts: number; readonly characters: number; readonly ms: number };
  /** C4: a verdict on every clause, with both clocks moved elsewhere. */
  readonly dragged: Spread;
  /** p50 and p99 of each. */
  readonly answered: Spread;
  readonly told: Spread;
  readonly fetched: Spread;
  readonly judged: Spread;
  /** What the judge took of it, from when the line was read. */
  readonly judging: Spread;
}

/** The middle, and what one in a hundred exceeds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

const SIZES = [1_000, 10_000];

/** Posts that are not counted: the runtime compiles what they run through. */
const WARM_UP = 20;

/** The pause between two entries, in milliseconds: each is alone on its way. */
const PAUSE_MS = 20;

/** C2: one more entry on a served case, posted, durable, told of, fetched and judged. */
export async function benchLive(options: LiveBenchOptions): Promise<void> {
  const { json, quick, size, print, progress } = options;
  if (!json) print(HEAD);
  for (const entries of size === null ? (quick ? [100] : SIZES) : [size]) {
    progress(`C2: signing and serving ${entries} entries`);
    const row = await measured(entries, quick ? 5 : 300, quick ? 2 : WARM_UP);
    print(json ? JSON.stringify(row) : lineOf(row));
  }
}

async function measured(entries: number, posts: number, warmUp: number): Promise<LiveRow> {
  const drawn = generateCase("spread", entries + warmUp + posts);
  const served = await serveGenerated({ ...drawn, lines: drawn.lines.slice(0, entries) });
  try {
    const device = await enrolDevice(served.address);
    const subscriber = await subscribe(served.address);
    const times: Readonly<
      Record<"answered" | "told" | "fetched" | "judged" | "judging", number[]>
    > = { answered: [], told: [], fetched: [], judged: [], judging: [] };
    for (const [at, line] of drawn.lines.slice(entries).entries()) {
      const body = await device.sign(line);
      const heard = subscriber.next();
      const posted = performance.now();
      const answered = post(`${served.address}/${SERVED}/record/entries`, body);
      const [{ told, fetched, judged, judging }, done] = await Promise.all([heard, answered]);
      if (at >= warmUp) {
        times.answered.push(done - posted);
        times.told.push(told - posted);
        times.fetched.push(fetched - posted);
        times.judged.push(judged - posted);
        times.judging.push(judging);
      }
      await sleep(PAUSE_MS);
    }
    const dragged = spreadOf(subscriber.drag(PLACES));
    subscriber.close();
    const { answered, told, fetched, judged, judging } = times;
    return {
      ...{ entries, posts, opened: subscriber.opened, dragged },
      ...{ answered: spreadOf(answered), told: spreadOf(told), fetched: spreadOf(fetched) },
      ...{ judged: spreadOf(judged), judging: spreadOf(judging) },
    };
  } finally {
    await served.close();
  }
}

async function post(address: string, body: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  return performance.now();
}

function spreadOf(times: readonly number[]): Spread {
  const rising = [...times].sort((one, other) => one - other);
  const at = (share: number) => rising[Math.floor(share * (rising.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** To how many places the clocks are moved. */
const PLACES = 60;

const COLUMNS = ["dragged", "answered", "told", "fetched", "judged", "judging"] as const;

const HEAD = `${"entries".padEnd(10)}${["opened", ...COLUMNS].map((one) => one.padStart(15)).join("")}   (ms from the post: p50, p99)`;

function lineOf(row: LiveRow): string {
  const cells = COLUMNS.map((one) => `${row[one].p50.toFixed(1)}, ${row[one].p99.toFixed(1)}`);
  const opened = `${row.opened.ms.toFixed(0)}`;
  return `${`${row.entries}`.padEnd(10)}${[opened, ...cells].map((one) => one.padStart(15)).join("")}`;
}
