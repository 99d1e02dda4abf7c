import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, grade } from "../../testing/specimen.ts";
import { entryId, id, strengthMillionths } from "../evidence/index.ts";
import { DAY_MS, type Duration, HOUR_MS, instant } from "../time/index.ts";
import { type InboundReport, inboundOf } from "./inbound.ts";

/** A report of B2, seen on a day of August 2022 at noon, of a ship. */
function reported(
  name: string,
  ship: string,
  act: InboundReport["act"],
  day: number,
  fields: Partial<InboundReport> & { readonly grade?: string } = {},
): InboundReport {
  const { grade: graded = "B2", ...rest } = fields;
  const seen = at(`2022-08-${String(day).padStart(2, "0")}T12:00Z`);
  return {
    id: entryId(name),
    ship: id(ship),
    act,
    state: "complete",
    by: null,
    reason: null,
    seen: { from: seen, to: seen },
    strength: strengthMillionths(grade(graded)),
    group: name,
    ...rest,
  };
}

const days = (count: number) => (count * DAY_MS) as Duration;
const drawn = (reports: readonly InboundReport[], asOf = "2022-08-31T12:00Z") =>
  inboundOf(reports, at(asOf), false);

describe("the queue of what is on its way in", () => {
  test("has whoever is not yet decided on, the longest waiting first", () => {
    const { queue, longestWait } = drawn([
      reported("O-1", "GLORY", "notification", 9),
      reported("O-2", "RAZONI", "notification", 3),
      reported("O-3", "RAZONI", "selection", 5),
    ]);
    expect(queue.map(({ ship, standing }) => [ship, standing])).toEqual([
      ["RAZONI", "selected"],
      ["GLORY", "notified"],
    ]);
    expect(longestWait).toBe(days(28));
  });

  test("is left by a ship that is cleared, and by one that is refused with its reason", () => {
    const { queue, decided } = drawn([
      reported("O-1", "GLORY", "inspection", 9),
      reported("O-2", "GLORY", "clearance", 10),
      reported("O-3", "SACURA", "inspection", 11),
      reported("O-4", "SACURA", "refusal", 12, { by: id("JCC"), reason: "holds not clean" }),
    ]);
    expect(queue).toEqual([]);
    expect(decided.map(({ ship, standing }) => [ship, standing])).toEqual([
      ["SACURA", "refused"],
      ["GLORY", "cleared"],
    ]);
    expect(decided[0]?.steps.at(-1)).toMatchObject({ by: "JCC", reason: "holds not clean" });
  });

  test("says how long each step took", () => {
    const [ship] = drawn([
      reported("O-1", "GLORY", "notification", 3),
      reported("O-2", "GLORY", "selection", 4),
      reported("O-3", "GLORY", "inspection", 7, { state: "ongoing" }),
      reported("O-4", "GLORY", "inspection", 8),
      reported("O-5", "GLORY", "clearance", 8),
    ]).decided;
    expect(ship?.delays).toEqual([
      { from: "notified", to: "selected", length: days(1) },
      { from: "selected", to: "under inspection", length: days(3) },
      { from: "under inspection", to: "inspected", length: days(1) },
      { from: "inspected", to: "cleared", length: days(0) },
    ]);
    expect(ship?.waits).toBe(days(5));
  });

  test("says which were let through with no inspection reported", () => {
    const { decided } = drawn([
      reported("O-1", "GLORY", "notification", 3),
      reported("O-2", "GLORY", "clearance", 4),
    ]);
    expect(decided[0]?.uninspected).toBe(true);
  });

  test("takes the later of two decisions, and tells that there are two", () => {
    const { decided } = drawn([
      reported("O-1", "GLORY", "refusal", 4),
      reported("O-2", "GLORY", "clearance", 6),
    ]);
    expect(decided[0]).toMatchObject({ standing: "cleared", decidedTwice: true });
  });

  test("has no ship of which there is only talk too weak to be suspected", () => {
    expect(drawn([reported("O-1", "GHOST", "notification", 3, { grade: "E4" })]).queue).toEqual([]);
  });

  test("of a moment knows nothing of what came after it", () => {
    const reports = [
      reported("O-1", "GLORY", "notification", 3),
      reported("O-2", "GLORY", "clearance", 8),
    ];
    const { queue, decided } = drawn(reports, "2022-08-04T12:00Z");
    expect(queue[0]).toMatchObject({ standing: "notified", waits: days(1) });
    expect(decided).toEqual([]);
  });

  test("gives the middle one of the waits of those decided", () => {
    const waiting = (name: string, day: number) => [
      reported(`N-${name}`, name, "notification", 1),
      reported(`C-${name}`, name, "clearance", day),
    ];
    const { medianWait } = drawn([...waiting("a", 2), ...waiting("b", 4), ...waiting("c", 20)]);
    expect(medianWait).toBe(days(3));
    expect(drawn([]).medianWait).toBeNull();
  });

  test("says at most where a decision is only known by its latest time", () => {
    const { decided, medianWait } = drawn([
      reported("O-1", "GLORY", "notification", 3),
      reported("O-2", "GLORY", "clearance", 12, { isBound: true }),
      reported("O-3", "RIVA", "notification", 3),
      reported("O-4", "RIVA", "clearance", 5),
    ]);
    expect(decided.map(({ ship, waits, waitsAtMost }) => [ship, waits, waitsAtMost])).toEqual([
      ["GLORY", days(9), true],
      ["RIVA", days(2), false],
    ]);
    // A bound is no wait: it stands in no middle.
    expect(medianWait).toBe(days(2));
  });

  test("is the same in whatever order its reports were entered", () => {
    const report = fc
      .record({
        ship: fc.constantFrom("A", "B"),
        act: fc.constantFrom<InboundReport["act"]>(
          "notification",
          "selection",
          "inspection",
          "clearance",
          "refusal",
        ),
        hours: fc.nat(60),
        state: fc.constantFrom<InboundReport["state"]>("ongoing", "complete"),
        graded: fc.constantFrom("B2", "D3", "C3"),
        reason: fc.constantFrom(null, "papers"),
      })
      .map(({ ship, act, hours, state, graded, reason }) => {
        const seen = instant(at("2022-08-01") + hours * HOUR_MS);
        return reported("O", ship, act, 1, {
          state,
          reason,
          grade: graded,
          seen: { from: seen, to: seen },
        });
      });
    const named = fc
      .array(report, { maxLength: 10 })
      .map((all) => all.map((one, i) => ({ ...one, id: entryId(`O-${i}`), group: `O-${i}` })));
    fc.assert(
      fc.property(
        named.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          expect(drawn(other)).toEqual(drawn(one));
        },
      ),
    );
  });
});
