import { randomUUID } from "node:crypto";
import { StoreError } from "@proviso/record/store";
import type { EnrolmentBody, EntriesBody, LinesAnswer, Problem } from "@proviso/wire";
import type { FastifyInstance } from "fastify";
import {
  type PreparedJson,
  prepareJson,
  sendAnswer,
  sendJson,
  sendPrepared,
  sendProblem,
} from "./answer.ts";
import { serveBundle } from "./bundle-route.ts";
import { sendEvents } from "./events.ts";
import { describeRoute, type RouteDescription } from "./openapi.ts";
import type { Parse } from "./parsing-once.ts";
import { problemOf } from "./problem.ts";
import {
  listCheckpoints,
  listEntries,
  listKeys,
  newestCheckpoint,
  type Paging,
  type RecordAnswer,
  readFile,
  readTile,
  recordSummary,
} from "./record-routes.ts";
import { filesOf } from "./request-body.ts";
import { CASES, LINES, ONE_CASE, RECORD_ROUTES as R } from "./routes.ts";
import {
  type CaseSource,
  caseAnswer,
  type ServedRecords,
  summaryOf,
  unsigned,
} from "./served-case.ts";
import { beginningOf } from "./served-lines.ts";
import { enrolDevice, postEntries, readDevices } from "./write-routes.ts";

/** The cases as they are when they are asked for. */
export type Cases = () => Promise<readonly CaseSource[]>;

type OfCase = {
  readonly Params: {
    readonly id: string;
    readonly name?: string;
    readonly sha256?: string;
    readonly "*"?: string;
  };
};
type Paged = OfCase & { readonly Querystring: Paging };

/** Adds the routes of cases and of their records. */
export function addApi(app: FastifyInstance, cases: Cases, texts: Parse): void {
  addCases(app, cases, texts);
  addRecords(app, cases);
  addStreams(app, cases);
  addWrites(app, cases);
}

function addCases(app: FastifyInstance, cases: Cases, texts: Parse): void {
  // Another process may make something else of the same files: its answers are not these.
  const process = randomUUID().slice(0, 8);
  const prepared = new Map<string, PreparedJson>();
  app.get("/api/cases", { schema: describeRoute("", CASES) }, async (request, reply) => {
    const listed = await Promise.all((await cases()).map(listedCase));
    return sendJson(request, reply, { cases: listed.flat() });
  });
  const whole = describeRoute(":id", ONE_CASE);
  app.get<OfCase>("/api/cases/:id", { schema: whole }, async (request, reply) => {
    const source = await sourceOf(cases, request.params.id);
    if (!("open" in source)) return sendProblem(reply, source);
    const { id, records } = source;
    const served = await source.open();
    const first = beginningOf(served.lines);
    const make = () => caseAnswer(id, served, first, texts(served.files));
    if (records === null) return sendJson(request, reply, make());
    const tag = `${process}-${tagOf(first)}`;
    const before = prepared.get(id);
    const json = before?.tag === tag ? before : prepareJson(tag, make());
    prepared.delete(id);
    prepared.set(id, json);
    for (const [oldest] of prepared) if (prepared.size > MOST_PREPARED) prepared.delete(oldest);
    return sendPrepared(request, reply, json);
  });
  const lines = describeRoute(":id/lines", LINES);
  app.get<Paged>("/api/cases/:id/lines", { schema: lines }, async (request, reply) => {
    const source = await sourceOf(cases, request.params.id);
    if (!("open" in source)) return sendProblem(reply, source);
    const cursor = request.query.cursor ?? "0";
    const served = await source.open();
    const part = /^\d{1,15}$/.test(cursor) ? served.lines.from(Number(cursor)) : null;
    if (part === null) return sendProblem(reply, noLines());
    if (source.records === null) return sendJson(request, reply, part);
    return sendPrepared(request, reply, prepareJson(`${process}-${tagOf(part)}`, part));
  });
}

/** Changes whenever lines, what they follow or what follows them does. */
function tagOf({ prior, head, next }: LinesAnswer): string {
  return [prior.slice(0, 32), head.slice(0, 32), next ?? "end"].join("-");
}

/** Cases whose first answer is kept ready to be sent. */
const MOST_PREPARED = 16;

function noLines(): Problem {
  const detail = 'Use the "next" of lines as cursor, or their "logSize"; or ask for the case anew.';
  return problemOf("cursor-unknown", "The record has no such place.", detail);
}

