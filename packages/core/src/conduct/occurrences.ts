import { opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { afterSpan, BEGINNING, END, type Instant } from "../time/index.ts";
import {
  type Atom,
  atomSteps,
  bitsOf,
  type Packed,
  restricted,
  type Steps,
  stepsOf,
  valueAt,
} from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { requiredAtoms } from "./lights.ts";
import { daysLate, type Lateness, type PerformanceStatus, type Performed } from "./performing.ts";
import { requirementBits } from "./requirement.ts";
import { withGrace } from "./running.ts";
import { covers, isSince, meets } from "./stretches.ts";

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
  /** When it may be performed: from the date of the one before. */
  readonly begins: Instant;
  /** The end of its date, with the days of grace: until then it is in time. */
  readonly ends: Instant;
  /** When its own period is over: the end of the next. */
  readonly over: Instant;
  /** When it was shown performed; `END` for never. */
  performed: Instant;
  isLate: boolean;
}

/** An act that was done anew, shown at an instant. */
interface Act {
  readonly at: Instant;
  /** Whether it was done before an end: a report of a day serves by any part of it. */
  readonly isBefore: (end: Instant) => boolean;
}

// A duty that recurs every hour for a century is more than anyone will look at.
const MOST_OCCURRENCES = 20_000;

/**
 * Plays a recurring duty (section 8): one occurrence after another, each with its own end, as far
 * as the duty is owed at it. One act performs one occurrence: the one that it is in time for, or
 * whose end is nearest, of the last to have ended and the one that runs (ADR 0147).
 */
export function occurrencesOf(duty: Duty): {
  readonly status: Steps<PerformanceStatus>;
  readonly performed: readonly Performed[];
  readonly occurrences: (asOf: Instant) => Occurrences;
  /** Whether, of what is owed next, nothing is missing but what others do to be sure. */
  readonly isUnchecked: (when: Instant) => boolean;
} {
  const acts = actsOf(duty);
  const lastTurn = lastTurnOf(duty, acts);
  const occurrences = reckoned(duty, acts, lastTurn);
  const furthest = furthestOf(occurrences);
  const goesOn = duty.time.active.at(-1)?.to === END && duty.relief.terminated === END;
  const newest = goesOn ? occurrences.at(-1) : undefined;
  const ended: Steps<Occurrence | null> = {
    at: [BEGINNING, ...occurrences.map(({ ends }) => ends)],
    values: [null, ...occurrences],
  };
  const isOverdue = (when: Instant) => {
    // What its own period is over for is missed: of all, only the last to end can be overdue.
    const last = valueAt(ended, when);
    if (last === null || last.performed <= when) return false;
    // After all that is known, each end finds the one before not performed: one is always overdue.
    return last === newest || !isMissed(last, furthest, when);
  };
  const { time, relief } = duty;
  const last = occurrences.at(-1)?.ends ?? BEGINNING;
  const instants = [
    ...acts.map(({ at }) => at),
    ...occurrences.flatMap(({ ends, over }) => [ends, over]),
    ...time.runs.flatMap(({ from, to }) => [from, to]),
    ...time.suspended.flatMap(({ from, to }) => [from, to]),
    relief.released,
    relief.terminated,
  ];
  const status = stepsOf(instants, (when): PerformanceStatus => {
    if (when >= relief.released) return "discharged";
    const isOwed = covers(time.runs, when) && (when < relief.terminated || when < last);
    const overdue = isOverdue(when);
    if ((isOwed || overdue) && covers(time.suspended, when)) return "suspended";
    if (overdue) return "overdue";
    if (isOwed) return "due";
    return when >= relief.terminated ? "ended" : "dormant";
  });
  const tally = (asOf: Instant) => {
    const all = asOf <= lastTurn ? occurrences : reckoned(duty, acts, asOf);
    return tallied(duty, all, furthest, asOf);
  };
  const isUnchecked = (when: Instant) => {
    const since = acts.findLast(({ at }) => at <= when)?.at ?? BEGINNING;
    const steps = stepsOn(duty, requiredAtoms(duty.form, duty.frame, duty.forms), since, END);
    return isDone(duty, steps, when, "but for checks");
  };
  return { status, performed: [], occurrences: tally, isUnchecked };
}

/** Gives each act, in their order, the occurrence that it performs; a repeated one performs none. */
function perform(occurrences: readonly Occurrence[], acts: readonly Act[]): void {
  let running = 0;
  for (const act of acts) {
    while (running < occurrences.length && occurrences[running]!.ends <= act.at) running += 1;
    // In its days of grace a later one may be performed too, once it has been.
    let next = running;
    while ((occurrences[next]?.performed ?? END) <= act.at) next += 1;
    const current = occurrences[next];
    const before = occurrences[running - 1];
    // Once the one that runs was performed, or its own period is over, an earlier one is missed.
    const isOpen =
      before !== undefined &&
      before.performed === END &&
      (before.over > act.at || act.isBefore(before.ends)) &&
      next === running;
    const isRunning = current !== undefined && current.begins <= act.at;
    const owing = isOpen && (!isRunning || isNearer(act, before, current)) ? before : current;
    if (owing === undefined || (owing === current && !isRunning)) continue;
    owing.performed = act.at;
    owing.isLate = act.at >= owing.ends && !act.isBefore(owing.ends);
  }
}

