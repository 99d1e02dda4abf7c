import {
  BEGINNING,
  END,
  type Entry,
  type Instant,
  type Position,
  position,
  seenUntil,
} from "@proviso/core";
import { type Scale, scaleOf, upperBound } from "./scale.ts";

/** When things were so and when they were known, over a whole case: what the clocks run along. */
export interface Timeline {
  readonly scale: Scale;
  /** The instants at which something was so, rising, each once. */
  readonly validTicks: readonly Instant[];
  /** Those and when something was known, rising, each once. */
  readonly knots: readonly Instant[];
  /** When each entry was known, in record order, which never falls. */
  readonly known: readonly Instant[];
  /** *Now*: the present, or where a reconstructed case's record ends. */
  readonly now: Instant;
}

const MINUTE = 60_000;

/**
 * Lays out the timeline of a record.
 *
 * @param present - the present; `null` for a reconstructed case, whose present is its last entry.
 */
export function timelineOf(entries: readonly Entry[], present: Instant | null): Timeline {
  const known = entries.map((entry) => entry.known);
  const validTicks = rising(ticksOf(entries, known[0]));
  return timelineAlong(validTicks, rising([...validTicks, ...known]), known, present);
}

/** The timeline of a record that has grown by entries at its end. */
export function timelineAfter(
  before: Timeline,
  fresh: readonly Entry[],
  present: Instant | null,
): Timeline {
  const known = [...before.known, ...fresh.map((entry) => entry.known)];
  const ticks = ticksOf(fresh, known[0]);
  const validTicks = withMoments(before.validTicks, ticks);
  const knots = withMoments(before.knots, [...ticks, ...known.slice(before.known.length)]);
  return timelineAlong(validTicks, knots, known, present);
}

function timelineAlong(
  validTicks: readonly Instant[],
  knots: readonly Instant[],
  known: readonly Instant[],
  present: Instant | null,
): Timeline {
  const scale = scaleOf(present === null ? knots : withMoments(knots, [present]));
  return { scale, validTicks, knots, known, now: present ?? known.at(-1) ?? scale.last };
}

/**
 * The instants at which entries say that something was so. The clocks run over the record: what a
 * report says of a time long before it is no place to be.
 */
function ticksOf(entries: readonly Entry[], first: Instant | undefined): readonly Instant[] {
  const isWithin = (moment: Instant) => moment > BEGINNING && moment < END && moment >= first!;
  return first === undefined ? [] : entries.map(validInstant).filter(isWithin);
}

function rising(moments: readonly Instant[]): readonly Instant[] {
  return [...new Set(moments)].sort((one, other) => one - other);
}

/** Rising moments with some more among them. */
function withMoments(moments: readonly Instant[], more: readonly Instant[]): readonly Instant[] {
  if (more.length > 100) return rising([...moments, ...more]);
  const found = [...moments];
  for (const moment of more) {
    const at = upperBound(found, moment);
    if (found[at - 1] !== moment) found.splice(at, 0, moment);
  }
  return found;
}

function validInstant(entry: Entry): Instant {
  switch (entry.kind) {
    case "observation":
      return seenUntil(entry);
    case "amendment":
    case "decision":
      return entry.from;
    case "withdrawal":
    case "supersession":
      return entry.known;
  }
}

/** How many entries were known by an instant. */
export function positionAt(timeline: Timeline, moment: Instant): Position {
  return position(upperBound(timeline.known, moment));
}

/** The instant that stands for a position: when the last entry known there was known. */
export function instantOf(timeline: Timeline, at: Position): Instant {
  return timeline.known[at - 1] ?? timeline.scale.first;
}

/** A step of a clock: to the next entry, or by a length of time. */
export type Step =
  | { readonly kind: "entry"; readonly direction: 1 | -1 }
  | { readonly kind: "time"; readonly ms: number }
  | { readonly kind: "end"; readonly direction: 1 | -1 };

/**
 * Steps the as-of clock. The ends of what was seen and the times of the entries are both stops:
 * that something was reported is a change as much as that it was so.
 */
export function stepAsOf(timeline: Timeline, from: Instant, step: Step): Instant {
  const { first, last } = timeline.scale;
  switch (step.kind) {
    case "time":
      return Math.min(last, Math.max(first, from + step.ms)) as Instant;
    case "end":
      return step.direction > 0 ? last : first;
    case "entry": {
      const stops = [timeline.validTicks, timeline.known].map((ticks) =>
        neighbour(ticks, from, step.direction),
      );
      const found = stops.filter((stop) => stop !== undefined);
      if (found.length === 0) return step.direction > 0 ? last : first;
      return (step.direction > 0 ? Math.min(...found) : Math.max(...found)) as Instant;
    }
  }
}

function neighbour(ticks: readonly Instant[], from: Instant, direction: 1 | -1) {
  const after = upperBound(ticks, from);
  if (direction > 0) return ticks[after];
  const before = ticks[after - 1] === from ? upperBound(ticks, from - 1) : after;
  return ticks[before - 1];
}

/** Steps the known-at clock: by entries of the record, or to what was known some time later. */
export function stepKnownAt(timeline: Timeline, from: Position, step: Step): Position {
  const all = timeline.known.length;
  switch (step.kind) {
    case "end":
      return position(step.direction > 0 ? all : 0);
    case "entry":
      return position(Math.min(all, Math.max(0, from + step.direction)));
    case "time": {
      const target = (instantOf(timeline, from) + step.ms) as Instant;
      const there = positionAt(timeline, target);
      // Where nothing was known within the hour the clock must still move.
      if (there !== from) return there;
      return position(Math.min(all, Math.max(0, from + Math.sign(step.ms))));
    }
  }
}

/** How near, on the scale, a drag must come to a tick for the clock to stop at it. */
const SNAP = 1 / 250;

/** The instant meant by a drag to a place: that of a tick close by, or the full hour. */
export function dragTo(timeline: Timeline, place: number): Instant {
  const { scale } = timeline;
  const there = scale.instantAt(place);
  const near = [
    neighbour(timeline.known, there, -1),
    neighbour(timeline.known, (there - 1) as Instant, 1),
    neighbour(timeline.validTicks, there, -1),
    neighbour(timeline.validTicks, (there - 1) as Instant, 1),
  ].filter((tick) => tick !== undefined);
  const nearest = near.reduce<Instant | null>((best, tick) => {
    if (best === null) return tick;
    return away(scale, tick, place) < away(scale, best, place) ? tick : best;
  }, null);
  if (nearest !== null && away(scale, nearest, place) <= SNAP) return nearest;
  const hour = 60 * MINUTE;
  const rounded = Math.round(there / hour) * hour;
  return Math.min(scale.last, Math.max(scale.first, rounded)) as Instant;
}

function away(scale: Scale, tick: Instant, place: number): number {
  return Math.abs(scale.placeOf(tick) - place);
}
