import {
  type CountStanding,
  HOUR_MS,
  type Instant,
  id,
  instant,
  type Zone,
  zone,
} from "@proviso/core";
import { describe, expect, test } from "vitest";
import { assessed, EVENING } from "../../../testing/assessed.ts";
import { clockOf } from "../../say/clock.ts";
import { countView } from "../../shared/count-view.ts";
import { sayLights } from "../../shared/lights-view.ts";
import { type RowBasis, rowView } from "./row-view.ts";

const hoursOn = (hours: number): Instant => instant(EVENING + hours * HOUR_MS);
const bar = { for: 0.7, against: 0, text: "For: 70 % (probable). Against: nothing." };
const basis: RowBasis = {
  clock: clockOf(zone("America/New_York") as Zone),
  asOf: EVENING,
  titleOf: (name) => `the ${name}`,
  supportOf: () => bar,
};

describe("a row of the Review", () => {
  test("an undertaking has a verdict with its shape, and its status beside it", () => {
    const row = rowView("undertaking", assessed("due", { value: "contradicted" }), basis);
    expect(row.mark).toEqual({ word: "contradicted", shape: "contradicted" });
    expect(row).toMatchObject({ status: "due", bar });
    expect(row.title).toBe("The removal of all offensive weapons from Cuba");
  });

  test("an undertaking that is to be checked has two lights beside each other", () => {
    const clause = {
      ...assessed("due"),
      lights: { performance: "verified", verification: "unverified" } as const,
    };
    const { lights } = rowView("undertaking", clause, basis);
    expect(lights).toEqual({
      done: { word: "verified", shape: "verified" },
      checked: { word: "unverified", shape: "unverified" },
    });
    expect(sayLights(lights!)).toBe("Done: verified. Checked: unverified");
    const unasked = { ...clause, lights: { ...clause.lights, verification: null } };
    expect(rowView("undertaking", unasked, basis).lights).toBeNull();
    expect(rowView("measure", assessed("in force"), basis).lights).toBeNull();
  });

  test("a check that was refused contradicts nothing of what was done", () => {
    const clause = {
      ...assessed("due"),
      lights: { performance: "unverified", verification: "contradicted" } as const,
    };
    const { lights } = rowView("undertaking", clause, basis);
    expect([lights!.done.shape, lights!.checked.shape]).toEqual(["unverified", "contradicted"]);
  });

  test("who refused a check stays in the reason, whatever is listed beneath it", () => {
    const says = {
      reason:
        "Not yet: 0 of 2 conditions verified; a count (unverified). Not checked: an inspection. Inspection refused by Cuba since 1 Nov 1962.",
      outstanding: ["a count (unverified)", "an inspection"],
    };
    expect(rowView("undertaking", assessed("due", says), basis).reason).toBe(
      "Not yet: 0 of 2 conditions verified. Inspection refused by Cuba since 1 Nov 1962.",
    );
  });

  test("what is held in return has its status, a word without a verdict's shape", () => {
    for (const kind of ["measure", "assurance", "option"] as const) {
      const row = rowView(kind, assessed("in force", { value: "contradicted" }), basis);
      expect(row.mark).toEqual({ word: "in force", shape: null });
      expect(row).toMatchObject({ status: null, finding: "", bar: null, fresh: null });
    }
  });

  test("a question is read by its answer, which stands alone", () => {
    const says = { finding: "good evidence of the dismantling", reason: "x", outstanding: ["y"] };
    const row = rowView("question", assessed("unverified", says), basis);
    expect(row).toMatchObject({ finding: "Good evidence of the dismantling", reason: "" });
    expect(row.outstanding).toEqual([]);
    expect(row.why).toContain("good evidence of the dismantling");
  });

  test("of a question over every ship says how far it has come", () => {
    const says = { finding: "no decisive evidence", progress: ["verified at 82 of 105"] };
    const row = rowView("question", assessed("unverified", says), basis);
    expect(row.reason).toBe("Verified at 82 of 105");
  });

  test("what is outstanding is not said twice", () => {
    const says = {
      reason: "Not yet: 0 of 2 conditions verified; a count (unverified); an inspection.",
      outstanding: ["a count (unverified)", "an inspection"],
    };
    const row = rowView("undertaking", assessed("due", says), basis);
    expect(row.reason).toBe("Not yet: 0 of 2 conditions verified.");
    const other = { ...says, outstanding: ["something else"] };
    expect(rowView("undertaking", assessed("due", other), basis).reason).toBe(says.reason);
  });

  test("since midnight is since that day", () => {
    const midnight = instant(Date.parse("1962-11-02T05:00Z"));
    expect(rowView("question", assessed("due", { since: midnight }), basis).since).toBe(
      "since 2 Nov",
    );
    expect(rowView("question", assessed("due", { since: EVENING }), basis).since).toBe(
      "since 3 Nov, 20:44",
    );
  });
});

