import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isFolderName, requireKeptCase } from "../case/case-source.ts";
import { EXIT, type ExitCode, type Io } from "../io.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso serve cases/cuba-1962 --port 1962

Serves the pages of a case folder, which is only read, or of the cases of the store, to a browser on
this machine. Ctrl-C ends it.

  --port N           the port (default: 1962, or the next one that is free)
  --host H           the address to listen on (default: this machine alone)
  --store FILE       the store (default: PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite)
`;

/** `proviso serve`: the pages, for a browser. The server runs as a process of its own. */
export const serve: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      port: { type: "string" },
      host: { type: "string" },
      store: { type: "string" },
    } as const;
    const call = readCall(args, options, ["[CASE]"]);
    const [directory] = call.words;
    const { port, host, store } = call.options;
    // A case of the store is served with the others that are kept there.
    const isFolder = directory !== undefined && isFolderName(directory);
    if (directory !== undefined && !isFolder) await requireKeptCase(directory, { store });
    return serverWith(io, [
      ...(isFolder ? ["--case", directory] : []),
      ...(store === undefined ? [] : ["--store", store]),
      ...(port === undefined ? [] : ["--port", port]),
      ...(host === undefined ? [] : ["--host", host]),
    ]);
  },
};

/** Runs the server until it ends or we are told to; its words and its exit code are ours. */
async function serverWith(io: Io, args: readonly string[]): Promise<ExitCode> {
  // The command line never imports the server (docs/architecture.md): it starts its main.
  const main = fileURLToPath(import.meta.resolve("@proviso/server/main"));
  const server = spawn(process.execPath, [main, ...args], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both; what only we are sent is passed on.
  const end = (): void => {
    server.kill("SIGTERM");
  };
  const stay = (): void => {};
  process.on("SIGTERM", end);
  process.on("SIGINT", stay);
  try {
    return await new Promise<ExitCode>((resolve, reject) => {
      server.once("error", reject);
      server.once("exit", (code) => resolve(exitCodeOf(code)));
    });
  } catch (error) {
    io.err(`The server could not be started: ${String(error)}\n`);
    return EXIT.failed;
  } finally {
    process.off("SIGTERM", end);
    process.off("SIGINT", stay);
  }
}

function exitCodeOf(code: number | null): ExitCode {
  switch (code) {
    case null:
    case 0:
      return EXIT.ok;
    case 1:
      return EXIT.found;
    case 2:
      return EXIT.misused;
    default:
      return EXIT.failed;
  }
}
