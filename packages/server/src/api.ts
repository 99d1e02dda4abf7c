import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import {
  type PreparedJson,
  prepareJson,
  sendAnswer,
  sendJson,
  sendPrepared,
  sendProblem,
} from "./answer.ts";
import type { DeviceBody } from "./devices.ts";
import type { Parse } from "./parsing-once.ts";
import type { EntriesBody } from "./posted-entries.ts";
import { type Problem, problemOf } from "./problem.ts";
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
import { DEVICE_BODY, ENTRIES_BODY } from "./schemas.ts";
import {
  type CaseSource,
  type ServedRecords,
  servedCase,
  summaryOf,
  unsigned,
} from "./served-case.ts";
import { enrolDevice, postEntries, readDevices } from "./write-routes.ts";

/** The cases as they are when they are asked for. */
export type Cases = () => Promise<readonly CaseSource[]>;

type OfCase = { readonly Params: { readonly id: string; readonly "*"?: string } };
type Paged = OfCase & { readonly Querystring: Paging };

/** Adds the routes of cases and of their records. */
export function addApi(app: FastifyInstance, cases: Cases, texts: Parse): void {
  addCases(app, cases, texts);
  addRecords(app, cases);
  addWrites(app, cases);
}

function addCases(app: FastifyInstance, cases: Cases, texts: Parse): void {
  const prepare = preparing(texts);
  app.get("/api/cases", async (request, reply) => {
    const summaries = (await cases()).map(async ({ id, store, records }) => {
      return { ...summaryOf(id, await store.open()), kept: records === null ? "folder" : "store" };
    });
    return sendJson(request, reply, { cases: await Promise.all(summaries) });
  });
  app.get<OfCase>("/api/cases/:id", async (request, reply) => {
    const source = await sourceOf(cases, request.params.id);
    if (!("store" in source)) return sendProblem(reply, source);
    if (source.records !== null) {
      return sendPrepared(request, reply, await prepare(source.id, source.records));
    }
    const stored = await source.store.open();
    return sendJson(request, reply, servedCase(source.id, stored, texts(stored.files)));
  });
}

/** A kept case as it is sent, made once for each version of it. */
function preparing(texts: Parse): (id: string, records: ServedRecords) => Promise<PreparedJson> {
  // Another process may make something else of the same files: its answers are not these.
  const process = randomUUID().slice(0, 8);
  const known = new Map<string, { readonly version: string; readonly json: PreparedJson }>();
  return async (id, { reading }) => {
    const { version, stored } = await reading.read(id);
    const before = known.get(id);
    if (before?.version === version) return before.json;
    const read = await stored();
    const json = prepareJson(`${process}-${version}`, servedCase(id, read, texts(read.files)));
    known.set(id, { version, json });
    return json;
  };
}

/** What the record of a case answers (docs/api.md). */
function addRecords(app: FastifyInstance, cases: Cases): void {
  const record = (
    path: string,
    answer: (of: ServedRecords, id: string, rest: string, by: Paging) => Promise<RecordAnswer>,
  ): void => {
    app.get<Paged>(`/api/cases/:id/record${path}`, async (request, reply) => {
      const { id, "*": rest = "" } = request.params;
      const source = await sourceOf(cases, id);
      if (!("store" in source)) return sendProblem(reply, source);
      if (source.records === null) return sendProblem(reply, unsigned());
      return sendAnswer(request, reply, await answer(source.records, id, rest, request.query));
    });
  };
  record("", (of, id) => recordSummary(of, id));
  record("/checkpoint", (of, id) => newestCheckpoint(of, id));
  record("/checkpoints", (of, id, _rest, paging) => listCheckpoints(of, id, paging));
  record("/entries", (of, id, _rest, paging) => listEntries(of, id, paging));
  record("/keys", (of, id) => listKeys(of, id));
  record("/tile/*", (of, id, rest) => readTile(of, id, rest));
  record("/files/*", (of, id, rest) => readFile(of, id, rest));
  record("/devices", (of, id) => readDevices(of, id, null));
  record("/devices/*", (of, id, rest) => readDevices(of, id, rest));
}

/** What may be written to the record of a case. */
function addWrites(app: FastifyInstance, cases: Cases): void {
  app.post<OfCase & { readonly Body: EntriesBody }>(
    "/api/cases/:id/record/entries",
    { schema: { body: ENTRIES_BODY } },
    async (request, reply) => {
      const source = await sourceOf(cases, request.params.id);
      if (!("store" in source)) return sendProblem(reply, source);
      const answer = await postEntries(source, request.body, filesOf(request));
      return sendAnswer(request, reply, answer);
    },
  );
  app.post<OfCase & { readonly Body: DeviceBody }>(
    "/api/cases/:id/record/devices",
    { schema: { body: DEVICE_BODY } },
    async (request, reply) => {
      const source = await sourceOf(cases, request.params.id);
      if (!("store" in source)) return sendProblem(reply, source);
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
