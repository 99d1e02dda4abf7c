import type {
  ClauseCondition,
  Condition,
  Criterion,
  LevelCondition,
  Predicate,
} from "@proviso/core";
import { DEFAULT_CRITERION, EACH } from "@proviso/core";
import type { AstNode } from "langium";
import type * as ast from "../generated/ast.ts";
import { MAX_DEPTH } from "../grammar/layout.ts";
import { checkBinding } from "./binding.ts";
import { coverageOf, type Tail, tailOf } from "./criterion.ts";
import { begunOf, type PredicateSentence, sentenceOf } from "./predicate.ts";
import { domainOf, type SentenceContext } from "./subjects.ts";
import { at, type Mapping } from "./values.ts";

/** Reads a condition. */
export function conditionOf(mapping: Mapping, node: ast.Condition): Condition {
  return whole({ ...mapping, withinForEach: false }, node);
}

/** Reads what sets a clock: a condition, or `exercise of Army` for its having begun. */
export function eventOf(mapping: Mapping, node: ast.Event | ast.Notice): Condition {
  const context = { ...mapping, withinForEach: false };
  switch (node.$type) {
    case "BegunWork":
      return stated(context, node, begunOf(context, node), begun);
    case "Disjunction":
      return disjunction(context, node);
    case "Condition":
      return whole(context, node);
  }
}

function whole(context: SentenceContext, node: ast.Condition): Condition {
  let condition = disjunction(context, node.first);
  if (node.tails.length > MAX_DEPTH) {
    context.report(
      "nested-too-deep",
      at(context, node),
      "More exceptions follow each other here than can be read.",
      "Put them into one `unless any of` list.",
    );
    return condition;
  }
  for (const tail of node.tails) {
    const more = disjunction(context, tail.condition);
    condition =
      tail.op === "provided"
        ? { kind: "all", k: 2, of: [condition, more] }
        : { kind: "unless", condition, exception: more };
  }
  return condition;
}

function disjunction(context: SentenceContext, node: ast.Disjunction): Condition {
  const [first, ...more] = node.parts;
  if (first === undefined) throw new Error("The grammar gives every disjunction a part.");
  if (more.length === 0) return conjunction(context, first);
  const mixed = node.parts.find(({ parts }) => parts.length > 1);
  if (mixed !== undefined) {
    context.report(
      "ambiguous",
      at(context, node),
      "`and` and `or` stand side by side, and nothing says which binds.",
      "Put one of them in parentheses, or write an `all of` or `any of` list.",
    );
  }
  checkBinding(
    context,
    node.parts.flatMap(({ parts }) => (parts.length === 1 ? parts : [])),
  );
  const of = node.parts.map((part) => conjunction(context, part));
  return { kind: "any", k: 1, of };
}

function conjunction(context: SentenceContext, node: ast.Conjunction): Condition {
  checkBinding(context, node.parts);
  const of = node.parts.map((part) => primary(context, part));
  const [first] = of;
  if (of.length === 1 && first !== undefined) return first;
  return { kind: "all", k: of.length, of };
}

function primary(context: SentenceContext, node: ast.Primary): Condition {
  switch (node.$type) {
    case "Negation":
      return { kind: "not", of: primary(context, node.of) };
    case "Parenthesis":
      return whole(context, node.condition);
    case "Join":
      return join(context, node);
    case "ForEach":
      return forEach(context, node);
    case "Atom":
      return atom(context, node);
  }
}

function join(context: SentenceContext, node: ast.Join): Condition {
  const of = node.items.map((item) => whole(context, item));
  if (node.kind === "all") return { kind: "all", k: of.length, of };
  if (node.kind === "any") return { kind: "any", k: 1, of };
  const k = node.k ?? 0;
  if (!Number.isInteger(k) || k < 1 || k > of.length) {
    context.report(
      "bad-number",
      at(context, node),
      `At least ${k} of ${of.length} can ${k < 1 ? "never fail" : "never be so"}.`,
      `Write a whole number from 1 to ${of.length}.`,
    );
  }
  return { kind: "at-least", k, of };
}

function forEach(context: SentenceContext, node: ast.ForEach): Condition {
  const domain = domainOf(context, node.domain);
  const inner: SentenceContext = { ...context, withinForEach: true };
  const body =
    node.body.$type === "Join" ? join(inner, node.body) : whole(inner, node.body.condition);
  const inherited = body.kind === "atom" ? body.criterion : DEFAULT_CRITERION;
  const { coverage } = node;
  return {
    kind: node.domain.quantifier,
    domain,
    body,
    coverage: coverage === undefined ? null : coverageOf(context, coverage, inherited),
  };
}

