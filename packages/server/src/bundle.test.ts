import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { nodeEd25519, nodeHash } from "@proviso/record";
import { verifyBundle } from "@proviso/record/bundle";
import { readBundleFolder } from "@proviso/record/bundle-folder";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedStore, serveStore } from "../testing/served-store.ts";

let served: ServedStore;
const home = mkdtempSync(join(tmpdir(), "proviso-bundle-"));
beforeAll(async () => {
  served = await serveStore();
});
afterAll(async () => {
  await served.close();
  rmSync(home, { recursive: true, force: true });
});

describe("the bundle of a record", () => {
  test("is one archive of a known length, which verifies once it is unpacked", async () => {
    const answer = await served.get("/record/bundle.zip");
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/zip");
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; .*small-bundle-\d+\.zip/);
    expect(Number(answer.headers["content-length"])).toBe(answer.rawPayload.length);
    for (const [path, bytes] of Object.entries(unzipSync(new Uint8Array(answer.rawPayload)))) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), bytes);
    }
    const folder = join(home, "small-bundle");
    const read = await readBundleFolder(folder);
    const trust = { ed25519: nodeEd25519, hash: nodeHash };
    const { findings } = await verifyBundle(read.files, trust);
    const errors = [...read.findings, ...findings].filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
    // And by the checker that goes with it, which shares no line with Proviso.
    const checked = execFileSync(process.execPath, [join(folder, "check.mjs"), folder]);
    expect(String(checked)).toMatch(/agree/i);
  });

  test("of a case that is not there is the problem that it always is", async () => {
    const answer = await served.app.inject({
      url: "/api/cases/none/record/bundle.zip",
      headers: { host: "localhost" },
    });
    expect(answer.json()).toMatchObject({ code: "case-unknown" });
  });
});
