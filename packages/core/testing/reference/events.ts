/** The instant of the event that sets a clock, and the clock's end (section 8). */
import type { Condition, EventClock, Undertaking } from "../../src/agreement/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import {
  beforeSpan,
  type Clocks,
  endOfDay,
  type Instant,
  runsToTheMinute,
} from "../../src/time/index.ts";
import type { Step } from "./replay.ts";
import { endFrom } from "./terms.ts";

/** When an event was first shown, and its date. */
export interface Happened {
  readonly at: Instant;
  readonly date: Instant;
}

/** An event that is shown now; `null` where it is not. */
export function eventOf(step: Step<Undertaking>, event: Condition): Happened | null {
  if (step.judge(event).bits !== SHOWN) return null;
  return { at: step.asOf, date: step.dateNow(event) };
}

/** The first instant that is too late by a clock that an event sets. */
export function endOfEventClock(
  clocks: Clocks,
  { when, span }: EventClock,
  { at, date }: Happened,
): Instant {
  if (when === "after") return endFrom(clocks, at, date, span);
  // An act dated on the last day is in time.
  return runsToTheMinute(span)
    ? beforeSpan(clocks, at, span)
    : endOfDay(clocks, beforeSpan(clocks, date, span));
}