function atom(context: SentenceContext, node: ast.Atom): Condition {
  const sentence = sentenceOf(context, node.predicate);
  return sentence.kind === "predicate"
    ? stated(context, node, sentence, atomOf)
    : clauseCondition(context, node, sentence.condition);
}

/** What a sentence of evidence says, with what it takes to be sure of it. */
function stated(
  context: SentenceContext,
  node: ast.Atom | ast.BegunWork,
  { predicate, over }: PredicateSentence,
  conditionFrom: (predicate: Predicate, criterion: Criterion) => Condition,
): Condition {
  const tail = tailOf(context, node.tails);
  const { criterion } = tail;
  const condition = byAnyMember(
    context,
    conditionFrom(withActors(context, predicate, tail, node), criterion),
    tail,
    { node, isOver: over !== null },
  );
  if (over === null) {
    if (tail.coverage !== null) reportCoverage(context, tail.coverage);
    return condition;
  }
  return {
    kind: over.kind,
    domain: over.domain,
    body: condition,
    coverage: quantifiedCoverage(context, tail, criterion),
  };
}

/** `By any member of P`: some member of it does it. */
function byAnyMember(
  context: SentenceContext,
  body: Condition,
  { byMemberOf }: Tail,
  { node, isOver }: { readonly node: AstNode; readonly isOver: boolean },
): Condition {
  if (byMemberOf === null) return body;
  if (isOver || context.withinForEach) {
    context.report(
      "ambiguous",
      at(context, node),
      "Any member of a group is to do it, and the sentence ranges over something else as well.",
      "Name who does it, or say the one as `for every …, (…)` and the other as a clause of its own.",
    );
  }
  const domain = { kind: "members", group: byMemberOf } as const;
  return { kind: "some", domain, body, coverage: null };
}

function atomOf(predicate: Predicate, criterion: Criterion): Condition {
  return { kind: "atom", predicate, criterion };
}

/** Some work has begun: it is going on, or already complete. */
function begun(predicate: Predicate, criterion: Criterion): Condition {
  if (predicate.kind !== "activity") throw new Error("Only work begins.");
  const states = ["ongoing", "complete"] as const;
  const of = states.map((state) => ({
    kind: "atom" as const,
    predicate: { ...predicate, state },
    criterion,
  }));
  return { kind: "any", k: 1, of };
}

/** How a clause stands; `removal is verified by UN` is what UN does to be sure of it. */
function clauseCondition(
  context: SentenceContext,
  node: ast.Atom,
  condition: ClauseCondition | LevelCondition,
): Condition {
  if (node.tails.length === 0) return condition;
  const [first] = node.tails;
  const isAct =
    condition.kind === "clause" && condition.state === "verified" && condition.for === null;
  if (isAct && first?.$type === "ByPart") {
    const tail = tailOf(context, node.tails);
    if (tail.by.length > 0) {
      if (tail.coverage !== null) reportCoverage(context, tail.coverage);
      const predicate: Predicate = {
        kind: "activity",
        activity: "verified",
        subject: condition.clause,
        place: null,
        state: "complete",
        by: tail.by,
      };
      const atom = atomOf(predicate, tail.criterion);
      return byAnyMember(context, atom, tail, { node, isOver: false });
    }
  }
  reportTailOfClause(context, node, condition.clause);
  return condition;
}

function quantifiedCoverage(context: Mapping, { coverage }: Tail, criterion: Criterion) {
  return coverage === null ? null : coverageOf(context, coverage, criterion);
}

/** Says by whom an act is done; nothing but an act is done by anyone. */
function withActors(
  mapping: Mapping,
  predicate: Predicate,
  { by }: Tail,
  node: AstNode,
): Predicate {
  if (by.length === 0) return predicate;
  if (predicate.kind === "activity") return { ...predicate, by };
  mapping.report(
    "wrong-kind",
    at(mapping, node),
    `\`${by.map((one) => (one === EACH ? "it" : one)).join("`, `")}\` cannot do this: it is a state of things and not an act.`,
    "Name a method after `by`. Who is to see it is said with `observers of …`.",
  );
  return predicate;
}

function reportTailOfClause(mapping: Mapping, node: ast.Atom, clause: string): void {
  mapping.report(
    "misplaced",
    at(mapping, node.tails[0]),
    `What it takes to be sure of \`${clause}\` is said where it is required, not here.`,
    `Write it under \`${clause} is verified when …\`.`,
  );
}

function reportCoverage(mapping: Mapping, part: ast.CoveragePart): void {
  mapping.report(
    "coverage-without-every",
    at(mapping, part),
    "A coverage closes what `every` or `some` ranges over, and nothing does here.",
    "Write it as a condition of its own: `… and 90 % of AREA is covered`.",
  );
}