describe("the second light, apart from the verdict", () => {
  const freshOf = (fresh: Parameters<typeof assessed>[1]) =>
    rowView("undertaking", assessed("due", fresh), basis).fresh;

  test("is fresh until a time that it names", () => {
    const fresh = { state: "fresh" as const, seen: hoursOn(-31), staleAt: hoursOn(9) };
    expect(freshOf({ fresh })).toMatchObject({
      light: "fresh",
      seen: "seen 31 hours ago",
      seenAt: "2 Nov 1962, 13:44 New York",
      stale: "stale in 9 hours",
    });
  });

  test("is stale since a time that it names", () => {
    const fresh = { state: "stale" as const, seen: hoursOn(-200), staleAt: hoursOn(-32) };
    expect(freshOf({ fresh })).toMatchObject({ light: "stale", stale: "stale since 32 hours ago" });
  });

  test("is no light at all for what was never seen, and none that ages for an event", () => {
    expect(freshOf({})).toMatchObject({ light: "never", seen: "never seen", stale: "" });
    const fresh = { state: "does not age" as const, seen: hoursOn(-1), staleAt: null };
    expect(freshOf({ fresh })).toMatchObject({ light: "ageless", stale: "does not age" });
  });

  test("what the light says of the future is not said again beside it", () => {
    const fresh = { state: "fresh" as const, seen: hoursOn(-1), staleAt: hoursOn(9) };
    const stale = { at: hoursOn(9), to: "unverified", because: "it goes stale" };
    const says = { fresh, next: stale };
    expect(rowView("undertaking", assessed("due", says), basis).next).toBe("");
    const late = {
      ...says,
      next: { at: hoursOn(30), to: "overdue", because: "its time runs out" },
    };
    expect(rowView("undertaking", assessed("due", late), basis).next).toBe(
      "In 30 hours overdue, by itself: its time runs out",
    );
  });
});

describe("a count", () => {
  const count: CountStanding = {
    item: id("missiles"),
    declared: 42,
    estimate: null,
    counted: { low: 38, high: 38 },
    bound: "at-least",
    asked: 42,
    toGo: 4,
    ships: [
      {
        vessel: "A",
        voyage: "2",
        declared: 2,
        counted: { low: 0, high: 0 },
        difference: { kind: "figures" } as never,
        standing: "short",
      } as never,
      { vessel: "B", voyage: null, declared: null, counted: null, standing: "open" } as never,
    ],
  };

  test("gives what was declared, counted and is to go, in that order", () => {
    const figures = countView(count, basis).figures.map(({ label, figure }) => [label, figure]);
    expect(figures).toEqual([
      ["declared", "42"],
      ["counted", "38"],
      ["to go", "4"],
    ]);
  });

  test("sets what is reported beside what is counted, where it is more", () => {
    const last = (of: CountStanding) => countView(of, basis).figures.at(-1);
    expect(last({ ...count, reported: 42 })).toMatchObject({ label: "reported", figure: "42" });
    const share = { ...count, inPercentOfDeclared: true, reported: 100 } as const;
    expect(last(share)).toMatchObject({ label: "reported", figure: "100 %" });
  });

  test("leaves blank what no source gives, and says that it is not given", () => {
    const blank = countView({ ...count, declared: null, toGo: null }, basis);
    expect(blank.figures[0]).toEqual({ label: "declared", figure: "not given", given: false });
    expect(countView(count, basis).ships[1]?.declared.given).toBe(false);
  });

  test("names each ship with its voyage, and how its figures stand to each other", () => {
    const [first, second] = countView(count, basis).ships;
    expect(first).toMatchObject({ name: "A, voyage 2", standing: "short", agrees: false });
    expect(second).toMatchObject({ name: "B", standing: "open", agrees: true });
  });

  test("a count in per cent says of what, and when", () => {
    const part = {
      ...count,
      declared: null,
      counted: { low: 49.3, high: null },
      toGo: 50.7,
      ships: [],
      inPercentOfDeclared: true as const,
    };
    const { figures } = countView({ ...part, countedUntil: basis.asOf }, basis);
    expect(figures[0]?.label).toContain("of what was declared, on ");
    expect(figures.map(({ figure }) => figure)).toEqual(["49.3 %", "50.7 %"]);
    expect(countView(part, basis).figures[0]?.given).toBe(false);
  });

  test("says an interval as one, and one without an upper bound too", () => {
    const open = countView({ ...count, counted: { low: 3, high: null } }, basis);
    expect(open.figures[1]?.figure).toBe("3 or more");
    const between = { ...count, estimate: { low: 30, high: 48 } };
    expect(countView(between, basis).figures[3]?.figure).toBe("30 to 48");
  });
});
