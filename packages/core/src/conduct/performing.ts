import type { Predicate } from "../agreement/index.ts";
import { type Bits, NEITHER, opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { DAY_MS, END, HOUR_MS, type Instant, type Interval } from "../time/index.ts";
import {
  type Atom,
  atomSteps,
  bitsOf,
  findingOf,
  type Packed,
  restricted,
  type Steps,
  stepsOf,
  valueAt,
} from "../verdict/index.ts";
import { undoneAfter } from "./breach.ts";
import type { Duty } from "./duty.ts";
import { requirementBits } from "./requirement.ts";
import { endsReached, hasRunOut, type Run } from "./running.ts";
import { covers } from "./stretches.ts";

/** How performance stands, whatever else is said of the duty. */
export type PerformanceStatus =
  | "dormant"
  | "due"
  | "performed"
  | "performed late"
  | "overdue"
  | "kept"
  | "ended"
  | "suspended"
  | "discharged";

/** A stretch in which a duty is performed, and by how much it came late. */
export interface Performed extends Interval {
  readonly late: Lateness | null;
  /** Whether it was first seen only after its end, and is not late for all that is shown. */
  readonly firstSeenAfter: boolean;
}

/** How late: in days where its time ends with a day, in hours otherwise. */
export interface Lateness {
  readonly count: number;
  readonly unit: "day" | "hour";
}

/** Plays how a duty is performed over valid time (section 8, *Status*). */
export interface Performance {
  readonly status: Steps<PerformanceStatus>;
  readonly performed: readonly Performed[];
}

/** Plays the performance of a duty under one edition, on the value that its requirement has. */
export function performanceOf(duty: Duty, value: Steps<Packed>): Performance {
  if (duty.undertaking.form === "achieve") return achieved(duty, value);
  const { undertaking, time, relief, forms } = duty;
  return forms.joins.keep(undertaking, "kept", [time, relief], () => kept(duty));
}

function achieved(duty: Duty, value: Steps<Packed>): Performance {
  const { time, relief } = duty;
  const performed = performedIn(duty, value);
  const discharged = dischargedAt(duty, performed);
  const instants = [
    ...time.runs.flatMap(({ from, to, ends }) => [from, to, ...(ends === null ? [] : [ends])]),
    ...time.suspended.flatMap(({ from, to }) => [from, to]),
    ...performed.flatMap(({ from, to }) => [from, to]),
    discharged,
    relief.terminated,
  ];
  const status = stepsOf(instants, (when): PerformanceStatus => {
    const done = performed.find(({ from, to }) => from <= when && when < to);
    if (done !== undefined) return done.late === null ? "performed" : "performed late";
    if (when >= discharged) return "discharged";
    const inRun = covers(time.runs, when);
    const isOverdue = hasRunOut(time.runs, when);
    if ((inRun || isOverdue) && covers(time.suspended, when)) return "suspended";
    if (isOverdue) return "overdue";
    if (inRun) return "due";
    return when >= relief.terminated ? "ended" : "dormant";
  });
  return { status, performed };
}

function performedIn(duty: Duty, value: Steps<Packed>): readonly Performed[] {
  const { runs } = duty.time;
  const found: Performed[] = [];
  let since = runs[0]?.from ?? END;
  while (since < END) {
    const at = firstVerifiedInTime(value, runs, since, duty.relief.released);
    if (at === null) return found;
    const end = endAt(runs, at);
    const served = end === null || at < end ? "in time" : servedBy(duty, at, end);
    const late = served === "late" ? lateness(duty, doneBy(value, at), end!) : null;
    // What is undone after its end is a breach, and not due again.
    const undone = end !== null && end <= at ? null : undoneAfter(duty, at, end);
    const to = undone ?? END;
    found.push({ from: at, to, late, firstSeenAfter: served === "first seen after" });
    if (undone === null) return found;
    since = undone;
  }
  return found;
}

/** The first instant from which it is verified while it is owed, or overdue. */
function firstVerifiedInTime(
  value: Steps<Packed>,
  runs: readonly Run[],
  since: Instant,
  released: Instant,
): Instant | null {
  const instants = [...value.at, ...runs.map(({ from }) => from), since]
    .filter((at) => at >= since && at < released)
    .sort((a, b) => a - b);
  const isOwed = (at: Instant) => covers(runs, at) || hasRunOut(runs, at);
  return instants.find((at) => isOwed(at) && opens(bitsOf(valueAt(value, at)))) ?? null;
}

/** The end that counts for what was done at an instant; `null` where it has none. */
function endAt(runs: readonly Run[], when: Instant): Instant | null {
  const past = endsReached(runs).find((ends) => ends <= when);
  if (past !== undefined) return past;
  return runs.find(({ from, to }) => from <= when && when < to)?.ends ?? null;
}

/**
 * Whether what is verified only after the end was done in time: an event by the date that it bears,
 * a report of a day serving by any part of it; a state unless it was shown not in between.
 */
function servedBy(duty: Duty, at: Instant, end: Instant): "in time" | "first seen after" | "late" {
  let isFirstSeenAfter = false;
  const inTime = (atom: Atom): Bits => {
    const { evidence, steps } = duty.forms.atom(atom);
    if ((bitsOf(valueAt(steps, at)) & SHOWN) === 0) return NEITHER;
    if (duty.lightOf(atom) === "verification") return SHOWN;
    const early = restricted(evidence, ({ side, seen }) =>
      side === "against" ? true : seen.from < end,
    );
    if ((bitsOf(findingOf(atom, early, at).packed) & SHOWN) !== 0) return SHOWN;
    // What was seen before the end does not show how it stood after it.
    const since = restricted(evidence, ({ side, seen }) =>
      side === "against" ? seen.from >= end : true,
    );
    if (isEvent(atom.predicate) || wasShownNot(atomSteps(atom, since), end, at)) return NEITHER;
    isFirstSeenAfter = true;
    return SHOWN;
  };
  const bits = requirementBits(duty, at, {
    atom: inTime,
    referred: (referred) => (referred & SHOWN) as Bits,
    exception: (isShown) => (isShown ? SHOWN_NOT : SHOWN),
  });
  if ((bits & SHOWN) === 0) return "late";
  return isFirstSeenAfter ? "first seen after" : "in time";
}

function wasShownNot({ at, values }: Steps<Packed>, from: Instant, to: Instant): boolean {
  return values.some((packed, i) => {
    const until = at[i + 1] ?? END;
    return (bitsOf(packed) & SHOWN_NOT) !== 0 && at[i]! < to && until > from;
  });
}

/** Whether evidence of a predicate is of an event, which stays, and not of a state (section 6). */
export function isEvent(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case "activity":
      return predicate.state === "complete";
    case "statement":
      return true;
    case "count":
      return predicate.stage !== "in-place" && predicate.stage !== "declared";
    case "presence":
    case "access":
    case "coverage":
    case "identity":
    case "assessment":
    case "open-term":
      return false;
  }
}

