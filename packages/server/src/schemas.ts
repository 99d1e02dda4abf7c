import { DEVICE_ROLES } from "./devices.ts";

/** A schema of JSON, as OpenAPI 3.1 writes it (JSON Schema 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The most entries of one request. */
export const MAX_ENTRIES = 100;

/** The most characters of an envelope of 128 KiB in Base 64. */
const MAX_ENVELOPE_LENGTH = 174_764;

const DIGEST: JsonSchema = { type: "string", pattern: "^[0-9a-f]{64}$" };
/** What a record takes for an id. */
const IDENTIFIER: JsonSchema = {
  type: "string",
  pattern: "^[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,119}$",
};

/** What `POST …/record/entries` takes. */
export const ENTRIES_BODY: JsonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["v", "entries"],
  properties: {
    v: { const: 1 },
    entries: {
      type: "array",
      minItems: 1,
      maxItems: MAX_ENTRIES,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["envelope"],
        properties: {
          envelope: {
            type: "string",
            minLength: 1,
            maxLength: MAX_ENVELOPE_LENGTH,
            description: "A signed DSSE envelope, byte for byte, in Base 64.",
          },
          label: {
            type: ["string", "null"],
            maxLength: 120,
            description: "The compartment for whose readers alone it is; null for everyone.",
          },
          expected: {
            type: ["integer", "null"],
            minimum: 0,
            maximum: Number.MAX_SAFE_INTEGER,
            description: "How many entries there must be before it; null where that is all one.",
          },
        },
      },
    },
  },
};

/** What `POST …/record/devices` takes. */
export const DEVICE_BODY: JsonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["v", "name", "publicKey", "body", "roles"],
  properties: {
    v: { const: 1 },
    name: IDENTIFIER,
    publicKey: { ...DIGEST, description: "Ed25519, 64 lower-case hexadecimal digits (RFC 8032)." },
    body: { ...IDENTIFIER, description: "The party, authority or body for which it signs." },
    person: {
      ...IDENTIFIER,
      description: "Who holds it; the name of the key where it is left out.",
    },
    roles: {
      type: "array",
      minItems: 1,
      maxItems: DEVICE_ROLES.length,
      uniqueItems: true,
      items: { enum: DEVICE_ROLES },
    },
  },
};

const INSTANT: JsonSchema = { type: "string", format: "date-time" };
const NULLABLE_TEXT: JsonSchema = { type: ["string", "null"] };
const COUNT: JsonSchema = { type: "integer", minimum: 0 };
const BASE64: JsonSchema = { type: "string", contentEncoding: "base64" };

/** An object with just these fields; those named in `optional` may be left out. */
function object(fields: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []) {
  const required = Object.keys(fields).filter((field) => !optional.includes(field));
  return { type: "object", additionalProperties: false, required, properties: fields } as const;
}

function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}

const CASE = object({
  id: { type: "string" },
  title: { type: "string" },
  reconstructed: { type: "boolean" },
});

/** What `GET /api/cases` answers. */
export const CASES_ANSWER: JsonSchema = object({
  cases: list(object({ ...CASE.properties, kept: { enum: ["store", "folder"] } })),
});

const NEXT: JsonSchema = {
  type: ["string", "null"],
  description: "The cursor of the following page; null at the end.",
};

const LINES = {
  record: { type: "string", description: "Judged entries in the open, one a line." },
  notIntact: list({ type: "string" }),
  diagnostics: list({ type: "object" }),
  logSize: {
    type: ["integer", "null"],
    description: "Entries of its log up to the end of these lines; null for a case folder.",
  },
  head: { ...DIGEST, description: "Names the case up to the end of these lines." },
  next: NEXT,
} as const;

/** What `GET /api/cases/{id}` answers. */
export const CASE_ANSWER: JsonSchema = object({
  case: orNull(
    object({
      ...CASE.properties,
      zone: { type: "string", description: "The IANA zone on whose clocks instants are shown." },
      language: { type: "string" },
      signatures: { const: "none" },
      reading: NULLABLE_TEXT,
    }),
  ),
  files: list(object({ file: { type: "string" }, source: { type: "string" } })),
  parsed: { type: "object", description: "The files as this server parsed them." },
  recordFile: { type: "string" },
  ...LINES,
});

