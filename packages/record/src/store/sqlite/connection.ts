import { constants, DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A prepared statement, as far as the store needs one. */
export interface SqlStatement {
  readonly run: (...values: readonly SQLInputValue[]) => unknown;
  readonly get: (...values: readonly SQLInputValue[]) => Row | undefined;
  readonly all: (...values: readonly SQLInputValue[]) => readonly Row[];
}

/** An open file, as far as the store needs one. Tests put one in between that fails on purpose. */
export interface Connection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => SqlStatement;
  readonly close: () => void;
}

/** How a file is opened. */
export interface ConnectionOptions {
  readonly isReadOnly: boolean;
  /** How long to wait, in milliseconds, while another process writes. */
  readonly waitMs: number;
  /** May change the shape of the file, and so what it refuses. */
  readonly isMigration?: boolean;
}

/** Opens a file of SQLite. */
export type Connect = (file: string, options: ConnectionOptions) => Connection;

/** Opens a file with the library of the runtime. */
export const connectSqlite: Connect = (file, options) => {
  const { isReadOnly, waitMs, isMigration = false } = options;
  const database = new DatabaseSync(file, {
    readOnly: isReadOnly,
    timeout: waitMs,
    defensive: true,
    allowExtension: false,
    enableDoubleQuotedStringLiterals: false,
  });
  if (!isMigration) database.setAuthorizer(appendOnly);
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => statement.run(...values),
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
      };
    },
    close: () => database.close(),
  };
};

/** The tables that can be computed again, and the one that says who writes. */
const CHANGEABLE = new Set(["tops", "projections", "projected_rows", "holder"]);

const ALLOWED = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_INSERT,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_PRAGMA,
  constants.SQLITE_RECURSIVE,
]);

/**
 * What the program may do to a file, asked by SQLite of every statement before it runs. The
 * triggers in the file refuse changes to a record too, but whoever may drop a trigger is not kept
 * by one.
 */
function appendOnly(action: number, table: string | null): number {
  if (ALLOWED.has(action)) return constants.SQLITE_OK;
  const isChange = action === constants.SQLITE_UPDATE || action === constants.SQLITE_DELETE;
  return isChange && CHANGEABLE.has(table ?? "") ? constants.SQLITE_OK : constants.SQLITE_DENY;
}

/** How a file is written: what is acknowledged has been given to the disk and its cache emptied. */
const DURABLE = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
`;

/** What both readers and writers keep to. */
const CAREFUL = `
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA recursive_triggers = ON;
  PRAGMA cell_size_check = ON;
`;

/** What is set on a connection that writes. */
export const WRITING: string = DURABLE + CAREFUL;

/** Opens a file to read it; nothing that is done through it can change the file. */
export function openReading(connect: Connect, file: string, waitMs: number): Connection {
  const connection = connect(file, { isReadOnly: true, waitMs });
  connection.exec(`${CAREFUL} PRAGMA query_only = ON;`);
  return connection;
}

/** Opens a file to append to it, durably. */
export function openWriting(connect: Connect, file: string, waitMs: number): Connection {
  const connection = connect(file, { isReadOnly: false, waitMs });
  connection.exec(WRITING);
  return connection;
}
