import { describe, expect, test } from "vitest";
import { DAY_MS, duration, formatDuration, HOUR_MS, MINUTE_MS, sayDuration } from "./duration.ts";

describe("durations", () => {
  test("a day is 24 hours and a week is seven days", () => {
    expect(duration(1, "day")).toBe(24 * HOUR_MS);
    expect(duration(2, "week")).toBe(14 * DAY_MS);
    expect(duration(90, "minute")).toBe(90 * MINUTE_MS);
  });

  test("a length is said rounded down, in the unit that a person would use", () => {
    expect(sayDuration(duration(36, "hour"))).toBe("36 hours");
    expect(sayDuration(duration(49, "hour"))).toBe("2 days");
    expect(sayDuration(duration(119, "minute"))).toBe("1 hour");
    expect(sayDuration(duration(1, "minute"))).toBe("1 minute");
  });

  test("a length is written exactly", () => {
    expect(formatDuration(duration(14, "day"))).toBe("14 days");
    expect(formatDuration(duration(36, "hour"))).toBe("36 hours");
    expect(formatDuration(duration(1, "day"))).toBe("1 day");
    expect(formatDuration(duration(90, "minute"))).toBe("90 minutes");
  });
});
