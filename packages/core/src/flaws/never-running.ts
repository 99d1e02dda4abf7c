import type { CountPredicate, JudgedClause } from "../agreement/index.ts";
import { type Atom, type Frame, sayAtom } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { necessaryAtoms, placeOfCondition } from "./survey.ts";

/**
 * A duty that can never run as it is written: its end lies before its start, its clock has no
 * start, or it asks for more of a count than it allows (semantics, section 12).
 */
export function neverRunning(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause) => [
    ...endsBeforeItStarts(clause),
    ...hasNoStart(clause),
    ...boundsThatExclude(clause, frame),
    ...observersThatExclude(clause, frame),
  ]);
}

function endsBeforeItStarts(clause: JudgedClause): readonly Flaw[] {
  if (clause.kind !== "undertaking" && clause.kind !== "measure") return [];
  const end = clause.kind === "undertaking" ? clause.deadline : clause.expires;
  if (clause.from === null || end === null || end.ends > clause.from) return [];
  return [
    {
      code: "never-running",
      on: clause.id,
      at: clause.at,
      message: `The time of ${clause.id} ends before it begins.`,
      remedy: "Let it begin before the date by which it ends.",
    },
  ];
}

function hasNoStart(clause: JudgedClause): readonly Flaw[] {
  if (clause.kind !== "undertaking" || clause.within === null) return [];
  if (clause.from !== null || clause.dueWhen !== null || clause.eventClock !== null) return [];
  return [
    {
      code: "never-running",
      on: clause.id,
      at: clause.at,
      message: `The clock of ${clause.id} has no start, so that it never runs out.`,
      remedy: 'Say from when it counts: "from 2030-01-01", "due when …", or "within … after …".',
    },
  ];
}

/** At least five are asked, and not as many as three. */
function boundsThatExclude(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  const lower = new Map<string, Bound>();
  const upper = new Map<string, Bound>();
  for (const atom of necessaryAtoms(frame.formOfClause(clause.id, false))) {
    const { predicate } = atom;
    if (predicate.kind !== "count" || typeof predicate.amount !== "number") continue;
    const key = whatIsCounted(predicate);
    const [least, most] = boundsOf(predicate.bound, predicate.amount, atom.negated);
    if (least > (lower.get(key)?.amount ?? Number.NEGATIVE_INFINITY)) {
      lower.set(key, { amount: least, atom });
    }
    if (most < (upper.get(key)?.amount ?? Number.POSITIVE_INFINITY)) {
      upper.set(key, { amount: most, atom });
    }
  }
  return [...lower].flatMap(([key, least]) => {
    const most = upper.get(key);
    if (most === undefined || least.amount <= most.amount) return [];
    const [one, other] = [least, most].map(({ atom }) => `"${sayAtom(atom, frame.vocabulary)}"`);
    return [
      {
        code: "never-running" as const,
        on: clause.id,
        at: placeOfCondition(frame, clause),
        message: `No count satisfies both ${one} and ${other}.`,
        remedy: "Let the least that is asked be no more than the most that is allowed.",
      },
    ];
  });
}

interface Bound {
  readonly amount: number;
  readonly atom: Atom;
}

function whatIsCounted({ item, together, stage, orStage, place, inAll }: CountPredicate): string {
  return JSON.stringify([item, [...together].sort(), stage, orStage ?? null, place, inAll]);
}

/** The least and the most that a count may be, so that it is shown. Numbers counted are whole. */
function boundsOf(
  bound: CountPredicate["bound"],
  amount: number,
  negated: boolean,
): readonly [number, number] {
  const all = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  switch (bound) {
    case "at-least":
      return negated ? [all[0], amount - 1] : [amount, all[1]];
    case "at-most":
      return negated ? [amount + 1, all[1]] : [all[0], amount];
    case "exactly":
      return negated ? all : [amount, amount];
  }
}

/** Observers of whom each must be, and none may be, of the same body. */
function observersThatExclude(clause: JudgedClause, frame: Frame): readonly Flaw[] {
  const excluded = necessaryAtoms(frame.formOfClause(clause.id, false)).find(({ criterion }) => {
    const { eligibility } = criterion;
    return eligibility?.excludesAll === true;
  });
  if (excluded === undefined) return [];
  return [
    {
      code: "never-running",
      on: clause.id,
      at: placeOfCondition(frame, clause),
      message: `Nobody may observe "${sayAtom(excluded, frame.vocabulary)}": each must be a technical expert, and none may.`,
      remedy: 'Write "technical" or "not technical", and not both.',
    },
  ];
}
