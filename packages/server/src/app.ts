import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { StoreError } from "@proviso/record";
import type { Problem } from "@proviso/wire";
import { type FastifyError, type FastifyInstance, fastify } from "fastify";
import { sendProblem } from "./answer.ts";
import { addApi, type Cases } from "./api.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { isHostAllowed } from "./host.ts";
import { addOpenApi } from "./openapi.ts";
import { type Parse, parsingOnce } from "./parsing-once.ts";
import { problemOf, refusalOf } from "./problem.ts";
import { addBodies, MAX_FORM_BYTES, MAX_JSON_BYTES, UnreadableRequest } from "./request-body.ts";
import { isSameOrigin } from "./same-origin.ts";

/** What the server serves. */
export interface AppParts {
  readonly cases: Cases;
  /** The folder of the built web app. */
  readonly webRoot: string;
  /** The address it listens on: other names in a request's `Host` are refused. */
  readonly host: string;
  /** How texts are parsed; by default each once. */
  readonly texts?: Parse;
}

/** What is written to; everything else is only read. */
const WRITES = /^\/api\/cases\/[^/]+\/record\/(?:entries|devices)(?:\?|$)/;

/**
 * Builds the server: the web app, the cases as JSON under `/api`, and what may be written to their
 * records. Everything that goes wrong is answered with a problem (RFC 9457).
 */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    // What is sent is taken as it is or refused: nothing is left out of it, or made to fit.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!isHostAllowed(request.headers.host, parts.host)) return sendProblem(reply, wrongHost());
    if (request.method === "GET" || request.method === "HEAD") return undefined;
    const takes = WRITES.test(request.url) ? "GET, HEAD, POST" : "GET, HEAD";
    if (request.method !== "POST" || takes === "GET, HEAD") {
      return sendProblem(reply.header("allow", takes), notAllowed(request.method));
    }
    if (!isSameOrigin(request.headers)) return sendProblem(reply, wrongOrigin());
    return undefined;
  });
  addBodies(app);
  await addOpenApi(app);
  addApi(app, parts.cases, parts.texts ?? parsingOnce());
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, problemFrom(error)));
  await addWebApp(app, parts.webRoot);
  return app;
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
    if (pathname.startsWith("/api/") || /\.\w+$/.test(pathname)) {
      return sendProblem(reply, noRoute());
    }
    if (!built) return sendProblem(reply, notBuilt());
    return reply.sendFile("index.html");
  });
}

function problemFrom(error: unknown): Problem {
  if (error instanceof UnreadableRequest) return error.problem;
  const refused = refusalOf(error);
  if (refused !== null) return refused;
  if (error instanceof StoreError) {
    return problemOf("case-unreadable", "The case cannot be read.", error.remedy);
  }
  const { statusCode = 500 } = Object(error) as Partial<FastifyError>;
  if (statusCode < 500) return requestProblem(error as FastifyError);
  // What failed inside is for the operator: it goes to the terminal, not over the wire.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const detail = "The terminal in which the server runs says more.";
  return problemOf("server-failed", "The server failed.", detail);
}

/** What is wrong with a request that the framework refuses. */
function requestProblem({ statusCode, validation }: FastifyError): Problem {
  const [first] = validation ?? [];
  if (first !== undefined) {
    const at = placeOf(first.instancePath);
    const what = `${at === "" ? "The body" : at} ${first.message ?? "is not as it must be"}.`;
    const detail = "GET /api/openapi.json says what is taken.";
    return problemOf("request-refused", what, detail, at === "" ? undefined : at);
  }
  if (statusCode === 413) {
    const detail = `Send at most ${MAX_JSON_BYTES} bytes of JSON, or ${MAX_FORM_BYTES} with files.`;
    return problemOf("request-too-large", "The request is too large.", detail);
  }
  if (statusCode === 415) {
    const detail = "Send application/json, or multipart/form-data with files.";
    return problemOf("content-unsupported", "This kind of content is not read here.", detail);
  }
  return problemOf("request-refused", "The request is not one we can read.", "Correct it.");
}

/** A JSON Pointer as our diagnostics write places: `entries[0].envelope`. */
function placeOf(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts.reduce((place, part) => {
    if (/^\d+$/.test(part)) return `${place}[${part}]`;
    return place === "" ? part : `${place}.${part}`;
  }, "");
}

function noRoute(): Problem {
  const detail = "GET /api/cases lists the cases; GET /api/cases/{id} gives one.";
  return problemOf("route-unknown", "There is nothing at this address.", detail);
}

function notBuilt(): Problem {
  const detail = "Run npm run build, or start with npm start, which does.";
  return problemOf("app-not-built", "The web app is not built.", detail);
}

function notAllowed(method: string): Problem {
  const title = `${method} is not allowed here: a record is read, and added to by its entries.`;
  const detail = "GET it; or POST signed entries to /api/cases/{id}/record/entries.";
  return problemOf("method-not-allowed", title, detail);
}

function wrongHost(): Problem {
  const detail = "Use the address that was printed at the start, or start with --host.";
  return problemOf("host-not-allowed", "This name is not one of this server's.", detail);
}

function wrongOrigin(): Problem {
  const detail = "Write from a page of this server, or from a program that names no origin.";
  return problemOf("origin-not-allowed", "Another site's page may not write here.", detail);
}