/** Whether an act is in time for what has ended, or is nearer to its end than to the next. */
function isNearer(act: Act, before: Occurrence, current: Occurrence): boolean {
  return act.isBefore(before.ends) || act.at - before.ends <= current.ends - act.at;
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

/** The last instant at which anything that is known turns: what comes after repeats itself. */
function lastTurnOf({ time, relief, undertaking }: Duty, acts: readonly Act[]): Instant {
  const turns = [
    undertaking.recurrence?.first.ends ?? BEGINNING,
    ...acts.map(({ at }) => at),
    ...[...time.runs, ...time.suspended].flatMap(({ from, to }) => [from, to]),
    relief.released,
    relief.terminated,
  ];
  return turns.reduce((last, at) => (at < END && at > last ? at : last), BEGINNING);
}

/** The occurrences that are owed, up to two that begin after an instant, with what performed them. */
function reckoned(duty: Duty, acts: readonly Act[], until: Instant): readonly Occurrence[] {
  const { recurrence } = duty.undertaking;
  const { clocks } = duty.frame;
  if (recurrence === null) return [];
  const { first, every } = recurrence;
  const found: Occurrence[] = [];
  let begins: Instant = BEGINNING;
  let following = first.ends;
  let ends = withGrace(duty.undertaking, clocks, first.ends);
  for (let [i, ahead] = [1, 2]; i < MOST_OCCURRENCES && ahead > 0; i += 1) {
    const times = { ...every, count: every.count * i };
    const date = (afterSpan(clocks, (first.ends - 1) as Instant, times) + 1) as Instant;
    const over = withGrace(duty.undertaking, clocks, date);
    // One whose end comes while nothing is owed is not owed, nor one that begins once all has ended.
    const isOwed = covers(duty.time.active, (ends - 1) as Instant);
    if (isOwed && begins < duty.relief.terminated) {
      found.push({ begins, ends, over, performed: END, isLate: false });
    }
    if (begins > until) ahead -= 1;
    begins = following;
    following = date;
    ends = over;
  }
  perform(found, acts);
  return found;
}

/** What is asked, done anew: each act on evidence of its own, after that of the one before. */
function actsOf(duty: Duty): readonly Act[] {
  const atoms = requiredAtoms(duty.form, duty.frame, duty.forms);
  const acts: Act[] = [];
  let since: Instant = BEGINNING;
  for (let i = 0; i < MOST_OCCURRENCES; i += 1) {
    const steps = stepsOn(duty, atoms, since, END);
    const turns = [duty.forms.stepsOf(duty.form), ...steps.values()].flatMap(({ at }) => at);
    const instants = [...new Set(turns)].filter((at) => at > since).sort((a, b) => a - b);
    const at = instants.find((when) => isDone(duty, steps, when));
    if (at === undefined) return acts;
    const begun = since;
    const isBefore = (end: Instant) => isDone(duty, stepsOn(duty, atoms, begun, end), at);
    acts.push({ at, isBefore });
    since = at;
  }
  return acts;
}

type StepsOf = ReadonlyMap<string, Steps<Packed>>;

/** How atoms run on what was seen while the duty was owed, after an instant and before an end. */
function stepsOn(duty: Duty, atoms: readonly Atom[], since: Instant, end: Instant): StepsOf {
  return new Map(
    atoms.map((atom) => {
      const { evidence } = duty.forms.atom(atom);
      const heard = restricted(
        evidence,
        ({ side, seen }) =>
          side === "against" ||
          (isSince(seen, since) && seen.from < end && meets(duty.time.runs, seen)),
      );
      return [atom.key, atomSteps(atom, heard)];
    }),
  );
}

function isDone(
  duty: Duty,
  steps: StepsOf,
  when: Instant,
  how: "in full" | "but for checks" = "in full",
): boolean {
  const bits = requirementBits(duty, when, {
    atom: (atom) =>
      how === "but for checks" && duty.lightOf(atom) === "verification"
        ? SHOWN
        : bitsOf(valueAt(steps.get(atom.key)!, when)),
    referred: (referred) => referred,
    exception: (isShown) => (isShown ? SHOWN_NOT : SHOWN),
  });
  return opens(bits);
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
    const isPerformed = one.performed <= asOf;
    if (isPerformed && !one.isLate) performed += 1;
    else if (isPerformed) {
      late += 1;
      lastLate = daysLate(duty, one.performed, one.ends);
    } else if (one.ends > asOf) {
      nextEnds ??= one.ends;
    } else if (isMissed(one, furthest, asOf)) missed += 1;
    else overdue += 1;
  }
  return { performed, late, lastLate, overdue, missed, nextEnds };
}
