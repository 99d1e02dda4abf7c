/** Undertakings by the reference: when they run, how they stand (section 8). */
import type { ClauseState, Condition, Decision, Undertaking } from "../../src/agreement/index.ts";
import { seenUntil } from "../../src/evidence/index.ts";
import { type Bits, NEITHER, not, SHOWN, SHOWN_NOT } from "../../src/logic/index.ts";
import {
  BEGINNING,
  END,
  type Instant,
  type Interval,
  instant,
  runsToTheMinute,
} from "../../src/time/index.ts";
import { isSound } from "./admissibility.ts";
import { barredInDue } from "./bearers.ts";
import { type Lens, PLAIN_LENS, softened } from "./conditions.ts";
import type { Consolidated } from "./editions.ts";
import { endOfEventClock, eventOf, type Happened } from "./events.ts";
import type { Piece } from "./evidence.ts";
import type { Ledger } from "./ledger.ts";
import { withAgents } from "./names.ts";
import { isRoundOverdue, isRoundUnchecked, type Rounds, stepRounds } from "./occurrences.ts";
import type { Judging, Step, Stepped } from "./replay.ts";
import { continued, endFrom, endStandingStill, liesWithin, withGrace } from "./terms.ts";

/** What a duty remembers from one instant to the next. */
export interface Duty {
  /** Whether it is owed now: begun, and its condition verified. */
  readonly due: boolean;
  /** Since when the agreement has been terminated; `null` while it has not. */
  readonly terminatedAt: Instant | null;
  readonly firstDue: Instant | null;
  /** When the clock of `within` began; `null` while it is not due, or where it has no start. */
  readonly clockFrom: Instant | null;
  /** The date that its days count from. */
  readonly clockDate: Instant | null;
  /** Whether what it is due by is verified. */
  readonly awaited: boolean;
  /** The event that sets its clock, once it was shown. */
  readonly happened: Happened | null;
  /** When it ran; open at `END`. A keep or refrain duty runs no longer than its time. */
  readonly running: readonly Interval[];
  /** When it was owed, suspended or not. */
  readonly owed: readonly Interval[];
  readonly suspended: readonly Interval[];
  /** What moves a fixed date: suspended, where that moves it, or dormant once due. */
  readonly moved: readonly Interval[];
  readonly end: Instant | null;
  readonly performed: { readonly at: Instant; readonly late: boolean } | null;
  readonly verifiedOnce: boolean;
  /** Whether all but what others do to be sure has been verified. */
  readonly workDone: boolean;
  readonly overdue: boolean;
  readonly ended: boolean;
  readonly discharged: boolean;
  readonly breachedAt: Instant | null;
  readonly curedAt: Instant | null;
  readonly rounds: Rounds | null;
}

const FRESH: Duty = {
  due: false,
  terminatedAt: null,
  firstDue: null,
  clockFrom: null,
  clockDate: null,
  awaited: false,
  happened: null,
  running: [],
  owed: [],
  suspended: [],
  moved: [],
  end: null,
  performed: null,
  verifiedOnce: false,
  workDone: false,
  overdue: false,
  ended: false,
  discharged: false,
  breachedAt: null,
  curedAt: null,
  rounds: null,
};

/** Steps an undertaking. */
export function stepUndertaking(step: Step<Undertaking>): Stepped {
  const old = dutyOf(step.before?.memory);
  const run = running(step, old);
  const next = step.clause.form === "achieve" ? achieved(step, run) : kept(step, run);
  if (step.clause.recurrence !== null) return stepRecurring(step, old, next);
  const isVerified = step.value.bits === SHOWN;
  // From when it has been verified before, what contradicts it is read as such.
  if (isVerified && !next.verifiedOnce) step.wake(instant(step.asOf + 1));
  const duty = { ...next, verifiedOnce: next.verifiedOnce || isVerified };
  return { ...shown(step, duty), memory: duty };
}

