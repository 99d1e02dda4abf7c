import {
  type ClauseCondition,
  type CountPredicate,
  type Id,
  id,
  type LevelCondition,
  type Predicate,
  STAGES,
  type Stage,
} from "@proviso/core";
import type { AstNode } from "langium";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { article, slugOf, WANTED } from "../link/linker.ts";
import type { DeclaredName } from "../link/symbols.ts";
import { idOfWords } from "./criterion.ts";
import { checkLevel } from "./level.ts";
import { statusOf } from "./status.ts";
import { type Quantifier, type SentenceContext, Subjects } from "./subjects.ts";
import { at, fractionOf, type Mapping, percentOf, placeOfWord } from "./values.ts";

/** A predicate as a sentence states it, with the quantifier within it. */
export type Sentence =
  | { readonly kind: "clause"; readonly condition: ClauseCondition }
  | { readonly kind: "level"; readonly condition: LevelCondition }
  | PredicateSentence;

/** A sentence that evidence can show or show not. */
export interface PredicateSentence {
  readonly kind: "predicate";
  readonly predicate: Predicate;
  readonly over: Quantifier | null;
}

/** Reads a sentence. */
export function sentenceOf(context: SentenceContext, node: ast.Predicate): Sentence {
  const status = statusOf(context, node);
  if (status !== null) return { kind: "clause", condition: status };
  if (node.$type === "ClausePredicate") throw new Error("A clause is always asked for its status.");
  if (node.$type === "LevelPredicate") {
    const clause = context.link.id(node.clause, WANTED.clause);
    checkLevel(context, node);
    return { kind: "level", condition: { kind: "level", clause, level: id(node.level) } };
  }
  const subjects = new Subjects(context);
  const predicate = predicateOf(context, node, subjects);
  return { kind: "predicate", predicate, over: subjects.over };
}

/** Reads work that has begun, as going on. */
export function begunOf(context: SentenceContext, node: ast.BegunWork): PredicateSentence {
  const subjects = new Subjects(context);
  const subject = subjects.id(node.subject, WANTED.matter);
  const place = subjects.optional(node.place, WANTED.place);
  const predicate = act(node.activity, subject, place, "ongoing");
  return { kind: "predicate", predicate, over: subjects.over };
}

function predicateOf(
  context: SentenceContext,
  node: Exclude<ast.Predicate, ast.ClausePredicate | ast.LevelPredicate>,
  subjects: Subjects,
): Predicate {
  switch (node.$type) {
    case "ActivityPredicate":
    case "WorkPredicate":
      return activityOf(context, node, subjects);
    case "CountPredicate":
      return countOf(context, node, subjects);
    case "CoveragePredicate":
      return {
        kind: "coverage",
        place: subjects.id(node.place, WANTED.place),
        fraction: fractionOf(context, node.percent, node),
      };
    case "BarePredicate":
      return { kind: "open-term", term: openTermOf(context, node) };
    default:
      return sightOf(context, node, subjects);
  }
}

/** A predicate of which nothing but its subjects can be wrong. */
function sightOf(
  context: SentenceContext,
  node:
    | ast.PresencePredicate
    | ast.IdentityPredicate
    | ast.DeedPredicate
    | ast.AccessPredicate
    | ast.StatementPredicate
    | ast.AssessmentPredicate,
  subjects: Subjects,
): Predicate {
  switch (node.$type) {
    case "PresencePredicate":
      return {
        kind: "presence",
        subject: subjects.id(node.subject, WANTED.thing),
        place: subjects.id(node.place, WANTED.place),
        state: node.absent ? "absent" : "present",
      };
    case "IdentityPredicate":
      return {
        kind: "identity",
        item: subjects.id(node.item, WANTED.item),
        place: subjects.optional(node.place, WANTED.place),
      };
    case "DeedPredicate": {
      const subject = subjects.id(node.subject, WANTED.matter);
      checkDeed(context, node);
      return act(node.deed, subject, subjects.optional(node.place, WANTED.place), "complete");
    }
    case "AccessPredicate":
      return {
        kind: "access",
        place: subjects.id(node.place, WANTED.place),
        activity: node.activity ?? null,
        safety: node.safety,
        refusableFor: reasonsOf(context, node.reasons),
      };
    case "StatementPredicate":
      return {
        kind: "statement",
        by: subjects.id(node.by, WANTED.observer),
        stance: node.stance,
        on: subjects.optional(node.on, WANTED.matter),
      };
    case "AssessmentPredicate":
      return {
        kind: "assessment",
        matter: node.matter,
        subject: subjects.id(node.subject, WANTED.matter),
      };
  }
}

