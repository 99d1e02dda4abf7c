import type { Condition, JudgedClause } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { NEITHER, opens, SHOWN } from "../logic/index.ts";
import { type Form, type Frame, formOf } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { bitsUnder, conditionsOf, placeOfCondition, within } from "./survey.ts";

/** Whom a clause waits on, and whether it does so by an exception. */
interface Wait {
  readonly on: Id;
  readonly byException: boolean;
}

/**
 * Clauses that wait on one another so that none can move first; and circles that pass through an
 * exception or the end of a measure, which have no least answer and are refused (semantics,
 * section 6).
 */
export function circularWait(frame: Frame): readonly Flaw[] {
  return circlesIn(frame).map(({ flaw }) => flaw);
}

/** The circles that have no least answer: a text with one is refused, not merely warned of. */
export function refusedCircle(frame: Frame): readonly Flaw[] {
  return circlesIn(frame).flatMap(({ flaw, isRefused: refused }) => (refused ? [flaw] : []));
}

function circlesIn(frame: Frame): readonly { flaw: Flaw; isRefused: boolean }[] {
  const waits = new Map<Id, readonly Wait[]>();
  for (const { clause, condition } of conditionsOf(frame)) {
    waits.set(clause.id, [...(waits.get(clause.id) ?? []), ...waitsIn(condition)]);
  }
  return circlesOf(waits).flatMap((circle) => {
    const clauses = frame.clauses.filter(({ id }) => circle.has(id));
    const refused = clauses.find((clause) => isRefused(clause, circle, waits));
    const first = refused ?? clauses[0]!;
    if (refused === undefined && clauses.some((one) => canMove(one, circle, frame))) return [];
    const names = clauses.map(({ id }) => id);
    const about = refused === undefined ? "so that none can move first" : throughWhat(refused);
    const waiting =
      names.length === 1 ? `${names[0]} waits on itself` : `${joined(names)} wait on one another`;
    const flaw: Flaw = {
      code: "circular-wait",
      on: first.id,
      at: placeOfCondition(frame, first),
      message: `${waiting}, ${about}.`,
      remedy: "Let one of them move first: make it depend on evidence, or on a date, instead.",
    };
    return [{ flaw, isRefused: refused !== undefined }];
  });
}

function waitsIn(condition: Condition): readonly Wait[] {
  const byException = within(condition).flatMap((one) =>
    one.kind === "unless" ? referencesIn(one.exception) : [],
  );
  return referencesIn(condition).map((on) => ({ on, byException: byException.includes(on) }));
}

function referencesIn(condition: Condition): readonly Id[] {
  return within(condition).flatMap((one) =>
    one.kind === "clause" && one.state === "verified" ? [one.clause] : [],
  );
}

/** Every largest set of clauses each of which waits on each, however far round. */
function circlesOf(waits: ReadonlyMap<Id, readonly Wait[]>): readonly ReadonlySet<Id>[] {
  const reach = new Map([...waits.keys()].map((id) => [id, reachable(id, waits)] as const));
  const circles = new Map<string, ReadonlySet<Id>>();
  for (const [id, reached] of reach) {
    if (!reached.has(id)) continue;
    const circle = [...reached].filter((one) => reach.get(one)?.has(id) === true).sort();
    circles.set(circle.join(" "), new Set(circle));
  }
  return [...circles.values()];
}

function reachable(from: Id, waits: ReadonlyMap<Id, readonly Wait[]>): ReadonlySet<Id> {
  const reached = new Set<Id>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { on } of waits.get(next) ?? []) {
      if (reached.has(on)) continue;
      reached.add(on);
      open.push(on);
    }
  }
  return reached;
}

function isRefused(
  clause: JudgedClause,
  circle: ReadonlySet<Id>,
  waits: ReadonlyMap<Id, readonly Wait[]>,
): boolean {
  if (clause.kind === "measure") return true;
  return (waits.get(clause.id) ?? []).some(({ on, byException }) => byException && circle.has(on));
}

function throughWhat(clause: JudgedClause): string {
  return clause.kind === "measure"
    ? `through the end of the measure ${clause.id}, which is refused`
    : `through the exception of ${clause.id}, which is refused`;
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