function stepRecurring(step: Step<Undertaking>, old: Duty, next: Duty): Stepped {
  const verifiedOnce = next.verifiedOnce || step.value.bits === SHOWN;
  if (verifiedOnce && !next.verifiedOnce) step.wake(instant(step.asOf + 1));
  const rounds = stepRounds(step, old.rounds, next);
  const duty = { ...next, verifiedOnce, performed: null, overdue: false, rounds };
  const overdue = isRoundOverdue(rounds);
  const isSuspended = duty.suspended.at(-1)?.to === END;
  const status = duty.discharged
    ? "discharged"
    : (duty.due || overdue) && isSuspended
      ? "suspended"
      : overdue
        ? "overdue"
        : duty.due
          ? "due"
          : duty.terminatedAt === null
            ? "dormant"
            : "ended";
  const states: ClauseState[] = duty.breachedAt === null ? [] : ["breached"];
  if (status === "overdue" && !isRoundUnchecked(step, rounds, duty)) states.push("overdue");
  if (status === "due" || status === "suspended" || status === "discharged") states.push(status);
  return { status: duty.breachedAt === null ? status : "breached", states, memory: duty };
}

function dutyOf(memory: unknown): Duty {
  return (memory as Duty | undefined) ?? FRESH;
}

// --- When it runs -----------------------------------------------------------------------------

function running(step: Step<Undertaking>, old: Duty): Duty {
  const { clause, asOf, decisions, text } = step;
  const event =
    old.happened ?? (clause.eventClock === null ? null : eventOf(step, clause.eventClock.event));
  const begun = clause.from === null || asOf >= clause.from;
  const verified =
    clause.dueWhen === null ||
    step.judge(clause.dueWhen, { barred: barredInDue(clause, text.names) }).bits === SHOWN;
  const terminations = decisions.filter(({ act, from }) => act === "terminate" && from <= asOf);
  const terminated = terminations.length > 0;
  // What was due when the agreement ended stays due; nothing falls due any more, or is kept.
  const bound = !terminated || (clause.form === "achieve" && old.due);
  const happened = clause.eventClock === null || event !== null;
  // A release ends what is still owed; of what was performed it ends the time all the same.
  const released = decidedByAll("release", decisions, asOf) !== null;
  const discharged = old.discharged || (released && old.performed === null && !old.ended);
  const due = begun && verified && happened && bound && !discharged && !released;
  const suspension = suspensionAt(decisions, asOf);
  const suspended = continued(old.suspended, suspension !== null, asOf, END);
  const firstDue = old.firstDue ?? (due ? asOf : null);
  const moves = suspension !== null && (suspension.movesDate ?? clause.suspensionMovesDate);
  const stopped = firstDue !== null && (moves || (!due && !discharged && !terminated));
  const clockFrom = !due ? null : old.due ? old.clockFrom : asOf === BEGINNING ? null : asOf;
  const falls = clockFrom === asOf && !old.due;
  // What a date or a clock begins is of the day that begins then.
  const wasVerified = step.before !== undefined && old.awaited;
  const waited = clause.dueWhen !== null && !wasVerified ? [step.dateNow(clause.dueWhen)] : [];
  const came = event !== null && old.happened === null ? [event.date] : [];
  const dates = [...waited, ...came];
  const began = dates.length === 0 ? asOf : (Math.max(...dates) as Instant);
  const clockDate = falls ? began : clockFrom === null ? null : old.clockDate;
  const base = {
    ...old,
    due,
    terminatedAt: terminated ? (old.terminatedAt ?? asOf) : null,
    firstDue,
    clockFrom,
    clockDate,
    happened: event,
    awaited: verified,
    owed: continued(old.owed, due, asOf, END),
    suspended,
    moved: continued(old.moved, stopped, asOf, END),
    discharged,
    // A keep duty that has ended starts again with its condition.
    ended: old.ended && (old.due || !due),
  };
  const end = endOf(step, base, event);
  if (end !== null) step.wake(end);
  const over = clause.form !== "achieve" && end !== null && asOf >= end;
  const runs = due && suspension === null && !over;
  return { ...base, end, running: continued(old.running, runs, asOf, END) };
}

