import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY_MS, type Duration, formatDuration, MINUTE_MS, sayDuration } from "./duration.ts";
import { formatUtc, type Instant, instant, parseInstant } from "./instant.ts";
import { isAfter } from "./interval.ts";
import { formatInZone, inZone, parseInZone, zone } from "./zone.ts";

const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2100, 0, 1);
const moments = fc.integer({ min: FIRST, max: LAST }).map(instant);
const minutes = fc
  .integer({ min: FIRST / MINUTE_MS, max: LAST / MINUTE_MS })
  .map((count) => instant(count * MINUTE_MS));
const ZONES = ["America/New_York", "America/Havana", "Europe/Moscow", "Australia/Lord_Howe", "UTC"];
const zones = fc.constantFrom(...ZONES).map((name) => zone(name)!);

describe("instants", () => {
  test("what is written is read back to the same instant", () => {
    fc.assert(fc.property(moments, (moment) => parseInstant(formatUtc(moment)) === moment));
  });

  test("no text makes the reader throw", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseInstant(text);
        return read === null || Number.isFinite(read);
      }),
    );
  });
});

describe("zones", () => {
  test("an instant written on a zone's clocks is read back, but for the hour shown twice", () => {
    fc.assert(
      fc.property(zones, minutes, (where, moment) => {
        // Before 1900-odd some zones keep local mean time to the second, which no minute shows.
        fc.pre((where.local(moment) - moment) % MINUTE_MS === 0);
        const back = parseInZone(where, formatInZone(where, moment))!;
        expect(back).toBeLessThanOrEqual(moment);
        expect(formatInZone(where, back)).toBe(formatInZone(where, moment));
      }),
    );
  });

  test("a later civil time is never an earlier instant, within any one day and the next", () => {
    fc.assert(
      fc.property(zones, minutes, fc.nat(DAY_MS / MINUTE_MS), (where, local, later) => {
        const first = inZone(where, local);
        expect(inZone(where, local + later * MINUTE_MS)).toBeGreaterThanOrEqual(first);
      }),
    );
  });
});

describe("intervals", () => {
  const intervals = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 4 }))
    .map(([from, length]) => ({ from: from as Instant, to: (from + length) as Instant }));

  test("of two intervals at most one is after the other", () => {
    fc.assert(fc.property(intervals, intervals, (a, b) => !(isAfter(a, b) && isAfter(b, a))));
  });

  test("nothing is after itself", () => {
    fc.assert(fc.property(intervals, (one) => !isAfter(one, one)));
  });

  test("being after carries over", () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (a, b, c) => {
        fc.pre(isAfter(a, b) && isAfter(b, c));
        return isAfter(a, c);
      }),
    );
  });
});

describe("durations", () => {
  const lengths = fc.nat(10_000_000).map((count) => (count * MINUTE_MS) as Duration);

  test("what is said of a length is never more than the length", () => {
    fc.assert(
      fc.property(lengths, (length) => {
        const [count, unit] = sayDuration(length).split(" ");
        const ms = unit!.startsWith("day")
          ? DAY_MS
          : unit!.startsWith("hour")
            ? DAY_MS / 24
            : MINUTE_MS;
        return Number(count) * ms <= length;
      }),
    );
  });

  test("what is written of a length is exactly the length", () => {
    fc.assert(
      fc.property(lengths, (length) => {
        const [count, unit] = formatDuration(length).split(" ");
        const ms = { day: DAY_MS, hour: DAY_MS / 24, minute: MINUTE_MS }[
          unit!.replace(/s$/, "") as "day" | "hour" | "minute"
        ];
        return Number(count) * ms === length;
      }),
    );
  });
});
