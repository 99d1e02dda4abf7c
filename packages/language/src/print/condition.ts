import {
  type AtomCondition,
  type ClauseCondition,
  type Condition,
  type CountPredicate,
  DEFAULT_CRITERION,
  type Domain,
  EACH,
  type Id,
  type JoinCondition,
  type Predicate,
  type QuantifiedCondition,
  saySpan,
} from "@proviso/core";
import { RESERVED_WORDS } from "../grammar/reserved-words.ts";
import { VERIFICATION_ACTS } from "../map/status.ts";
import { coveragePart, criterionParts } from "./criterion.ts";
import { fit, percent, quoteWhole, verb } from "./words.ts";

/**
 * Writes a condition.
 *
 * @param indent - how far the lines after the first are indented.
 */
export function printCondition(condition: Condition, indent: number): string {
  return print(condition, indent, false);
}

/** Writes an event that no exception of its own may follow. */
export function printNotice(condition: Condition, indent: number): string {
  const text = printEvent(condition, indent);
  return condition.kind === "unless" ? `(${text})` : text;
}

/** Writes an event: work that is ongoing or complete, and no more, is said to have begun. */
export function printEvent(condition: Condition, indent: number): string {
  const byMember = doneByMember(condition);
  const done = byMember === null ? null : begunIn(byMember.body);
  if (byMember !== null && done !== null && isOnlyBy(done.predicate)) {
    return sentence(done, indent, `any member of ${byMember.group}`, [], true);
  }
  const begun = begunIn(condition);
  return begun === null
    ? printCondition(condition, indent)
    : sentence(begun, indent, "it", [], true);
}

function begunIn(condition: Condition): AtomCondition | null {
  if (condition.kind !== "any" || condition.of.length !== 2) return null;
  const [ongoing, complete] = condition.of;
  if (ongoing?.kind !== "atom" || complete?.kind !== "atom") return null;
  const { predicate } = ongoing;
  if (predicate.kind !== "activity" || predicate.state !== "ongoing") return null;
  if (predicate.subject === null) return null;
  const asComplete = { ...ongoing, predicate: { ...predicate, state: "complete" } };
  return JSON.stringify(asComplete) === JSON.stringify(complete) ? ongoing : null;
}

// Within `for every …, (…)` a sentence says `it`, and ranges over nothing itself.
function print(condition: Condition, indent: number, within: boolean): string {
  switch (condition.kind) {
    case "atom":
      return sentence(condition, indent, "it", []);
    case "clause":
      return clauseStatus(condition);
    case "level":
      return `${condition.clause} reaches ${condition.level}`;
    case "not":
      return `not ${operand(condition.of, indent, within)}`;
    case "unless": {
      const [stands, exception] = [condition.condition, condition.exception].map(
        (part) => inline(part) ?? operand(part, indent, within),
      );
      return `${stands} unless ${exception}`;
    }
    case "all":
    case "any":
    case "at-least":
      return inline(condition) ?? list(condition, indent, within);
    case "every":
    case "some":
      return quantified(condition, indent, within);
  }
}

function clauseStatus({ clause, state, for: span }: ClauseCondition): string {
  return `${clause} is ${state}${span === null ? "" : ` for ${saySpan(span)}`}`;
}

/** A short conjunction or disjunction of plain sentences, on one line; `null` for anything else. */
function inline(condition: Condition): string | null {
  if (condition.kind !== "all" && condition.kind !== "any") return null;
  if (condition.of.length < 2 || !condition.of.every(isPlain)) return null;
  const parts = condition.of.map((part) => print(part, 0, false));
  const text = parts.join(condition.kind === "all" ? " and " : " or ");
  return text.length <= INLINE_WIDTH ? text : null;
}

function isPlain(condition: Condition): boolean {
  if (condition.kind === "clause" || condition.kind === "level") return true;
  if (condition.kind !== "atom") return false;
  const { predicate, criterion } = condition;
  if (predicate.kind === "activity" && predicate.by.length > 0) return false;
  return criterionParts(criterion, 0).length === 0;
}

