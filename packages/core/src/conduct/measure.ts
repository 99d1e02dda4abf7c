import type { Measure } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { opens, SHOWN } from "../logic/index.ts";
import {
  BEGINNING,
  type Clocks,
  END,
  endOfSpan,
  type Instant,
  runsToTheMinute,
  type TimeSpan,
} from "../time/index.ts";
import { bitsOf, join, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { MeasureStatus } from "./assessment.ts";
import { countedFrom } from "./atoms.ts";
import { clauseAt, heldSince, instantsOfText, type Ruling, type Scene } from "./scene.ts";
import { stretchesOf } from "./stretches.ts";

/** How a measure runs over valid time. */
export interface MeasureCourse {
  readonly status: Steps<MeasureStatus>;
  /** The parts that are relaxed, over time; all of it where it is relaxed in full. */
  readonly relaxed: Steps<string>;
}

/**
 * Plays the life cycle of a measure (T20, T21; semantics, section 8): in force by default; relaxed
 * only until its end, when it is in force again by itself; lifted only by a decision that has
 * effect; back by itself only where the text says so, and then until decided again.
 */
export function measureCourse(scene: Scene, id: Id, rulings: readonly Ruling[]): MeasureCourse {
  const effective = rulings.filter(({ refused }) => refused === null);
  const verified = join([scene.history.clause(id)], ([packed]) => opens(bitsOf(packed!)));
  const turns = turnsOf(scene, id, effective, verified);
  const endedAt = (measure: Measure) => lastDayOver(scene, measure);
  const instants = [
    ...verified.at,
    ...turns.map(({ at }) => at),
    ...liftingClocks(scene, id, verified, turns),
    ...instantsOfText(scene, (frame) => {
      const clause = frame.clause(id);
      if (clause?.kind !== "measure") return [];
      return [clause.from, clause.expires?.ends ?? null, endedAt(clause)];
    }),
    ...effective.flatMap(({ from, decision }) => [from, decision.until ?? from]),
  ];
  const status = stepsOf(instants, (when): MeasureStatus => {
    const measure = clauseAt(scene, id, "measure", when);
    if (measure === undefined) return "not yet in force";
    if (measure.from !== null && when < measure.from) return "not yet in force";
    const stands = turns.findLast(({ at }) => at <= when)?.to ?? "in force";
    if (stands === "lifted") return "lifted";
    if (hasExpired(endedAt(measure), effective, when, turns)) return "ended";
    const now = renewedAt(measure, when, inForceAt(stands, effective, when));
    if (now === "relaxed") return now;
    return liftingOwed(scene, measure, verified, turns, when) ?? now;
  });
  const relaxed = stepsOf(instants, (when) => relaxedPart(effective, when));
  return { status, relaxed };
}

/** A turn of a measure between lifted and not. */
interface Turn {
  readonly at: Instant;
  readonly to: "lifted" | "reimposed";
}

/** Decisions that lift and reimpose, and what brings it back by itself, in their order. */
function turnsOf(
  scene: Scene,
  id: Id,
  effective: readonly Ruling[],
  verified: Steps<boolean>,
): readonly Turn[] {
  const turns: Turn[] = [];
  const acts = effective.filter(({ decision: { act } }) => act === "lift" || act === "reimpose");
  acts.forEach(({ decision, from }, i) => {
    const back = snapsBackBy(scene, id, turns.at(-1), from, effective, verified);
    if (back !== null) turns.push(back);
    const isLifted = turns.at(-1)?.to === "lifted";
    if (decision.act === "lift") turns.push({ at: from, to: "lifted" });
    else if (isLifted) turns.push({ at: from, to: "reimposed" });
    if (i < acts.length - 1) return;
    const last = snapsBackBy(scene, id, turns.at(-1), END, effective, verified);
    if (last !== null) turns.push(last);
  });
  return turns;
}

/** When a lifted measure comes back by itself before an instant; `null` where it does not. */
function snapsBackBy(
  scene: Scene,
  id: Id,
  lifted: Turn | undefined,
  before: Instant,
  effective: readonly Ruling[],
  verified: Steps<boolean>,
): Turn | null {
  if (lifted?.to !== "lifted") return null;
  const measure = clauseAt(scene, id, "measure", lifted.at);
  const snapBack = measure?.snapBack ?? null;
  if (snapBack === null) return null;
  if (snapBack.kind === "condition") {
    const at = [lifted.at, ...verified.at].find(
      (when) => when >= lifted.at && !valueAt(verified, when),
    );
    return at === undefined || at >= before ? null : { at, to: "reimposed" };
  }
  const { frame, history } = scene.history.segmentAt(lifted.at);
  const notice = frame.formOf(id, snapBack.notice);
  const dateOf = countedFrom(notice, frame, history);
  const noticed = join([history.stepsOf(notice)], ([packed]) => opens(bitsOf(packed!)));
  for (const { from } of stretchesOf(noticed)) {
    // A notice that was given before the lifting is not one of what was lifted.
    if (from < lifted.at) continue;
    const at = endOfTerm(frame.clocks, from, dateOf, snapBack.after);
    const continued = effective.some(
      ({ decision, from: decided }) =>
        decision.act === "continue" &&
        decision.by === snapBack.unlessContinuedBy &&
        decided >= from &&
        decided < at,
    );
    if (!continued && at < before) return { at, to: "reimposed" };
  }
  return null;
}

function inForceAt(
  stands: MeasureStatus,
  effective: readonly Ruling[],
  when: Instant,
): MeasureStatus {
  if (relaxingAt(effective, when) !== null) return "relaxed";
  return standingAt(effective, "extend", when) === null ? stands : "extended";
}

function relaxedPart(effective: readonly Ruling[], when: Instant): string {
  const relaxed = relaxingAt(effective, when);
  if (relaxed === null) return "";
  return relaxed.decision.part ?? "all";
}

/** The decision by which a measure is relaxed at an instant; `null` for none. */
export function relaxingAt(rulings: readonly Ruling[], when: Instant): Ruling | null {
  return standingAt(rulings, "relax", when);
}

/** The last decision of an act that stands at an instant; `null` for none. */
function standingAt(
  rulings: readonly Ruling[],
  act: "relax" | "extend",
  when: Instant,
): Ruling | null {
  const found = rulings.findLast(
    ({ decision, from, refused }) =>
      refused === null &&
      decision.act === act &&
      from <= when &&
      (decision.until === null || when < decision.until),
  );
  return found ?? null;
}

/** Whether a measure has ended by its date, and nothing made it go on. */
function hasExpired(
  endedAt: Instant | null,
  effective: readonly Ruling[],
  when: Instant,
  turns: readonly Turn[],
): boolean {
  if (endedAt === null || when < endedAt) return false;
  if (turns.some(({ at, to }) => to === "reimposed" && at >= endedAt && at <= when)) return false;
  // What has ended is not extended any more: only what stands goes on.
  let end = endedAt;
  for (let round = 0; round <= effective.length && end <= when; round += 1) {
    for (const { decision, from } of effective) {
      if (decision.act !== "extend" || from > end) continue;
      end = Math.max(end, decision.until ?? END) as Instant;
    }
  }
  return end <= when;
}

/** A measure that has gone on by itself past its date is extended. */
function renewedAt({ expires, renewal }: Measure, when: Instant, now: MeasureStatus) {
  const isRenewed = renewal !== null && expires !== null && when >= expires.ends;
  return isRenewed && now === "in force" ? "extended" : now;
}

/**
 * When a measure ends by its date: the first end, of it and of every term by which it goes on by
 * itself, at which what keeps it from going on is shown; `null` where it does not end so.
 */
function lastDayOver(scene: Scene, { id, expires, renewal }: Measure): Instant | null {
  if (expires === null) return null;
  if (renewal === null) return expires.ends;
  if (renewal.unless === null) return null;
  const { frame, history } = scene.history.segmentAt(expires.ends);
  const objected = join(
    [history.stepsOf(frame.formOf(id, renewal.unless))],
    ([packed]) => (bitsOf(packed!) & SHOWN) !== 0,
  );
  const lastChange = objected.at.at(-1) ?? BEGINNING;
  for (let end = expires.ends; ; ) {
    if (valueAt(objected, end)) return end;
    // Nothing changes after this: it goes on for ever.
    if (end >= lastChange) return null;
    end = endOfSpan(frame.clocks, (end - 1) as Instant, renewal.span);
  }
}

/** The instants at which a lifting falls due, or is overdue. */
function liftingClocks(
  scene: Scene,
  id: Id,
  verified: Steps<boolean>,
  turns: readonly Turn[],
): readonly Instant[] {
  const verifiedFrom = stretchesOf(verified).map(({ from }) => from);
  const stoodFrom = scene.history.segments.flatMap(({ frame }) => {
    const measure = frame.clause(id);
    return measure?.kind === "measure" && measure.from !== null ? [measure.from] : [];
  });
  return [...verifiedFrom, ...stoodFrom, ...turns.map(({ at }) => at)].flatMap((from) => {
    const within = clauseAt(scene, id, "measure", from)?.liftWithin ?? null;
    if (within === null || from === BEGINNING) return [];
    return [endOfLifting(scene, id, from, within, verifiedFrom)];
  });
}

/** When a lifting is overdue that has been owed from an instant on. */
function endOfLifting(
  scene: Scene,
  id: Id,
  since: Instant,
  span: TimeSpan,
  verifiedFrom: readonly Instant[],
): Instant {
  const { frame, history } = scene.history.segmentAt(since);
  const isShownThen = verifiedFrom.includes(since);
  const dateOf = isShownThen
    ? countedFrom(frame.formOfClause(id, false), frame, history)
    : (at: Instant) => at;
  return endOfTerm(frame.clocks, since, dateOf, span);
}

/** The end of a term that begins when something is shown: one of days counts from its date. */
function endOfTerm(
  clocks: Clocks,
  shown: Instant,
  dateOf: (shown: Instant) => Instant,
  span: TimeSpan,
): Instant {
  return endOfSpan(clocks, runsToTheMinute(span) ? shown : dateOf(shown), span);
}

function liftingOwed(
  scene: Scene,
  measure: Measure,
  verified: Steps<boolean>,
  turns: readonly Turn[],
  when: Instant,
): MeasureStatus | null {
  const { liftWithin } = measure;
  if (liftWithin === null || !valueAt(verified, when)) return null;
  // Nothing is to be lifted before it stands, however long its condition has been verified.
  const stood = turns.findLast(({ at }) => at <= when)?.at ?? measure.from ?? BEGINNING;
  const since = Math.max(heldSince(verified, when) ?? BEGINNING, stood) as Instant;
  if (since === BEGINNING) return "to be lifted";
  const verifiedFrom = stretchesOf(verified).map(({ from }) => from);
  const end = endOfLifting(scene, measure.id, since, liftWithin, verifiedFrom);
  return when < end ? "to be lifted" : "lifting overdue";
}
