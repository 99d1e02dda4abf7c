import {
  closeFields,
  type Fields,
  has,
  identifier,
  list,
  missing,
  openFields,
  problem,
  raw,
  wholeNumber,
  word,
} from "../../entries/fields.ts";
import { MAX_SEALED_PLACES } from "../../entries/index.ts";
import { type Problem, readLine } from "../../entries/line.ts";
import { decodeText, encodeText, toHex } from "../../log/index.ts";
import type { OpenedItem, OpenedPlaces, OpenedSite, OpeningDocument } from "./opening.ts";
import { hash, placeJson, placeOf, proofJson, proofOf, readPlace } from "./place-fields.ts";
import { type OpeningChecked, rejectOpening } from "./seal-error.ts";

/** The version of opening documents that is read here. */
const OPENING_VERSION = 1;

/** The most bytes of an opening document: 32 MiB. */
export const MAX_OPENING_BYTES = 33_554_432;

/** Writes an opening document as JSON. */
export function formatOpening(document: OpeningDocument): Uint8Array {
  return encodeText(
    JSON.stringify({
      v: OPENING_VERSION,
      seal: document.seal,
      scope: document.scope,
      tree: toHex(document.tree),
      sites: document.sites.map(siteJson),
    }),
  );
}

function siteJson({ index, site, salt, path, items }: OpenedSite) {
  const name = site === null ? {} : { site };
  const head = { index, ...name, salt: toHex(salt), path: proofJson(path) };
  if (items.kind === "all") return { ...head, all: items.places.map(placeJson) };
  const some = items.places.map((place) => {
    return { index: place.index, ...placeJson(place), path: proofJson(place.path) };
  });
  return { ...head, root: toHex(items.root), some };
}

/**
 * Reads an opening document that may be hostile; whether it opens anything is another question. It
 * never throws.
 */
export function readOpeningDocument(
  bytes: Uint8Array,
): OpeningChecked<{ readonly document: OpeningDocument }> {
  if (bytes.length > MAX_OPENING_BYTES) {
    return rejectOpening("opening-too-large", `It has ${bytes.length} bytes.`);
  }
  let written: string;
  try {
    written = decodeText(bytes);
  } catch {
    return rejectOpening("opening-malformed", "It is not UTF-8.");
  }
  const read = readLine(written, MAX_OPENING_BYTES);
  if (!read.ok) return malformed(read.problems);
  const problems: Problem[] = [];
  const document = readFields(openFields(read.value, "", problems));
  if (problems.length > 0) return malformed(problems);
  return { ok: true, document };
}

function malformed(problems: readonly Problem[]) {
  const message = problems[0]?.message ?? "It is no opening.";
  return rejectOpening("opening-malformed", message, problems.slice(0, 20));
}

function readFields(fields: Fields): OpeningDocument {
  if (raw(fields, "v") !== OPENING_VERSION) {
    problem(fields, "v", "unknown-version", "is no version known here", 'Write "v":1.');
  }
  const document = {
    seal: identifier(fields, "seal"),
    scope: word(fields, "scope", ["item", "site", "whole"]),
    tree: hash(fields, "tree"),
    sites: list(
      fields,
      "sites",
      (value, path) => readSite(openFields(value, path, fields.problems)),
      MAX_SEALED_PLACES,
    ),
  } as const;
  if (document.sites.length === 0) missing(fields, "sites", "Open at least one site or item.");
  closeFields(fields);
  return document;
}

function readSite(fields: Fields): OpenedSite {
  const site = {
    index: wholeNumber(fields, "index"),
    site: has(fields, "site") ? identifier(fields, "site") : null,
    salt: hash(fields, "salt"),
    path: proofOf(fields, "path"),
    items: has(fields, "all") ? readAll(fields) : readSome(fields),
  };
  closeFields(fields);
  return site;
}

function readAll(fields: Fields): OpenedPlaces {
  const places = list(
    fields,
    "all",
    (value, path) => readPlace(value, path, fields.problems),
    MAX_SEALED_PLACES,
  );
  return { kind: "all", places };
}

function readSome(fields: Fields): OpenedPlaces {
  const places = list(
    fields,
    "some",
    (value, path) => readItem(openFields(value, path, fields.problems)),
    MAX_SEALED_PLACES,
  );
  if (places.length === 0) missing(fields, "some", "Open at least one item.");
  return { kind: "some", root: hash(fields, "root"), places };
}

function readItem(fields: Fields): OpenedItem {
  const item = {
    index: wholeNumber(fields, "index"),
    ...placeOf(fields),
    path: proofOf(fields, "path"),
  };
  closeFields(fields);
  return item;
}
