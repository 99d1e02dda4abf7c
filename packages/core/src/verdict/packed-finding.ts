import { bits } from "../logic/index.ts";
import type { CountLevels } from "./count/index.ts";
import type { Atom } from "./form.ts";
import { type Packed, pack } from "./judgment.ts";

/**
 * Packs what is found of an atom.
 *
 * @param bears - whether anything bears on it at all.
 */
export function packedOf(
  atom: Atom,
  bears: boolean,
  { forLevel, againstLevel, breachLevel }: CountLevels,
): Packed {
  const { criterion, predicate } = atom;
  // What rests on an open term is neither shown nor shown not until the term is settled (T15).
  const openTerm = predicate.kind === "open-term";
  return pack({
    bits: bits(forLevel >= criterion.open, againstLevel >= criterion.doubt),
    forLevel,
    againstLevel,
    breachShown: breachLevel >= criterion.breach,
    bears,
    openTerm,
    satisfactory: criterion.satisfactory,
    declaredOnly: predicate.kind === "count" && typeof predicate.amount === "object",
  });
}
