/** Conditions by the reference: negation pushed to the atoms, Belnap's connectives (section 6). */
import {
  type AtomCondition,
  type ClauseState,
  type Condition,
  EACH,
  type Predicate,
  type QuantifiedCondition,
} from "../../src/agreement/index.ts";
import type { Id, Level } from "../../src/evidence/index.ts";
import {
  all,
  any,
  atLeast,
  type Bits,
  bits,
  NEITHER,
  not,
  SHOWN,
  SHOWN_NOT,
} from "../../src/logic/index.ts";
import type { Instant, Interval, TimeSpan } from "../../src/time/index.ts";
import type { Rules } from "./admissibility.ts";
import { judgeCount } from "./counts.ts";
import { membersAt } from "./domains.ts";
import {
  isEvent,
  type Piece,
  type Reported,
  reportedOn,
  speaking,
  weighPieces,
} from "./evidence.ts";
import { judgeIdentity } from "./identity.ts";
import { type Declarations, leavesOf } from "./names.ts";

/** What is known of a condition: two bits, the level of each side, and what else its words need. */
export interface Judged {
  readonly bits: Bits;
  readonly forLevel: Level;
  readonly againstLevel: Level;
  readonly bears: boolean;
  readonly openTerm: boolean;
  readonly satisfactory: boolean;
}

/** Nothing is known. */
export const UNKNOWN: Judged = {
  bits: NEITHER,
  forLevel: 0,
  againstLevel: 0,
  bears: false,
  openTerm: false,
  satisfactory: false,
};

/** Two bits alone, as a status gives them. */
export function known(pair: Bits): Judged {
  return {
    ...UNKNOWN,
    bits: pair,
    forLevel: (pair & SHOWN) !== 0 ? 3 : 0,
    againstLevel: (pair & SHOWN_NOT) !== 0 ? 3 : 0,
    bears: true,
  };
}

/** How other clauses stand at the same instant. */
export interface ClauseLookup {
  readonly value: (clause: Id, negated: boolean) => Judged;
  /** Two-valued once settled; neither before. */
  readonly state: (clause: Id, state: ClauseState, lasting: TimeSpan | null) => Bits;
  readonly level: (clause: Id, level: Id, negated: boolean) => Judged;
}

/** How the leaves of a condition are read. */
export interface Lens {
  /** Which evidence for it counts; `event` where it is of an event rather than of a state. */
  readonly countsFor: (piece: Piece, event: boolean) => boolean;
  readonly countsAgainst: (piece: Piece) => boolean;
  /** Up to which standard the contrary must be shown; for a breach also better than the rest. */
  readonly contrary: "doubt" | "breach";
  /** What becomes of a leaf's bits; `check` where it speaks of verification. */
  readonly read: (pair: Bits, check: boolean) => Bits;
  /** What a shown exception does. */
  readonly blocked: Bits;
  /** Asks whether what is shown was done before an end: events by their dates, states as seen. */
  readonly inTimeFor?: Instant;
}

/** Every leaf as it is. */
export const PLAIN_LENS: Lens = {
  countsFor: () => true,
  countsAgainst: () => true,
  contrary: "doubt",
  read: (pair) => pair,
  blocked: SHOWN_NOT,
};

/** Where, when and for whom a condition is judged. */
export interface Scope {
  readonly names: Declarations;
  readonly rules: Rules;
  /** Whose word never opens an exception in it: whom the exception excuses. */
  readonly excused: ReadonlySet<Id>;
  readonly asOf: Instant;
  readonly clauses: ClauseLookup;
  /** The duty's own running time, over which ships are counted; `null` for all time. */
  readonly running: readonly Interval[] | null;
  readonly isCheck: (predicate: Predicate, named: boolean) => boolean;
  readonly isHeldShown: (term: Id) => boolean;
  readonly lens: Lens;
}

/** Judges a condition, or its contrary, at an instant. */
export function judge(condition: Condition, negated: boolean, scope: Scope): Judged {
  switch (condition.kind) {
    case "atom":
      return judgeAtom(condition, negated, scope);
    case "not":
      return judge(condition.of, !negated, scope);
    case "all":
    case "any":
    case "at-least": {
      const n = condition.of.length;
      const k = condition.kind === "all" ? n : condition.kind === "any" ? 1 : condition.k;
      const members = condition.of.map((one) => judge(one, negated, scope));
      return threshold(negated ? n - k + 1 : k, members);
    }
    case "unless":
      return judgeUnless(condition.condition, condition.exception, negated, scope);
    case "clause":
      return judgeClause(condition, negated, scope);
    case "level":
      return readLeaf(scope.clauses.level(condition.clause, condition.level, negated), scope);
    case "every":
    case "some":
      return judgeQuantified(condition, negated, scope);
  }
}

