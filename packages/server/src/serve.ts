import { relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { keysFolderOf, openKeys, openStoreAt, storePlace } from "@proviso/record/installation";
import { StoreError } from "@proviso/record/store";
import type { FastifyInstance } from "fastify";
import { type AppParts, buildApp } from "./app.ts";
import { bundledCases, type CaseSources, openSources } from "./case-sources.ts";
import { isLoopback } from "./host.ts";
import { type ImportOrder, importOnThread } from "./import-on-thread.ts";
import { logSigners, openKeptCases, sourcesOf } from "./kept-cases.ts";
import { listen } from "./listen.ts";
import { liveFeed } from "./live-feed.ts";
import { HELP, readOptions, type ServeOptions } from "./options.ts";
import { type Parse, parsingOnce } from "./parsing-once.ts";
import { caseWriters } from "./writing/case-writers.ts";
import { writableStore } from "./writing/writable-store.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const WEB_ROOT = fileURLToPath(new URL("../../web/dist/app/", import.meta.url));

/** Exit codes: 1 for what the world refuses, 2 for a command line that we cannot read. */
const FAILED = 1;
const MISUSED = 2;

/** How long an end waits for what is under way, in milliseconds. */
const END_MS = 3000;

/** Does what a command line asks for: serves cases until it is ended, or says why it does not. */
export async function serveFrom(args: readonly string[]): Promise<void> {
  const reading = readOptions(args);
  switch (reading.kind) {
    case "help":
      process.stdout.write(HELP);
      return;
    case "wrong":
      return fail(reading.message, reading.remedy, MISUSED);
    case "options":
      return serve(reading.options);
  }
}

async function serve(options: ServeOptions): Promise<void> {
  const texts = parsingOnce();
  const opened = await openCases(options, texts);
  if (!opened.ok) return fail(opened.message, opened.remedy, FAILED);
  const parts = { cases: opened.cases, webRoot: WEB_ROOT, host: options.host, texts };
  const app = await buildApp(parts);
  const listening = await listen(app, options);
  if (!listening.ok) return fail(listening.message, listening.remedy, FAILED);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void end(app, opened));
  }
  // Whoever started it may stop listening to what it says; it serves all the same.
  process.stdout.on("error", () => undefined);
  say(options, opened, listening);
  if (opened.later !== null) {
    void importOnThread(opened.later).then((remarks) => {
      process.stdout.write(remarks.map((remark) => `${remark}\n`).join(""));
    });
  }
  // Whoever opens the address takes longer than this: their first page need not wait for it.
  for (const { open } of await opened.cases()) {
    // One that cannot be read says so when it is asked for.
    const served = await open().catch(() => null);
    if (served !== null) texts(served.files);
  }
}

/** Ends: what has been sent is answered first, and the right to append given back. */
async function end(app: FastifyInstance, { close }: OpenedCases): Promise<void> {
  const patience = setTimeout(() => process.exit(0), END_MS);
  await close().catch(() => undefined);
  await app.close();
  clearTimeout(patience);
  process.exit(0);
}

interface OpenedCases {
  readonly ok: true;
  readonly cases: AppParts["cases"];
  readonly what: string;
  readonly remarks: readonly string[];
  /** What is still to be imported once it answers; `null` for nothing. */
  readonly later: ImportOrder | null;
  readonly close: () => Promise<void>;
}

/** The folders that were named, or else the store with the cases that come with Proviso. */
async function openCases(
  options: ServeOptions,
  texts: Parse,
): Promise<OpenedCases | Extract<CaseSources, { readonly ok: false }>> {
  if (options.cases.length > 0) {
    const opened = await openSources(options.cases);
    if (!opened.ok) return opened;
    const { sources, remarks } = opened;
    const shown = options.cases.map((folder) => relative(process.cwd(), folder) || folder);
    return {
      ok: true,
      cases: async () => sources,
      what: shown.join(", "),
      remarks,
      later: null,
      close: async () => {},
    };
  }
  const place = storePlace(options.store ?? undefined, process.env);
  try {
    const kept = await openKeptCases(place, bundledCases(`${ROOT}cases`));
    const { store, remarks, later: folders } = kept;
    const later = folders.length === 0 ? null : { place, folders };
    const what = (await store.cases()).join(", ") || "no case yet";
    const { env } = process;
    const keys = openKeys(keysFolderOf(place, env));
    const feed = liveFeed(store);
    const writers = caseWriters({
      store: writableStore(() => openStoreAt(place, { env })),
      keys,
      now: () => instant(Date.now()),
      texts,
      told: feed.tell,
    });
    // On this machine alone is whoever asks the one who keeps the record.
    const enrols = place.kind === "sqlite" && isLoopback(options.host);
    const writing = { writer: writers.of, enrols, logSigner: logSigners(keys), feed };
    const cases = sourcesOf(store, writing);
    const close = async (): Promise<void> => {
      await writers.close();
      await store.close();
    };
    return { ok: true, cases, what, remarks, later, close };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ok: false, message: error.message, remedy: error.remedy };
  }
}

function say(
  options: ServeOptions,
  { what, remarks }: OpenedCases,
  listening: { readonly port: number; readonly taken: readonly number[] },
): void {
  const lines: string[] = [];
  if (listening.taken.length > 0) {
    lines.push(`Port ${listening.taken.join(", ")} is taken; listening on ${listening.port}.`);
  }
  const host = isLoopback(options.host) ? "localhost" : options.host;
  lines.push(`Proviso is at http://${host}:${listening.port}`);
  const how = options.cases.length > 0 ? "read only" : "signed entries are taken";
  lines.push(`It serves the Review, the Agreement and the Record of ${what}; ${how}.`);
  if (!isLoopback(options.host)) {
    lines.push("Whoever can reach this address can read the cases: there is no sign-in yet.");
  }
  lines.push(...remarks, "Ctrl-C ends it.");
  process.stdout.write(`${lines.join("\n")}\n`);
}

function fail(message: string, remedy: string, code: number): void {
  process.stderr.write(`${message}\n${remedy}\n`);
  process.exitCode = code;
}
