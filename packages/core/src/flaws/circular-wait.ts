import { type Condition, conditionsWithin, type JudgedClause } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { NEITHER, opens, SHOWN } from "../logic/index.ts";
import { type Form, type Frame, formOf } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { bitsUnder, placeOfCondition } from "./survey.ts";

/** Whom a clause waits on, and through what. */
interface Wait {
  readonly on: Id;
  readonly through: Through;
  /** The sentence that asks it. */
  readonly asks: Condition;
}

/**
 * Through what one clause waits on another. A value that is verified only grows with what is known,
 * so that a circle of those has a least answer; through anything else it has none.
 */
type Through = "its value" | "a status" | "an exception" | "the end of a measure";

/** A circle that has no least answer: a text with one is refused, not merely warned of. */
export interface RefusedCircle {
  readonly flaw: Flaw;
  /** The sentence through which it has none. */
  readonly through: Condition;
}

/**
 * Clauses that wait on one another so that none can move first; and circles that pass through a
 * status, an exception or the end of a measure, which have no least answer and are refused
 * (semantics, section 6).
 */
export function circularWait(frame: Frame): readonly Flaw[] {
  return circlesIn(frame).map(({ flaw }) => flaw);
}

/** The circles that have no least answer. */
export function refusedCircle(frame: Frame): readonly RefusedCircle[] {
  return circlesIn(frame).flatMap(({ flaw, through }) =>
    through === null ? [] : [{ flaw, through }],
  );
}

function circlesIn(frame: Frame): readonly { flaw: Flaw; through: Condition | null }[] {
  const waits = new Map(
    frame.clauses.map((clause) => [clause.id, waitsOf(frame, clause)] as const),
  );
  return circlesOf(waits).flatMap((circle) => {
    const clauses = frame.clauses.filter(({ id }) => circle.has(id));
    const refusing = (clause: JudgedClause) =>
      (waits.get(clause.id) ?? []).find(
        (wait) => wait.through !== "its value" && circle.has(wait.on),
      );
    const refused = clauses.find((clause) => refusing(clause) !== undefined);
    const first = refused ?? clauses[0]!;
    if (refused === undefined && clauses.some((one) => canMove(one, circle, frame))) return [];
    const wait = refused === undefined ? undefined : refusing(refused);
    const names = clauses.map(({ id }) => id);
    const waiting =
      names.length === 1 ? `${names[0]} waits on itself` : `${joined(names)} wait on one another`;
    const flaw: Flaw = {
      code: "circular-wait",
      on: first.id,
      at: placeOfCondition(frame, first),
      message: `${waiting}, ${wait === undefined ? "so that none can move first" : throughWhat(wait, first)}.`,
      remedy: "Let one of them move first: make it depend on evidence, or on a date, instead.",
    };
    return [{ flaw, through: wait?.asks ?? null }];
  });
}

function throughWhat({ through, on }: Wait, of: JudgedClause): string {
  switch (through) {
    case "a status":
      return `through the status that ${of.id} asks of ${on}, which is refused`;
    case "the end of a measure":
      return `through the end of the measure ${of.id}, which is refused`;
    default:
      return `through the exception of ${of.id}, which is refused`;
  }
}

/** All that a clause waits on, whatever it waits for: to fall due, to be verified, to end. */
function waitsOf(frame: Frame, clause: JudgedClause): readonly Wait[] {
  // A ladder stands for what verifies its clause, and is no text that the clause waits on.
  const required = frame.edition.requirements.get(clause.id)?.requirement.condition ?? null;
  const judged = clause.kind === "undertaking" ? required : frame.conditionOf(clause.id);
  const waits = judged === null ? [] : waitsIn(judged, clause);
  switch (clause.kind) {
    case "undertaking": {
      const { dueWhen, eventClock, exception } = clause;
      const levels = [...(frame.edition.levels.get(clause.id)?.values() ?? [])];
      const conditions = [
        dueWhen,
        eventClock?.event ?? null,
        ...levels.map(({ requirement }) => requirement.condition),
      ];
      return [
        ...waits,
        ...conditions.flatMap((one) => (one === null ? [] : waitsIn(one, clause))),
        ...exceptionWaits(exception),
      ];
    }
    case "measure": {
      const { renewal, snapBack } = clause;
      const notice = snapBack?.kind === "notice" ? snapBack.notice : null;
      const returns = notice === null ? [] : waitsIn(notice, clause);
      return [...waits, ...returns, ...exceptionWaits(renewal?.unless ?? null)];
    }
    default:
      return waits;
  }
}

