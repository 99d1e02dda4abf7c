import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import type { SymbolKind } from "../link/symbols.ts";
import { at, type Mapping } from "./values.ts";

/** Reports a level that the ladder of a clause does not have. */
export function checkLevel(mapping: Mapping, node: ast.Requirement | ast.LevelPredicate): void {
  const { level } = node;
  const clause = mapping.link.find(node.clause.$refText);
  // What is not known, or could not be read whole, may well have the level.
  if (level === undefined || clause === null || clause.unread !== null) return;
  const kinds: readonly SymbolKind[] = WANTED.clause.kinds;
  if (!kinds.includes(clause.kind) || clause.levels.includes(level)) return;
  mapping.report(
    "undefined-reference",
    at(mapping, node),
    `\`${clause.id}\` has no level \`${level}\`.`,
    clause.levels.length === 0
      ? `State its ladder where it is declared: levels ${level}.`
      : didYouMean(level, clause.levels, `Its levels are: ${clause.levels.join(", ")}.`),
  );
}
