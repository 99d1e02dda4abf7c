import type { Json } from "../json/clause-json.ts";
import { isObject } from "./golden.ts";

/** Where an answer is not what a test expects. */
export interface Mismatch {
  /** `undertakings.removal.status`. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Holds what a test expects against what is said: what is written must be so, and what is not
 * written may be anything.
 *
 * A list of things with ids is spoken of by id: `{"undertakings": {"removal": {…}}}`. Any text may
 * be expected in part, `{"contains": "…"}`; in a list of texts, one of them must then hold it.
 */
export function compare(expected: Json, actual: Json | undefined, path = ""): readonly Mismatch[] {
  const contained = partOf(expected);
  if (contained !== null) {
    return holds(actual, contained) ? [] : [mismatch(path, `… ${contained} …`, actual)];
  }
  if (isObject(expected)) {
    const fields = isList(actual) ? byId(actual) : actual;
    if (!isObject(fields)) return [mismatch(path, JSON.stringify(expected), actual)];
    return Object.entries(expected).flatMap(([key, value]) => {
      return compare(value, fields[key], path === "" ? key : `${path}.${key}`);
    });
  }
  if (isList(expected)) {
    const members: readonly (Json | undefined)[] = isList(actual) ? actual : [];
    if (!isList(actual) || members.length !== expected.length) {
      return [mismatch(path, JSON.stringify(expected), actual)];
    }
    return expected.flatMap((value, index) => compare(value, members[index], `${path}[${index}]`));
  }
  return expected === actual ? [] : [mismatch(path, JSON.stringify(expected), actual)];
}

/** The text that must be part of another, where a test asks for that and nothing else. */
function partOf(expected: Json): string | null {
  if (!isObject(expected) || Object.keys(expected).length !== 1) return null;
  const part = expected["contains"];
  return typeof part === "string" ? part : null;
}

function holds(actual: Json | undefined, part: string): boolean {
  if (typeof actual === "string") return actual.includes(part);
  return isList(actual) && actual.some((member) => holds(member, part));
}

function byId(list: readonly Json[]): { readonly [key: string]: Json } {
  return Object.fromEntries(
    list.flatMap((member) => {
      const name = isObject(member) ? member["id"] : undefined;
      return typeof name === "string" ? [[name, member]] : [];
    }),
  );
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function mismatch(path: string, expected: string, actual: Json | undefined): Mismatch {
  return { path, expected, actual: actual === undefined ? "nothing" : JSON.stringify(actual) };
}
