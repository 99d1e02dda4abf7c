/** The instant of the event that sets a clock, and the clock's end (section 8). */
import type { Condition, EventClock, Undertaking } from "../../src/agreement/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import {
  beforeSpan,
  type Clocks,
  endOfDay,
  endOfSpan,
  type Instant,
  runsToTheMinute,
} from "../../src/time/index.ts";
import { PLAIN_LENS } from "./conditions.ts";
import type { Step } from "./replay.ts";

/** When an event happened, once it is shown; `null` before. */
export function eventOf(step: Step<Undertaking>, event: Condition): Instant | null {
  const { asOf } = step;
  const starts: Instant[] = [];
  const lens = {
    ...PLAIN_LENS,
    countsFor: ({ seen }: { readonly seen: { readonly from: Instant } }) => {
      starts.push(seen.from);
      return true;
    },
  };
  const shown = step.judge(event, { lens }).bits === SHOWN;
  return shown ? (Math.min(asOf, ...starts) as Instant) : null;
}

/** The first instant that is too late by a clock that an event sets. */
export function endOfEventClock(
  clocks: Clocks,
  { when, span }: EventClock,
  event: Instant,
): Instant {
  if (when === "after") return endOfSpan(clocks, event, span);
  const last = beforeSpan(clocks, event, span);
  // An act dated on the last day is in time.
  return runsToTheMinute(span) ? last : endOfDay(clocks, last);
}