/** The end of its time as it stands now: the first of its clocks, with its days of grace. */
function endOf(step: Step<Undertaking>, duty: Duty, event: Happened | null): Instant | null {
  const { clause, the, asOf } = step;
  const { clocks } = the;
  const upToNow = (stretches: readonly Interval[]) =>
    stretches.map(({ from, to }) => ({ from, to: Math.min(to, asOf) as Instant }));
  const ends: Instant[] = [];
  if (clause.within !== null && duty.clockFrom !== null) {
    const span = clause.within;
    const end = endFrom(clocks, duty.clockFrom, duty.clockDate!, span);
    const inDays = !runsToTheMinute(span);
    ends.push(endStandingStill(clocks, end, duty.clockFrom, upToNow(duty.suspended), inDays));
  }
  const date = clause.deadline;
  if (date !== null && duty.firstDue !== null && date.ends > duty.firstDue) {
    const still = clause.form === "achieve" ? upToNow(duty.moved) : [];
    ends.push(endStandingStill(clocks, date.ends, duty.firstDue, still, date.wholeDay));
  }
  if (clause.eventClock !== null && event !== null) {
    const end = endOfEventClock(clocks, clause.eventClock, event);
    const still = clause.eventClock.when === "after" ? upToNow(duty.suspended) : [];
    const inDays = !runsToTheMinute(clause.eventClock.span);
    ends.push(endStandingStill(clocks, end, event.at, still, inDays));
  }
  if (ends.length === 0) return null;
  return withGrace(clocks, Math.min(...ends) as Instant, clause.grace);
}

function suspensionAt(decisions: readonly Decision[], asOf: Instant): Decision | null {
  const effect = ({ from, known }: Decision) => Math.max(from, known);
  const active = decisions.filter((one) => {
    if (one.act !== "suspend" || effect(one) > asOf) return false;
    if (one.until !== null && asOf >= one.until) return false;
    return !decisions.some(
      (other) => other.act === "resume" && effect(other) <= asOf && effect(other) >= effect(one),
    );
  });
  return active.at(-1) ?? null;
}

/** The last instant at which it was released, or cured, by all whose act that is; or `null`. */
function decidedByAll(
  act: "release" | "cure",
  decisions: readonly Decision[],
  asOf: Instant,
): Instant | null {
  const made = decisions
    .filter((one) => one.act === act)
    .map(({ from, known }) => Math.max(from, known))
    .filter((effect) => effect <= asOf);
  return made.length === 0 ? null : (Math.max(...made) as Instant);
}

// --- How its evidence is read -----------------------------------------------------------------

/** The value of a duty: its requirement, its contradictions softened as section 8 says. */
export function requiredLens(
  clause: Undertaking,
  memory: unknown,
  memoryBefore: unknown,
  _condition: Condition,
  asOf: Instant,
  ledger: Ledger,
  text: Consolidated,
  negated: boolean,
): Partial<Judging> {
  const duty = dutyOf(memory);
  if (clause.form !== "achieve") {
    return { lens: keptLens(duty, negated), running: duty.running };
  }
  const hard =
    (duty.end !== null && asOf >= duty.end) ||
    declaredPerformed(clause, asOf, ledger, text) !== null ||
    dutyOf(memoryBefore).verifiedOnce;
  const lens: Lens = {
    ...PLAIN_LENS,
    read: (pair, check) => (check || !hard ? softenedIn(pair, negated) : pair),
  };
  return { lens, running: duty.running };
}

function keptLens(duty: Duty, negated: boolean): Lens {
  // What happened before it began, after it ended or while it was suspended contradicts nothing.
  const inTime = ({ seen }: Piece) => liesWithin(seen, duty.running);
  return {
    ...PLAIN_LENS,
    ...(negated ? { countsFor: inTime } : { countsAgainst: inTime }),
    read: (pair, check) => (check ? softenedIn(pair, negated) : pair),
  };
}

