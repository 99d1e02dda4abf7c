import { SaxesParser } from "saxes";
import { type CellPlace, error, Unreadable } from "../table/problem.ts";

/** How deep elements may nest. */
export const MAX_XML_DEPTH = 64;

/** An element as it begins, its name and its attributes without their prefixes. */
export interface XmlElement {
  /** `row`, whatever prefix the writer chose. */
  readonly name: string;
  /** By name without prefix; of two of the same name the one without a prefix stands. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is called while a document is read; text comes in pieces. */
export interface XmlHandlers {
  readonly open?: (element: XmlElement) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const CHUNK = 65_536;

/**
 * Reads an XML document (1.0, UTF-8) as events. A document type is refused, and with it every entity
 * beyond the five of XML itself: nothing expands, and nothing is fetched.
 *
 * @param part - which document it is, for messages.
 * @throws {Unreadable} where it is not well formed, or nests too deep.
 */
export function readXml(bytes: Uint8Array, part: string, handlers: XmlHandlers): void {
  const refuse = (message: string) => new Unreadable(notXml(part, message));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on("error", (cause) => {
    throw refuse(clean(cause.message));
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw refuse("it is not UTF-8");
  });
  parser.on("doctype", () => {
    const message = `${part} declares a document type, which may hold entities.`;
    throw new Unreadable(error("xml-unfit", {}, message, "Write it without a document type."));
  });
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_XML_DEPTH) {
      const message = `${part} nests deeper than ${MAX_XML_DEPTH} elements.`;
      throw new Unreadable(error("xml-too-deep", {}, message, "Nothing that is read needs that."));
    }
    handlers.open?.({ name: local(name), attributes: locals(attributes) });
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    handlers.close?.(local(name));
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parser.write(decode(decoder, bytes.subarray(at, at + CHUNK), true, refuse));
  }
  parser.write(decode(decoder, new Uint8Array(), false, refuse));
  parser.close();
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  stream: boolean,
  refuse: (message: string) => Unreadable,
): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw refuse("it is not UTF-8");
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function locals(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.includes(":")) all[name] = value;
    else all[local(name)] ??= value;
  }
  return all;
}

function notXml(part: string, message: string): ReturnType<typeof error> {
  const place: Partial<CellPlace> = {};
  return error(
    "not-xml",
    place,
    `${part} cannot be read as XML: ${message}.`,
    "Save the file anew.",
  );
}

/** What a library says of hostile text may quote it: without control characters, and short. */
function clean(message: string): string {
  return message
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .slice(0, 160)
    .replace(/\.$/, "");
}
