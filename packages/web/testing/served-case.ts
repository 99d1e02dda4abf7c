import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildApp, openSources } from "@proviso/server";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const WEB_ROOT = fileURLToPath(new URL("../dist/app/", import.meta.url));

/** The folder of the case that comes with Proviso. */
export const CUBA = `${ROOT}cases/cuba-1962`;

/** A running server, with the address of its case. */
export interface ServedCase {
  readonly address: string;
  /** Every path that it was asked for, in order: what a page has in its cache it need not ask. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

const run = promisify(execFile);

/** Serves a case folder on a free port, by the real server, with the app as it stands now. */
export async function serveCase(folder = CUBA): Promise<ServedCase> {
  // What is looked at must be what is in the sources; where it is, this takes a few milliseconds.
  await run(process.execPath, [`${ROOT}scripts/ensure.mjs`, "--web"], { cwd: ROOT });
  const opened = await openSources([folder]);
  if (!opened.ok) throw new Error(opened.message);
  const host = "127.0.0.1";
  const app = await buildApp({ cases: opened.sources, webRoot: WEB_ROOT, host });
  const asked: string[] = [];
  app.addHook("onRequest", async ({ url }) => {
    asked.push(url);
  });
  await app.listen({ host, port: 0 });
  const bound = app.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const id = opened.sources[0]?.id ?? "";
  return { address: `http://${host}:${port}/cases/${id}`, asked, close: () => app.close() };
}