/** Softened; where the contrary of the requirement is asked, what contradicts it is what shows. */
function softenedIn(pair: Bits, negated: boolean): Bits {
  return negated ? not(softened(not(pair))) : softened(pair);
}

/** When its bearer first declared it performed; `null` where it has not. */
function declaredPerformed(
  clause: Undertaking,
  asOf: Instant,
  ledger: Ledger,
  text: Consolidated,
): Instant | null {
  const own = withAgents(text.names, [clause.by]);
  const rules = { ledger, audience: null };
  const said = ledger.observations.flatMap(({ observation }) => {
    const { report } = observation;
    if (report.kind !== "statement" || report.stance !== "performed") return [];
    if (report.on !== clause.id || !own.has(report.by) || !isSound(observation, rules)) return [];
    return [seenUntil(observation)];
  });
  const first = Math.min(...said) as Instant;
  return said.length > 0 && first <= asOf ? first : null;
}

/** What a breach is judged by: evidence that passes every rule, and is better than the rest. */
function breachLens(convicts: (piece: Piece) => boolean): Lens {
  return {
    countsFor: () => true,
    countsAgainst: (piece) => piece.mayConvict && convicts(piece),
    contrary: "breach",
    read: (pair, check) => (check ? NEITHER : pair),
    blocked: NEITHER,
  };
}

/** Whether some evidence ending just now shows the duty broken as a whole. */
function isBroken(step: Step<Undertaking>, duty: Duty, convicts: (piece: Piece) => boolean) {
  const { asOf, requirement } = step;
  if (requirement === null || isExcused(step)) return false;
  let endsNow = false;
  const counted = (piece: Piece) => {
    const counts = convicts(piece) && (duty.curedAt === null || isAfterAll(piece, duty.curedAt));
    if (counts && piece.seen.to === asOf && piece.strength > 0) endsNow = true;
    return counts;
  };
  const lens = breachLens(counted);
  const { bits } = step.judge(requirement, { lens, running: duty.running });
  // Never because other evidence grows stale: only at the end of what evidence against it saw.
  return bits === SHOWN_NOT && endsNow;
}

/** Whether the whole of what was seen lies after an instant. */
function isAfterAll({ seen: { from, to } }: Piece, instant: Instant): boolean {
  return from === to ? from > instant : from >= instant;
}

function isExcused(step: Step<Undertaking>): boolean {
  const { clause, text } = step;
  if (clause.exception === null) return false;
  const barred = withAgents(text.names, [clause.by, ...clause.cooperationOf]);
  return (step.judge(clause.exception, { barred, lens: PLAIN_LENS }).bits & SHOWN) !== 0;
}

// --- To achieve -------------------------------------------------------------------------------

function achieved(step: Step<Undertaking>, run: Duty): Duty {
  const { clause, asOf, ledger, text, value } = step;
  const { end } = run;
  const over = end !== null && asOf >= end;
  const open = (duty: Duty) => duty.due || duty.overdue;
  const since = declaredPerformed(clause, asOf, ledger, text);
  let duty = cured(step, run, over);
  const within = (piece: Piece) => liesWithin(piece.seen, duty.running);
  const done = duty.performed;
  // What was performed has been undone: before its end, or without one, it is due again.
  const undone = (piece: Piece) => done !== null && within(piece) && isAfterAll(piece, done.at);
  if (done !== null && !over && isBroken(step, duty, undone)) {
    duty = { ...duty, performed: null, workDone: false };
  }
  const convicts = (piece: Piece) =>
    within(piece) &&
    ((over && piece.seen.from >= end) || (since !== null && piece.seen.from >= since));
  if (duty.breachedAt === null && isBroken(step, duty, convicts)) {
    duty = { ...duty, breachedAt: asOf };
  }
  if (duty.performed === null && open(duty) && !duty.discharged && value.bits === SHOWN) {
    const late = over && !isInTime(step, end);
    duty = { ...duty, performed: { at: asOf, late }, overdue: false };
  }
  if (open(duty) && isWorkDone(step, duty, over, since !== null))
    duty = { ...duty, workDone: true };
  const suspended = duty.suspended.at(-1)?.to === END;
  const missed =
    over &&
    duty.due &&
    !suspended &&
    duty.performed === null &&
    !duty.discharged &&
    !isExcused(step);
  return {
    ...duty,
    overdue: duty.performed === null && !duty.discharged && (duty.overdue || missed),
  };
}

