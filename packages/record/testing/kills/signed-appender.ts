/**
 * A program that appends signed entries as the command line does, until it is killed; it says what
 * was acknowledged as `appender.ts` does, and is called as that is. Its place is a folder, with the
 * store and the keys in it.
 */
import { mkdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { openSqlite } from "../../src/store/sqlite/index.ts";
import { StoreError } from "../../src/store/store.ts";
import { openWriting } from "../../src/writing/index.ts";
import { draft, foundCase, keeper, NAME, writingIn } from "../signed-case.ts";

/** Entries that are under way at a time. */
const SIDE_BY_SIDE = 8;

const [, home = "", , from = "0"] = process.argv.slice(2);
mkdirSync(home, { recursive: true });
const options = writingIn(home);
const store = openSqlite(join(home, "record.sqlite"));
await foundCase(store, options);
const author = await keeper(options);
const writing = await openWriting(store, NAME, options);
let next = Number(from);
writeSync(1, "ready\n");
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, appendForever));

async function appendForever(): Promise<never> {
  for (;;) {
    const number = next;
    next += 1;
    const kept = await writing.append([draft(`O-${number}`)], author).catch(unlessKept);
    const [receipt] = kept?.receipts ?? [];
    if (receipt !== undefined) writeSync(1, `ack ${number} ${receipt.position}\n`);
  }
}

/** It was kept by one that was killed before it was told so; signed anew, it is another entry. */
function unlessKept(cause: unknown): null {
  if (cause instanceof StoreError && cause.code === "STORE_KEY_REUSED") return null;
  throw cause;
}
