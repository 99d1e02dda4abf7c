import { describe, expect, test } from "vitest";
import { instant } from "./instant.ts";
import { formatInZone, parseInZone, sayInZone, zone } from "./zone.ts";

const newYork = zone("America/New_York")!;
const utc = (...fields: Parameters<typeof Date.UTC>) => instant(Date.UTC(...fields));

describe("zone", () => {
  test("a zone that the database does not have is none", () => {
    expect(zone("America/Washington")).toBeNull();
    expect(zone("")).toBeNull();
  });
});

describe("parseInZone", () => {
  test("Washington keeps summer time until 28 October 1962, and standard time from then on", () => {
    expect(parseInZone(newYork, "1962-10-27T20:44")).toBe(utc(1962, 9, 28, 0, 44));
    expect(parseInZone(newYork, "1962-11-03T20:44")).toBe(utc(1962, 10, 4, 1, 44));
    expect(parseInZone(newYork, "1962-10-28")).toBe(utc(1962, 9, 28, 4));
    expect(parseInZone(newYork, "1962-10-29")).toBe(utc(1962, 9, 29, 5));
  });

  test("the hour that the clocks of 28 October 1962 show twice is taken at its first showing", () => {
    expect(parseInZone(newYork, "1962-10-28T01:30")).toBe(utc(1962, 9, 28, 5, 30));
    expect(parseInZone(newYork, "1962-10-28T00:59")).toBe(utc(1962, 9, 28, 4, 59));
    expect(parseInZone(newYork, "1962-10-28T02:00")).toBe(utc(1962, 9, 28, 7));
    expect(formatInZone(newYork, utc(1962, 9, 28, 6, 30))).toBe("1962-10-28 01:30");
  });

  test("a time that the clocks of 29 April 1962 skip is the instant at which they jump", () => {
    const jump = utc(1962, 3, 29, 7);
    expect(parseInZone(newYork, "1962-04-29T01:59")).toBe(utc(1962, 3, 29, 6, 59));
    expect(parseInZone(newYork, "1962-04-29T02:00")).toBe(jump);
    expect(parseInZone(newYork, "1962-04-29T02:30")).toBe(jump);
    expect(parseInZone(newYork, "1962-04-29T02:59")).toBe(jump);
    expect(parseInZone(newYork, "1962-04-29T03:00")).toBe(jump);
  });

  test("a day that a zone skips whole is the instant at which it jumps", () => {
    const apia = zone("Pacific/Apia")!;
    expect(parseInZone(apia, "2011-12-30")).toBe(parseInZone(apia, "2011-12-31"));
    expect(parseInZone(apia, "2011-12-30T12:00")).toBe(utc(2011, 11, 30, 10));
  });

  test.each(["1962-02-30", "1962-11-31T10:00", "1962-11-03T24:00", "1962-11-03T20:60"])(
    "a date that does not exist is refused: %s",
    (text) => expect(parseInZone(newYork, text)).toBeNull(),
  );

  test.each(["3 November 1962", "1962-11-03T20:44Z", "1962-11", "1962-11-03T20", ""])(
    "what is no civil date is refused: %j",
    (text) => expect(parseInZone(newYork, text)).toBeNull(),
  );
});

describe("sayInZone", () => {
  test("an instant is said on the case's clocks", () => {
    expect(sayInZone(newYork, utc(1962, 10, 4, 1, 44))).toBe("3 Nov 1962, 20:44");
  });
});
