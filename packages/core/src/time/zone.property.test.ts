import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "./instant.ts";
import { type Zone, zone } from "./zone.ts";

const NAMES = [
  "America/New_York",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Monrovia",
  "Pacific/Apia",
  "UTC",
];

describe("a zone's clocks", () => {
  test("show what the runtime says of every single instant", () => {
    const moments = fc.date({
      min: new Date("1850-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), moments, (name, date) => {
        const where = zone(name) as Zone;
        expect(where.local(instant(date.getTime()))).toBe(asked(name, date));
      }),
      { numRuns: 500 },
    );
  });

  test("show it on both sides of the minute at which they are put back or forward", () => {
    const where = zone("America/New_York") as Zone;
    for (const change of ["1962-04-29T07:00Z", "1962-10-28T06:00Z"]) {
      for (const offsetMs of [-1000, 0, 1000]) {
        const date = new Date(Date.parse(change) + offsetMs);
        expect(where.local(instant(date.getTime()))).toBe(asked("America/New_York", date));
      }
    }
  });
});

/** The civil time of one instant, asked of the runtime in another form than the zone asks it. */
function asked(name: string, date: Date): number {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: name,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(date);
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
