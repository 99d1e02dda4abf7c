import type { Explanation } from "./explanation.ts";

/** Beyond what a verdict does not speak: the places that are known, what was declared (T19). */
export type Limit = "known places only" | "declared only";

/** Of what alone an explained verdict speaks; empty where it speaks of all. */
export function limitsOfExplanation(explanation: Explanation): readonly Limit[] {
  const { declaredOnly, kind, children } = explanation;
  if (!declaredOnly) return [];
  if (kind === "atom") return ["declared only"];
  if (kind === "every" || kind === "some") return ["known places only"];
  return [...new Set(children.flatMap(limitsOfExplanation))].sort();
}
