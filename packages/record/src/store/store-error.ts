import { Fault } from "@proviso/core/fault";

/**
 * Why a store cannot do what it was asked. Codes are stable, and `docs/stores.md` holds the table;
 * the wording of messages is not.
 */
export type StoreErrorCode =
  // What is there.
  | "STORE_NOT_A_FOLDER"
  | "STORE_UNREADABLE"
  | "STORE_NO_SUCH_CASE"
  | "STORE_CASE_EXISTS"
  | "STORE_CASE_MOVED"
  | "STORE_NAME"
  | "STORE_RANGE"
  // What it consists of.
  | "STORE_NEWER"
  | "STORE_MIGRATION"
  | "STORE_CORRUPT"
  | "STORE_ROLLED_BACK"
  | "STORE_NOT_DURABLE"
  | "STORE_APPEND_ONLY"
  // Who may append, and on what.
  | "STORE_HELD"
  | "STORE_CLOSED"
  | "STORE_VERSION_MOVED"
  | "STORE_KEY_REUSED"
  | "STORE_SERIES_NUMBER"
  | "STORE_TOO_LARGE"
  | "STORE_BUSY"
  | "STORE_NOT_COMMITTED"
  | "STORE_STOPPED";

/** A store that fails, or that refuses: never a fault of what a case says. */
export class StoreError extends Fault<StoreErrorCode> {}