/** A case in the list; none where it has been begun and nothing is in it yet. */
async function listedCase({ id, open, records }: CaseSource): Promise<readonly object[]> {
  const kept = records === null ? "folder" : "store";
  if (records !== null) {
    const record = await records.store.record(id, { labels: [] });
    if ((await record.size()) === 0) return [];
  }
  try {
    return [{ ...summaryOf(id, await open()), kept }];
  } catch (cause) {
    // One that cannot be read keeps nobody from the others; it says what is wrong when it is opened.
    if (!(cause instanceof StoreError)) throw cause;
    return [{ id, title: id, reconstructed: false, kept }];
  }
}

/** What the record of a case answers (docs/api.md). */
function addRecords(app: FastifyInstance, cases: Cases): void {
  const record = (
    path: string,
    described: RouteDescription,
    answer: (of: ServedRecords, id: string, rest: string, by: Paging) => Promise<RecordAnswer>,
  ): void => {
    const schema = describeRoute(`:id${path}`, described);
    app.get<Paged>(`/api/cases/:id/record${path}`, { schema }, async (request, reply) => {
      const { id, name, sha256, "*": path } = request.params;
      const rest = path ?? name ?? sha256 ?? "";
      const source = await sourceOf(cases, id);
      if (!("open" in source)) return sendProblem(reply, source);
      if (source.records === null) return sendProblem(reply, unsigned());
      return sendAnswer(request, reply, await answer(source.records, id, rest, request.query));
    });
  };
  record("", R.summary, (of, id) => recordSummary(of, id));
  record("/checkpoint", R.checkpoint, (of, id) => newestCheckpoint(of, id));
  record("/checkpoints", R.checkpoints, (of, id, _, paging) => listCheckpoints(of, id, paging));
  record("/entries", R.entries, (of, id, _, paging) => listEntries(of, id, paging));
  record("/keys", R.keys, (of, id) => listKeys(of, id));
  record("/tile/*", R.tile, (of, id, rest) => readTile(of, id, rest));
  record("/files/:sha256", R.file, (of, id, rest) => readFile(of, id, rest));
  record("/devices", R.devices, (of, id) => readDevices(of, id, null));
  record("/devices/:name", R.device, (of, id, rest) => readDevices(of, id, rest));
}

/** What is sent as it comes: events, and a whole bundle. */
function addStreams(app: FastifyInstance, cases: Cases): void {
  const events = { schema: describeRoute(":id", R.events) };
  app.get<OfCase>("/api/cases/:id/record/events", events, async (request, reply) => {
    const source = await sourceOf(cases, request.params.id);
    if (!("open" in source)) return sendProblem(reply, source);
    if (source.records === null) return sendProblem(reply, unsigned());
    return sendEvents(request, reply, source.records, source.id);
  });
  const bundles = { schema: describeRoute(":id", R.bundle) };
  app.get<OfCase>("/api/cases/:id/record/bundle.zip", bundles, async (request, reply) => {
    const source = await sourceOf(cases, request.params.id);
    if (!("open" in source)) return sendProblem(reply, source);
    if (source.records === null) return sendProblem(reply, unsigned());
    const bundle = await serveBundle(source.records, source.id);
    if ("code" in bundle) return sendProblem(reply, bundle);
    const { file, archive } = bundle;
    return reply
      .type("application/zip")
      .headers({
        "cache-control": "no-store",
        "content-length": archive.bytes,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file)}`,
      })
      .send(archive.stream);
  });
}

/** What may be written to the record of a case. */
function addWrites(app: FastifyInstance, cases: Cases): void {
  app.post<OfCase & { readonly Body: EntriesBody }>(
    "/api/cases/:id/record/entries",
    { schema: describeRoute(":id", R.postEntries) },
    async (request, reply) => {
      const source = await sourceOf(cases, request.params.id);
      if (!("open" in source)) return sendProblem(reply, source);
      const answer = await postEntries(source, request.body, filesOf(request));
      return sendAnswer(request, reply, answer);
    },
  );
  app.post<OfCase & { readonly Body: EnrolmentBody }>(
    "/api/cases/:id/record/devices",
    { schema: describeRoute(":id", R.enrol) },
    async (request, reply) => {
      const source = await sourceOf(cases, request.params.id);
      if (!("open" in source)) return sendProblem(reply, source);
      return sendAnswer(request, reply, await enrolDevice(source, request.body));
    },
  );
}

/** The case of a name, or the problem that there is none. */
async function sourceOf(cases: Cases, id: string): Promise<CaseSource | Problem> {
  const all = await cases();
  const served = all.map((one) => one.id).join(", ");
  return (
    all.find((one) => one.id === id) ??
    problemOf("case-unknown", "No such case is served here.", `Served: ${served || "none"}.`)
  );
}