/**
 * From when what is verified at an instant was so: an act that was done before anybody could know
 * that it was owed (notice before an exercise that nobody had told of) came when it was done.
 */
function doneBy({ at, values }: Steps<Packed>, when: Instant): Instant {
  let done = when;
  for (let i = at.length - 1; i >= 0; i -= 1) {
    if (at[i]! > when) continue;
    if (!opens(bitsOf(values[i]!))) break;
    done = Math.min(done, at[i]!) as Instant;
  }
  return done;
}

function lateness(duty: Duty, at: Instant, end: Instant): Lateness {
  if (duty.time.endsWithDay) return daysLate(duty, at, end);
  return { count: Math.ceil((at - end) / HOUR_MS), unit: "hour" };
}

/** By how many days of the case's clocks something came after an end. */
export function daysLate({ frame }: Duty, at: Instant, end: Instant): Lateness {
  const { zone } = frame.clocks;
  const day = (when: number) => Math.floor(zone.local(when as Instant) / DAY_MS);
  return { count: day(at - 1) - day(end - 1), unit: "day" };
}

/** A release ends what is still owed; so does the cure of a duty whose time has run out. */
function dischargedAt({ relief, time }: Duty, performed: readonly Performed[]): Instant {
  const cured = relief.cures.find((at) => {
    return hasRunOut(time.runs, at) && !covers(performed, at);
  });
  return Math.min(relief.released, cured ?? END) as Instant;
}

/** What is kept or refrained from is kept so far, and ended when its time is over. */
function kept(duty: Duty): Performance {
  const { time, relief } = duty;
  const over = Math.min(relief.released, relief.terminated) as Instant;
  const instants = [
    ...time.runs.flatMap(({ from, to, ends }) => [from, to, ...(ends === null ? [] : [ends])]),
    ...time.suspended.flatMap(({ from, to }) => [from, to]),
    over,
  ];
  const status = stepsOf(instants, (when): PerformanceStatus => {
    if (when >= relief.released) return "discharged";
    if (when >= relief.terminated) return "ended";
    const run = time.runs.find(({ from, to }) => from <= when && when < to);
    if (run === undefined) return hasRunOut(time.runs, when) ? "ended" : "dormant";
    if (run.ends !== null && run.ends <= when) return "ended";
    return covers(time.suspended, when) ? "suspended" : "kept";
  });
  return { status, performed: [] };
}
