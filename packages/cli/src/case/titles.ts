import { editionOfAll, type Id, vocabularyOf } from "@proviso/core";
import type { JudgedCase } from "./judged-case.ts";

/** The titles of what the texts of a case declare, adopted or not; the id itself of anything else. */
export function titlesOf({ texts }: Pick<JudgedCase, "texts">): (id: Id) => string {
  const edition = editionOfAll(texts);
  return edition === null ? (one) => one : vocabularyOf(edition).titleOf;
}
