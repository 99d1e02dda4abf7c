import type { Instant, Position } from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { words } from "../../say/words.ts";
import { instantOf, positionAt, type Timeline } from "./timeline.ts";

/** How fine a slider divides its scale. */
export const SLIDER_STEPS = 10_000;

/** A moment on both clocks. */
export interface Moment {
  readonly asOf: Instant;
  readonly knownAt: Position;
}

/** One clock, ready to be drawn. */
export interface ClockView {
  /** Where its hand stands, 0 to `SLIDER_STEPS`. */
  readonly place: number;
  /** What it says, in full, for who hears it rather than sees it. */
  readonly said: string;
  readonly typed: string;
  readonly city: string;
  readonly offset: string;
  readonly entry: string;
}

/** Both clocks, ready to be drawn. */
export interface ClocksView {
  readonly asOf: ClockView;
  readonly knownAt: ClockView;
  /** A word where the two stand apart; empty where known-at is what was known then. */
  readonly remark: string;
}

/** Sets the two clocks. */
export function clocksView(timeline: Timeline, clock: Clock, moment: Moment): ClocksView {
  const then = positionAt(timeline, moment.asOf);
  // What was known then is known until the next entry: the two hands then stand together.
  const knownInstant = moment.knownAt === then ? moment.asOf : instantOf(timeline, moment.knownAt);
  const all = timeline.known.length;
  const entry =
    moment.knownAt === 0 ? words.clocks.noEntries(all) : words.clocks.entries(moment.knownAt, all);
  const asOf = clockView(timeline, clock, moment.asOf, "");
  const knownAt = clockView(timeline, clock, knownInstant, entry);
  if (moment.knownAt === then) return { asOf, knownAt, remark: "" };
  const remark = moment.knownAt > then ? words.clocks.hindsight : words.clocks.foresight;
  return { asOf, knownAt, remark };
}

function clockView(timeline: Timeline, clock: Clock, moment: Instant, entry: string): ClockView {
  const full = clock.full(moment);
  return {
    place: Math.round(timeline.scale.placeOf(moment) * SLIDER_STEPS),
    said: entry === "" ? full : `${full}, ${entry}`,
    typed: clock.typed(moment),
    city: clock.city,
    offset: clock.offset(moment),
    entry,
  };
}

/** The moment in words, at the head of a page: what is asked, as known when, under whose reading. */
export function sayMoment(
  timeline: Timeline,
  clock: Clock,
  moment: Moment,
  reading: string | null,
): string {
  const view = clocksView(timeline, clock, moment);
  const known =
    view.remark === ""
      ? words.review.knownThen(view.knownAt.entry)
      : words.review.knownElse(view.knownAt.entry, clock.full(instantOf(timeline, moment.knownAt)));
  const under = reading === null ? words.review.commonText : words.review.under(reading);
  const when = `${clock.full(moment.asOf)} (${clock.offset(moment.asOf)})`;
  return `${words.review.moment} ${when} · ${known} · ${under}`;
}

/** A label of the axis under the clocks. */
export interface AxisLabel {
  readonly place: number;
  readonly text: string;
}

const LABELS = 9;

/** Labels the axis at equal places: on a scale that gives busy days their room, dates are not even. */
export function axisOf(timeline: Timeline, clock: Clock): readonly AxisLabel[] {
  return Array.from({ length: LABELS }, (_, index) => {
    const place = index / (LABELS - 1);
    const day = clock.day(timeline.scale.instantAt(place));
    return { place, text: day.replace(/ \d{4}$/, "") };
  });
}

/** The ticks of a clock as one path in a box of 1000 by 10. */
export function ticksPath(timeline: Timeline, ticks: readonly Instant[]): string {
  const places = new Set(ticks.map((tick) => Math.round(timeline.scale.placeOf(tick) * 1000)));
  return [...places].map((place) => `M${place} 0V10`).join("");
}
