/**
 * A program that appends until it is killed, and says on its standard output what was acknowledged:
 * `ready`, then `ack <number> <position>`, a line each.
 *
 * Called with: the kind of store, where it is, the name of the case, and the number to begin with.
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { instant } from "@proviso/core";
import { openPostgres } from "../../src/store/postgres/index.ts";
import { openSqlite } from "../../src/store/sqlite/index.ts";
import { StoreError } from "../../src/store/store.ts";
import { plainSubmission } from "../contract/plain-gate.ts";
import { openPlainWriter } from "../contract/plain-writer.ts";

/** Entries that are under way at a time. */
const SIDE_BY_SIDE = 8;

const [kind = "", place = "", caseName = "", from = "0"] = process.argv.slice(2);
const origin = `example.org/${caseName}`;
const store = kind === "sqlite" ? openSqlite(place) : await openPostgres(place);

try {
  await store.found(caseName, origin);
} catch (cause) {
  // It was founded by one that was killed.
  if (!(cause instanceof StoreError && cause.code === "STORE_CASE_EXISTS")) throw cause;
}
const { append } = await openPlainWriter(store, caseName, { now: () => instant(Date.now()) });

let next = Number(from);
// The next to be started starts sooner. Whoever is killed would not leave this behind by itself.
flushCompileCache();
say("ready");
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, appendForever));

async function appendForever(): Promise<never> {
  for (;;) {
    const number = next;
    next += 1;
    const text = `${number} ${"x".repeat(700)}`;
    const { position } = await append(plainSubmission({ key: `key ${number}`, text }));
    say(`ack ${number} ${position}`);
  }
}

/** Written at once: what this program was told, it has passed on, however it ends. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
