import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enrolled, type ServedStore, serveStore } from "../testing/served-store.ts";

interface Described {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
}

let served: ServedStore;
let described: Described;
beforeAll(async () => {
  served = await serveStore();
  await enrolled(served);
  const answer = await served.app.inject({
    url: "/api/openapi.json",
    headers: { host: "localhost" },
  });
  described = answer.json();
});
afterAll(() => served.close());

describe("the description of the routes", () => {
  test("is OpenAPI 3.1, and valid", async () => {
    expect(described.openapi).toBe("3.1.0");
    const validated = await new Validator().validate({ ...described });
    expect(validated.errors).toBeUndefined();
    expect(validated.valid).toBe(true);
  });

  test("names every route, and both ways in which entries may be sent", () => {
    const record = "/api/cases/{id}/record";
    expect(Object.keys(described.paths)).toEqual(
      expect.arrayContaining(["/api/cases", "/api/cases/{id}", record, `${record}/events`]),
    );
    const sent = described.paths[`${record}/entries`]?.["post"]?.requestBody?.content ?? {};
    expect(Object.keys(sent)).toEqual(["application/json", "multipart/form-data"]);
  });

  test.each([
    ["/api/cases/{id}", ""],
    ["/api/cases/{id}/lines", "/lines?cursor=1"],
    ["/api/cases/{id}/record", "/record"],
    ["/api/cases/{id}/record/checkpoints", "/record/checkpoints"],
    ["/api/cases/{id}/record/entries", "/record/entries"],
    ["/api/cases/{id}/record/keys", "/record/keys"],
    ["/api/cases/{id}/record/devices", "/record/devices"],
    ["/api/cases/{id}/record/devices/{name}", "/record/devices/tablet"],
  ])("says truly what %s answers", async (path, asked) => {
    const answer = await served.get(asked);
    const content = described.paths[path]?.["get"]?.responses["200"]?.content;
    const schema = content?.["application/json"]?.schema;
    if (schema === undefined) throw new Error(`${path} is not described.`);
    const check = new Ajv2020({
      strict: false,
      formats: { "date-time": true, byte: true },
    }).compile(schema);
    expect(check(answer.json()), JSON.stringify(check.errors)).toBe(true);
  });

  test("says truly what a problem is", async () => {
    const answer = await served.post("/record/entries", { v: 1, entries: [{ envelope: "AAAA" }] });
    const responses = described.paths["/api/cases/{id}/record/entries"]?.["post"]?.responses;
    const schema = responses?.["default"]?.content["application/problem+json"]?.schema ?? {};
    const check = new Ajv2020({ strict: false }).compile(schema);
    expect(check(answer.json()), JSON.stringify(check.errors)).toBe(true);
  });
});
