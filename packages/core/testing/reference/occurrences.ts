/** A recurring duty by the reference: one occurrence after another (section 8, ADR 0147). */
import type { Undertaking } from "../../src/agreement/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import {
  afterSpan,
  BEGINNING,
  type Clocks,
  type Instant,
  type Interval,
  instant,
} from "../../src/time/index.ts";
import { type Lens, PLAIN_LENS } from "./conditions.ts";
import type { Piece } from "./evidence.ts";
import type { Step } from "./replay.ts";
import { liesWithin, withGrace } from "./terms.ts";

/** One time that it is owed. */
interface Round {
  readonly number: number;
  /** From when on it may be performed: from the date of the one before. */
  readonly begins: Instant;
  /** The end of its date, with the days of grace. */
  readonly ends: Instant;
  readonly performed: { readonly late: boolean } | null;
  readonly missed: boolean;
}

/** What a recurring duty remembers. */
export interface Rounds {
  /** The one that runs now. */
  readonly current: Round;
  /** How many have been performed, from that one on: more than one only in its days of grace. */
  readonly ahead: number;
  /** The last that ended and was owed at its end; `null` where that is too long ago, or none was. */
  readonly last: Round | null;
  /** When what is asked was done last. */
  readonly doneAt: Instant;
  readonly performed: number;
  readonly late: number;
  readonly missed: number;
}

/** How the duty stands beside its rounds. */
export interface Owed {
  readonly running: readonly Interval[];
  readonly owed: readonly Interval[];
}

/** Goes on to the instant of a step. */
export function stepRounds(step: Step<Undertaking>, old: Rounds | null, duty: Owed): Rounds {
  let now = old ?? begin(step);
  while (now.current.ends <= step.asOf) now = ended(step, now, duty);
  step.wake(now.current.ends);
  const lens = doneLens(now.doneAt, duty, null);
  const done = step.requirement !== null && step.judge(step.requirement, { lens }).bits === SHOWN;
  return done ? performedBy(step, now, duty) : now;
}

/** Whether the last to have ended is overdue. */
export function isRoundOverdue({ last }: Rounds): boolean {
  return last !== null && last.performed === null && !last.missed;
}

/** Whether of what is owed next nothing is missing but what others do to be sure. */
export function isRoundUnchecked(step: Step<Undertaking>, now: Rounds, duty: Owed): boolean {
  const { read } = PLAIN_LENS;
  const lens: Lens = {
    ...doneLens(now.doneAt, duty, null),
    read: (pair, check) => (check ? SHOWN : read(pair, check)),
  };
  return step.requirement !== null && step.judge(step.requirement, { lens }).bits === SHOWN;
}

function begin({ clause, the }: Step<Undertaking>): Rounds {
  const current = roundOf(clause, the.clocks, 0);
  return { current, ahead: 0, last: null, doneAt: BEGINNING, performed: 0, late: 0, missed: 0 };
}

function roundOf(clause: Undertaking, clocks: Clocks, number: number): Round {
  const begins = number === 0 ? BEGINNING : dateOf(clause, clocks, number - 1);
  const ends = withGrace(clocks, dateOf(clause, clocks, number), clause.grace);
  return { number, begins, ends, performed: null, missed: false };
}

function dateOf({ recurrence }: Undertaking, clocks: Clocks, number: number): Instant {
  const { first, every } = recurrence!;
  if (number === 0) return first.ends;
  // From the last day of the first: the months are counted from it, however short some are.
  const times = { ...every, count: every.count * number };
  return instant(afterSpan(clocks, instant(first.ends - 1), times) + 1);
}

/** The one that runs ends: what ended before it and was not performed is missed. */
function ended({ clause, the }: Step<Undertaking>, now: Rounds, { running }: Owed): Rounds {
  const { current } = now;
  const before = instant(current.ends - 1);
  const isOwed = liesWithin({ from: before, to: before }, running);
  return {
    ...now,
    missed: now.missed + (isRoundOverdue(now) ? 1 : 0),
    last: isOwed ? { ...current, performed: now.ahead > 0 ? { late: false } : null } : null,
    ahead: Math.max(0, now.ahead - 1),
    current: roundOf(clause, the.clocks, current.number + 1),
  };
}

function performedBy(step: Step<Undertaking>, now: Rounds, duty: Owed): Rounds {
  const { asOf } = step;
  const { current, last, ahead } = now;
  const done = { ...now, doneAt: asOf };
  const isOpen = last !== null && isRoundOverdue(now) && ahead === 0;
  const inTime = isOpen && isDoneBefore(step, last.ends, now, duty);
  const isNearer = isOpen && asOf - last.ends <= current.ends - asOf;
  if (isOpen && (inTime || isNearer)) {
    const counted = inTime ? { performed: now.performed + 1 } : { late: now.late + 1 };
    return { ...done, ...counted, last: { ...last, performed: { late: !inTime } } };
  }
  const next = roundOf(step.clause, step.the.clocks, current.number + ahead);
  if (next.begins > asOf) return done;
  return {
    ...done,
    performed: now.performed + 1,
    missed: now.missed + (isOpen ? 1 : 0),
    last: last === null ? null : { ...last, missed: last.missed || isOpen },
    ahead: ahead + 1,
  };
}

function isDoneBefore(step: Step<Undertaking>, end: Instant, now: Rounds, duty: Owed): boolean {
  const lens = doneLens(now.doneAt, duty, end);
  return step.judge(step.requirement!, { lens }).bits === SHOWN;
}

/** What was seen while it was owed, all of it since it was done last, and some before an end. */
function doneLens(since: Instant, { owed }: Owed, end: Instant | null): Lens {
  const isNew = ({ seen: { from, to } }: Piece) =>
    since === BEGINNING || (from === to ? from > since : from >= since);
  const isOwed = ({ seen: { from, to } }: Piece) =>
    owed.some((one) => (from === to ? one.from <= from : one.from < to) && from < one.to);
  return {
    ...PLAIN_LENS,
    countsFor: (one) => isNew(one) && isOwed(one) && (end === null || one.seen.from < end),
  };
}
