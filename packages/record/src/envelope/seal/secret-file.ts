import {
  closeFields,
  type Fields,
  has,
  identifier,
  list,
  object,
  openFields,
  problem,
  raw,
  text,
  wholeNumber,
} from "../../entries/fields.ts";
import { MAX_NAME_LENGTH, MAX_SEALED_PLACES } from "../../entries/index.ts";
import { type Problem, readLine } from "../../entries/line.ts";
import { decodeText, encodeText, toHex } from "../../log/index.ts";
import type { SealTerms } from "./commitment.ts";
import type { SealSecret, SecretSite } from "./declaration.ts";
import { hash, placeJson, readPlace } from "./place-fields.ts";
import { type OpeningChecked, rejectOpening } from "./seal-error.ts";

/** The most bytes of a secret's file: 256 MiB. */
const MAX_SECRET_BYTES = 268_435_456;

/** Writes what a party keeps to itself; whoever has the file can open the seal. */
export function formatSecret({ terms, sites }: SealSecret): Uint8Array {
  const written = sites.map(({ site, salt, places }) => {
    const name = site === null ? {} : { site };
    return { ...name, salt: toHex(salt), places: places.map(placeJson) };
  });
  return encodeText(`${JSON.stringify({ v: 1, terms, sites: written })}\n`);
}

/** Reads what a party kept to itself. It never throws. */
export function readSecret(bytes: Uint8Array): OpeningChecked<{ readonly secret: SealSecret }> {
  let written: string;
  try {
    written = decodeText(bytes);
  } catch {
    return rejectOpening("secret-malformed", "It is not UTF-8.");
  }
  const read = readLine(written, MAX_SECRET_BYTES);
  const problems: Problem[] = read.ok ? [] : [...read.problems];
  const secret = read.ok ? readFields(openFields(read.value, "", problems)) : null;
  if (secret !== null && problems.length === 0) return { ok: true, secret };
  const message = problems[0]?.message ?? "It is no secret of a seal.";
  return rejectOpening("secret-malformed", message, problems.slice(0, 20));
}

function readFields(fields: Fields): SealSecret {
  if (raw(fields, "v") !== 1) {
    problem(fields, "v", "unknown-version", "is no version known here", 'Write "v":1.');
  }
  const terms = readTerms(object(fields, "terms"));
  const sites = list(
    fields,
    "sites",
    (value, path) => readSite(openFields(value, path, fields.problems)),
    MAX_SEALED_PLACES,
  );
  const isWhole =
    sites.length === terms.sites &&
    sites.every(({ places }) => places.length === terms.itemsPerSite);
  if (!isWhole) {
    problem(fields, "sites", "out-of-range", "does not have every place", "Use the whole file.");
  }
  closeFields(fields);
  return { terms, sites };
}

function readTerms(fields: Fields): SealTerms {
  const terms = {
    origin: text(fields, "origin", MAX_NAME_LENGTH),
    case: identifier(fields, "case"),
    by: identifier(fields, "by"),
    statementType: identifier(fields, "statementType"),
    sites: wholeNumber(fields, "sites"),
    itemsPerSite: wholeNumber(fields, "itemsPerSite"),
    itemBytes: wholeNumber(fields, "itemBytes"),
  };
  closeFields(fields);
  return terms;
}

function readSite(fields: Fields): SecretSite {
  const site = {
    site: has(fields, "site") ? identifier(fields, "site") : null,
    salt: hash(fields, "salt"),
    places: list(
      fields,
      "places",
      (value, path) => readPlace(value, path, fields.problems),
      MAX_SEALED_PLACES,
    ),
  };
  closeFields(fields);
  return site;
}
