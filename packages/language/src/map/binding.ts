import type * as ast from "../generated/ast.ts";
import { isActing } from "./criterion.ts";
import { isStatus } from "./status.ts";
import { at, type Mapping } from "./values.ts";

/**
 * Refuses `X and Y by METHOD`: what it takes to be sure binds the sentence before it alone, and a
 * reader takes it to bind both. Where the sentences before it have their own, or can have none,
 * nothing can be misread.
 */
export function checkBinding(mapping: Mapping, parts: readonly ast.Primary[]): void {
  const last = parts.at(-1);
  if (parts.length < 2 || last?.$type !== "Atom") return;
  const [tail] = last.tails;
  if (tail === undefined) return;
  const saysOnlyWho = last.tails.every(
    (part) => part.$type === "ByPart" && isByBodies(mapping, part),
  );
  const isMeant = (part: ast.Primary): boolean => {
    if (part.$type === "Negation") return isMeant(part.of);
    if (part.$type !== "Atom" || part.tails.length > 0) return false;
    const { predicate } = part;
    if (
      predicate.$type === "BarePredicate" ||
      predicate.$type === "LevelPredicate" ||
      isStatus(mapping, predicate)
    )
      return false;
    return !saysOnlyWho || ACTS.includes(predicate.$type);
  };
  if (!parts.slice(0, -1).some(isMeant)) return;
  const words = (tail.$cstNode?.text ?? "").replaceAll(/\s+/g, " ");
  mapping.report(
    "ambiguous",
    at(mapping, tail),
    `\`${words.length > 40 ? `${words.slice(0, 37)}…` : words}\` binds the last sentence alone, and nothing says so.`,
    "Say it after each sentence; or, where only the last is meant, put that in parentheses with it.",
  );
}

const ACTS: readonly ast.Predicate["$type"][] = [
  "ActivityPredicate",
  "WorkPredicate",
  "DeedPredicate",
];

function isByBodies(mapping: Mapping, { names }: ast.ByPart): boolean {
  return names.every(
    ({ it, group, words }) =>
      it || group !== undefined || (words.length === 1 && isActing(mapping, words[0])),
  );
}
