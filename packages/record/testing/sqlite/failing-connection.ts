import { basename } from "node:path";
import type { Connect, Connection, SqlStatement } from "../../src/store/sqlite/connection.ts";

/** When a call to a file fails: before it is carried out, or after, so that only the word is lost. */
export type FailingSide = "before" | "after";

/** Calls to files, of which one fails; afterwards every further one to the same file does too. */
export interface FailingCalls {
  readonly connect: Connect;
  /** What each call was to do, in order. */
  readonly calls: () => readonly string[];
  /** What the failing call was to do; `null` where it has not come to it. */
  readonly failed: () => string | null;
}

/**
 * Opens files as `inner` does, until the call of a number: it fails, and so does whatever follows
 * on that connection, as on a disk that has gone away. Calls are what the store asks of SQLite:
 * statements, pragmas, the beginnings and the ends of transactions, each with all the writes and
 * syncs behind it; a failure in the middle of those is not what this shows.
 *
 * @param failing - which call fails, counted from 1; none for 0.
 */
export function failingConnect(inner: Connect, failing: number, side: FailingSide): FailingCalls {
  const calls: string[] = [];
  let failed: string | null = null;

  const connect: Connect = (file, options) => {
    let isGone = false;
    const call = <Done>(what: string, carryOut: () => Done): Done => {
      if (isGone) throw fault(what);
      calls.push(what);
      if (calls.length !== failing) return carryOut();
      isGone = true;
      failed = what;
      if (side === "after") carryOut();
      throw fault(what);
    };
    const connection = call(`open ${basename(file)}`, () => inner(file, options));
    return {
      exec: (sql) => call(sql, () => connection.exec(sql)),
      prepare: (sql) => failingStatement(connection, sql, call),
      // Letting go of a file always works: the system does it for whoever ends.
      close: () => connection.close(),
    };
  };
  return { connect, calls: () => calls, failed: () => failed };
}

function failingStatement(
  connection: Connection,
  sql: string,
  call: <Done>(what: string, carryOut: () => Done) => Done,
): SqlStatement {
  const statement = call(`prepare ${sql}`, () => connection.prepare(sql));
  return {
    run: (...values) => call(sql, () => statement.run(...values)),
    get: (...values) => call(sql, () => statement.get(...values)),
    all: (...values) => call(sql, () => statement.all(...values)),
  };
}

function fault(what: string): Error {
  return Object.assign(new Error(`disk I/O error (${what.trim().slice(0, 40)})`), {
    code: "ERR_SQLITE_ERROR",
    errcode: 10,
  });
}
