import { describe, expect, test } from "vitest";
import { parseInstant } from "./instant.ts";
import {
  afterSpan,
  beforeSpan,
  type Calendar,
  endOfSpan,
  type TimeSpan,
  WEEKENDS_OFF,
} from "./span.ts";
import { formatInZone, zone } from "./zone.ts";

const utc = zone("UTC")!;
const clocks = (calendar: Calendar = WEEKENDS_OFF) => ({ zone: utc, calendar });
const at = (text: string) => parseInstant(`${text}:00Z`)!;
const ends = (start: string, count: number, unit: TimeSpan["unit"], calendar?: Calendar) =>
  formatInZone(utc, endOfSpan(clocks(calendar), at(start), { count, unit }));

describe("the end of a term", () => {
  test("a term in hours runs to the minute", () => {
    expect(ends("2030-01-10T12:30", 72, "hour")).toBe("2030-01-13 12:30");
  });

  test("a term in days does not count the day it starts from, and ends with its last day", () => {
    expect(ends("2030-01-10T12:30", 10, "day")).toBe("2030-01-21 00:00");
  });

  test("a month from the 31st ends with the last day of a shorter month", () => {
    expect(ends("2030-01-31T09:00", 1, "month")).toBe("2030-03-01 00:00");
    expect(ends("2028-01-31T09:00", 1, "month")).toBe("2028-03-01 00:00");
    expect(ends("2030-11-30T09:00", 3, "month")).toBe("2031-03-01 00:00");
  });

  test("business days pass over weekends and the holidays of the agreement's calendar", () => {
    const calendar: Calendar = { weekend: [0, 6], holidays: ["2030-03-05"] };
    expect(ends("2030-03-01T12:00", 10, "business-day", calendar)).toBe("2030-03-19 00:00");
    expect(ends("2030-03-01T12:00", 10, "business-day")).toBe("2030-03-16 00:00");
  });

  test("a day keeps its hour over a change of the clocks", () => {
    const newYork = zone("America/New_York")!;
    const start = parseInstant("2030-03-09T12:00-05:00")!;
    const where = { zone: newYork, calendar: WEEKENDS_OFF };
    const end = afterSpan(where, start, { count: 1, unit: "day" });
    expect(formatInZone(newYork, end)).toBe("2030-03-10 12:00");
  });
});

test("a term before an event is counted back as it would be counted on", () => {
  const before = beforeSpan(clocks(), at("2030-04-20T00:00"), { count: 42, unit: "day" });
  expect(formatInZone(utc, before)).toBe("2030-03-09 00:00");
});