/** The words for how a clause stands that nothing else can be meant by. */
const OF_CLAUSES: readonly string[] = [
  ...["overdue", "late", "contradicted", "unverified", "conflicting"],
];

function checkDeed(context: SentenceContext, node: ast.DeedPredicate): void {
  const { ref } = node.subject;
  const named = ref === undefined ? null : context.link.find(ref.$refText);
  if (named === null || named.kind === "unreadable" || !OF_CLAUSES.includes(node.deed)) return;
  context.report(
    "misread-word",
    placeOfWord(context.file, node, "deed"),
    `A clause can be \`${node.deed}\`, and \`${named.id}\` is ${article(named.kind)}.`,
    "Ask it of an undertaking, measure or assurance by its id.",
  );
}

function reasonsOf(context: SentenceContext, reasons: readonly ast.Reason[]): readonly string[] {
  return reasons.map((reason, i) => {
    const { word, text } = reason;
    if (i > 0 && word !== undefined && context.link.find(word) !== null) {
      context.report(
        "ambiguous",
        at(context, reason),
        `\`${word}\` could be a reason for refusing, or a condition of its own.`,
        "Put a reason in quotes, or the sentence about access in parentheses.",
      );
    }
    return word ?? text ?? "";
  });
}

const STATE_OF_WORD: Readonly<Record<string, "ongoing" | "complete">> = {
  ongoing: "ongoing",
  continuing: "ongoing",
  complete: "complete",
  completed: "complete",
};

/** What people say of work in other words than the language has. */
const SAID_OTHERWISE: readonly { readonly words: readonly string[]; readonly write: string }[] = [
  { words: ["finished", "done", "over", "accomplished"], write: "is complete" },
  { words: ["underway", "under-way", "continued", "active"], write: "is ongoing" },
  { words: ["stopped", "halted", "discontinued", "ended", "ceased"], write: "has ceased" },
];

function activityOf(
  context: SentenceContext,
  node: ast.ActivityPredicate | ast.WorkPredicate,
  subjects: Subjects,
): Predicate {
  const subject = subjects.optional(node.subject, WANTED.matter);
  const place = subjects.optional(node.place, WANTED.place);
  const { activity, state } = node;
  if (state === undefined) return act(activity, subject, place, "ongoing");
  if (state.ceased) return act(activity, subject, place, "ceased");
  const word = state.word ?? "";
  const known = Object.hasOwn(STATE_OF_WORD, word) ? STATE_OF_WORD[word] : undefined;
  if (known !== undefined) return act(activity, subject, place, known);
  const said = SAID_OTHERWISE.find(({ words }) => words.includes(word));
  if (said !== undefined) {
    context.report(
      "misread-word",
      placeOfWord(context.file, state, "word"),
      `\`${word}\` would be taken for an activity of its own.`,
      `Write \`${said.write}\`.`,
    );
    return act(activity, subject, place, "ongoing");
  }
  // "cargo of every inbound ship is inspected": what is done is the inspecting of its cargo.
  if (node.$type === "WorkPredicate") return act(`${activity}-${word}`, subject, place, "complete");
  context.report(
    "syntax",
    at(context, state),
    `An activity is not \`${word}\`.`,
    didYouMean(
      word,
      Object.keys(STATE_OF_WORD),
      "Write `is ongoing`, `is complete` or `has ceased`.",
    ),
  );
  return act(activity, subject, place, "ongoing");
}

