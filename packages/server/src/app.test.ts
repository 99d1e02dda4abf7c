import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeCaseFolder } from "../testing/case-folder.ts";
import { buildApp } from "./app.ts";
import { openSources } from "./case-sources.ts";

const local = { host: "localhost:1962" };
let app: FastifyInstance;
let cleanUp: (() => void)[] = [];

async function start(files?: Readonly<Record<string, string>>, built = true): Promise<void> {
  const { folder, remove } = writeCaseFolder(files);
  const webRoot = mkdtempSync(join(tmpdir(), "proviso-web-"));
  if (built) writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Proviso</title>");
  cleanUp = [remove, () => rmSync(webRoot, { recursive: true, force: true })];
  const opened = await openSources([folder]);
  if (!opened.ok) throw new Error(opened.message);
  app = await buildApp({ cases: async () => opened.sources, webRoot, host: "127.0.0.1" });
}

beforeEach(() => start());
afterEach(async () => {
  await app.close();
  for (const clean of cleanUp) clean();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: "GET", url, headers: { ...local, ...headers } });

describe("a served case", () => {
  test("is listed with its title", async () => {
    const { cases } = (await get("/api/cases")).json();
    expect(cases).toEqual([
      { id: "small", title: "A small case", reconstructed: false, kept: "folder" },
    ]);
  });

  test("goes over the wire as its files stand, so that a browser can judge it by itself", async () => {
    const sent = (await get("/api/cases/small")).json();
    expect(sent.case).toMatchObject({ id: "small", zone: "Europe/Paris", reading: null });
    expect(sent.files[0]).toMatchObject({ file: "agreement.proviso" });
    expect(sent.files[0].source).toContain("The guns leave the valley.");
    expect(sent.parsed.texts[0]).toMatchObject({ kind: "agreement", id: "small" });
    expect(sent).toMatchObject({ record: "", recordFile: "record.jsonl", notIntact: [] });
  });

  test("is compressed for those who take it so", async () => {
    const answer = await get("/api/cases/small", { "accept-encoding": "gzip" });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString()).case.id).toBe("small");
  });

  test("with faults is served with them: a broken line is named, and nothing is passed over", async () => {
    await app.close();
    for (const clean of cleanUp) clean();
    await start({ "record.jsonl": "{not json}\n" });
    const { diagnostics } = (await get("/api/cases/small")).json();
    expect(diagnostics).toMatchObject([{ code: "not-json", line: 1, severity: "error" }]);
  });
});

describe("what is refused", () => {
  test("a case that is not served is a problem with our code", async () => {
    const answer = await get("/api/cases/nowhere");
    expect(answer.statusCode).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ code: "case-unknown", status: 404 });
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"] as const)(
    "%s, for cases are read-only",
    async (m) => {
      const answer = await app.inject({ method: m, url: "/api/cases", headers: local });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers["allow"]).toBe("GET, HEAD");
      expect(answer.json()).toMatchObject({ code: "method-not-allowed" });
    },
  );

  test("a request under a name that is not ours", async () => {
    const answer = await get("/api/cases", { host: "evil.example" });
    expect(answer.statusCode).toBe(421);
    expect(answer.json()).toMatchObject({ code: "host-not-allowed" });
  });

  test("an address under the API that leads nowhere", async () => {
    expect((await get("/api/nothing")).json()).toMatchObject({ code: "route-unknown" });
  });

  test.each(["/../case.json", "/%2e%2e/%2e%2e/package.json", "/assets/..%2f..%2fsecret.txt"])(
    "%s, which would lead out of the web app",
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.headers["content-type"]).toContain("problem+json");
    },
  );

  test("an address that cannot be decoded", async () => {
    expect((await get("/api/cases/%E0%A4%A")).statusCode).toBe(400);
  });
});

describe("every answer", () => {
  test.each(["/", "/api/cases", "/api/nothing", "/cases/small/review"])(
    "at %s forbids scripts in the page and whatever is not ours",
    async (url) => {
      const { headers } = await get(url);
      const policy = String(headers["content-security-policy"]);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    },
  );

  test("to an address within the app is the app itself", async () => {
    const answer = await get("/cases/small/review?as-of=1962-11-04T01:44Z");
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("<title>Proviso</title>");
  });

  test("says what to do where the app has not been built", async () => {
    await app.close();
    for (const clean of cleanUp) clean();
    await start({}, false);
    const answer = await get("/");
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: "app-not-built" });
  });
});
