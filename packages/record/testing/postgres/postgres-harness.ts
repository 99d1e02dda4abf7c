import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../src/store/postgres/index.ts";
import type { StoreHarness } from "../contract/index.ts";
import type { PostgresServer } from "./postgres-server.ts";

/** A database of its own, with an owner of its tables and the program's user apart. */
export interface PostgresHarness extends StoreHarness {
  /** Of the program's user. */
  readonly url: string;
  /** Of the owner of the tables. */
  readonly ownerUrl: string;
  /** Of a user who may do everything. */
  readonly superUrl: string;
}

/** Makes a database within a server, and users who can do what such users can and no more. */
export async function postgresHarness(server: PostgresServer): Promise<PostgresHarness> {
  const name = `proviso_test_${randomBytes(6).toString("hex")}`;
  const [owner, program] = [`${name}_owner`, `${name}_program`];
  await run(server.url, [
    "DO $$ BEGIN CREATE ROLE proviso_application NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
    `CREATE ROLE ${owner} LOGIN PASSWORD 'owner' NOSUPERUSER`,
    `CREATE ROLE ${program} LOGIN PASSWORD 'program' NOSUPERUSER`,
    `GRANT proviso_application TO ${program}`,
    `CREATE DATABASE ${name} OWNER ${owner}`,
  ]);
  const urlFor = (user: string, password: string): string => {
    const url = new URL(server.url);
    [url.username, url.password, url.pathname] = [user, password, `/${name}`];
    return url.href;
  };
  const url = urlFor(program, "program");
  const ownerUrl = urlFor(owner, "owner");
  const superUrl = new URL(server.url);
  superUrl.pathname = `/${name}`;
  return {
    url,
    ownerUrl,
    superUrl: superUrl.href,
    open: () => openPostgres(url, { ownerUrl, waitMs: 100, readers: 4 }),
    attempt: (sql) => run(url, ["SET search_path = proviso", sql]),
    end: () =>
      run(server.url, [
        `DROP DATABASE ${name} WITH (FORCE)`,
        `DROP ROLE ${owner}`,
        `DROP ROLE ${program}`,
      ]),
  };
}

/** Runs statements as one user, one after the other, each by itself. */
export async function run(url: string, statements: readonly string[]): Promise<void> {
  const session = new pg.Client({ connectionString: url });
  session.on("error", () => undefined);
  await session.connect();
  try {
    for (const sql of statements) await session.query(sql);
  } finally {
    await session.end();
  }
}
