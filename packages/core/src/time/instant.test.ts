import { describe, expect, test } from "vitest";
import { formatUtc, instant, parseInstant } from "./instant.ts";

describe("parseInstant", () => {
  test("an instant with an offset is read on the one clock that all instants share", () => {
    expect(parseInstant("1962-11-03T20:44-05:00")).toBe(Date.UTC(1962, 10, 4, 1, 44));
    expect(parseInstant("1962-11-03T20:44-05:00")).toBe(parseInstant("1962-11-04T01:44Z"));
    expect(parseInstant("2013-10-06T12:30:15.25+05:30")).toBe(Date.UTC(2013, 9, 6, 7, 0, 15, 250));
  });

  test.each(["1964-02-29T00:00Z", "2000-02-29T00:00Z", "1962-12-31T23:59:59Z"])(
    "a day of the calendar is read: %s",
    (text) => expect(parseInstant(text)).not.toBeNull(),
  );

  test.each([
    "1962-02-29T00:00Z",
    "1900-02-29T00:00Z",
    "1962-02-30T00:00Z",
    "1962-04-31T00:00Z",
    "1962-13-01T00:00Z",
    "1962-00-10T00:00Z",
    "1962-11-00T00:00Z",
    "1962-11-03T24:00Z",
    "1962-11-03T20:60Z",
    "1962-11-03T20:44:60Z",
    "1962-11-03T20:44+24:00",
    "1962-11-03T20:44+05:60",
    "0062-11-03T20:44Z",
  ])("a date or time that does not exist is refused, not rolled over: %s", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test.each([
    "",
    "1962-11-03",
    "1962-11-03T20:44",
    "1962-11-03 20:44Z",
    "1962-11-3T20:44Z",
    "62-11-03T20:44Z",
    "1962-11-03T20:44-0500",
    "1962-11-03T20:44Z ",
    "1962-11-03T20:44:00.1234Z",
    "１962-11-03T20:44Z",
    "today",
  ])("what is no RFC 3339 instant is refused: %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe("formatUtc", () => {
  test("seconds are written only where there are any", () => {
    expect(formatUtc(instant(Date.UTC(1962, 10, 4, 1, 44)))).toBe("1962-11-04T01:44Z");
    expect(formatUtc(instant(Date.UTC(1962, 10, 4, 1, 44, 7)))).toBe("1962-11-04T01:44:07Z");
    expect(formatUtc(instant(Date.UTC(1962, 10, 4, 1, 44, 7, 5)))).toBe("1962-11-04T01:44:07.005Z");
  });
});
