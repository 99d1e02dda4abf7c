import pg from "pg";
import { EMPTY_TREE } from "../../src/log/index.ts";
import type { RecordStore } from "../../src/store/store.ts";
import { bytesOf, sampleBatch, sampleEntry } from "../contract/index.ts";

const TABLES = [
  "cases",
  "leaves",
  "envelopes",
  "idempotency_keys",
  "series_numbers",
  "checkpoints",
  "documents",
  "custody",
  "tops",
] as const;

/** The entries of the case that every released version left behind. */
export const RELEASED_ENTRIES = Array.from({ length: 12 }, (_, at) =>
  sampleEntry(at, {
    ...(at % 4 === 1 ? { label: "c-1" } : {}),
    ...(at % 4 === 0 ? { number: { route: "usun", number: at / 4 + 1 } } : {}),
  }),
);

/** Founds the case that every released version left behind. */
export async function foundReleased(store: RecordStore): Promise<void> {
  await store.found("released", "example.org/released");
  const hold = await store.hold("released");
  const documents = [null, "c-1"].map((label) => ({ file: "f", label, bytes: bytesOf("{}") }));
  await hold.commit({ ...sampleBatch(EMPTY_TREE, RELEASED_ENTRIES).batch, documents });
  await hold.release();
}

/** Writes all rows of the record as statements that put them into a database of the same shape. */
export async function dumpRows(url: string): Promise<string> {
  const session = new pg.Client({ connectionString: url });
  await session.connect();
  try {
    const statements: string[] = [];
    for (const table of TABLES) {
      const { rows } = await session.query<Record<string, unknown>>(
        `SELECT * FROM proviso.${table} ORDER BY 1, 2`,
      );
      statements.push(...rows.map((row) => insert(table, row)));
    }
    return `${statements.join("\n")}\n`;
  } finally {
    await session.end();
  }
}

function insert(table: string, row: Readonly<Record<string, unknown>>): string {
  const columns = Object.keys(row).join(", ");
  const values = Object.values(row).map(literal).join(", ");
  return `INSERT INTO proviso.${table} (${columns}) OVERRIDING SYSTEM VALUE VALUES (${values});`;
}

function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString("hex")}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
}
