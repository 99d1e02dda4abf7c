import { fileURLToPath } from "node:url";
import type { JSHandle, Page } from "playwright-core";
import { build } from "vite";

const ENTRY = fileURLToPath(new URL("./client-entry.ts", import.meta.url));
const PATH = "/assets/client-under-test.js";

/** The client as a page has it, to be handed to `page.evaluate`. */
export type ClientHandle = JSHandle<typeof import("./client-entry.ts")>;

/** Builds `client-entry.ts` as one module. */
export async function buildClient(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ["es"] } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const made of outputs) {
    for (const part of "output" in made ? made.output : []) {
      if (part.type === "chunk" && part.isEntry) return part.code;
    }
  }
  throw new Error("The client was built to nothing.");
}

/** Goes to an address and imports the client there, as any other script of its server. */
export async function openClient(page: Page, address: string, code: string): Promise<ClientHandle> {
  await page.route(`**${PATH}`, (route) =>
    route.fulfill({ contentType: "text/javascript", body: code }),
  );
  await page.goto(address);
  // As text: a function would be rewritten by what runs the tests, and import nothing in a page.
  return (await page.evaluateHandle(`import("${PATH}")`)) as ClientHandle;
}
