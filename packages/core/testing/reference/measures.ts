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
  readonly noticedAt: Instant | null;
  readonly snapsAt: Instant | null;
}

const FRESH: Kept = {
  is: "not yet",
  reimposed: false,
  verifiedSince: null,
  verifiedDate: null,
  expires: null,
  renewed: false,
  noticed: false,
  noticedAt: null,
  snapsAt: null,
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
    if (act === "lift" && next.is === "standing") next = { ...next, is: "lifted", snapsAt: null };
    if (act === "reimpose" && next.is === "lifted") {
      next = { ...next, is: "standing", reimposed: true, snapsAt: null };
    }
  }
  return next;
}

function expired(step: Step<Measure>, now: Kept): Kept {
  const { clause, decisions, asOf, the } = step;
  if (now.is !== "standing" || now.expires === null || asOf < now.expires) return now;
  const extended = decisions.filter(
    ({ act, from, until }) =>
      act === "extend" && from <= now.expires! && until !== null && until > asOf,
  );
  const longest = Math.max(...extended.map(({ until }) => until!));
  if (extended.length > 0) {
    step.wake(instant(longest));
    return { ...now, expires: instant(longest), renewed: true };
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
  const back = { ...now, is: "standing", reimposed: true, snapsAt: null } as const;
  if (snapBack.kind === "condition") {
    return now.is === "lifted" && value.bits !== SHOWN ? back : now;
  }
  const noticed = step.judge(snapBack.notice).bits === SHOWN;
  const given = noticed && !now.noticed && now.is === "lifted";
  const snapsAt = given
    ? endFrom(the.clocks, asOf, step.dateNow(snapBack.notice), snapBack.after)
    : noticed
      ? now.snapsAt
      : null;
  if (snapsAt !== null) step.wake(snapsAt);
  const next = { ...now, noticed, noticedAt: given ? asOf : now.noticedAt, snapsAt };
  if (now.is !== "lifted" || snapsAt === null || asOf < snapsAt) return next;
  const continued = decisions.some(
    ({ act, by, from }) =>
      act === "continue" &&
      by === snapBack.unlessContinuedBy &&
      from >= now.noticedAt! &&
      from < snapsAt,
  );
  return continued ? { ...next, snapsAt: null } : { ...back, noticed };
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