/** A cure ends a breach for all evidence up to its instant; past its time it discharges the duty. */
function cured(step: Step<Undertaking>, duty: Duty, over: boolean): Duty {
  const { clause, decisions, asOf } = step;
  const at = decidedByAll("cure", decisions, asOf);
  if (at === null || at === duty.curedAt) return duty;
  const ends = duty.breachedAt !== null && duty.breachedAt <= at;
  return {
    ...duty,
    curedAt: at,
    breachedAt: ends ? null : duty.breachedAt,
    discharged: duty.discharged || (clause.form === "achieve" && over && duty.performed === null),
  };
}

/** Whether what verifies it now was done before its end, as far as is shown. */
function isInTime(step: Step<Undertaking>, end: Instant): boolean {
  const { bits } = step.judge(step.requirement!, { lens: { ...PLAIN_LENS, inTimeFor: end } });
  return (bits & SHOWN) !== 0;
}

/** Whether nothing is missing but what others do to be sure. */
function isWorkDone(step: Step<Undertaking>, duty: Duty, over: boolean, declared: boolean) {
  if (step.requirement === null) return false;
  const hard = over || declared || duty.verifiedOnce;
  const lens: Lens = {
    ...PLAIN_LENS,
    read: (pair, check) => (check ? SHOWN : hard ? pair : softened(pair)),
  };
  return step.judge(step.requirement, { lens, running: duty.running }).bits === SHOWN;
}

// --- To keep, to refrain ----------------------------------------------------------------------

function kept(step: Step<Undertaking>, run: Duty): Duty {
  const { asOf } = step;
  const over = run.end !== null && asOf >= run.end;
  const duty = cured(step, run, over);
  const broken = isBroken(step, duty, ({ seen }) => liesWithin(seen, duty.running));
  return {
    ...duty,
    breachedAt: duty.breachedAt ?? (broken ? asOf : null),
    ended: duty.ended || (over && duty.due),
  };
}

// --- How it is shown --------------------------------------------------------------------------

function shown({ clause }: Step<Undertaking>, duty: Duty): Pick<Stepped, "status" | "states"> {
  const performance = performanceOf(clause, duty);
  const states: ClauseState[] = [];
  if (duty.breachedAt !== null) states.push("breached");
  switch (performance) {
    case "performed late":
      states.push("performed", "late");
      break;
    case "ended":
    case "kept":
      if (duty.breachedAt === null) states.push("kept");
      break;
    case "overdue":
      if (!duty.workDone) states.push("overdue");
      break;
    case "due":
    case "performed":
    case "suspended":
    case "discharged":
      states.push(performance);
  }
  return { status: duty.breachedAt === null ? performance : "breached", states };
}

function performanceOf({ form }: Undertaking, duty: Duty): string {
  if (duty.performed !== null) return duty.performed.late ? "performed late" : "performed";
  if (duty.discharged) return "discharged";
  if (duty.ended) return "ended";
  if ((duty.due || duty.overdue) && duty.suspended.at(-1)?.to === END) return "suspended";
  if (duty.overdue) return "overdue";
  if (!duty.due) return duty.terminatedAt === null ? "dormant" : "ended";
  return form === "achieve" ? "due" : "kept";
}
