import swagger from "@fastify/swagger";
import type { FastifyInstance, FastifySchema } from "fastify";
import { ENTRIES_BODY, type JsonSchema, PROBLEM_ANSWER } from "./schemas.ts";

/** How a route is described. */
export interface RouteDescription {
  readonly summary: string;
  /** What it answers, by status; bytes and text are named by their media type instead. */
  readonly answers: Readonly<Record<number, JsonSchema | `${string}/${string}`>>;
  /** What is sent to it. */
  readonly body?: JsonSchema;
  readonly query?: Readonly<Record<string, string>>;
}

const PARAMS: Readonly<Record<string, string>> = {
  id: "The case.",
  name: "The device's key.",
  sha256: "64 hexadecimal digits.",
  "*": "The path of the tile within the log (C2SP tlog-tiles).",
};

/** The schema of a route: what validates requests, and what describes it to others. */
export function describeRoute(path: string, described: RouteDescription): FastifySchema {
  const { summary, answers, body, query } = described;
  const params = [...path.matchAll(/:(\w+)|(\*)/g)].map((found) => found[1] ?? found[2] ?? "");
  const response: Record<string, object> = {};
  for (const [status, answer] of Object.entries(answers)) {
    response[status] =
      typeof answer === "string"
        ? { description: "", content: { [answer]: { schema: { type: "string" } } } }
        : { description: "", content: { "application/json": { schema: answer } } };
  }
  response["default"] = {
    description: "What is wrong, and what to do.",
    content: { "application/problem+json": { schema: PROBLEM_ANSWER } },
  };
  return {
    summary,
    response,
    ...(params.length === 0 ? {} : { params: texts(params, PARAMS, params) }),
    ...(query === undefined ? {} : { querystring: texts(Object.keys(query), query, []) }),
    ...(body === undefined ? {} : { body }),
  };
}

function texts(
  names: readonly string[],
  described: Readonly<Record<string, string>>,
  required: readonly string[],
): JsonSchema {
  const properties = names.map((name) => [
    name,
    { type: "string", description: described[name] ?? name },
  ]);
  return { type: "object", required, properties: Object.fromEntries(properties) };
}

/**
 * Describes the routes that are added after it (OpenAPI 3.1), from the schemas by which requests
 * are validated, at `/api/openapi.json`.
 */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Proviso",
        version: "1",
        description: "Cases, their signed records, and what may be added to them.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
    },
  });
  app.get(
    "/api/openapi.json",
    {
      schema: describeRoute("", {
        summary: "This description",
        answers: { 200: { type: "object" } },
      }),
    },
    async (_request, reply) => {
      // A rest of a path has no name in a route, and must have one in a description.
      const described = withForms(app.swagger());
      const text = JSON.stringify(described)
        .replaceAll("{*}", "{path}")
        .replaceAll('"name":"*"', '"name":"path"');
      return reply.type("application/json; charset=utf-8").send(text);
    },
  );
}

const ENTRIES_PATH = "/api/cases/{id}/record/entries";

/** Adds the form in which entries may come with files, which has no schema that validates it. */
function withForms(described: object): object {
  const { paths } = described as { readonly paths: Record<string, Record<string, object>> };
  const post = paths[ENTRIES_PATH]?.["post"];
  if (post === undefined) return described;
  const form = {
    type: "object",
    required: ["entries"],
    properties: {
      entries: {
        type: "string",
        contentMediaType: "application/json",
        contentSchema: ENTRIES_BODY,
      },
      file: { type: "array", items: { type: "string", format: "binary" } },
    },
  };
  const { requestBody } = post as { readonly requestBody: { readonly content: object } };
  const content = { ...requestBody.content, "multipart/form-data": { schema: form } };
  const withForm = { ...post, requestBody: { ...requestBody, content } };
  return {
    ...described,
    paths: { ...paths, [ENTRIES_PATH]: { ...paths[ENTRIES_PATH], post: withForm } },
  };
}
