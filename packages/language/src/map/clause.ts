import { id, type JudgedClause, type Requirement } from "@proviso/core";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import { citesOf } from "./cites.ts";
import { conditionOf } from "./condition.ts";
import type { ContentAndForm } from "./content.ts";
import { checkLevel } from "./level.ts";
import { type Parts, partsOf } from "./parts.ts";
import { at, type Mapping, textOf, titleOf, wordsOf } from "./values.ts";

/** Reads an undertaking, measure, assurance or option. */
export function clauseOf(mapping: Mapping, node: ast.ClauseDecl): JudgedClause {
  const parts = partsOf(mapping, node);
  const by = mapping.link.id(node.by, WANTED.actor);
  const to = mapping.link.optional(node.to, WANTED.actor);
  const concerning = mapping.link.optional(node.concerning, WANTED.concern);
  checkHead(mapping, node);
  const stated = node.kind === "undertaking" ? statedOf(mapping, node, parts) : null;
  const head = {
    id: id(node.name),
    title: titleOf(stated?.title ?? wordsOf(node.name), node.title, node.lateTitle),
    restsOn: parts.restsOn,
    at: at(mapping, node),
    by,
  };
  if (stated !== null) return undertaking(head, to, parts, stated);
  switch (node.kind) {
    case "undertaking":
    case "measure": {
      const { from, until, expires, renewal, liftWithin, promptly, relaxation } = parts;
      const ends = { from, until, expires, renewal, liftWithin, promptly };
      const { parts: named, mayExtend, snapBack } = parts;
      return { kind: "measure", ...head, ...ends, parts: named, relaxation, mayExtend, snapBack };
    }
    case "assurance":
      return { kind: "assurance", ...head, to, concerning, while: parts.while };
    case "option":
      return { kind: "option", ...head, opensWhen: parts.opensWhen };
  }
}

type Undertaking = Extract<JudgedClause, { kind: "undertaking" }>;

function undertaking(
  head: Pick<Undertaking, "id" | "title" | "restsOn" | "at" | "by">,
  to: Undertaking["to"],
  parts: Parts,
  { content, form }: ContentAndForm,
): Undertaking {
  const { cooperationOf, bestEfforts, dueWhen, exception, levels } = parts;
  const { within, deadline, eventClock, recurrence, grace } = parts;
  const { suspensionMovesDate, promptly, from } = parts;
  return {
    kind: "undertaking",
    ...head,
    to,
    ...{ cooperationOf, content, form, bestEfforts, dueWhen, exception, levels },
    ...{ within, deadline, eventClock, recurrence, grace },
    ...{ suspensionMovesDate, promptly, from },
  };
}

function statedOf(mapping: Mapping, node: ast.ClauseDecl, { content }: Parts): ContentAndForm {
  if (content !== null) return content;
  mapping.report(
    "missing-part",
    at(mapping, node),
    `The undertaking \`${node.name}\` does not say what is undertaken.`,
    'Add a line such as `to remove X from PLACE through dismantled`, or `to "…"`.',
  );
  return { content: { kind: "act", text: "" }, form: "achieve", title: wordsOf(node.name) };
}

function checkHead(mapping: Mapping, node: ast.ClauseDecl): void {
  const misplaced = (word: string, where: ast.ClauseDecl["to"]) => {
    if (where === undefined) return;
    mapping.report(
      "misplaced",
      mapping.link.placeOf(where),
      `A ${node.kind} is not \`${word}\` anyone.`,
      `Take \`${word} …\` out, or make it an assurance.`,
    );
  };
  if (node.kind === "measure" || node.kind === "option") misplaced("to", node.to);
  if (node.kind !== "assurance") misplaced("for", node.concerning);
  if (node.title !== undefined && node.lateTitle !== undefined) {
    mapping.report(
      "duplicate-part",
      at(mapping, node.lateTitle),
      "The title is stated twice.",
      "State it once, after the id.",
    );
  }
}

/** Reads a question. */
export function questionOf(mapping: Mapping, node: ast.QuestionDecl): JudgedClause {
  return {
    kind: "question",
    id: id(node.name),
    title: textOf(node.title),
    restsOn: citesOf(mapping, node.cites),
    at: at(mapping, node),
    about: textOf(node.about),
    soWords: textOf(node.so),
    notWords: textOf(node.not),
    condition: conditionOf(mapping, node.condition),
  };
}

/** Reads a requirement: of a clause, or of a level of its ladder. */
export function requirementOf(mapping: Mapping, node: ast.Requirement): Requirement {
  const clause = mapping.link.id(node.clause, WANTED.clause);
  const { level } = node;
  checkLevel(mapping, node);
  return {
    kind: "requirement",
    clause,
    level: level === undefined ? null : id(level),
    condition: conditionOf(mapping, node.condition),
    at: at(mapping, node),
  };
}
