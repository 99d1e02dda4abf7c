export { openPostgres } from "./postgres-store.ts";
