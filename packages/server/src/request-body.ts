import { Refused } from "@proviso/core/fault";
import { readLine } from "@proviso/record";
import type { Problem } from "@proviso/wire";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { problemOf } from "./problem.ts";

/** The most bytes of a request of JSON. */
export const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** The most bytes of a request that brings files. */
export const MAX_FORM_BYTES = 32 * 1024 * 1024;

/** The most bytes of one file. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The most files of one request. */
export const MAX_FILES = 20;

/** A request that cannot be read. */
export class UnreadableRequest extends Refused {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super({ code: problem.code, message: problem.title, remedy: problem.detail });
    this.problem = problem;
  }
}

const files = new WeakMap<FastifyRequest, readonly Uint8Array[]>();

/** The files that came with a request. */
export function filesOf(request: FastifyRequest): readonly Uint8Array[] {
  return files.get(request) ?? [];
}

/**
 * Reads bodies: JSON, or a form with the same JSON in its field `entries` and files in its fields
 * `file`. JSON is taken for hostile: strict UTF-8, no field given twice, at most 12 levels.
 */
export function addBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/json(?:\s*;\s*charset=utf-8)?$/i,
    { parseAs: "buffer", bodyLimit: MAX_JSON_BYTES },
    async (_request: FastifyRequest, body: Buffer) => strictJson(body),
  );
  app.addContentTypeParser(
    /^multipart\/form-data\s*;/i,
    { parseAs: "buffer", bodyLimit: MAX_FORM_BYTES },
    async (request: FastifyRequest, body: Buffer) => readForm(request, body),
  );
}

function strictJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused("The body is not UTF-8.", "Send JSON in UTF-8.");
  }
  const read = readLine(text, MAX_JSON_BYTES);
  if (read.ok) return read.value;
  const [first] = read.problems;
  const remedy = first?.remedy ?? "Send JSON.";
  throw refused(first?.message ?? "The body is not JSON.", remedy, first?.path || undefined);
}

async function readForm(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch(() => null);
  if (form === null) {
    throw refused("The form cannot be read.", "Send it as multipart/form-data (RFC 7578).");
  }
  const found: Uint8Array[] = [];
  let json: Uint8Array | null = null;
  for (const [name, value] of form) {
    const bytes =
      typeof value === "string"
        ? new TextEncoder().encode(value)
        : new Uint8Array(await value.arrayBuffer());
    if (name === "entries" && json === null && bytes.length <= MAX_JSON_BYTES) json = bytes;
    else if (name === "file") found.push(requireSmall(bytes, found.length));
    else throw refused(`The form may not have the field "${name}" so.`, FORM, name);
  }
  if (json === null) throw refused("The form has no entries.", FORM, "entries");
  files.set(request, found);
  return strictJson(json);
}

const FORM = 'Send one field "entries" of JSON, at most 4 MiB, and a field "file" for each file.';

function requireSmall(bytes: Uint8Array, before: number): Uint8Array {
  if (before >= MAX_FILES) {
    throw tooLarge(`There are more than ${MAX_FILES} files.`, "Send fewer in one request.");
  }
  if (bytes.length > MAX_FILE_BYTES) {
    const what = `A file has ${bytes.length} bytes, of at most ${MAX_FILE_BYTES}.`;
    throw tooLarge(what, "Send a smaller one: a photograph need not have every pixel.");
  }
  if (bytes.length === 0) throw refused("A file is empty.", "Send its bytes.", "file");
  return bytes;
}

function refused(title: string, detail: string, at?: string): UnreadableRequest {
  return new UnreadableRequest(problemOf("request-refused", title, detail, at));
}

function tooLarge(title: string, detail: string): UnreadableRequest {
  return new UnreadableRequest(problemOf("request-too-large", title, detail, "file"));
}
