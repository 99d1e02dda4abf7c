import { HOUR_MS, type Instant, instant, MINUTE_MS, parseInstant } from "@proviso/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DatedCheckpoint, heldInterval, readStatedTime } from "./stated-time.ts";

const at = (text: string) => parseInstant(text) as Instant;
const stated = (text: string) => readStatedTime(text);

function checkpoint(size: number, earliest: string, latest = earliest): DatedCheckpoint {
  return { size, root: "", earliest: at(earliest), latest: at(latest) };
}

/** A device that had the checkpoint of 8:00, and whose entry the one of 18:00 first holds. */
const CHECKPOINTS = [
  checkpoint(10, "2031-03-06T08:00Z", "2031-03-06T08:02Z"),
  checkpoint(20, "2031-03-06T12:00Z"),
  checkpoint(30, "2031-03-06T17:58Z", "2031-03-06T18:00Z"),
];
const held = (text: string | null) =>
  heldInterval(text === null ? null : stated(text), 10, 25, CHECKPOINTS);

describe("when an entry was made", () => {
  test("is after the checkpoint that its device had, and before the first that holds it", () => {
    expect(held("2031-03-06T11:00Z")).toEqual({
      notBefore: at("2031-03-06T08:00Z"),
      notAfter: at("2031-03-06T18:00Z"),
      stated: { text: "2031-03-06T11:00Z", moment: at("2031-03-06T11:00Z") },
      flags: [],
    });
  });

  test("is bounded on neither side by what nobody signed", () => {
    const claim = stated("1999-01-01T00:00Z");
    expect(heldInterval(claim, null, 40, CHECKPOINTS)).toMatchObject({
      notBefore: null,
      notAfter: null,
      flags: [],
    });
  });

  test("is at the earliest what a checkpoint of no entries allows", () => {
    const empty = [checkpoint(0, "2031-03-01T00:00Z"), ...CHECKPOINTS];
    expect(heldInterval(null, 0, 0, empty).notBefore).toBe(at("2031-03-01T00:00Z"));
  });
});

describe("a stated time", () => {
  test("from a clock a year behind or ahead is flagged, and the interval stays what it is", () => {
    expect(held("2030-03-06T11:00Z").flags).toEqual(["stated-before"]);
    expect(held("2032-03-06T11:00Z").flags).toEqual(["stated-after"]);
    for (const claim of ["2030-03-06T11:00Z", "2032-03-06T11:00Z", null]) {
      const { notBefore, notAfter } = held(claim);
      expect([notBefore, notAfter]).toEqual([at("2031-03-06T08:00Z"), at("2031-03-06T18:00Z")]);
    }
  });

  test("may be written to the minute", () => {
    const edge = checkpoint(10, "2031-03-06T08:00:40Z");
    const claim = stated("2031-03-06T08:00Z");
    expect(heldInterval(claim, 10, 25, [edge]).flags).toEqual([]);
    expect(heldInterval(stated("2031-03-06T07:59Z"), 10, 25, [edge]).flags).toEqual([
      "stated-before",
    ]);
  });

  test("is one moment in the hour that summer time repeats, since its offset is given", () => {
    const [first, second] = ["2030-10-27T02:30+02:00", "2030-10-27T02:30+01:00"].map(stated);
    expect((second?.moment ?? 0) - (first?.moment ?? 0)).toBe(HOUR_MS);
    expect(stated("2030-10-27T02:30")).toBeNull();
  });

  test("in the hour that summer time skips is a moment all the same", () => {
    expect(stated("2031-03-30T02:30+01:00")?.moment).toBe(at("2031-03-30T01:30Z"));
  });

  test("in a leap second is the second after it, where there can be one", () => {
    expect(stated("2016-12-31T23:59:60Z")?.moment).toBe(at("2017-01-01T00:00Z"));
    expect(stated("2017-01-01T00:59:60+01:00")?.moment).toBe(at("2017-01-01T00:00Z"));
    expect(stated("2016-12-31T23:59:60.500Z")?.text).toBe("2016-12-31T23:59:60.500Z");
    expect(stated("2016-12-31T22:59:60Z")).toBeNull();
    expect(stated("2016-12-31T23:59:61Z")).toBeNull();
  });

  test.each(["", "now", "2031-03-06", "2031-02-30T10:00Z", "2031-03-06T25:00Z", "10:00Z"])(
    "%j is none",
    (text) => {
      expect(stated(text)).toBeNull();
    },
  );
});

describe("clocks that disagree", () => {
  test("are shown, and neither is believed over the other", () => {
    const ahead = [checkpoint(10, "2031-03-07T08:00Z"), checkpoint(30, "2031-03-06T18:00Z")];
    const found = heldInterval(null, 10, 25, ahead);
    expect(found.flags).toEqual(["clocks-disagree"]);
    expect(found.notBefore).toBe(at("2031-03-07T08:00Z"));
    expect(found.notAfter).toBe(at("2031-03-06T18:00Z"));
  });
});

describe("the interval", () => {
  const moment = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant);

  test("depends on no stated time, which is flagged exactly where it lies outside", () => {
    fc.assert(
      fc.property(moment, fc.tuple(moment, moment), (claimed, [early, late]) => {
        const [from, to] = [Math.min(early, late), Math.max(early, late)].map(instant) as [
          Instant,
          Instant,
        ];
        const checkpoints = [
          { size: 1, root: "", earliest: from, latest: from },
          { size: 9, root: "", earliest: to, latest: to },
        ];
        const text = new Date(claimed).toISOString();
        const found = heldInterval(readStatedTime(text), 1, 5, checkpoints);
        expect(found.stated?.moment).toBe(claimed);
        expect([found.notBefore, found.notAfter]).toEqual([from, to]);
        expect(found.flags.includes("stated-before")).toBe(claimed < from - MINUTE_MS);
        expect(found.flags.includes("stated-after")).toBe(claimed > to + MINUTE_MS);
      }),
    );
  });
});
