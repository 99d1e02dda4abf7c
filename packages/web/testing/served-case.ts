import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The folder of the case that comes with Proviso. */
export const CUBA = `${ROOT}cases/cuba-1962`;

/** A running server, with the address of its case. */
export interface ServedCase {
  readonly address: string;
  readonly close: () => Promise<void>;
}

const run = promisify(execFile);

/** Serves a case folder on a free port: the real server, with the app as it stands now. */
export function serveCase(folder = CUBA): Promise<ServedCase> {
  const { id } = JSON.parse(readFileSync(`${folder}/case.json`, "utf8")) as { id: string };
  return serve(id, ["--case", folder]);
}

/** Starts the real server on a free port, with the app as it stands now. */
export async function serve(
  id: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServedCase> {
  // What is looked at must be what is in the sources; where it is, this takes a few milliseconds.
  await run(process.execPath, [`${ROOT}scripts/ensure.mjs`, "--web"], { cwd: ROOT });
  const main = `${ROOT}packages/server/src/main.ts`;
  const server = spawn(process.execPath, [main, "--port", "0", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await portOf(server);
  return {
    address: `http://127.0.0.1:${port}/cases/${id}`,
    close: async () => {
      server.kill("SIGINT");
      await once(server, "exit");
    },
  };
}

/** Reads the port from the address that the server prints. */
async function portOf(server: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of server.stdout ?? []) {
    said += String(chunk);
    const port = /http:\/\/localhost:(\d+)/.exec(said)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`The server ended without an address: ${said}`);
}
