import { type Entry, entryId, type Instant, id, instant, position } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaleOf, upperBound } from "./scale.ts";
import {
  dragTo,
  instantOf,
  positionAt,
  stepAsOf,
  stepKnownAt,
  timelineAfter,
  timelineOf,
} from "./timeline.ts";

const hour = 3_600_000;
const at = (hours: number): Instant => instant(hours * hour);

/** A decision known at one time and in effect from another, in hours. */
function decision(name: string, known: number, from: number): Entry {
  return {
    kind: "decision",
    id: entryId(name),
    known: at(known),
    act: "lift",
    of: id("blockade"),
    by: id("north"),
    approvedBy: null,
    from: at(from),
    until: null,
    inReturnFor: null,
    part: null,
    movesDate: null,
    method: null,
    reason: "",
    source: { cite: "", body: null, lineage: [] },
  };
}

const entries = [decision("D-1", 0, 0), decision("D-2", 10, 4), decision("D-3", 10, 40)];
const timeline = timelineOf(entries, null);

describe("the timeline of a record", () => {
  test("counts the entries known by an instant", () => {
    expect(positionAt(timeline, at(-1))).toBe(0);
    expect(positionAt(timeline, at(9))).toBe(1);
    expect(positionAt(timeline, at(10))).toBe(3);
    expect(instantOf(timeline, position(2))).toBe(at(10));
  });

  test("steps from entry to entry, over when things were so and when they were known", () => {
    const next = (from: Instant) => stepAsOf(timeline, from, { kind: "entry", direction: 1 });
    const stops = [at(0)];
    for (let steps = 0; steps < 3; steps += 1) stops.push(next(stops.at(-1) as Instant));
    expect(stops).toEqual([at(0), at(4), at(10), at(40)]);
    expect(next(at(40))).toBe(at(40));
    expect(stepAsOf(timeline, at(10), { kind: "entry", direction: -1 })).toBe(at(4));
    expect(stepAsOf(timeline, at(5), { kind: "entry", direction: -1 })).toBe(at(4));
  });

  test("steps by the hour, and never off its ends", () => {
    const step = { kind: "time", ms: hour } as const;
    expect(stepAsOf(timeline, at(4), step)).toBe(at(5));
    expect(stepAsOf(timeline, at(40), step)).toBe(at(40));
    expect(stepAsOf(timeline, at(7), { kind: "end", direction: -1 })).toBe(at(0));
  });

  test("the known-at clock moves on by an entry where nothing was known within the hour", () => {
    const step = { kind: "time", ms: hour } as const;
    expect(stepKnownAt(timeline, position(1), step)).toBe(2);
    expect(stepKnownAt(timeline, position(3), step)).toBe(3);
    expect(stepKnownAt(timeline, position(0), { kind: "entry", direction: -1 })).toBe(0);
    expect(stepKnownAt(timeline, position(1), { kind: "end", direction: 1 })).toBe(3);
  });

  test("a drag stops at an entry that it comes close to, and else at the full hour", () => {
    expect(dragTo(timeline, timeline.scale.placeOf(at(4)) + 0.001)).toBe(at(4));
    expect(dragTo(timeline, timeline.scale.placeOf(at(20))) % hour).toBe(0);
    expect(dragTo(timeline, 2)).toBe(at(40));
    expect(dragTo(timeline, -1)).toBe(at(0));
  });

  test("now is where a reconstructed record ends, and else the present", () => {
    expect(timeline.now).toBe(at(10));
    const living = timelineOf(entries, at(100));
    expect(living.now).toBe(at(100));
    expect(living.scale.last).toBe(at(100));
  });

  test("of a record that has grown is that of one that was laid out at once", () => {
    for (const present of [null, at(100)]) {
      for (const [begin] of [undefined, ...entries].entries()) {
        const grown = timelineAfter(
          timelineOf(entries.slice(0, begin), present),
          entries.slice(begin),
          present,
        );
        const whole = timelineOf(entries, present);
        expect({ ...grown, scale: null }).toEqual({ ...whole, scale: null });
        for (const place of [0, 0.3, 0.7, 1]) {
          expect(grown.scale.instantAt(place)).toBe(whole.scale.instantAt(place));
        }
      }
    }
  });

  test("an empty record has a timeline all the same", () => {
    const empty = timelineOf([], null);
    expect(positionAt(empty, at(5))).toBe(0);
    expect(Number.isFinite(dragTo(empty, 0.5))).toBe(true);
  });
});

function risingMinutes(knots: readonly number[]) {
  const rising = [...new Set(knots)].sort((one, other) => one - other);
  return rising.map((minute) => instant(minute * 60_000));
}

describe("the scale of the clocks", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 40 });

  test("never runs backwards, and gives every instant a place from 0 to 1", () => {
    fc.assert(
      fc.property(moments, fc.array(fc.integer({ min: -10, max: 100_010 })), (knots, asked) => {
        const scale = scaleOf(risingMinutes(knots));
        const places = [...asked]
          .sort((one, other) => one - other)
          .map((minute) => scale.placeOf(instant(minute * 60_000)));
        expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
        places.slice(1).forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(places[index] as number);
        });
      }),
    );
  });

  test("leads from a place back to the instant, to the minute", () => {
    fc.assert(
      fc.property(moments, (knots) => {
        const scale = scaleOf(risingMinutes(knots));
        for (const minute of knots) {
          const there = scale.instantAt(scale.placeOf(instant(minute * 60_000)));
          expect(Math.abs(there - minute * 60_000)).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });

  test("upperBound counts what is at most the limit", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, limit) => {
        const rising = [...values].sort((one, other) => one - other);
        expect(upperBound(rising, limit)).toBe(values.filter((value) => value <= limit).length);
      }),
    );
  });
});
