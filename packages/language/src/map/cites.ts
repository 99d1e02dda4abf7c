import { id, type PassageRef } from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import { at, type Mapping } from "./values.ts";

/** The instruments and passages that something rests on. */
export function citesOf(mapping: Mapping, cites: readonly ast.Cite[]): readonly PassageRef[] {
  return cites.map((cite) => {
    const instrument = mapping.link.id(cite.instrument, WANTED.instrument);
    const declared = mapping.link.find(instrument);
    const { passage } = cite;
    if (passage === undefined) return { instrument, passage: null };
    const isKnown = declared?.kind === "instrument" && declared.unread === null;
    if (isKnown && !declared.passages.includes(passage)) {
      mapping.report(
        "undefined-reference",
        at(mapping, cite),
        `\`${instrument}\` has no passage \`${passage}\`.`,
        didYouMean(passage, declared.passages, `Quote it there: passage ${passage} "…".`),
      );
    }
    return { instrument, passage: id(passage) };
  });
}
