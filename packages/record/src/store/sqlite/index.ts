export { backUpSqlite, restoreSqlite } from "./backup.ts";
export {
  type Connect,
  connectSqlite,
} from "./connection.ts";
export { openSqlite } from "./sqlite-store.ts";
