import type { ClauseCondition, ClauseState, Id } from "@proviso/core";
import type { AstNode } from "langium";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { article, WANTED } from "../link/linker.ts";
import type { SymbolKind } from "../link/symbols.ts";
import { at, type Mapping, spanOf } from "./values.ts";

/** The values, which every clause has. */
const VALUES: readonly ClauseState[] = ["verified", "contradicted", "unverified", "conflicting"];

/** The statuses of each kind of clause, beside its value. */
const STATUSES: Readonly<Partial<Record<SymbolKind, readonly ClauseState[]>>> = {
  undertaking: [
    "due",
    "overdue",
    "late",
    "performed",
    "kept",
    "breached",
    "suspended",
    "discharged",
  ],
  measure: ["in force", "relaxed", "lifted"],
  assurance: ["in effect", "withheld"],
  option: [],
  question: [],
};

/** All that a clause of any kind can be. */
export const CLAUSE_STATES: readonly ClauseState[] = [...VALUES, ...Object.values(STATUSES).flat()];

/** What others do to be sure of a clause (semantics, section 8). */
export const VERIFICATION_ACTS: readonly string[] = [
  "supervised",
  "inspected",
  "monitored",
  "observed",
  "verified",
  "checked",
];

/**
 * Reads how a clause stands, where that is what a sentence asks. After the name of a clause nothing
 * else may stand, but for an act of verification of it: any other word is a slip, which would
 * otherwise be taken for an activity that nobody ever reports.
 *
 * @returns `null` where the sentence is about something else, or is an act of verification.
 */
export function statusOf(mapping: Mapping, node: ast.Predicate): ClauseCondition | null {
  if (node.$type === "ClausePredicate") {
    const clause = mapping.link.id(node.clause, WANTED.clause);
    const word = node.state ?? `in ${node.word ?? ""}`;
    return asked(mapping, node, clause, word, node.length);
  }
  if (node.$type !== "DeedPredicate") return null;
  const { ref } = node.subject;
  if (ref === undefined || !isStatus(mapping, node)) {
    const isDeclared = ref === undefined || mapping.link.find(ref.$refText) !== null;
    if (node.length !== undefined && isDeclared) reportLength(mapping, node.length);
    return null;
  }
  if (node.place !== undefined) reportPlace(mapping, node.place, ref.$refText);
  return asked(mapping, node, mapping.link.id(ref, WANTED.clause), node.deed, node.length);
}

/** Whether a sentence asks how a clause stands, well spelt or not. */
export function isStatus(mapping: Mapping, node: ast.Predicate): boolean {
  if (node.$type === "ClausePredicate") return true;
  if (node.$type !== "DeedPredicate" || node.subject.ref === undefined) return false;
  const named = mapping.link.find(node.subject.ref.$refText);
  if (named === null || STATUSES[named.kind] === undefined) return false;
  return node.length !== undefined || !VERIFICATION_ACTS.includes(node.deed);
}

function asked(
  mapping: Mapping,
  node: AstNode,
  clause: Id,
  word: string,
  length: ast.Length | undefined,
): ClauseCondition {
  const state = checkedState(mapping, node, clause, word);
  const span = length === undefined ? null : spanOf(mapping, length);
  const condition: ClauseCondition = { kind: "clause", clause, state, for: span };
  mapping.places.set(condition, at(mapping, node));
  return condition;
}

function checkedState(mapping: Mapping, node: AstNode, clause: Id, word: string): ClauseState {
  const kind = mapping.link.find(clause)?.kind;
  const own = kind === undefined ? undefined : STATUSES[kind];
  const known = CLAUSE_STATES.find((state) => state === word);
  if (known !== undefined && (own === undefined || [...VALUES, ...own].includes(known))) {
    return known;
  }
  if (kind === undefined || own === undefined) {
    // What the clause is could not be read, so that nothing is said of what it can be.
    if (kind === undefined || kind === "unreadable") return known ?? "verified";
  }
  const possible = [...VALUES, ...(own ?? [])];
  const listed = `Write one of: ${possible.join(", ")}; or who checks it: \`${clause} is inspected by BODY\`.`;
  if (known === undefined) {
    mapping.report(
      "unknown-status",
      at(mapping, node),
      `\`${clause}\` is ${article(kind ?? "undertaking")}, and no clause is ever \`${word}\`.`,
      didYouMean(word, [...possible, ...VERIFICATION_ACTS], listed),
    );
    return "verified";
  }
  mapping.report(
    "wrong-status",
    at(mapping, node),
    `\`${clause}\` is ${article(kind ?? "undertaking")}, and ${article(kind ?? "undertaking")} is never \`${word}\`.`,
    listed,
  );
  return known;
}

function reportLength(mapping: Mapping, length: ast.Length): void {
  mapping.report(
    "misplaced",
    at(mapping, length),
    "For how long is asked of the status of a clause, and this is none.",
    "Say how fresh it must be with `seen within …`, or ask it of a clause.",
  );
}

function reportPlace(mapping: Mapping, place: ast.Subject, clause: string): void {
  mapping.report(
    "misplaced",
    at(mapping, place),
    `How \`${clause}\` stands is the same everywhere.`,
    "Take the place out.",
  );
}
