import {
  type ClauseCondition,
  type CountPredicate,
  type Domain,
  EACH,
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
import { article, slugOf, WANTED, type Wanted } from "../link/linker.ts";
import type { DeclaredName } from "../link/symbols.ts";
import { idOfWords } from "./criterion.ts";
import { checkLevel } from "./level.ts";
import { statusOf } from "./status.ts";
import { at, fractionOf, type Mapping, percentOf, placeOfWord } from "./values.ts";

/** What a quantifier in a sentence ranges over. */
export interface Quantifier {
  readonly kind: "every" | "some";
  readonly domain: Domain;
}

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

/** Whether a sentence stands where `it` means something. */
export interface SentenceContext extends Mapping {
  readonly withinForEach: boolean;
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

/** Reads the subjects and places of one sentence, of which at most one ranges over a domain. */
class Subjects {
  over: Quantifier | null = null;
  private readonly context: SentenceContext;

  constructor(context: SentenceContext) {
    this.context = context;
  }

  optional(subject: ast.Subject | undefined, wanted: Wanted): Id | null {
    return subject === undefined ? null : this.id(subject, wanted);
  }

  id(subject: ast.Subject, wanted: Wanted): Id {
    if (subject.ref !== undefined) return this.context.link.id(subject.ref, wanted);
    if (subject.domain !== undefined) return this.range(subject.domain);
    if (!this.context.withinForEach) {
      this.context.report(
        "it-without-every",
        at(this.context, subject),
        "Nothing says what `it` is.",
        "Name it, or write the condition as `for every site, (…)`.",
      );
    }
    return EACH;
  }

  private range(domain: ast.Domain): Id {
    if (this.over !== null || this.context.withinForEach) {
      this.context.report(
        "ambiguous",
        at(this.context, domain),
        "Two quantifiers bear on one sentence, and nothing says which comes first.",
        "Write the outer one as `for every site, (…)` and say `it` within.",
      );
    }
    this.over = { kind: domain.quantifier, domain: domainOf(this.context, domain) };
    return EACH;
  }
}

const EVERY_PLACE: readonly string[] = ["site", "place", "sites", "places"];

/** Reads what a quantifier ranges over. */
export function domainOf(mapping: Mapping, node: ast.Domain): Domain {
  if (node.group !== undefined) {
    const group = mapping.link.id(node.group, WANTED.membered);
    const isOfPlaces = mapping.link.find(group)?.kind === "place class";
    if (isOfPlaces) return { kind: "places", placeKind: group, declaredOnly: node.declared };
    return { kind: "members", group };
  }
  const words = node.placeKind?.words ?? [];
  const kind = words.join(" ");
  const { placeKinds: kinds } = mapping.link;
  if (kinds.has(kind)) {
    return { kind: "places", placeKind: kind, declaredOnly: node.declared };
  }
  const slug = slugOf(kind);
  const named =
    mapping.link.called("place class", slug) ?? mapping.link.called("place class", `${slug}s`);
  if (named !== null) {
    return { kind: "places", placeKind: named.id, declaredOnly: node.declared };
  }
  if (EVERY_PLACE.includes(kind)) {
    return { kind: "places", placeKind: null, declaredOnly: node.declared };
  }
  const classes = mapping.link.ofKind("place class").map((one) => one.id);
  const activity = inboundOf(words);
  if (activity !== null && !node.declared) return { kind: "reported", activity };
  if (mapping.link.scope.complete && !mapping.link.isUnread("place")) {
    mapping.report(
      "unknown-place-kind",
      at(mapping, node),
      `No place is declared to be a ${kind}.`,
      didYouMean(
        kind,
        [...kinds, ...classes, "site"],
        `Declare one: place ID "…", a ${kind}. Or write \`every site\`.`,
      ),
    );
  }
  return { kind: "places", placeKind: kind, declaredOnly: node.declared };
}

/** The activity of `ship inbound`, or of `inbound ship`. */
function inboundOf(words: readonly string[]): string | null {
  const [first, second] = words;
  if (words.length !== 2 || first === undefined || second === undefined) return null;
  if (first === "ship") return second;
  return second === "ship" ? first : null;
}
