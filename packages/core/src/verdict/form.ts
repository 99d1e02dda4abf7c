import {
  type AtomCondition,
  type ClauseCondition,
  type ClauseState,
  type Condition,
  type Domain,
  EACH,
  type JoinCondition,
  type Predicate,
  type QuantifiedCondition,
  type Vocabulary,
} from "../agreement/index.ts";
import type { Criterion, Id } from "../evidence/index.ts";
import type { TimeSpan } from "../time/index.ts";

/**
 * A predicate with its criterion, as one requirement asks it: what evidence is gathered for. Two
 * atoms with the same key are the same atom.
 */
export interface Atom {
  readonly key: string;
  readonly predicate: Predicate;
  readonly criterion: Criterion;
  /** Whether the contrary is asked: the sides are then swapped before anything else. */
  readonly negated: boolean;
  /** Whose own word never verifies it. */
  readonly self: readonly Id[];
  /** Whose declarations a count of it is held against. */
  readonly owing: readonly Id[];
  /** The clause whose requirement asks it. */
  readonly clause: Id;
  /** What its names stand for in the text that asks it. */
  readonly vocabulary: Vocabulary;
}

/** A condition with negation pushed to the atoms: what is evaluated. */
export type Form =
  | { readonly kind: "atom"; readonly atom: Atom }
  | {
      readonly kind: "threshold";
      readonly as: "all" | "any" | "at-least" | "unless";
      readonly k: number;
      readonly of: readonly Form[];
      /** The condition that was asked of a whole term and is here asked class by class. */
      readonly whole?: AtomCondition;
    }
  | { readonly kind: "blocker"; readonly exception: Form; readonly negated: boolean }
  | { readonly kind: "clause"; readonly clause: Id; readonly negated: boolean }
  /** How a clause stands, or how long it has been verified: its life cycle says (section 6). */
  | {
      readonly kind: "status";
      readonly clause: Id;
      readonly state: ClauseState;
      readonly for: TimeSpan | null;
      readonly negated: boolean;
    }
  /** A level of a clause's ladder, with all below it. */
  | {
      readonly kind: "level";
      readonly clause: Id;
      readonly level: Id;
      readonly negated: boolean;
      /** Whether it is of the clause itself; another's is referred to, as its verdict would be. */
      readonly own: boolean;
    }
  | QuantifiedForm
  /** A clause that nothing verifies: a gentlemen's agreement (T19). */
  | { readonly kind: "nothing" };

/** A quantifier: its members are known only at a moment, so their forms are made on demand. */
export interface QuantifiedForm {
  readonly kind: "quantified";
  readonly every: boolean;
  readonly domain: Domain;
  readonly bodyOf: (member: Id) => Form;
  /** What closes an open domain: coverage of the area at the stated fraction. */
  readonly coverage: Form | null;
}

/** What a form is made for. */
export interface FormContext {
  readonly clause: Id;
  /** Whose own word never verifies it. */
  readonly self: readonly Id[];
  /** Whom an exception excuses, so that their word never shows one; by default `self`. */
  readonly excused?: readonly Id[];
  /** Whose declarations a count is held against; by default `self`. */
  readonly owing?: readonly Id[];
  readonly vocabulary: Vocabulary;
}

/** Brings a condition into the form that is evaluated. */
export function formOf(condition: Condition, context: FormContext, negated = false): Form {
  switch (condition.kind) {
    case "atom":
      return atomForm(condition, context, negated);
    case "all":
    case "any":
    case "at-least":
      return joinForm(condition, context, negated);
    case "not":
      return formOf(condition.of, context, !negated);
    case "clause":
      return clauseForm(condition, negated);
    case "level":
      return levelForm(condition, context, negated);
    case "unless": {
      const body = formOf(condition.condition, context, negated);
      // The exception itself is never negated: it blocks once it is shown, whatever hangs on it.
      const { self, excused = self } = context;
      const exception = formOf(condition.exception, { ...context, self: excused });
      const blocker: Form = { kind: "blocker", exception, negated };
      return { kind: "threshold", as: "unless", k: negated ? 1 : 2, of: [body, blocker] };
    }
    case "every":
    case "some":
      return quantifiedForm(condition, context, negated);
  }
}

function levelForm(
  { clause, level }: Extract<Condition, { kind: "level" }>,
  context: FormContext,
  negated: boolean,
): Form {
  return { kind: "level", clause, level, negated, own: clause === context.clause };
}

/** Statuses that silence brings about, so that by themselves they open nothing (T23). */
const BROUGHT_BY_SILENCE: ReadonlySet<string> = new Set(["breached", "overdue", "late"]);

/**
 * How a clause stands. `kept`, and `not` before `breached`, `overdue` or `late`, ask besides that
 * the duty is verified: silence opens nothing but what waits for `overdue`.
 */
function clauseForm({ clause, state, for: lasting }: ClauseCondition, negated: boolean): Form {
  const verified = { kind: "clause", clause, negated } as const;
  if (state === "verified" && lasting === null) return verified;
  const status = { kind: "status", clause, state, for: lasting, negated } as const;
  const opensBySilence = negated ? BROUGHT_BY_SILENCE.has(state) : state === "kept";
  if (!opensBySilence) return status;
  const asked = { kind: "clause", clause, negated: false } as const;
  return { kind: "threshold", as: "all", k: 2, of: [status, asked] };
}

