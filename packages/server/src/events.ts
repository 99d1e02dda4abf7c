import type { FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./answer.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { problemOf } from "./problem.ts";
import type { ServedRecords } from "./served-case.ts";

/** How often a line without meaning keeps the connection from being taken for dead, in ms. */
const PULSE_MS = 15_000;

/** After how many milliseconds a browser that lost the connection comes back. */
const COME_BACK_MS = 2000;

/** The most who listen at a time. */
const MOST_LISTENERS = 200;

let listeners = 0;

/**
 * Tells whoever listens how many entries the record has, whenever there are more (server-sent
 * events, WHATWG HTML 9.2), and the cursor of the list of entries from which on they are new to
 * this listener. An event's id is the number of entries, so that whoever comes back with
 * `Last-Event-ID` hears at once whether there are more by now, and nothing where there are not.
 */
export function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  { feed }: ServedRecords,
  name: string,
): FastifyReply {
  if (listeners >= MOST_LISTENERS) {
    const problem = problemOf("server-busy", "Too many listen already.", "Come back later.");
    return sendProblem(reply, { ...problem, retryAfter: 30 });
  }
  const seen = /^\d{1,15}$/.exec(String(request.headers["last-event-id"] ?? ""))?.[0];
  let heard = seen === undefined ? null : Number(seen);
  const { raw } = reply.hijack();
  listeners += 1;
  raw.writeHead(200, {
    ...SECURITY_HEADERS,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // A proxy that gathers what it passes on would hold events back.
    "x-accel-buffering": "no",
  });
  raw.write(`retry: ${COME_BACK_MS}\n\n`);
  const stop = feed.follow(
    name,
    (size) => {
      if (size === heard) return;
      // Whoever has heard nothing yet has read the record by itself.
      const cursor = String(Math.min(heard ?? size, size));
      heard = size;
      const data = JSON.stringify({ v: 1, size, cursor });
      raw.write(`event: size\nid: ${size}\ndata: ${data}\n\n`);
    },
    () => raw.end(),
  );
  const pulse = setInterval(() => raw.write(": here\n\n"), PULSE_MS);
  raw.once("close", () => {
    listeners -= 1;
    clearInterval(pulse);
    stop();
  });
  return reply;
}
