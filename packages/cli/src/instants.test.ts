import { BEGINNING, END, type Instant, parseInstant, type Zone, zone } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMoment, rfc3339, sayFrom, sayMoment, sayUntil } from "./instants.ts";

const washington = zone("America/New_York") as Zone;

describe("an instant in print", () => {
  test("carries the offset that the zone had at that time", () => {
    const summer = parseInstant("1962-10-27T20:05-04:00") as Instant;
    const winter = parseInstant("1962-11-03T20:44-05:00") as Instant;
    expect(rfc3339(washington, summer)).toBe("1962-10-27T20:05:00-04:00");
    expect(rfc3339(washington, winter)).toBe("1962-11-03T20:44:00-05:00");
  });

  test("is nothing at an open end of time, and said in words", () => {
    expect(rfc3339(washington, BEGINNING)).toBeNull();
    expect(rfc3339(washington, END)).toBeNull();
    expect(rfc3339(washington, null)).toBeNull();
    expect(sayMoment(washington, BEGINNING)).toBe("the beginning");
    expect(sayMoment(washington, END)).toBe("the end");
  });

  test("that begins or ends a day is said as that day", () => {
    const midnight = parseInstant("1962-11-03T00:00-05:00") as Instant;
    const minute = parseInstant("1962-11-03T20:44-05:00") as Instant;
    expect([sayFrom(washington, midnight), sayUntil(washington, midnight)]).toEqual([
      "3 Nov 1962",
      "2 Nov 1962",
    ]);
    expect([sayFrom(washington, minute), sayUntil(washington, minute)]).toEqual([
      "3 Nov 1962, 20:44",
      "3 Nov 1962, 20:44",
    ]);
    expect([sayFrom(washington, BEGINNING), sayUntil(washington, END)]).toEqual([
      "the beginning",
      "the end",
    ]);
  });

  test("is read again as the same instant, in every zone", () => {
    const zones = ["America/New_York", "Asia/Kathmandu", "UTC", "Africa/Monrovia"].map(zone);
    fc.assert(
      fc.property(
        fc.constantFrom(...(zones as readonly Zone[])),
        fc.date({
          min: new Date("1850-01-01"),
          max: new Date("2100-01-01"),
          noInvalidDate: true,
        }),
        (where, date) => {
          const moment = date.getTime() as Instant;
          expect(parseInstant(rfc3339(where, moment))).toBe(moment);
        },
      ),
    );
  });
});

describe("a moment as typed", () => {
  test.each(["1962-11-03T20:44-05:00", "1962-11-04T01:44Z", "1962-11-03 20:44"])("%s", (typed) => {
    expect(readMoment(washington, typed)).toBe(parseInstant("1962-11-04T01:44Z"));
  });

  test.each(["", "now", "1962-13-01", "1962-11-03 25:00", "3 Nov 1962"])("%s is none", (typed) => {
    expect(readMoment(washington, typed)).toBeNull();
  });
});