const INLINE_WIDTH = 64;

function operand(condition: Condition, indent: number, within: boolean): string {
  const text = print(condition, indent, within);
  return ["atom", "clause", "level"].includes(condition.kind) ? text : `(${text})`;
}

function list({ kind, k, of }: JoinCondition, indent: number, within: boolean): string {
  const beginning = kind === "at-least" ? `at least ${k} of` : `${kind} of`;
  const items = of.map((item) => `\n${" ".repeat(indent)}- ${print(item, indent + 4, within)}`);
  return `${beginning}${items.join("")}`;
}

/** What any member of a group does, without a coverage; `null` for anything else. */
function doneByMember(
  condition: Condition,
): { readonly group: Id; readonly body: Condition } | null {
  if (condition.kind !== "some" || condition.domain.kind !== "members") return null;
  return condition.coverage === null
    ? { group: condition.domain.group, body: condition.body }
    : null;
}

/** Whether the member that a quantifier ranges over is who does it, and nothing else. */
function isOnlyBy(predicate: Predicate): boolean {
  if (predicate.kind !== "activity" || predicate.by.length !== 1) return false;
  return predicate.by[0] === EACH && !Object.values(predicate).includes(EACH);
}

function quantified(condition: QuantifiedCondition, indent: number, within: boolean): string {
  const { kind, domain, body, coverage } = condition;
  const over = `${kind} ${printDomain(domain)}`;
  if (!within && body.kind === "atom" && mentionsOnce(body.predicate)) {
    const closing = coverage === null ? [] : [coveragePart(coverage, body.criterion, indent)];
    return sentence(body, indent, over, closing);
  }
  const byMember = doneByMember(condition);
  if (!within && byMember !== null && body.kind === "atom" && isOnlyBy(body.predicate)) {
    return sentence(body, indent, `any member of ${byMember.group}`, []);
  }
  const inherited = body.kind === "atom" ? body.criterion : DEFAULT_CRITERION;
  const closing = coverage === null ? "" : `, ${coveragePart(coverage, inherited, indent)}`;
  return `for ${over}${closing}, (${print(body, indent, true)})`;
}

function mentionsOnce(predicate: Predicate): boolean {
  if (predicate.kind === "activity" && predicate.by.includes(EACH)) return false;
  return Object.values(predicate).filter((value) => value === EACH).length === 1;
}

/** Writes what a quantifier ranges over. */
function printDomain(domain: Domain): string {
  switch (domain.kind) {
    case "members":
      return `member of ${domain.group}`;
    case "reported":
      return `${domain.activity} ship`;
    case "places":
      return `${domain.declaredOnly ? "declared " : ""}${domain.placeKind ?? "site"}`;
  }
}

function sentence(
  { predicate, criterion }: AtomCondition,
  indent: number,
  each: string,
  closing: readonly string[],
  hasBegun = false,
): string {
  const say = (id: Id) => (id === EACH ? each : id);
  const by = predicate.kind === "activity" && predicate.by.length > 0 ? predicate.by : [];
  const who = by.length === 0 ? [] : [`by ${by.map(say).join(" or ")}`];
  const parts = [...who, ...criterionParts(criterion, indent), ...closing];
  const separated = parts.map((part, i) => (i < parts.length - 1 ? `${part},` : part));
  const stated = hasBegun ? printBegun(predicate, say) : printPredicate(predicate, say);
  const joined = parts[0] === undefined || parts[0].startsWith("by ") ? stated : `${stated},`;
  return fit(joined, separated, indent);
}

