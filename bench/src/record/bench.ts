import { packageVersion } from "../judge/installed.ts";
import { median } from "../judge/measure.ts";
import { reportOf, tableOf } from "../judge/report.ts";
import { missingRow, type Row } from "../judge/row.ts";
import { flatWorkload } from "../judge/workload.ts";
import { type AppendRound, appendRound, type Latency, latencyAt } from "./append.ts";
import { Corpus } from "./corpus.ts";
import { benchRebuild, type Rebuild } from "./rebuild.ts";
import { type Database, openPostgresDatabase, openSqliteDatabase } from "./stores.ts";
import { benchWholeCase, type WholeCase } from "./whole-case.ts";

/** How the record's bench is run. */
export interface RecordBenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** P5 with a record of a million entries. */
  readonly full: boolean;
  /** Told what is measured next. */
  readonly progress: (what: string) => void;
}

/** Entries a second that the latency of P4 is measured at. */
const OFFERED = 500;

/** Runs the record's bench, P4, P5 and C6, and gives its report as text. */
export async function benchRecord(options: RecordBenchOptions): Promise<string> {
  const { json, quick, full, progress } = options;
  const sizes = quick
    ? { appended: 600, rounds: 1, offered: 250, rebuilt: 1_000, whole: 1_000 }
    : {
        ...{ appended: 4_000, rounds: 3, offered: 10 * OFFERED, whole: 100_000 },
        rebuilt: full ? 1_000_000 : 100_000,
      };
  const rows: Row[] = [];
  const sqlite = await openSqliteDatabase();
  try {
    rows.push(...(await benchAppend(sqlite, sizes, progress)));
    rows.push(...(await benchAppendToPostgres(sizes, progress)));
    const store = await sqlite.open();
    const rebuilt = await benchRebuild(store, workloadOf(sizes.rebuilt), progress);
    await store.close();
    rows.push(...rebuildRows(rebuilt));
    const other = await sqlite.open();
    const whole = await benchWholeCase(other, workloadOf(sizes.whole), progress);
    await other.close();
    rows.push(...wholeRows(whole, rebuilt));
  } finally {
    await sqlite.end();
  }
  const report = { ...reportOf(rows, []), versions: { pg: packageVersion("pg") } };
  return json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report);
}

interface Sizes {
  readonly appended: number;
  readonly rounds: number;
  readonly offered: number;
}

async function benchAppendToPostgres(
  sizes: Sizes,
  progress: (what: string) => void,
): Promise<readonly Row[]> {
  const postgres = await openPostgresDatabase();
  if (postgres === null) {
    return [missingRow("P4.postgres", "PostgreSQL", "could not be started here")];
  }
  try {
    return await benchAppend(postgres, sizes, progress);
  } finally {
    await postgres.end();
  }
}

async function benchAppend(
  database: Database,
  { appended, rounds, offered }: Sizes,
  progress: (what: string) => void,
): Promise<readonly Row[]> {
  const workload = workloadOf(Math.max(appended, offered));
  const corpus = new Corpus(workload);
  await corpus.founding();
  progress(`P4: signing for ${database.name}`);
  const envelopes = await corpus.observations(0, workload.eventFacts.length);
  const measured: AppendRound[] = [];
  // The first round only warms up what runs in this process.
  for (let round = 0; round <= rounds; round += 1) {
    progress(`P4: ${database.name}, round ${round} of ${rounds}`);
    const one = await appendRound(database, workload, envelopes.slice(0, appended));
    if (!one.isWhole) throw new Error(`${database.name}: the subscriber was not told of all.`);
    if (round > 0) measured.push(one);
  }
  progress(`P4: ${database.name}, ${OFFERED} entries a second`);
  const latency = await latencyAt(database, workload, envelopes.slice(0, offered), OFFERED);
  return appendRows(database, measured, latency);
}

function workloadOf(events: number) {
  return flatWorkload("W1", { facts: 2_000, rules: 1_000, events });
}

function appendRows(
  { id, name }: Database,
  rounds: readonly AppendRound[],
  latency: Latency,
): readonly Row[] {
  const middle = (of: (round: AppendRound) => number): number => median(rounds.map(of));
  const row = (part: string, title: string, rate: number, note: string, ratio?: number): Row => ({
    ...{ id: `P4.${id}.${part}`, name: `${name}: ${title}`, rate, unit: "entries/s" },
    ...{ ratioToLimit: ratio ?? null, bestPeer: null, ratioToBestPeer: null, note },
  });
  const oneThread = middle(({ ours, limitOneThread }) => ours / limitOneThread);
  const cpu = middle(({ cpuMs }) => (cpuMs.verify + cpuMs.insert) / cpuMs.ours);
  const cpuMs = middle((one) => one.cpuMs.ours);
  const note = [
    `${rounds.length} rounds, ${middle(({ batches }) => batches)} batches each`,
    `${figure(oneThread)} of both on one thread`,
    `${figure(cpuMs)} ms of processor an entry, ${figure(cpu)} of it for the limit`,
  ];
  return [
    row(
      "ours",
      "signed to subscriber",
      middle(({ ours }) => ours),
      note.join("; "),
      middle(({ ours, limit }) => ours / limit),
    ),
    row(
      "limit",
      "inserts and verification together",
      middle(({ limit }) => limit),
      "1 / (1/insert + 1/verify on every core)",
    ),
    row(
      "insert",
      "bare durable inserts",
      middle(({ insert }) => insert),
      "the same batches",
    ),
    row(
      "verify",
      "verification, every core",
      middle((one) => one.verifyEveryCore),
      "two an entry",
    ),
    row(
      "verify-1",
      "verification, one core",
      middle((one) => one.verifyOneCore),
      "two an entry",
    ),
    {
      ...row("p99", `p99 at ${OFFERED} a second`, latency.p99, ""),
      unit: "ms",
      note: `median ${figure(latency.p50)} ms; ${figure(latency.reached)} entries/s reached`,
    },
  ];
}

function rebuildRows(rebuilt: Rebuild): readonly Row[] {
  if (!rebuilt.isWhole) throw new Error("The rebuilt record is not the one that was kept.");
  const { entries, ours, verifyEveryCore, verifyOneCore, cpuMs } = rebuilt;
  const row = (part: string, name: string, rate: number, note: string): Row => ({
    ...{ id: `P5.${part}`, name, rate, unit: "entries/s", note },
    ...{ ratioToLimit: null, bestPeer: null, ratioToBestPeer: null },
  });
  const ofCpu = `${figure(cpuMs.ours)} ms of processor an entry, ${figure(cpuMs.verify)} to verify`;
  return [
    {
      ...row("ours", "rebuild, signatures verified", ours, `${entries} entries; ${ofCpu}`),
      ratioToLimit: ours / verifyEveryCore,
    },
    row("limit", "verification alone, every core", verifyEveryCore, "two an entry"),
    row("verify-1", "verification alone, one core", verifyOneCore, "two an entry; the first 5,000"),
  ];
}

/** C6, each beside two checks of Ed25519 an entry on every core. */
function wholeRows(
  { entries, imported, checked, verified }: WholeCase,
  { verifyEveryCore }: Rebuild,
): readonly Row[] {
  const row = (part: string, name: string, rate: number): Row => ({
    ...{ id: `C6.${part}`, name, rate, unit: "entries/s", note: `${entries} entries` },
    ...{ ratioToLimit: rate / verifyEveryCore, bestPeer: null, ratioToBestPeer: null },
  });
  return [
    row("import", "importing a case, one signature an entry", imported),
    row("fsck", "fsck of the case", checked),
    row("verify", "verifying its bundle", verified),
  ];
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
