/** A recurring duty by the reference: one occurrence after another (section 8, ADR 0147). */
import type { Undertaking } from "../../src/agreement/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import {
  afterSpan,
  BEGINNING,
  type Instant,
  type Interval,
  instant,
} from "../../src/time/index.ts";
import { type Lens, PLAIN_LENS } from "./conditions.ts";
import type { Piece } from "./evidence.ts";
import type { Step } from "./replay.ts";
import { liesWithin } from "./terms.ts";

/** One time that it is owed. */
interface Round {
  readonly number: number;
  readonly begins: Instant;
  readonly ends: Instant;
  readonly performed: { readonly late: boolean } | null;
  readonly missed: boolean;
}

/** What a recurring duty remembers. */
export interface Rounds {
  /** The one that runs now. */
  readonly current: Round;
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
  const current = roundOf(clause, the.clocks, 0, BEGINNING);
  return { current, last: null, doneAt: BEGINNING, performed: 0, late: 0, missed: 0 };
}

function roundOf(
  { recurrence }: Undertaking,
  clocks: Step["the"]["clocks"],
  number: number,
  begins: Instant,
): Round {
  const { first, every } = recurrence!;
  const times = { ...every, count: every.count * number };
  // From the last day of the first: the months are counted from it, however short some are.
  const ends =
    number === 0 ? first.ends : instant(afterSpan(clocks, instant(first.ends - 1), times) + 1);
  return { number, begins, ends, performed: null, missed: false };
}

/** The one that runs ends: what ended before it and was not performed is missed. */
function ended({ clause, the }: Step<Undertaking>, now: Rounds, { running }: Owed): Rounds {
  const { current } = now;
  const before = instant(current.ends - 1);
  const isOwed = liesWithin({ from: before, to: before }, running);
  return {
    ...now,
    missed: now.missed + (isRoundOverdue(now) ? 1 : 0),
    last: isOwed ? current : null,
    current: roundOf(clause, the.clocks, current.number + 1, current.ends),
  };
}

function performedBy(step: Step<Undertaking>, now: Rounds, duty: Owed): Rounds {
  const { asOf } = step;
  const { current, last } = now;
  const done = { ...now, doneAt: asOf };
  const isOpen = last !== null && isRoundOverdue(now) && current.performed === null;
  const inTime = isOpen && isDoneBefore(step, last.ends, now, duty);
  const isNearer = isOpen && asOf - last.ends <= current.ends - asOf;
  if (isOpen && (inTime || isNearer)) {
    const counted = inTime ? { performed: now.performed + 1 } : { late: now.late + 1 };
    return { ...done, ...counted, last: { ...last, performed: { late: !inTime } } };
  }
  if (current.performed !== null) return done;
  return {
    ...done,
    performed: now.performed + 1,
    missed: now.missed + (isOpen ? 1 : 0),
    last: last === null ? null : { ...last, missed: last.missed || isOpen },
    current: { ...current, performed: { late: false } },
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
