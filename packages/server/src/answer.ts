import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Problem } from "@proviso/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { PROBLEM_TYPE } from "./problem.ts";
import type { RecordAnswer } from "./record-routes.ts";

const gzipped = promisify(gzip);

/** JSON that is answered again and again: its text, and the same compressed when it is first asked for. */
export interface PreparedJson {
  /** Changes whenever the text does. */
  readonly tag: string;
  readonly text: string;
  readonly compressed: () => Promise<Buffer>;
}

/** Prepares a value to be answered any number of times. */
export function prepareJson(tag: string, value: unknown): PreparedJson {
  const text = JSON.stringify(value);
  let made: Promise<Buffer> | null = null;
  return {
    tag,
    text,
    compressed: () => {
      made ??= gzipped(text);
      return made;
    },
  };
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header("retry-after", problem.retryAfter);
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .header("cache-control", "no-store")
    .send(JSON.stringify(problem));
}

/** Answers with JSON that nobody keeps. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, value: unknown) {
  reply.header("cache-control", "no-store");
  return sendText(request, reply, prepareJson("", value));
}

/** Answers with JSON that a browser may keep, but asks about again each time. */
export async function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  prepared: PreparedJson,
) {
  const tag = `W/"${prepared.tag}"`;
  reply.headers({ etag: tag, "cache-control": "private, no-cache" });
  const held = (request.headers["if-none-match"] ?? "").split(",").map((one) => one.trim());
  if (held.includes(tag)) return reply.code(304).header("vary", "accept-encoding").send();
  return sendText(request, reply, prepared);
}

async function sendText(request: FastifyRequest, reply: FastifyReply, prepared: PreparedJson) {
  reply.type("application/json; charset=utf-8").header("vary", "accept-encoding");
  if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(prepared.text);
  return reply.header("content-encoding", "gzip").send(await prepared.compressed());
}

/** Answers about a record. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: RecordAnswer,
) {
  switch (answer.kind) {
    case "json":
      return sendJson(request, reply.code(answer.status ?? 200), answer.value);
    case "problem":
      return sendProblem(reply, answer.problem);
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
