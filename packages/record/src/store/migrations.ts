import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { StoreError } from "./store-error.ts";

/** One step of a database's shape. Steps only go forward, and a released one never changes. */
export interface Migration {
  /** Counted from 1. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Of the SQL, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A step that a database has taken. */
export interface Applied {
  readonly number: number;
  readonly sha256: string;
}

/** Reads the steps that stand as `0001-name.sql` in a folder, in their order. */
export function readMigrations(folder: URL): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}-[a-z-]+\.sql$/.test(file));
  return files.sort().map((file, index) => {
    const sql = readFileSync(new URL(file, folder), "utf8");
    const number = Number(file.slice(0, 4));
    if (number !== index + 1) throw brokenRow(file);
    const sha256 = createHash("sha256").update(sql).digest("hex");
    return { number, name: file.slice(5, -4), sql, sha256 };
  });
}

/**
 * The steps that a database has still to take.
 *
 * @throws {StoreError} `STORE_NEWER` where it has taken steps that are not known here, and
 *   `STORE_MIGRATION` where a step that it took is not the one of that number here.
 */
export function stepsAfter(
  applied: readonly Applied[],
  known: readonly Migration[],
): readonly Migration[] {
  for (const step of applied) {
    const here = known.find(({ number }) => number === step.number);
    if (here === undefined) {
      throw new StoreError(
        "STORE_NEWER",
        `The database has taken step ${step.number} of its shape; ${known.length} are known here.`,
        "Open it with the newer Proviso that made it; shapes only go forward.",
      );
    }
    if (here.sha256 !== step.sha256) {
      throw new StoreError(
        "STORE_MIGRATION",
        `Step ${step.number} (${here.name}) of the database's shape is not the one known here.`,
        "Use a released Proviso: somebody changed a step after it had been taken.",
      );
    }
  }
  return known.filter(({ number }) => !applied.some((step) => step.number === number));
}

function brokenRow(file: string): StoreError {
  return new StoreError(
    "STORE_MIGRATION",
    `${file} is out of order: steps are numbered from 1 without a gap.`,
    "Number the steps in the order in which they are taken.",
  );
}
