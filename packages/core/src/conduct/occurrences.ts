import { opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { afterSpan, END, type Instant } from "../time/index.ts";
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
    const open = occurrences.filter(({ performed }) => performed === END);
    const nearest = open.sort((a, b) => Math.abs(a.ends - act) - Math.abs(b.ends - act))[0];
    if (nearest !== undefined) nearest.performed = act;
  }
  occurrences.sort((a, b) => a.ends - b.ends);
  const tally = (asOf: Instant) => tallied(duty, occurrences, asOf);
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
    return tally(when).overdue > 0 ? "overdue" : "due";
  });
  return { status, performed: [], occurrences: tally };
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

function tallied(duty: Duty, occurrences: readonly Occurrence[], asOf: Instant): Occurrences {
  let [performed, late, overdue, missed] = [0, 0, 0, 0];
  let lastLate: Lateness | null = null;
  let nextEnds: Instant | null = null;
  occurrences.forEach((one, i) => {
    const isDone = one.performed <= asOf;
    if (isDone && one.performed <= one.ends) performed += 1;
    else if (isDone) {
      late += 1;
      lastLate = daysLate(duty, one.performed, one.ends);
    } else if (one.ends > asOf) {
      nextEnds ??= one.ends;
    } else {
      const nextDone = occurrences.slice(i + 1).some((later) => later.performed <= asOf);
      if (nextDone || one.over <= asOf) missed += 1;
      else overdue += 1;
    }
  });
  return { performed, late, lastLate, overdue, missed, nextEnds };
}
