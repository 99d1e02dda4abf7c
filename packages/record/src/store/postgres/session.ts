import { hostname } from "node:os";
import pg from "pg";
import { isClosed } from "../rows.ts";
import { StoreError } from "../store-error.ts";

/** A row as PostgreSQL gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** The role that the program takes: it may read and append, and nothing else. */
export const APPLICATION_ROLE = "proviso_application";

const BIGINT = 20;

/** Reads whole numbers of 64 bits as numbers; the record has none that would be rounded. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === BIGINT ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format),
};

/** How a session with the server is opened. */
export function sessionConfig(url: string, role: string | null): pg.ClientConfig {
  const settings = [
    // Whatever the server's own settings say: what is acknowledged has been synced.
    "-c synchronous_commit=on",
    "-c client_min_messages=warning",
    ...(role === null ? [] : [`-c role=${role}`]),
  ];
  return {
    connectionString: url,
    options: settings.join(" "),
    application_name: `proviso ${process.pid} on ${hostname()}`.slice(0, 63),
    types,
    keepAlive: true,
  };
}

/** Opens a session of its own. */
export async function openSession(url: string, role: string | null): Promise<pg.Client> {
  const client = new pg.Client(sessionConfig(url, role));
  // A session that ends by itself is noticed by the next who uses it; nobody else need know.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw faultOf(cause);
  }
}

/** What PostgreSQL said, as a fault of the store; one of ours stays as it is. */
export function faultOf(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.startsWith("Cannot use a pool after calling end")) return isClosed({ cause });
  if (message.startsWith("proviso: the record is append-only")) {
    return new StoreError(
      "STORE_APPEND_ONLY",
      "Nothing in a record is changed or taken away.",
      "Append a correction: an entry that supersedes or withdraws the other.",
      { cause },
    );
  }
  return new StoreError(
    "STORE_UNREADABLE",
    `PostgreSQL did not answer: ${message}.`,
    "Check that the server runs, that DATABASE_URL names it, and that its user may be " +
      `${APPLICATION_ROLE}.`,
    { cause },
  );
}

/** Whether PostgreSQL refused a second row of one name. */
export function isUniqueViolation(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}
