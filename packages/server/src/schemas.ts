import { DEVICE_ROLES } from "./devices.ts";

/** A schema of JSON, as OpenAPI 3.1 writes it (JSON Schema 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The most entries of one request. */
export const MAX_ENTRIES = 100;

/** The most characters of an envelope of 128 KiB in Base 64. */
const MAX_ENVELOPE_LENGTH = 174_764;

const DIGEST: JsonSchema = { type: "string", pattern: "^[0-9a-f]{64}$" };
const NAME: JsonSchema = { type: "string", minLength: 1, maxLength: 120 };

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
    name: { type: "string", pattern: "^[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,119}$" },
    publicKey: { ...DIGEST, description: "Ed25519, 64 lower-case hexadecimal digits (RFC 8032)." },
    body: { ...NAME, description: "The party, authority or body for which it signs." },
    person: { ...NAME, description: "Who holds it; the name of the key where it is left out." },
    roles: {
      type: "array",
      minItems: 1,
      maxItems: DEVICE_ROLES.length,
      uniqueItems: true,
      items: { enum: DEVICE_ROLES },
    },
  },
};
