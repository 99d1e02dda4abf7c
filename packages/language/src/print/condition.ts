import {
  type AtomCondition,
  type ClauseCondition,
  type Condition,
  type CountPredicate,
  type Domain,
  EACH,
  type Id,
  type JoinCondition,
  type Predicate,
  type QuantifiedCondition,
  saySpan,
} from "@proviso/core";
import { DEFAULT_CRITERION } from "../map/criterion.ts";
import { VERIFICATION_ACTS } from "../map/status.ts";
import { coveragePart, criterionParts } from "./criterion.ts";
import { fit, percent, verb } from "./words.ts";

/**
 * Writes a condition.
 *
 * @param indent - how far the lines after the first are indented.
 */
export function printCondition(condition: Condition, indent: number): string {
  return print(condition, indent, false);
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
  if (condition.kind === "clause") return true;
  if (condition.kind !== "atom") return false;
  const { predicate, criterion } = condition;
  if (predicate.kind === "activity" && predicate.by.length > 0) return false;
  return criterionParts(criterion, 0).length === 0;
}

const INLINE_WIDTH = 64;

function operand(condition: Condition, indent: number, within: boolean): string {
  const text = print(condition, indent, within);
  return condition.kind === "atom" || condition.kind === "clause" ? text : `(${text})`;
}

function list({ kind, k, of }: JoinCondition, indent: number, within: boolean): string {
  const beginning = kind === "at-least" ? `at least ${k} of` : `${kind} of`;
  const items = of.map((item) => `\n${" ".repeat(indent)}- ${print(item, indent + 4, within)}`);
  return `${beginning}${items.join("")}`;
}

function quantified(condition: QuantifiedCondition, indent: number, within: boolean): string {
  const { kind, domain, body, coverage } = condition;
  const over = `${kind} ${printDomain(domain)}`;
  if (!within && body.kind === "atom" && mentionsOnce(body.predicate)) {
    const closing = coverage === null ? [] : [coveragePart(coverage, body.criterion, indent)];
    return sentence(body, indent, over, closing);
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
): string {
  const say = (id: Id) => (id === EACH ? each : id);
  const by = predicate.kind === "activity" && predicate.by.length > 0 ? predicate.by : [];
  const who =
    by.length === 0 ? [] : [`by ${by.map((id) => (id === EACH ? "it" : id)).join(" or ")}`];
  const parts = [...who, ...criterionParts(criterion, indent), ...closing];
  const separated = parts.map((part, i) => (i < parts.length - 1 ? `${part},` : part));
  const stated = printPredicate(predicate, say);
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
      return `access to ${say(predicate.place)}${purpose} is granted${safety}`;
    }
    case "coverage":
      return `${percent(predicate.fraction)} of ${say(predicate.place)} is covered`;
    case "count": {
      const item = say(predicate.item);
      return `${item} ${verb(item)} counted ${stages(predicate)} at least ${least(predicate)}`;
    }
    case "identity": {
      const at = predicate.place === null ? "" : ` at ${say(predicate.place)}`;
      return `${say(predicate.item)} are the same by serial as declared${at}`;
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

function stages({ stage, orStage }: CountPredicate): string {
  if (orStage !== undefined) return `as ${stage} or ${orStage}`;
  return stage === "counted-aboard" ? "aboard departing ships" : `as ${stage}`;
}

function least({ amount }: CountPredicate): string {
  return typeof amount === "object" ? `${amount.percentOfDeclared} % of declared` : `${amount}`;
}

const STATE: Readonly<Record<"ongoing" | "ceased" | "complete", string>> = {
  ongoing: "",
  ceased: " has ceased",
  complete: " is complete",
};
