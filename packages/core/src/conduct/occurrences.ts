import { opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { afterSpan, BEGINNING, END, type Instant } from "../time/index.ts";
import { atomSteps, bitsOf, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { restricted } from "./lens.ts";
import { requiredAtoms } from "./lights.ts";
import { daysLate, type Lateness, type PerformanceStatus, type Performed } from "./performing.ts";
import { requirementBits } from "./requirement.ts";
import { covers } from "./stretches.ts";

/** How often a recurring duty was performed by a moment, and what is due next. */
export interface Occurrences {
  readonly performed: number;
  readonly late: number;
  /** How late the last one was that came late; `null` where none was. */
  readonly lastLate: Lateness | null;
  readonly overdue: number;
  /** Overdue ones whose own period is over, or after which the next was performed. */
  readonly missed: number;
  /** The end of the next one that is still to be performed in time. */
  readonly nextEnds: Instant | null;
}

/** One time that a recurring duty is owed. */
interface Occurrence {
  readonly ends: Instant;
  /** When its own period is over: the end of the next. */
  readonly over: Instant;
  /** When it was performed; `END` for never. */
  performed: Instant;
}

// A duty that recurs every hour for a century is more than anyone will look at.
const MOST_OCCURRENCES = 20_000;

/**
 * Plays a recurring duty (section 8): one occurrence after another, each with its own end. An act
 * performs the occurrence whose end is nearest to it, of those not yet performed (ADR 0138).
 */
export function occurrencesOf(duty: Duty): {
  readonly status: Steps<PerformanceStatus>;
  readonly performed: readonly Performed[];
  readonly occurrences: (asOf: Instant) => Occurrences;
} {
  const acts = actsOf(duty);
  const occurrences = scheduled(duty, acts);
  for (const act of acts) {
    const nearest = nearestTo(act, occurrences);
    if (nearest !== null) nearest.performed = act;
  }
  const furthest = furthestOf(occurrences);
  const begun: Steps<Occurrence | null> = {
    at: [BEGINNING, ...occurrences.map(({ ends }) => ends)],
    values: [null, ...occurrences],
  };
  const isOverdue = (when: Instant) => {
    // What its own period is over for is missed: of all, only the last to end can be overdue.
    const last = valueAt(begun, when);
    return last !== null && last.performed > when && !isMissed(last, furthest, when);
  };
  const { runs, suspended } = duty.time;
  const instants = [
    ...acts,
    ...occurrences.flatMap(({ ends, over }) => [ends, over]),
    ...runs.flatMap(({ from, to }) => [from, to]),
    ...suspended.flatMap(({ from, to }) => [from, to]),
  ];
  const status = stepsOf(instants, (when): PerformanceStatus => {
    if (!covers(runs, when)) return when >= duty.relief.released ? "discharged" : "dormant";
    if (covers(suspended, when)) return "suspended";
    return isOverdue(when) ? "overdue" : "due";
  });
  const tally = (asOf: Instant) => tallied(duty, occurrences, furthest, asOf);
  return { status, performed: [], occurrences: tally };
}

/** The occurrence not yet performed whose end is nearest; the earlier of two as near. */
function nearestTo(act: Instant, occurrences: readonly Occurrence[]): Occurrence | null {
  let nearest: Occurrence | null = null;
  for (const one of occurrences) {
    if (one.performed !== END) continue;
    if (nearest === null || Math.abs(one.ends - act) < Math.abs(nearest.ends - act)) nearest = one;
  }
  return nearest;
}

/** The latest end of those that were performed, over time. */
function furthestOf(occurrences: readonly Occurrence[]): Steps<Instant> {
  const done = occurrences.filter(({ performed }) => performed !== END);
  const at = [BEGINNING];
  const values = [BEGINNING];
  for (const { performed, ends } of done.sort((a, b) => a.performed - b.performed)) {
    if (ends <= values.at(-1)!) continue;
    at.push(performed);
    values.push(ends);
  }
  return { at, values };
}

/** Whether what was not done in time never will be: its period is over, or the next was done. */
function isMissed({ ends, over }: Occurrence, furthest: Steps<Instant>, when: Instant): boolean {
  return over <= when || valueAt(furthest, when) > ends;
}

/** The occurrences that have an end by the last thing that is known, and one after it. */
function scheduled(duty: Duty, acts: readonly Instant[]): Occurrence[] {
  const { recurrence } = duty.undertaking;
  const { clocks } = duty.frame;
  if (recurrence === null) return [];
  const found: Occurrence[] = [];
  const last = Math.max(HORIZON, ...acts.slice(-1));
  let ends = recurrence.first.ends;
  for (let i = 0; i < MOST_OCCURRENCES && ends <= last; i += 1) {
    const times = { ...recurrence.every, count: recurrence.every.count * (i + 1) };
    const over = afterSpan(clocks, (recurrence.first.ends - 1) as Instant, times);
    const next = recurrence.first.wholeDay ? ((over + 1) as Instant) : over;
    found.push({ ends, over: next, performed: END });
    ends = next;
  }
  return found;
}

// As far as occurrences are reckoned ahead: 1 January 2200.
const HORIZON = 7_258_118_400_000;

/** The instants at which what is asked was done anew, each on evidence after the one before. */
function actsOf(duty: Duty): readonly Instant[] {
  const atoms = requiredAtoms(duty.form, duty.frame, duty.forms);
  const acts: Instant[] = [];
  let since = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < MOST_OCCURRENCES; i += 1) {
    const steps = new Map(
      atoms.map((atom) => {
        const { evidence } = duty.forms.atom(atom);
        const later = restricted(
          evidence,
          ({ side, seen }) => side === "against" || seen.from > since,
        );
        return [atom.key, atomSteps(atom, later)] as const;
      }),
    );
    const instants = [...new Set([...steps.values()].flatMap(({ at }) => at))]
      .filter((at) => at > since)
      .sort((a, b) => a - b);
    const at = instants.find((when) =>
      opens(
        requirementBits(duty, when, {
          atom: (atom) => bitsOf(valueAt(steps.get(atom.key)!, when)),
          referred: (bits) => bits,
          exception: (isShown) => (isShown ? SHOWN_NOT : SHOWN),
        }),
      ),
    );
    if (at === undefined) return acts;
    acts.push(at);
    since = at;
  }
  return acts;
}

function tallied(
  duty: Duty,
  occurrences: readonly Occurrence[],
  furthest: Steps<Instant>,
  asOf: Instant,
): Occurrences {
  let [performed, late, overdue, missed] = [0, 0, 0, 0];
  let lastLate: Lateness | null = null;
  let nextEnds: Instant | null = null;
  for (const one of occurrences) {
    const isDone = one.performed <= asOf;
    if (isDone && one.performed <= one.ends) performed += 1;
    else if (isDone) {
      late += 1;
      lastLate = daysLate(duty, one.performed, one.ends);
    } else if (one.ends > asOf) {
      nextEnds ??= one.ends;
    } else if (isMissed(one, furthest, asOf)) missed += 1;
    else overdue += 1;
  }
  return { performed, late, lastLate, overdue, missed, nextEnds };
}
