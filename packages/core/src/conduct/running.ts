import type { Undertaking } from "../agreement/index.ts";
import { opens } from "../logic/index.ts";
import {
  BEGINNING,
  beforeSpan,
  type Clocks,
  END,
  endOfDay,
  endOfSpan,
  type Instant,
  type Interval,
  inZone,
  runsToTheMinute,
  type TimeSpan,
} from "../time/index.ts";
import { bitsOf, constant, join, type Packed, type Steps } from "../verdict/index.ts";
import { merged, outside, type Stretches, stretchesOf, within } from "./stretches.ts";

/** A stretch of time in which a duty is owed, suspended or not. */
export interface Run extends Interval {
  /** When its time runs out; `null` for never. */
  readonly ends: Instant | null;
}

/** A suspension that has effect. */
export interface Suspension extends Interval {
  /** Whether it moves a fixed date. */
  readonly movesDate: boolean;
}

/** The time of a duty (semantics, section 8, *Three forms*). */
export interface RunningTime {
  readonly runs: readonly Run[];
  readonly suspended: Stretches;
  /** When it runs: owed, not suspended, and for what is kept or refrained from not yet ended. */
  readonly active: Stretches;
  /** Whether its date had passed when it first fell due, and so is none. */
  readonly dateHadPassed: boolean;
  /** A last day or a minute, so that a lateness is counted in days or hours. */
  readonly endsWithDay: boolean;
}

/** The instants at which the time of a duty runs out while it is owed. */
export function endsReached(runs: readonly Run[]): readonly Instant[] {
  return runs.flatMap(({ ends, to }) => (ends !== null && ends <= to ? [ends] : []));
}

/** Whether the time of a duty has run out: whether or not what it waited on still holds. */
export function hasRunOut(runs: readonly Run[], when: Instant): boolean {
  return endsReached(runs).some((ends) => ends <= when);
}

/** What begins a term once it is verified. */
export interface Start {
  readonly shown: Steps<Packed>;
  /** The date from which a term counts that begins when it is shown. */
  readonly countedFrom: (shown: Instant) => Instant;
}

/** What the time of a duty is worked out from. */
export interface RunningBasis {
  readonly undertaking: Undertaking;
  readonly clocks: Clocks;
  /** What it is due by; `null` for from the start. */
  readonly due: Start | null;
  /** The event that sets its clock; `null` for none. */
  readonly event: Start | null;
  readonly suspensions: readonly Suspension[];
  /** From when on nothing of it is owed any more; `END` for never. */
  readonly released: Instant;
  /** From when on what is not yet due never falls due; `END` for never. */
  readonly terminated: Instant;
}

/** Works out when a duty runs and when its time runs out. */
export function runningTime(basis: RunningBasis): RunningTime {
  const { undertaking, suspensions } = basis;
  const from = undertaking.from ?? BEGINNING;
  const over = owedUntil(basis);
  const owed = within(dueStretches(basis), from < over ? [{ from, to: over }] : []).filter(
    (one) => one.from < basis.terminated,
  );
  const suspended = merged(suspensions);
  const first = owed[0]?.from ?? null;
  const date = dateOf(basis, owed, first);
  const dateHadPassed = date !== null && first !== null && date.base <= first;
  const moved = date === null || dateHadPassed ? null : date.ends;
  const runs = owed.map((one): Run => ({ ...one, ends: earliest(clockOf(basis, one), moved) }));
  const lasting = undertaking.form === "achieve" ? runs : runs.flatMap(untilItsEnd);
  return {
    runs,
    suspended,
    active: within(lasting, outside(suspended)),
    dateHadPassed,
    endsWithDay: endsWithDay(undertaking),
  };
}

/** What is due when the agreement is terminated stays due; what is kept is kept no longer. */
function owedUntil({ undertaking, released, terminated }: RunningBasis): Instant {
  if (undertaking.form === "achieve") return released;
  return Math.min(released, terminated) as Instant;
}

function untilItsEnd({ from, to, ends }: Run): readonly Interval[] {
  const end = ends === null ? to : (Math.min(to, ends) as Instant);
  return from < end ? [{ from, to: end }] : [];
}

function verified(start: Start | null): Stretches {
  if (start === null) return stretchesOf(constant(true));
  return stretchesOf(join([start.shown], ([packed]) => opens(bitsOf(packed!))));
}

function dueStretches({ undertaking, due, event }: RunningBasis): Stretches {
  const asked = verified(due);
  if (undertaking.eventClock === null) return asked;
  // An event has happened from its instant on, however stale the evidence of it grows.
  const happened = verified(event)[0]?.from;
  return happened === undefined ? [] : within(asked, [{ from: happened, to: END }]);
}