/** At least `k` of several; their levels go through it as their bits do (ADR 0014). */
export function threshold(k: number, members: readonly Judged[]): Judged {
  const n = members.length;
  const highest = (levels: readonly Level[], which: number): Level =>
    [...levels].sort((a, b) => b - a)[which - 1] ?? 0;
  return {
    bits: atLeast(
      k,
      members.map((one) => one.bits),
    ),
    forLevel: highest(
      members.map((one) => one.forLevel),
      k,
    ),
    againstLevel: highest(
      members.map((one) => one.againstLevel),
      n - k + 1,
    ),
    bears: members.some((one) => one.bears),
    openTerm: members.some((one) => one.openTerm),
    satisfactory: members.some((one) => one.satisfactory),
  };
}

/** Whether an exception is shown: at the opening standard, on what whom it excuses did not say. */
export function isShown(exception: Condition, scope: Scope): boolean {
  const rules = { ...scope.rules, barred: scope.excused };
  const judged = judge(exception, false, { ...scope, rules, lens: PLAIN_LENS });
  return (judged.bits & SHOWN) !== 0;
}

function judgeUnless(
  condition: Condition,
  exception: Condition,
  negated: boolean,
  scope: Scope,
): Judged {
  const inner = judge(condition, negated, scope);
  const blocks = isShown(exception, scope) ? scope.lens.blocked : SHOWN;
  const pair = negated ? any([inner.bits, not(blocks)]) : all([inner.bits, blocks]);
  return { ...inner, bits: pair };
}

type ClauseLeaf = Extract<Condition, { kind: "clause" }>;

function judgeClause(leaf: ClauseLeaf, negated: boolean, scope: Scope): Judged {
  const { clause, state } = leaf;
  const { clauses } = scope;
  if (state === "verified" && leaf.for === null) {
    return readLeaf(clauses.value(clause, negated), scope);
  }
  const stands = clauses.state(clause, state, leaf.for);
  const pair = negated ? not(stands) : stands;
  // Silence opens nothing: these ask besides that the duty is verified.
  const asksMore =
    (state === "kept" && !negated) ||
    (negated && (state === "breached" || state === "overdue" || state === "late"));
  const whole = asksMore ? all([pair, clauses.value(clause, false).bits]) : pair;
  return readLeaf(known(whole), scope);
}

/** Another clause within a requirement is no atom of it: nothing softens it, and it is no breach. */
function readLeaf(judged: Judged, { lens }: Scope): Judged {
  return lens.contrary === "breach" ? { ...judged, bits: (judged.bits & SHOWN) as Bits } : judged;
}

function judgeQuantified(condition: QuantifiedCondition, negated: boolean, scope: Scope): Judged {
  const { domain, coverage, body } = condition;
  const every = (condition.kind === "every") !== negated;
  const members = membersAt(domain, scope).map((member) =>
    judge(forMember(body, member), negated, scope),
  );
  if (members.length === 0) return UNKNOWN;
  const closed =
    coverage === null
      ? domain.kind !== "places" || domain.declaredOnly
      : // Coverage closes a domain; that it is short never speaks against anything.
        judge(coverage, false, scope).bits === SHOWN;
  const joined = threshold(every ? members.length : 1, members);
  if (closed) return joined;
  // What is not known to be all never verifies `every` and never contradicts `some`.
  return { ...joined, bits: (joined.bits & (every ? SHOWN_NOT : SHOWN)) as Bits };
}

/** The body of a quantifier, said of one member. */
export function forMember(body: Condition, member: Id): Condition {
  const text = JSON.stringify(body, (_key, value: unknown) => (value === EACH ? member : value));
  return JSON.parse(text) as Condition;
}

function judgeAtom(atom: AtomCondition, negated: boolean, scope: Scope): Judged {
  const { predicate } = atom;
  if (predicate.kind === "open-term") return judgeOpenTerm(atom, predicate.term, negated, scope);
  const classes = classesOf(predicate, scope.names);
  if (classes.length !== 1) {
    // One atom for each class that the term stands for: every one of them must hold.
    const each = classes.map((one) => judgeAtom({ ...atom, predicate: one }, negated, scope));
    return threshold(negated ? 1 : each.length, each);
  }
  const one = { ...atom, predicate: classes[0]! };
  if (one.predicate.kind === "count") return judgeCount(one, one.predicate, negated, scope);
  if (one.predicate.kind === "identity") return judgeIdentity(one, one.predicate, negated, scope);
  return judgePlain(one, negated, scope);
}

