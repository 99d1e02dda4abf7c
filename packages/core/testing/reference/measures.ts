/** Measures by the reference (section 8, *Measure*). */
import type { ClauseState, Decision, Measure } from "../../src/agreement/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import { BEGINNING, endOfSpan, type Instant, instant } from "../../src/time/index.ts";
import type { Step, Stepped } from "./replay.ts";
import { endFrom } from "./terms.ts";

interface Kept {
  readonly is: "not yet" | "standing" | "lifted" | "ended";
  readonly reimposed: boolean;
  /** Since when its condition has been verified while it stood. */
  readonly verifiedSince: Instant | null;
  /** The date that the days of its lifting count from. */
  readonly verifiedDate: Instant | null;
  /** When it ends by itself, as extended; `null` for never. */
  readonly expires: Instant | null;
  readonly renewed: boolean;
  /** Whether the notice that brings it back was shown at the step before. */
  readonly noticed: boolean;
  /** The notices that were given since it was lifted, and when each brings it back. */
  readonly notices: readonly { readonly at: Instant; readonly snapsAt: Instant }[];
}

const FRESH: Kept = {
  is: "not yet",
  reimposed: false,
  verifiedSince: null,
  verifiedDate: null,
  expires: null,
  renewed: false,
  noticed: false,
  notices: [],
};

/** Steps a measure. */
export function stepMeasure(step: Step<Measure>): Stepped {
  const { clause, asOf, before, wake } = step;
  const old = (before?.memory as Kept | undefined) ?? FRESH;
  const begun = clause.from === null || asOf >= clause.from;
  let now: Kept =
    begun && old.is === "not yet"
      ? { ...old, is: "standing", expires: clause.expires?.ends ?? null }
      : old;
  if (now.expires !== null) wake(now.expires);
  now = expired(step, now);
  now = decided(step, now);
  now = snappedBack(step, now);
  const verified = step.value.bits === SHOWN;
  const stands = now.is === "standing";
  const began = stands && verified && now.verifiedSince === null;
  const wasVerified = before !== undefined && before.value.bits === SHOWN;
  now = {
    ...now,
    verifiedSince: stands && verified ? (now.verifiedSince ?? asOf) : null,
    verifiedDate: !began ? now.verifiedDate : wasVerified ? asOf : step.dateNow(step.requirement!),
  };
  return { ...shown(step, now), memory: now };
}

/** What is in effect of the decisions that take effect at this very instant, in their order. */
function decided({ decisions, asOf, before }: Step<Measure>, now: Kept): Kept {
  const due = ({ from }: Decision) => from <= asOf && (before === undefined || from === asOf);
  let next = now;
  for (const { act } of decisions.filter(due)) {
    if (act === "lift" && next.is === "standing") next = { ...next, is: "lifted", notices: [] };
    if (act === "reimpose" && next.is === "lifted") next = back(next, asOf);
  }
  return next;
}

/** Standing again: what comes back after its date has no date any more. */
function back(now: Kept, asOf: Instant): Kept {
  const isPast = now.expires !== null && asOf >= now.expires;
  const expires = isPast ? null : now.expires;
  return { ...now, is: "standing", reimposed: true, notices: [], expires };
}

function expired(step: Step<Measure>, now: Kept): Kept {
  const { clause, decisions, asOf, the } = step;
  if (now.is !== "standing" || now.expires === null || asOf < now.expires) return now;
  const extended = decisions.filter(
    ({ act, from, until }) =>
      act === "extend" && from <= now.expires! && (until === null || until > asOf),
  );
  if (extended.some(({ until }) => until === null)) return { ...now, expires: null };
  if (extended.length > 0) {
    const longest = instant(Math.max(...extended.map(({ until }) => until!)));
    step.wake(longest);
    return { ...now, expires: longest, renewed: true };
  }
  if (clause.renewal === null) return { ...now, is: "ended" };
  const { span, unless } = clause.renewal;
  if (unless !== null && (step.judge(unless).bits & SHOWN) !== 0) return { ...now, is: "ended" };
  const expires = endOfSpan(the.clocks, instant(now.expires - 1), span);
  step.wake(expires);
  return { ...now, expires, renewed: true };
}

function snappedBack(step: Step<Measure>, now: Kept): Kept {
  const { clause, asOf, value, decisions, the } = step;
  const { snapBack } = clause;
  if (snapBack === null) return now;
  if (snapBack.kind === "condition") {
    return now.is === "lifted" && value.bits !== SHOWN ? back(now, asOf) : now;
  }
  const { notice, after, unlessContinuedBy } = snapBack;
  const noticed = step.judge(notice).bits === SHOWN;
  const given: { readonly at: Instant; readonly snapsAt: Instant }[] = [...now.notices];
  // A notice has been given from its instant on, however stale the evidence of it grows.
  if (noticed && !now.noticed && now.is === "lifted") {
    given.push({ at: asOf, snapsAt: endFrom(the.clocks, asOf, step.dateNow(notice), after) });
  }
  for (const { snapsAt } of given) step.wake(snapsAt);
  const isContinued = ({ at, snapsAt }: { at: Instant; snapsAt: Instant }) =>
    decisions.some(
      ({ act, by, from }) =>
        act === "continue" && by === unlessContinuedBy && from >= at && from < snapsAt,
    );
  const next = { ...now, noticed, notices: given };
  const snaps = given.some((one) => one.snapsAt <= asOf && !isContinued(one));
  return now.is === "lifted" && snaps ? { ...back(next, asOf), noticed } : next;
}

function shown(step: Step<Measure>, now: Kept): Pick<Stepped, "status" | "states"> {
  const { clause, asOf, decisions, the, wake } = step;
  const inForce: readonly ClauseState[] = ["in force"];
  if (now.is === "not yet") return { status: "not yet in force", states: [] };
  if (now.is === "lifted") return { status: "lifted", states: ["lifted"] };
  if (now.is === "ended") return { status: "ended", states: [] };
  const runs = (act: Decision["act"]) =>
    decisions.some(
      (one) => one.act === act && one.from <= asOf && (one.until === null || asOf < one.until),
    );
  if (runs("relax")) return { status: "relaxed", states: ["relaxed"] };
  if (clause.liftWithin !== null && now.verifiedSince !== null) {
    // What has been verified from the beginning started no clock.
    if (now.verifiedSince === BEGINNING) return { status: "to be lifted", states: inForce };
    const end = endFrom(the.clocks, now.verifiedSince, now.verifiedDate!, clause.liftWithin);
    wake(end);
    return { status: asOf < end ? "to be lifted" : "lifting overdue", states: inForce };
  }
  if (runs("extend") || now.renewed) return { status: "extended", states: inForce };
  return { status: now.reimposed ? "reimposed" : "in force", states: inForce };
}
