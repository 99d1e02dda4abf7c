export { backUpSqlite, restoreSqlite } from "./backup.ts";
export {
  type Connect,
  type Connection,
  type ConnectionOptions,
  connectSqlite,
  type Row,
  type Statement,
} from "./connection.ts";
export { openSqlite, type SqliteOptions } from "./sqlite-store.ts";