function joinForm(condition: JoinCondition, context: FormContext, negated: boolean): Form {
  const of = condition.of.map((one) => formOf(one, context, negated));
  const asked = condition.kind === "all" ? of.length : condition.kind === "any" ? 1 : condition.k;
  const k = negated ? of.length - asked + 1 : asked;
  const as = k === of.length ? "all" : k === 1 ? "any" : "at-least";
  return { kind: "threshold", as, k, of };
}

function quantifiedForm(
  condition: QuantifiedCondition,
  context: FormContext,
  negated: boolean,
): QuantifiedForm {
  const made = new Map<Id, Form>();
  return {
    kind: "quantified",
    every: (condition.kind === "every") !== negated,
    domain: condition.domain,
    coverage: condition.coverage === null ? null : formOf(condition.coverage, context),
    bodyOf: (member) => {
      const known = made.get(member);
      if (known !== undefined) return known;
      const form = formOf(about(condition.body, member), context, negated);
      made.set(member, form);
      return form;
    },
  };
}

/** The condition said of one member of a domain. */
export function about(condition: Condition, member: Id): Condition {
  switch (condition.kind) {
    case "atom":
      return { ...condition, predicate: predicateAbout(condition.predicate, member) };
    case "all":
    case "any":
    case "at-least":
      return { ...condition, of: condition.of.map((one) => about(one, member)) };
    case "not":
      return { ...condition, of: about(condition.of, member) };
    case "unless":
      return {
        ...condition,
        condition: about(condition.condition, member),
        exception: about(condition.exception, member),
      };
    case "clause":
    case "level":
      return condition;
    case "every":
    case "some":
      // A quantifier inside binds its own member.
      return condition;
  }
}

function predicateAbout(predicate: Predicate, member: Id): Predicate {
  const about = (value: unknown) => (value === EACH ? member : value);
  const named = Object.entries(predicate).map(([field, value]) => [
    field,
    // By whom something is done is a list.
    Array.isArray(value) ? value.map(about) : about(value),
  ]);
  return Object.fromEntries(named) as Predicate;
}

/**
 * The form of an atom. Absence is asked of each class that a term stands for, so that one class
 * left out of the evidence leaves the whole unverified (T10); and so is a count, one by one, unless
 * the text adds them up.
 */
function atomForm(condition: AtomCondition, context: FormContext, negated: boolean): Form {
  const ofEach = classByClass(condition.predicate, context.vocabulary);
  if (ofEach.length <= 1) return atomOf(condition, context, negated);
  const of = ofEach.map((predicate) => atomOf({ ...condition, predicate }, context, negated));
  const k = negated ? 1 : of.length;
  return { kind: "threshold", as: negated ? "any" : "all", k, of, whole: condition };
}

function classByClass(predicate: Predicate, { leaves }: Vocabulary): readonly Predicate[] {
  switch (predicate.kind) {
    case "presence": {
      const classes = predicate.state === "absent" ? leaves(predicate.subject) : [];
      return classes.map((subject) => ({ ...predicate, subject }));
    }
    case "count": {
      const isPooled = predicate.inAll || predicate.together.length > 0;
      return isPooled ? [] : leaves(predicate.item).map((item) => ({ ...predicate, item }));
    }
    case "identity":
      return leaves(predicate.item).map((item) => ({ ...predicate, item }));
    default:
      return [];
  }
}

function atomOf(condition: AtomCondition, context: FormContext, negated: boolean): Form {
  const { predicate } = condition;
  const criterion = ageing(condition, negated);
  const { self, owing = self, clause, vocabulary } = context;
  // Approved equivalents are approved for a clause, so only then is the clause part of the atom.
  const scope = criterion.equivalentApprovedBy === null ? null : clause;
  // The duty on which its bearer says *performed* counts as well: its own word does not perform it.
  const owed = owing === self ? null : [...owing].sort();
  const duty = predicate.kind === "statement" && predicate.on === clause ? clause : null;
  const asked = [predicate, criterion, negated, [...self].sort(), owed, scope, duty];
  const key = JSON.stringify(asked);
  const atom = { key, predicate, criterion, negated, self, owing, clause, vocabulary };
  return { kind: "atom", atom };
}

/**
 * What is shown by an event stays shown, whatever freshness is stated: work that is complete, a
 * statement made, a count of what has passed a stage. Only a state goes stale, and that is what
 * the contrary of a completed work is shown by (section 6).
 */
function ageing({ predicate, criterion }: AtomCondition, negated: boolean): Criterion {
  if (criterion.freshness === null || !isEvent(predicate, negated)) return criterion;
  return { ...criterion, freshness: null };
}

function isEvent(predicate: Predicate, negated: boolean): boolean {
  switch (predicate.kind) {
    case "statement":
      return true;
    case "count":
      return predicate.stage !== "in-place";
    case "activity":
      return predicate.state === "complete" && !negated;
    default:
      return false;
  }
}