/** What `GET /api/cases/{id}/lines` answers. */
export const LINES_ANSWER: JsonSchema = object({
  ...LINES,
  prior: { ...DIGEST, description: "The head of the case up to the beginning of these lines." },
});

/** What `GET …/record` answers. */
export const SUMMARY_ANSWER: JsonSchema = object({
  v: { const: 1 },
  case: { type: "string" },
  origin: { type: "string" },
  size: COUNT,
  root: DIGEST,
  logKey: { type: "string" },
  reconstructed: { type: "boolean" },
  checkpoint: orNull(object({ serial: COUNT, size: COUNT })),
});

/** What `GET …/record/checkpoints` answers. */
export const CHECKPOINTS_ANSWER: JsonSchema = object({
  checkpoints: list(object({ serial: COUNT, size: COUNT, note: { type: "string" } })),
  next: NEXT,
});

/** What `GET …/record/entries` answers. */
export const ENTRIES_ANSWER: JsonSchema = object({
  size: COUNT,
  entries: list(
    object({
      index: COUNT,
      received: INSTANT,
      leaf: BASE64,
      digest: DIGEST,
      label: NULLABLE_TEXT,
      envelope: orNull(BASE64),
      summary: orNull(
        object({
          id: { type: "string" },
          kind: { type: "string" },
          role: { type: "string" },
          device: { type: "string" },
          known: INSTANT,
          payload: DIGEST,
        }),
      ),
    }),
  ),
  next: NEXT,
});

const ENROLLED = {
  name: { type: "string" },
  publicKey: DIGEST,
  body: { type: "string" },
  person: { type: "string" },
  roles: list({ type: "string" }),
  from: COUNT,
  until: { type: ["integer", "null"] },
  expires: orNull(INSTANT),
} as const;

/** What `GET …/record/keys` answers. */
export const KEYS_ANSWER: JsonSchema = object({
  log: orNull(object({ origin: { type: "string" }, key: { type: "string" } })),
  keys: list(
    object({
      ...ENROLLED,
      ended: { enum: ["rotate", "revoke", "compromise", null] },
      suspect: list(object({ from: COUNT, to: COUNT, by: { type: "string" } })),
    }),
  ),
});

const DEVICE = object({ ...ENROLLED, counter: COUNT, previous: orNull(DIGEST) });

/** What `GET …/record/devices` answers. */
export const DEVICES_ANSWER: JsonSchema = object({
  v: { const: 1 },
  place: object({
    case: { type: "string" },
    agreement: { type: "string" },
    origin: { type: "string" },
    zone: { type: "string" },
    reconstructed: { type: "boolean" },
  }),
  checkpoint: orNull(object({ size: COUNT, root: DIGEST })),
  enrols: { type: "boolean", description: "Whether POST enrols a device here." },
  devices: list(DEVICE),
});

/** What `GET …/record/devices/{name}` answers. */
export const DEVICE_ANSWER: JsonSchema = object({ v: { const: 1 }, device: DEVICE });

const RECEIPTS = {
  receipts: list(
    object({ index: COUNT, received: INSTANT, leaf: BASE64, repeated: { type: "boolean" } }),
  ),
  checkpoint: object({ size: COUNT, note: { type: "string" } }),
} as const;

/** What `POST …/record/entries` answers. */
export const RECEIPTS_ANSWER: JsonSchema = object({ v: { const: 1 }, ...RECEIPTS });

/** What `POST …/record/devices` answers; without receipts where the device was enrolled before. */
export const ENROLMENT_ANSWER: JsonSchema = object(
  { v: { const: 1 }, device: DEVICE, ...RECEIPTS },
  ["receipts", "checkpoint"],
);

/** A problem (RFC 9457). */
export const PROBLEM_ANSWER: JsonSchema = object(
  {
    type: { type: "string" },
    code: { type: "string", description: "Stable; docs/api.md holds the table." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What to do about it." },
    at: { type: "string", description: "The part of the request that is wrong: entries[0]." },
    retryAfter: { type: "integer", description: "Seconds." },
  },
  ["at", "retryAfter"],
);
