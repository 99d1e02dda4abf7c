export { openPostgres, type PostgresOptions } from "./postgres-store.ts";
