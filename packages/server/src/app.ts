import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import fastifyStatic from "@fastify/static";
import { StoreError } from "@proviso/record";
import type { RecordStore } from "@proviso/record/store";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import { SECURITY_HEADERS } from "./headers.ts";
import { isHostAllowed } from "./host.ts";
import { type Parse, parsingOnce } from "./parsing-once.ts";
import { PROBLEM_TYPE, type Problem, problemOf } from "./problem.ts";
import {
  listCheckpoints,
  listEntries,
  listKeys,
  newestCheckpoint,
  type Paging,
  type RecordAnswer,
  readTile,
  recordSummary,
} from "./record-routes.ts";
import { type CaseSource, servedCase, summaryOf } from "./served-case.ts";

/** What the server serves. */
export interface AppParts {
  /** The cases as they are when they are asked for. */
  readonly cases: () => Promise<readonly CaseSource[]>;
  /** The folder of the built web app. */
  readonly webRoot: string;
  /** The address it listens on: other names in a request's `Host` are refused. */
  readonly host: string;
  /** How texts are parsed; by default each once. */
  readonly texts?: Parse;
}

const MAX_BODY_BYTES = 1024;
const gzipped = promisify(gzip);

/**
 * Builds the server: the web app, and the cases as read-only JSON under `/api`. Everything that
 * goes wrong is answered with a problem (RFC 9457).
 */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!isHostAllowed(request.headers.host, parts.host)) return send(reply, wrongHost());
    if (request.method !== "GET" && request.method !== "HEAD") {
      reply.header("allow", "GET, HEAD");
      return send(reply, readOnly(request.method));
    }
    return undefined;
  });
  addCases(app, parts.cases, parts.texts ?? parsingOnce());
  addRecords(app, parts.cases);
  app.setErrorHandler((error, _request, reply) => send(reply, problemFrom(error)));
  await addWebApp(app, parts.webRoot);
  return app;
}

function addCases(app: FastifyInstance, cases: AppParts["cases"], texts: Parse): void {
  app.get("/api/cases", async (request, reply) => {
    const summaries = (await cases()).map(async ({ id, store, records }) => {
      return { ...summaryOf(id, await store.open()), kept: records === null ? "folder" : "store" };
    });
    return sendJson(request, reply, { cases: await Promise.all(summaries) });
  });
  app.get<{ Params: { readonly id: string } }>("/api/cases/:id", async (request, reply) => {
    const { id } = request.params;
    const source = await sourceOf(cases, id);
    if (!("store" in source)) return send(reply, source);
    const stored = await source.store.open();
    return sendJson(request, reply, servedCase(id, stored, texts(stored.files)));
  });
}

/** The case of a name, or the problem that there is none. */
async function sourceOf(cases: AppParts["cases"], id: string): Promise<CaseSource | Problem> {
  const all = await cases();
  const served = all.map((one) => one.id).join(", ");
  return (
    all.find((one) => one.id === id) ??
    problemOf("case-unknown", "No such case is served here.", `Served: ${served || "none"}.`)
  );
}

type OfCase = { readonly Params: { readonly id: string; readonly "*"?: string } };
type Paged = OfCase & { readonly Querystring: Paging };

/** What the record of a case answers (docs/api.md). */
function addRecords(app: FastifyInstance, cases: AppParts["cases"]): void {
  const record = (
    path: string,
    answer: (store: RecordStore, id: string, rest: string, paging: Paging) => Promise<RecordAnswer>,
  ): void => {
    app.get<Paged>(`/api/cases/:id/record${path}`, async (request, reply) => {
      const { id, "*": rest = "" } = request.params;
      const source = await sourceOf(cases, id);
      if (!("store" in source)) return send(reply, source);
      if (source.records === null) return send(reply, unsigned());
      return sendAnswer(request, reply, await answer(source.records, id, rest, request.query));
    });
  };
  record("", (store, id) => recordSummary(store, id));
  record("/checkpoint", (store, id) => newestCheckpoint(store, id));
  record("/checkpoints", (store, id, _rest, paging) => listCheckpoints(store, id, paging));
  record("/entries", (store, id, _rest, paging) => listEntries(store, id, paging));
  record("/keys", (store, id) => listKeys(store, id));
  record("/tile/*", (store, id, rest) => readTile(store, id, rest));
}

async function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: RecordAnswer) {
  switch (answer.kind) {
    case "json":
      return sendJson(request, reply, answer.value);
    case "problem":
      return send(reply, answer.problem);
    case "text":
      return reply
        .type("text/plain; charset=utf-8")
        .header("cache-control", "no-store")
        .send(Buffer.from(answer.text));
    case "bytes": {
      const lasting = "public, max-age=31536000, immutable";
      return reply
        .type("application/octet-stream")
        .header("cache-control", answer.isLasting ? lasting : "no-store")
        .send(Buffer.from(answer.bytes));
    }
  }
}

async function addWebApp(app: FastifyInstance, webRoot: string): Promise<void> {
  const built = existsSync(join(webRoot, "index.html"));
  if (built) {
    await app.register(fastifyStatic, {
      root: webRoot,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        // Names of assets carry their hash; the page that names them is asked for again each time.
        const lasting = /[/\\]assets[/\\]/.test(path);
        const age = lasting ? "public, max-age=31536000, immutable" : "no-cache";
        response.header("cache-control", age);
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    // Everything but the API and files is an address within the app, which routes by itself.
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/api/") || /\.\w+$/.test(pathname)) return send(reply, noRoute());
    if (!built) return send(reply, notBuilt());
    return reply.sendFile("index.html");
  });
}

async function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown) {
  reply.type("application/json; charset=utf-8").headers({
    "cache-control": "no-store",
    vary: "accept-encoding",
  });
  const text = JSON.stringify(value);
  if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(text);
  return reply.header("content-encoding", "gzip").send(await gzipped(text));
}

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem));
}

function problemFrom(error: unknown): Problem {
  if (error instanceof StoreError) {
    return problemOf("case-unreadable", "The case cannot be read.", error.remedy);
  }
  const status = (error as { readonly statusCode?: number } | null)?.statusCode ?? 500;
  if (status < 500) {
    return problemOf("request-refused", "The request is not one we can read.", "Correct it.");
  }
  // What failed inside is for the operator: it goes to the terminal, not over the wire.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const detail = "The terminal in which the server runs says more.";
  return problemOf("server-failed", "The server failed.", detail);
}

function unsigned(): Problem {
  const detail = "Import the folder (proviso import case DIR), and serve the store.";
  return problemOf("record-unsigned", "A case folder has no signed record.", detail);
}

function noRoute(): Problem {
  const detail = "GET /api/cases lists the cases; GET /api/cases/{id} gives one.";
  return problemOf("route-unknown", "There is nothing at this address.", detail);
}

function notBuilt(): Problem {
  const detail = "Run npm run build, or start with npm start, which does.";
  return problemOf("app-not-built", "The web app is not built.", detail);
}

function readOnly(method: string): Problem {
  return problemOf("method-not-allowed", `${method} is not allowed: cases are read-only.`, "GET.");
}

function wrongHost(): Problem {
  const detail = "Use the address that was printed at the start, or start with --host.";
  return problemOf("host-not-allowed", "This name is not one of this server's.", detail);
}
