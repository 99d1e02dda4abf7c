import {
  closeFields,
  type Fields,
  has,
  identifier,
  openFields,
  problem,
  raw,
  sha256,
} from "../../entries/fields.ts";
import type { Problem } from "../../entries/line.ts";
import { type Proof, toHex } from "../../log/index.ts";
import { fromHex } from "../index.ts";
import type { ItemPlace } from "./commitment.ts";

/** Writes a place for an item as JSON; an empty one has a salt alone. */
export function placeJson({ id, content, salt }: ItemPlace) {
  return id === null ? { salt: toHex(salt) } : { id, content, salt: toHex(salt) };
}

/** Reads a place for an item that has no other fields. */
export function readPlace(value: unknown, path: string, problems: Problem[]): ItemPlace {
  const fields = openFields(value, path, problems);
  const place = placeOf(fields);
  closeFields(fields);
  return place;
}

/** Reads the fields of a place for an item. */
export function placeOf(fields: Fields): ItemPlace {
  const id = has(fields, "id") ? identifier(fields, "id") : null;
  const content = has(fields, "content") ? raw(fields, "content") : "";
  if (typeof content !== "string" || !content.isWellFormed()) {
    problem(fields, "content", "wrong-type", "is not whole text", "Write it as it was sealed.");
  } else if (id === null && content !== "") {
    problem(fields, "content", "out-of-range", "fills an empty place", "Leave it out.");
  }
  return { id, content: String(content), salt: hash(fields, "salt") };
}

/** Reads 32 bytes, written as 64 hexadecimal digits. */
export function hash(fields: Fields, key: string): Uint8Array {
  return fromHex(sha256(fields, key));
}

/** Writes the hashes of a proof. */
export function proofJson(proof: Proof): readonly string[] {
  return proof.map(toHex);
}

/** Reads the hashes of a proof: at most one for each doubling of the places. */
export function proofOf(fields: Fields, key: string): Proof {
  const value = raw(fields, key);
  const isProof =
    Array.isArray(value) && value.length <= 16 && value.every((one) => HASH.test(String(one)));
  if (isProof) return value.map((one) => fromHex(String(one)));
  const remedy = "Write up to 16 hashes of 64 lower-case hexadecimal digits.";
  problem(fields, key, "malformed-text", "is no list of hashes", remedy);
  return [];
}

const HASH = /^[0-9a-f]{64}$/;