/** The date that a term of days counts from: that of what was shown when it began. */
function dateOfStart({ due, event }: RunningBasis, began: Instant): Instant {
  const dates = [due, event].flatMap((start) =>
    start !== null && verified(start).some(({ from }) => from === began)
      ? [start.countedFrom(began)]
      : [],
  );
  return dates.length === 0 ? began : (Math.max(...dates) as Instant);
}

/** The end that a run's own clock gives, counted from the run's beginning. */
function clockOf(basis: RunningBasis, run: Interval): Instant | null {
  const { undertaking, clocks, suspensions } = basis;
  const { within: span, eventClock } = undertaking;
  if (run.from === BEGINNING) return null;
  const endOf = (term: TimeSpan) =>
    endOfSpan(clocks, runsToTheMinute(term) ? run.from : dateOfStart(basis, run.from), term);
  const ends: (Instant | null)[] = [];
  if (span !== null) ends.push(endOf(span));
  if (eventClock?.when === "after") ends.push(endOf(eventClock.span));
  const end = ends.reduce<Instant | null>(earliest, null);
  if (end === null) return null;
  const toTheMinute = [span, eventClock?.span ?? null].some(
    (one) => one !== null && runsToTheMinute(one),
  );
  const stopped = merged(suspensions);
  return graced(undertaking, clocks, moved(clocks, run.from, end, stopped, toTheMinute));
}

/** The end that a fixed date gives, as moved; `null` where the text states none. */
function dateOf(
  basis: RunningBasis,
  owed: Stretches,
  first: Instant | null,
): { readonly base: Instant; readonly ends: Instant | null } | null {
  const { undertaking, clocks, suspensions, event } = basis;
  const { deadline, eventClock, form } = undertaking;
  const before = eventClock?.when === "before" ? eventClock : null;
  if (before !== null && event !== null) {
    // Its last day lies before the event, and is known only once the event is.
    if (first === null) return null;
    const ends = runsToTheMinute(before.span)
      ? beforeSpan(clocks, first, before.span)
      : endOfDay(clocks, beforeSpan(clocks, dateOfStart(basis, first), before.span));
    return { base: END, ends: graced(undertaking, clocks, ends) };
  }
  if (deadline === null) return null;
  const base = deadline.ends;
  if (form !== "achieve" || first === null) {
    return { base, ends: graced(undertaking, clocks, base) };
  }
  const dormant = outside(owed).filter(({ from }) => from > first);
  const moving = suspensions.filter(({ movesDate }) => movesDate);
  const still = merged([...dormant, ...moving]);
  const ends = moved(clocks, first, base, still, !deadline.wholeDay);
  return { base, ends: graced(undertaking, clocks, ends) };
}

/** An end, later by the time that stood still before it. */
function moved(
  { zone, ...rest }: Clocks,
  began: Instant,
  end: Instant,
  still: Stretches,
  toTheMinute: boolean,
): Instant | null {
  let later = end;
  for (let round = 0; round <= still.length; round += 1) {
    let stood = 0;
    for (const { from, to } of within(still, began < later ? [{ from: began, to: later }] : [])) {
      const whole = still.find((one) => one.from <= from && from < one.to)!;
      if (whole.to === END) return null;
      // The stretch counts whole once the end falls into it: the end moves with it.
      stood += zone.local(to === later ? whole.to : to) - zone.local(from);
    }
    const next = inZone(zone, zone.local(end) + stood);
    if (next === later) break;
    later = next;
  }
  if (toTheMinute) return later;
  const clocks = { zone, ...rest };
  const midnight = endOfDay(clocks, (later - 1) as Instant);
  return midnight;
}

function graced(undertaking: Undertaking, clocks: Clocks, end: Instant | null): Instant | null {
  return end === null ? null : withGrace(undertaking, clocks, end);
}

/** An end, later by the days of grace: its last day is not counted among them. */
export function withGrace({ grace }: Undertaking, clocks: Clocks, end: Instant): Instant {
  if (grace === null) return end;
  return endOfSpan(clocks, runsToTheMinute(grace) ? end : ((end - 1) as Instant), grace);
}

function endsWithDay({ within: span, deadline, eventClock }: Undertaking): boolean {
  if (deadline !== null) return deadline.wholeDay;
  const stated = span ?? eventClock?.span ?? null;
  return stated === null || !runsToTheMinute(stated);
}

function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other) as Instant;
}