/** `offensive is absent`, and a count of a term, ask of each class by itself. */
function classesOf(predicate: Predicate, names: Declarations): readonly Predicate[] {
  if (predicate.kind === "presence" && predicate.state === "absent") {
    return leavesOf(names, predicate.subject).map((subject) => ({ ...predicate, subject }));
  }
  if (predicate.kind === "count" && !predicate.inAll && predicate.together.length === 0) {
    return leavesOf(names, predicate.item).map((item) => ({ ...predicate, item }));
  }
  return [predicate];
}

function judgeOpenTerm(atom: AtomCondition, term: Id, negated: boolean, scope: Scope): Judged {
  if (scope.isHeldShown(term)) return known(negated ? SHOWN_NOT : SHOWN);
  const reported = reportedOn(atom, negated, scope.names, scope.rules);
  return { ...UNKNOWN, openTerm: true, bears: reported.bears(scope.asOf) };
}

function judgePlain(atom: AtomCondition, negated: boolean, scope: Scope): Judged {
  const { lens, asOf } = scope;
  const reported = reportedOn(atom, negated, scope.names, scope.rules);
  const event = isEvent(atom.predicate, negated);
  const all = speaking("pro", reported, atom, negated, asOf);
  const con = speaking("con", reported, atom, negated, asOf);
  const end = lens.inTimeFor ?? null;
  const pro =
    end === null || scope.isCheck(atom.predicate, atom.criterion.check)
      ? all
      : doneInTime(all, { reported, atom, negated, event, end, asOf });
  const shown = weighPieces(pro.filter((one) => lens.countsFor(one, event)));
  if (lens.contrary === "doubt") {
    const contrary = weighPieces(con.filter(lens.countsAgainst));
    return leaf(atom, scope, { pro: shown, con: contrary, bears: reported.bears(asOf) });
  }
  // What may not convict takes nothing from the other side's support either.
  const pieces = reported.pieces.filter((one) => one.side === "pro" || lens.countsAgainst(one));
  const charged = { ...reported, pieces };
  const support = weighPieces(speaking("pro", charged, atom, negated, asOf));
  const convicting = weighPieces(speaking("con", charged, atom, negated, asOf));
  return leaf(atom, scope, {
    pro: { level: shown.level, odds: support.odds },
    con: convicting,
    bears: reported.bears(asOf),
  });
}

interface InTime {
  readonly reported: Reported;
  readonly atom: AtomCondition;
  readonly negated: boolean;
  readonly event: boolean;
  readonly end: Instant;
  readonly asOf: Instant;
}

/**
 * What of the evidence for an atom shows it done before an end. An event serves by its date, a
 * report of a day by any part of it; a state first seen later unless it was shown not in between.
 */
function doneInTime(pro: readonly Piece[], about: InTime): readonly Piece[] {
  const { reported, atom, negated, event, end, asOf } = about;
  const early = pro.filter(({ seen }) => seen.from < end);
  if (event || weighPieces(early).level >= atom.criterion.open) return early;
  const between = reported.pieces.filter(
    ({ side, seen }) => side === "con" && seen.from >= end && seen.to < asOf,
  );
  const wasShownNot = between.some(({ seen: { to } }) => {
    const then = speaking("con", reported, atom, negated, to);
    return weighPieces(then.filter(({ seen }) => seen.from >= end)).level >= atom.criterion.doubt;
  });
  return wasShownNot ? [] : pro;
}

/** What both sides of a leaf come to. */
export interface Sides {
  readonly pro: { readonly level: Level; readonly odds: number };
  readonly con: { readonly level: Level; readonly odds: number };
  readonly bears: boolean;
}

/** Holds the two sides of a leaf to its standards, and reads the bits. */
export function leaf(atom: AtomCondition, scope: Scope, sides: Sides): Judged {
  const { open, doubt, breach, check, satisfactory } = atom.criterion;
  const { pro, con, bears } = sides;
  const { lens } = scope;
  const shownNot =
    lens.contrary === "doubt" ? con.level >= doubt : con.level >= breach && con.odds > pro.odds;
  const pair = bits(pro.level >= open, shownNot);
  return {
    bits: lens.read(pair, scope.isCheck(atom.predicate, check)),
    // The levels speak of the condition as written: what is for a negated one is against its atom.
    forLevel: pro.level,
    againstLevel: con.level,
    bears,
    openTerm: false,
    satisfactory,
  };
}

/** Contradicted read as unverified; conflicting is never softened. */
export function softened(pair: Bits): Bits {
  return pair === SHOWN_NOT ? NEITHER : pair;
}