function act(
  activity: string,
  subject: Id | null,
  place: Id | null,
  state: "ongoing" | "ceased" | "complete",
): Predicate {
  return { kind: "activity", activity, subject, place, state, by: [] };
}

/** Reads a stage of removal. */
function stageOf(mapping: Mapping, node: ast.CountPredicate, index: number): Stage {
  const word = node.stages[index] ?? "";
  const stage = STAGES.find((one) => one === word);
  if (stage !== undefined) return stage;
  mapping.report(
    "unknown-stage",
    placeOfWord(mapping.file, node, "stages", index),
    `There is no stage \`${word}\`.`,
    didYouMean(word, STAGES, `Write one of: ${STAGES.join(", ")}.`),
  );
  return "declared";
}

function countOf(
  context: SentenceContext,
  node: ast.CountPredicate,
  subjects: Subjects,
): CountPredicate {
  const item = subjects.id(node.item, WANTED.item);
  const [, orStage] = node.stages;
  return {
    kind: "count",
    item,
    stage: node.aboard ? "counted-aboard" : stageOf(context, node, 0),
    ...(orStage === undefined ? {} : { orStage: stageOf(context, node, 1) }),
    amount: amountOf(context, node),
    together: context.link.ids(node.together, WANTED.item),
    bound: node.exactly ? "exactly" : node.most ? "at-most" : "at-least",
    place: subjects.optional(node.place, WANTED.place),
    inAll: inAllOf(context, node),
  };
}

function inAllOf(context: SentenceContext, node: ast.CountPredicate): boolean {
  if (node.inAll && node.oneByOne) {
    context.report(
      "ambiguous",
      at(context, node),
      "It is to hold for every class, and for all of them added up.",
      "Write `for every class` or `in all`, and not both.",
    );
  }
  return node.inAll;
}

function amountOf(context: SentenceContext, node: ast.CountPredicate): CountPredicate["amount"] {
  if (node.declared) return "declared";
  if (node.percent === undefined) return numberOf(context, node.number ?? 0, node);
  return { percentOfDeclared: percentOf(context, node.percent, node) };
}

function numberOf(mapping: Mapping, count: number, node: AstNode): number {
  if (Number.isSafeInteger(Math.ceil(count))) return count;
  mapping.report("bad-number", at(mapping, node), `${count} is too large.`, "Write a smaller one.");
  return 0;
}

function openTermOf(context: SentenceContext, node: ast.BarePredicate): Id {
  const { words } = node.phrase;
  const written = words.join(" ");
  const slug = slugOf(written);
  const single = words.length === 1 ? context.link.find(written) : null;
  if (single !== null) return openTermNamed(context, node, single);
  const found = context.link.called("open term", slug);
  if (found !== null) return id(found.id);
  if (context.link.scope.complete && !context.link.isUnread("open")) {
    context.report(
      "unknown-phrase",
      at(context, node),
      `\`${written}\` is no condition, and names no open term.`,
      didYouMean(
        written,
        context.link.ofKind("open term").flatMap((one) => [one.id, one.title]),
        `Say what would be seen (\`activity ${slug} of PARTY\`), or declare it: open term ${slug} "${written}".`,
      ),
    );
  }
  return idOfWords(words);
}

/** An open term by its id; of anything else a name alone says nothing. */
function openTermNamed(
  context: SentenceContext,
  node: ast.BarePredicate,
  { id: name, kind }: DeclaredName,
): Id {
  if (kind !== "open term" && kind !== "unreadable") {
    context.report(
      "wrong-kind",
      at(context, node),
      `\`${name}\` is ${article(kind)}, and nothing is said of it.`,
      'Say of each what is to be seen, such as `X is absent from PLACE`, or put several under one name: term ID "…" = X, Y.',
    );
  }
  return id(name);
}