function exceptionWaits(exception: Condition | null): readonly Wait[] {
  if (exception === null) return [];
  return referencesIn(exception).map(({ on, asks }) => ({ on, asks, through: "an exception" }));
}

function waitsIn(condition: Condition, of: JudgedClause): readonly Wait[] {
  const excepted = new Set(
    conditionsWithin(condition).flatMap((one) =>
      one.kind === "unless" ? conditionsWithin(one.exception) : [],
    ),
  );
  return referencesIn(condition).map((wait) => {
    if (excepted.has(wait.asks)) return { ...wait, through: "an exception" };
    const ends = of.kind === "measure" && wait.through === "its value";
    return ends ? { ...wait, through: "the end of a measure" } : wait;
  });
}

function referencesIn(condition: Condition): readonly Wait[] {
  return conditionsWithin(condition).flatMap((one): readonly Wait[] => {
    if (one.kind === "level") return [{ on: one.clause, through: "a status", asks: one }];
    if (one.kind !== "clause") return [];
    const isValue = one.state === "verified" && one.for === null;
    return [{ on: one.clause, through: isValue ? "its value" : "a status", asks: one }];
  });
}

/**
 * Every largest set of clauses each of which waits on each, however far round: the strongly
 * connected components of what waits on what, by Tarjan's way, which takes a step for each wait.
 */
function circlesOf(waits: ReadonlyMap<Id, readonly Wait[]>): readonly ReadonlySet<Id>[] {
  const search: Search = { waits, order: new Map(), low: new Map(), stack: [], circles: [] };
  for (const id of waits.keys()) if (!search.order.has(id)) visit(search, id);
  return search.circles;
}

interface Search {
  readonly waits: ReadonlyMap<Id, readonly Wait[]>;
  /** When each clause was first come to. */
  readonly order: Map<Id, number>;
  /** The earliest clause that each leads back to, as far as it is still on the stack. */
  readonly low: Map<Id, number>;
  readonly stack: Id[];
  readonly circles: ReadonlySet<Id>[];
}

// A chain of waits may be longer than the engine's own stack, so that this keeps one of its own.
function visit(search: Search, from: Id): void {
  const { waits, order, low, stack } = search;
  const path: { readonly id: Id; next: number }[] = [];
  const enter = (id: Id) => {
    low.set(id, order.size);
    order.set(id, order.size);
    stack.push(id);
    path.push({ id, next: 0 });
  };
  enter(from);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const on = waits.get(top.id)?.[top.next]?.on;
    top.next += 1;
    if (on !== undefined) {
      if (!waits.has(on)) continue;
      if (!order.has(on)) enter(on);
      else if (low.has(on)) lower(low, top.id, order.get(on) ?? 0);
      continue;
    }
    path.pop();
    const above = path.at(-1);
    const reached = low.get(top.id) ?? 0;
    if (above !== undefined) lower(low, above.id, reached);
    if (reached === order.get(top.id)) close(search, top.id);
  }
}

function lower(low: Map<Id, number>, id: Id, to: number): void {
  low.set(id, Math.min(low.get(id) ?? to, to));
}

/** Takes a component off the stack; it is a circle where it has more than one, or waits on itself. */
function close({ waits, low, stack, circles }: Search, first: Id): void {
  const members = stack.splice(stack.lastIndexOf(first));
  for (const id of members) low.delete(id);
  const waitsOnItself = (waits.get(first) ?? []).some(({ on }) => on === first);
  if (members.length > 1 || waitsOnItself) circles.push(new Set(members));
}

/** Whether a clause could be due and verified before any other of the circle is. */
function canMove(clause: JudgedClause, circle: ReadonlySet<Id>, frame: Frame): boolean {
  const moves = (form: Form) =>
    opens(
      bitsUnder(form, frame, {
        atom: () => SHOWN,
        clause: (other) => (circle.has(other) ? NEITHER : SHOWN),
        breached: true,
      }),
    );
  const due = clause.kind === "undertaking" ? clause.dueWhen : null;
  const context = { clause: clause.id, self: [], vocabulary: frame.vocabulary };
  const isDue = due === null || moves(formOf(due, context));
  return isDue && moves(frame.formOfClause(clause.id, false));
}

function joined(names: readonly Id[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