function printPredicate(predicate: Predicate, say: (id: Id) => string): string {
  switch (predicate.kind) {
    case "presence": {
      const where = predicate.state === "absent" ? "absent from" : "present at";
      const subject = say(predicate.subject);
      return `${subject} ${verb(subject)} ${where} ${say(predicate.place)}`;
    }
    case "activity": {
      const { activity, subject, place, state } = predicate;
      const at = place === null ? "" : ` at ${say(place)}`;
      if (state === "complete" && subject !== null && isSaidOf(subject, activity)) {
        return `${say(subject)} ${verb(say(subject))} ${activity}${at}`;
      }
      const of = subject === null ? "" : ` of ${say(subject)}`;
      return `activity ${activity}${of}${at}${STATE[state]}`;
    }
    case "access": {
      const purpose = predicate.activity === null ? "" : ` for ${predicate.activity}`;
      const safety = predicate.safety ? ", with safety guaranteed" : "";
      const reasons = predicate.refusableFor.map(reason);
      const refusal = reasons.length === 0 ? "" : `, or refused for ${reasons.join(" or ")}`;
      return `access to ${say(predicate.place)}${purpose} is granted${safety}${refusal}`;
    }
    case "coverage":
      return `${percent(predicate.fraction)} of ${say(predicate.place)} is covered`;
    case "count":
      return counted(predicate, say);
    case "identity": {
      const at = predicate.place === null ? "" : ` at ${say(predicate.place)}`;
      return `${say(predicate.item)} ${verb(say(predicate.item))} the same by serial as declared${at}`;
    }
    case "statement": {
      const on = predicate.on === null ? "" : ` on ${say(predicate.on)}`;
      return `${say(predicate.by)} ${predicate.stance}${on}`;
    }
    case "assessment":
      return `assessment ${predicate.matter} of ${say(predicate.subject)}`;
    case "open-term":
      return predicate.term;
  }
}

/**
 * Whether `missiles are returned` may say that an activity is complete. Of a clause only an act of
 * verification may be said so, and what an id stands for is not known here.
 */
function isSaidOf(subject: Id, activity: string): boolean {
  if (VERIFICATION_ACTS.includes(activity)) return activity !== "verified";
  return subject === EACH && /^[a-z]+ed$/.test(activity);
}

/** Writes work without its state: it has begun. */
function printBegun(predicate: Predicate, say: (id: Id) => string): string {
  if (predicate.kind !== "activity" || predicate.subject === null) {
    throw new TypeError("Only work on something has begun without saying how it stands.");
  }
  const at = predicate.place === null ? "" : ` at ${say(predicate.place)}`;
  return `${predicate.activity} of ${say(predicate.subject)}${at}`;
}

function counted(predicate: CountPredicate, say: (id: Id) => string): string {
  const { together, bound, place, inAll } = predicate;
  const item = say(predicate.item);
  const things =
    together.length === 0
      ? `${item} ${verb(item)}`
      : `${[item, ...together.slice(0, -1)].join(", ")} and ${together.at(-1)} together are`;
  const where = place === null ? "" : ` at ${say(place)}`;
  const held = `${BOUND[bound]} ${amount(predicate)}${where}${inAll ? " in all" : ""}`;
  return `${things} counted ${stages(predicate)} ${held}`;
}

const BOUND: Readonly<Record<CountPredicate["bound"], string>> = {
  "at-least": "at least",
  "at-most": "at most",
  exactly: "exactly",
};

/** A reason for which access may be refused: in quotes where it is no single word. */
function reason(words: string): string {
  return /^[a-z][a-z0-9]*$/.test(words) && !RESERVED_WORDS.has(words) ? words : quoteWhole(words);
}

function stages({ stage, orStage }: CountPredicate): string {
  if (orStage !== undefined) return `as ${stage} or ${orStage}`;
  return stage === "counted-aboard" ? "aboard departing ships" : `as ${stage}`;
}

function amount({ amount: asked }: CountPredicate): string {
  return typeof asked === "object" ? `${asked.percentOfDeclared} % of declared` : `${asked}`;
}

const STATE: Readonly<Record<"ongoing" | "ceased" | "complete", string>> = {
  ongoing: "",
  ceased: " has ceased",
  complete: " is complete",
};
