import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedCase, serve } from "./served-case.ts";

/**
 * Serves the bundled cases as a first start does: from an embedded store of its own, into which they
 * are imported and signed. The store goes when the server does.
 */
export async function serveKeptCase(): Promise<ServedCase & { readonly store: string }> {
  const folder = mkdtempSync(join(tmpdir(), "proviso-record-"));
  const store = join(folder, "record.sqlite");
  const served = await serve("cuba-1962", [], { PROVISO_STORE: store });
  return {
    ...served,
    store,
    close: async () => {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
