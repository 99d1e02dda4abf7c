import { BEGINNING, END, type Instant, instant, type Zone, zone } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { clockOf, sayDistance, sayValid } from "./clock.ts";

const clock = clockOf(zone("America/New_York") as Zone);
const at = (utc: string): Instant => instant(Date.parse(utc));
const evening = at("1962-11-04T01:44Z");

describe("the clock of a case", () => {
  test("says an instant on its own clocks, and whose they are", () => {
    expect(clock.full(evening)).toBe("3 Nov 1962, 20:44 New York");
    expect(clock.brief(evening)).toBe("3 Nov, 20:44");
    expect(clock.day(evening)).toBe("3 Nov 1962");
    expect(clock.typed(evening)).toBe("1962-11-03 20:44");
  });

  test("knows that Washington was on daylight time until 28 October 1962", () => {
    expect(clock.offset(at("1962-10-27T12:00Z"))).toBe("UTC−4");
    expect(clock.offset(evening)).toBe("UTC−5");
    expect(clockOf(zone("Asia/Kolkata") as Zone).offset(evening)).toBe("UTC+5:30");
  });

  test("reads a date, a date and time on its clocks, and an instant with its offset", () => {
    expect(clock.read("1962-11-03 20:44")).toBe(evening);
    expect(clock.read(" 1962-11-03T20:44 ")).toBe(evening);
    expect(clock.read("1962-11-04T01:44Z")).toBe(evening);
    expect(clock.read("1962-11-03")).toBe(at("1962-11-03T05:00Z"));
  });

  test.each(["", "yesterday", "1962-02-30", "1962-11-03 25:00"])("does not read %j", (text) => {
    expect(clock.read(text)).toBeNull();
  });

  test("says an open side in words, and never as a date", () => {
    expect(clock.full(BEGINNING)).toBe("from the beginning");
    expect(clock.full(END)).toBe("without end");
  });
});

describe("the distance between two moments", () => {
  test("is said as a person would", () => {
    expect(sayDistance(evening, at("1962-11-04T10:44Z"))).toBe("in 9 hours");
    expect(sayDistance(evening, at("1962-11-01T00:00Z"))).toBe("3 days ago");
    expect(sayDistance(evening, evening)).toBe("just then");
    expect(sayDistance(evening, BEGINNING)).toBe("");
  });
});

describe("a time as exact as its source", () => {
  const day = { from: at("1962-11-01T05:00Z"), to: at("1962-11-02T05:00Z") };
  test("is a day, a span of days or a month where no more is known", () => {
    expect(sayValid(clock, day, "day")).toBe("1 Nov 1962");
    expect(sayValid(clock, { ...day, to: at("1962-11-04T05:00Z") }, "day")).toBe(
      "1 Nov 1962 to 3 Nov 1962",
    );
    expect(sayValid(clock, day, "month")).toBe("in Nov 1962");
  });

  test("is a moment where it is known to the minute", () => {
    expect(sayValid(clock, { from: evening, to: evening }, "minute")).toBe(
      "3 Nov 1962, 20:44 New York",
    );
  });

  test("says that it is about, or not after, a day", () => {
    const about = { from: at("1962-10-31T05:00Z"), to: at("1962-11-03T05:00Z") };
    expect(sayValid(clock, about, "about")).toBe("about 1 Nov 1962");
    expect(sayValid(clock, { from: BEGINNING, to: day.to }, "before")).toBe("not after 1 Nov 1962");
  });
});
