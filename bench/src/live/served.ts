import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { openCaseFolder, readFolderFiles } from "@proviso/record/folder";
import { keysFolderOf, openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import { importCase } from "@proviso/record/writing";
import type { GeneratedCase } from "../case/shapes.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The name under which a generated case is served, and the id of its agreement. */
export const SERVED = "generated";

/** A running server with a case in a store of its own. */
export interface ServedStore {
  /** `http://127.0.0.1:PORT/api/cases`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Signs a generated case into a store, and serves that as `npm start` does. */
export async function serveGenerated(drawn: GeneratedCase): Promise<ServedStore> {
  const home = mkdtempSync(join(tmpdir(), "proviso-bench-live-"));
  await keep(drawn, home);
  const main = join(ROOT, "packages/server/src/main.ts");
  const args = [main, "--port", "0", "--store", join(home, "record.sqlite")];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  let port: string | undefined;
  for await (const chunk of server.stdout) {
    said += String(chunk);
    port = /http:\/\/localhost:(\d+)/.exec(said)?.[1];
    if (port !== undefined) break;
  }
  if (port === undefined) throw new Error(`The server ended without an address: ${said}`);
  const address = `http://127.0.0.1:${port}/api/cases`;
  await importedAll(address);
  return {
    address,
    close: async () => {
      server.kill("SIGINT");
      await once(server, "exit");
      rmSync(home, { recursive: true });
    },
  };
}

async function keep({ agreement, lines }: GeneratedCase, home: string): Promise<void> {
  const folder = join(home, "case");
  mkdirSync(folder);
  const says = { id: SERVED, title: "Drawn from a seed", zone: "UTC", language: "en" };
  // Reconstructed: then an entry was known when it says, and not when it was signed here.
  const metadata = { ...says, reconstructed: true, signatures: "none" };
  writeFileSync(join(folder, "case.json"), JSON.stringify(metadata));
  writeFileSync(join(folder, "agreement.proviso"), agreement);
  writeFileSync(join(folder, "record.jsonl"), `${lines.join("\n")}\n`);
  const stored = await openCaseFolder(folder).open();
  if (stored.case === null) throw new Error("The case says what it is.");
  const place = placeOf(join(home, "record.sqlite"));
  const store = await openStoreAt(place);
  const files = await readFolderFiles(folder);
  await importCase(
    store,
    { metadata: stored.case, agreement: SERVED, stored, files },
    { keys: openKeys(keysFolderOf(place, {})), now: () => instant(Date.now()) },
  );
  await store.close();
}

/** A server imports the cases that come with Proviso beside itself; until then it holds the store. */
async function importedAll(address: string): Promise<void> {
  const bundled = readdirSync(join(ROOT, "cases"), { withFileTypes: true });
  const all = 1 + bundled.filter((entry) => entry.isDirectory()).length;
  for (;;) {
    const { cases } = (await (await fetch(address)).json()) as {
      readonly cases: readonly unknown[];
    };
    if (cases.length >= all) return;
    await sleep(500);
  }
}
