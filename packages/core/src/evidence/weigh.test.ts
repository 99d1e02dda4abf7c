import { describe, expect, test } from "vitest";
import { exhibit, exhibitsOf } from "../../testing/exhibits.ts";
import { duration, instant } from "../time/index.ts";
import { type Criterion, DEFAULT_CRITERION } from "./criterion.ts";
import { LEVEL } from "./level.ts";
import { weigh } from "./weigh.ts";

const DAY = duration(1, "day");
const within14Days: Criterion = { ...DEFAULT_CRITERION, freshness: duration(14, "day") };

describe("freshness", () => {
  const seen = exhibitsOf("2×A2", "for", { from: 0, to: DAY });

  test("what was seen supports from the end of its interval, not before", () => {
    expect(weigh(seen, within14Days, instant(DAY - 1)).fates).toEqual(["not-yet", "not-yet"]);
    expect(weigh(seen, within14Days, instant(DAY)).forLevel).toBe(LEVEL.confirmed);
  });

  test("it is fresh until the instant at which its freshness ends, and stale at it", () => {
    expect(weigh(seen, within14Days, instant(15 * DAY - 1)).forLevel).toBe(LEVEL.confirmed);
    const after = weigh(seen, within14Days, instant(15 * DAY));
    expect(after.forLevel).toBe(0);
    expect(after.fates).toEqual(["stale", "stale"]);
  });

  test("evidence against never goes stale", () => {
    const doubt = exhibitsOf("C3", "against");
    expect(weigh(doubt, within14Days, instant(1000 * DAY)).againstLevel).toBe(LEVEL.suspected);
  });
});

describe("overtaking", () => {
  const doubt = exhibitsOf("B2", "against", { from: 0, to: DAY });

  test("a doubt is overtaken by later evidence that alone opens", () => {
    const later = exhibitsOf("2×B2", "for", { from: DAY, to: 2 * DAY });
    const weighing = weigh([...doubt, ...later], within14Days, instant(2 * DAY));
    expect(weighing.fates).toEqual(["overtaken", "speaks", "speaks"]);
    expect([weighing.forLevel, weighing.againstLevel]).toEqual([LEVEL.confirmed, 0]);
  });

  test("later evidence that does not open by itself overtakes nothing", () => {
    const before = exhibitsOf("A2", "for", { from: 0, to: DAY });
    const later = exhibit("B2", "for", 50, { from: DAY, to: 2 * DAY });
    const weighing = weigh([...doubt, ...before, later], within14Days, instant(2 * DAY));
    expect(weighing.fates).toEqual(["speaks", "speaks", "speaks"]);
  });

  test("evidence of the same hours overtakes nothing: the two stand against each other", () => {
    const same = exhibitsOf("2×B2", "for", { from: DAY - 1, to: 2 * DAY });
    expect(weigh([...doubt, ...same], within14Days, instant(2 * DAY)).fates[0]).toBe("speaks");
  });

  test("a doubt stays overtaken after what overtook it has gone stale", () => {
    const later = exhibitsOf("2×B2", "for", { from: DAY, to: 2 * DAY });
    const weighing = weigh([...doubt, ...later], within14Days, instant(30 * DAY));
    expect(weighing.fates).toEqual(["overtaken", "stale", "stale"]);
    expect([weighing.forLevel, weighing.againstLevel]).toEqual([0, 0]);
  });

  test("two later reports that were never fresh together overtake nothing", () => {
    const apart = [
      exhibit("B2", "for", 50, { from: DAY, to: 2 * DAY }),
      exhibit("B2", "for", 51, { from: 20 * DAY, to: 21 * DAY }),
    ];
    expect(weigh([...doubt, ...apart], within14Days, instant(21 * DAY)).fates[0]).toBe("speaks");
  });

  test("evidence for a thing is overtaken in the same way, and a new doubt alone is not enough", () => {
    const before = exhibitsOf("2×A2", "for", { from: 0, to: DAY });
    const confirmed = exhibitsOf("2×B2", "against", { from: DAY, to: 2 * DAY });
    const suspected = exhibitsOf("C3", "against", { from: DAY, to: 2 * DAY });
    const [gone, shut] = [
      weigh([...before, ...confirmed], within14Days, instant(2 * DAY)),
      weigh([...before, ...suspected], within14Days, instant(2 * DAY)),
    ];
    expect(gone.fates.slice(0, 2)).toEqual(["overtaken", "overtaken"]);
    expect([shut.forLevel, shut.againstLevel]).toEqual([LEVEL.confirmed, LEVEL.suspected]);
  });
});

describe("independent sources", () => {
  test("in one source the strongest speaks, once a side", () => {
    const same = [
      exhibit("C3", "for", 0, { group: "mission" }),
      exhibit("A2", "for", 1, { group: "mission" }),
      exhibit("D3", "against", 2, { group: "mission" }),
    ];
    const weighing = weigh(same, DEFAULT_CRITERION, instant(0));
    expect(weighing.fates).toEqual(["same-source", "speaks", "speaks"]);
    expect([weighing.forSources, weighing.againstSources]).toEqual([1, 1]);
    expect(weighing.for.first).toBe(750_000);
  });

  test("a report whose roots all speak for themselves adds nothing", () => {
    const derived = exhibit("A1", "for", 1, { derived: true });
    const weighing = weigh([exhibit("B2", "for", 0), derived], DEFAULT_CRITERION, instant(0));
    expect(weighing.fates).toEqual(["speaks", "derived"]);
    expect(weighing.for.first).toBe(637_500);
  });

  test("a stronger report of one source does not silence a method that is sufficient alone", () => {
    const exhibits = [
      exhibit("A2", "for", 0, { group: "ship", sole: true }),
      exhibit("A1", "for", 1, { group: "ship" }),
    ];
    expect(weigh(exhibits, DEFAULT_CRITERION, instant(0)).forLevel).toBe(LEVEL.confirmed);
  });
});
