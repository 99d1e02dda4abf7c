import { describe, expect, test } from "vitest";
import { finding, judgment } from "../../../testing/judging.ts";
import {
  agreement,
  atom,
  counted,
  countOf,
  editionOf,
  observed,
  said,
} from "../../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../../agreement/index.ts";
import {
  type AssessmentReport,
  type CountReport,
  type Criterion,
  id,
} from "../../evidence/index.ts";
import { bitsOf } from "../judgment.ts";

const sole: Partial<Criterion> = { methods: ["tally"], soleMethods: ["tally"] };

let names = 0;
/** A count by tally of A2 on a day of November. */
const tally = (
  low: number,
  report: Partial<CountReport> = {},
  fields: Parameters<typeof observed>[2] & { day?: number } = {},
) => {
  const { day = 10, ...rest } = fields;
  names += 1;
  const from = `1962-11-${String(day).padStart(2, "0")}`;
  return observed(`C-${names}`, counted(low, report), { method: "tally", from, ...rest });
};

const asked = (fields: Partial<CountPredicate> = {}, criterion: Partial<Criterion> = {}) =>
  atom(countOf({ item: id("missiles"), stage: "counted-aboard", amount: 1000, ...fields }), {
    ...sole,
    ...criterion,
  });

const low = (entries: readonly Entry[], fields: Partial<CountPredicate> = {}) =>
  finding(asked(fields), entries).count!.counted?.low ?? 0;

const place = (name: string) => ({ stage: "in-place" as const, place: id(name) });
const inPlace = { stage: "in-place" } as const;

describe("figures of disjoint scopes", () => {
  test("places add up, and two counts of one place do not", () => {
    const yards = [tally(4, place("sagua")), tally(3, place("remedios"))];
    expect(low(yards, inPlace)).toBe(7);
    expect(low([...yards, tally(4, place("sagua"), { day: 11 })], inPlace)).toBe(7);
  });

  test("a place and an area that holds it are counted once", () => {
    const island = tally(10, place("island"));
    expect(low([island, tally(4, place("sagua")), tally(3, place("remedios"))], inPlace)).toBe(10);
    // Together they are more than was counted over all of it: they conflict, unless they are later.
    const more = (day: number) => [
      tally(8, place("sagua"), { day }),
      tally(3, place("remedios"), { day }),
    ];
    expect(low([island, ...more(10)], inPlace)).toBe(10);
    expect(low([island, ...more(12)], inPlace)).toBe(11);
  });

  test("a later count of a place replaces an earlier one, and of the others nothing", () => {
    const yards = [tally(4, place("sagua")), tally(4, place("remedios"))];
    expect(low([...yards, tally(0, place("sagua"), { day: 20 })], inPlace)).toBe(4);
    expect(low([...yards, tally(6, place("sagua"), { day: 20 })], inPlace)).toBe(10);
  });

  test("parcels of one voyage add up, and a count of the voyage covers them", () => {
    const ship = { vessel: "Bratsk", voyage: "1" };
    const parcels = [tally(30, { ...ship, lot: "A" }), tally(25, { ...ship, lot: "B" })];
    expect(low(parcels)).toBe(55);
    expect(low([...parcels, tally(55, ship)])).toBe(55);
    expect(low([...parcels, tally(60, ship)])).toBe(60);
  });

  test("payments are lots: they add up, and two advices of one are one payment", () => {
    const pays = [
      tally(400, { lot: "P-1" }),
      tally(350, { lot: "P-2" }),
      tally(250, { lot: "P-3" }),
    ];
    expect(low(pays)).toBe(1000);
    expect(low([...pays.slice(0, 2), tally(350, { lot: "P-2" }, { day: 12 })])).toBe(750);
  });

  test("what was counted at a place and aboard a vessel whose place nobody gives may be the same", () => {
    const port = tally(10, { stage: "departed", place: id("mariel") });
    const departed = { stage: "departed" } as const;
    expect(low([port, tally(6, { ...departed, vessel: "Bratsk" })], departed)).toBe(10);
    expect(low([port, tally(16, { ...departed, vessel: "Bratsk" })], departed)).toBe(16);
  });

  test("weaker counts than suspected change nothing, however low", () => {
    const ship = { vessel: "Bratsk", voyage: "1" };
    expect(low([tally(10, ship), tally(4, ship, { grade: "E6" })])).toBe(10);
    expect(low([tally(10, ship), tally(4, ship, { grade: "C3" })])).toBe(4);
    expect(
      low([tally(10, ship), tally(4, ship, { grade: "C3" }), tally(0, ship, { grade: "E6" })]),
    ).toBe(4);
  });
});

describe("a thing with a serial", () => {
  const five = ["R1", "R2", "R3", "R4", "R5"];

  test("is counted once, in two yards or aboard two ships", () => {
    const north = tally(5, { ...place("sagua"), serials: five });
    const south = tally(5, { ...place("remedios"), serials: five }, { day: 12 });
    expect(low([north, south], inPlace)).toBe(5);
    const ships = [
      tally(5, { vessel: "Bratsk", serials: five }),
      tally(5, { vessel: "Leninsk", serials: five }),
    ];
    expect(low(ships)).toBe(5);
  });

  test("is where it was seen last, whatever is counted there without serials since", () => {
    const north = tally(5, { ...place("sagua"), serials: five });
    const south = tally(5, { ...place("remedios"), serials: five }, { day: 12 });
    const unread = tally(5, place("remedios"), { day: 20 });
    expect(low([north, south, unread], inPlace)).toBe(5);
    // Others may have come to the first place since.
    expect(low([north, south, unread, tally(5, place("sagua"), { day: 22 })], inPlace)).toBe(10);
  });

  test("makes the count less by itself alone", () => {
    const north = tally(5, { ...place("sagua"), serials: five });
    const south = tally(4, { ...place("remedios"), serials: ["R5", "R6"] }, { day: 12 });
    expect(low([north, south], inPlace)).toBe(8);
  });

  test("that a worthless report names elsewhere is counted where it was seen", () => {
    const rumour = tally(5, { vessel: "Leninsk", serials: five }, { day: 9, grade: "E6" });
    expect(low([rumour, tally(5, { vessel: "Bratsk", serials: five })])).toBe(5);
  });
});

const estimate = (
  subject: string,
  least: number,
  most: number,
  fields: Parameters<typeof observed>[2] = {},
  report: Partial<AssessmentReport> = {},
) => {
  names += 1;
  const claim: AssessmentReport = {
    kind: "assessment",
    matter: "estimate",
    subject: id(subject),
    state: "so",
    low: least,
    high: most,
    from: [],
    ...report,
  };
  return observed(`E-${names}`, claim, { body: "US", from: "1962-10-29", ...fields });
};

const declares = (subject: string, number: number, report: Partial<CountReport> = {}) => {
  names += 1;
  const claim = counted(number, { subject: id(subject), stage: "declared", ...report });
  return observed(`D-${names}`, said("USSR", { claim }), {
    method: "statement",
    from: "1962-10-28",
  });
};

describe("what a count is held against", () => {
  const found = (entries: readonly Entry[], criterion: Partial<Criterion> = {}) =>
    finding(asked({ amount: "declared" }, criterion), entries).count!;

  test("declarations by place add up, and a smaller one of one scope is no new base", () => {
    const yards = [
      declares("missiles", 6, { place: id("sagua") }),
      declares("missiles", 2, { place: id("remedios") }),
    ];
    expect(found(yards).declared).toBe(8);
    expect(found([...yards, declares("missiles", 4, { place: id("sagua") })]).declared).toBe(8);
    expect(found([...yards, declares("missiles", 10)]).declared).toBe(10);
  });

  test("several estimates narrow one another, and the latest does not win", () => {
    const wide = estimate("missiles", 8, 14);
    const later = estimate("missiles", 0, 12, { from: "1962-11-05" });
    expect(found([wide, later]).estimate).toEqual({ low: 8, high: 12 });
  });

  test("estimates that exclude one another conflict, and the higher low counts", () => {
    const high = estimate("missiles", 12, 14);
    const later = estimate("missiles", 0, 10, { from: "1962-11-05" });
    expect(found([high, later]).estimate).toEqual({ low: 12, high: 14 });
  });

  test("an estimate that is not suspected, denied, or the bearer's own is none", () => {
    expect(found([estimate("missiles", 0, 20, { grade: "E6" })]).estimate).toBeNull();
    expect(found([estimate("missiles", 8, 10, {}, { state: "not-so" })]).estimate).toBeNull();
    expect(found([estimate("missiles", 8, 10, { body: "Tass" })]).estimate).toBeNull();
  });

  test("an estimate drawn from the bearer's word is the bearer's", () => {
    const base = declares("missiles", 10);
    const retold = estimate("missiles", 0, 10, { body: "Press", lineage: [base.id] });
    const concluded = estimate("missiles", 0, 10, { body: "Press" }, { from: [base.id] });
    expect(found([base, retold]).estimate).toBeNull();
    expect(found([base, concluded]).estimate).toBeNull();
  });

  test("estimates of one source do not add up to a suspicion, and those of two may", () => {
    const weak = (root: string) => estimate("missiles", 8, 10, { grade: "D3", lineage: [root] });
    expect(found([weak("x"), weak("x")]).estimate).toBeNull();
  });

  test("where the text says who estimates, nobody else does", () => {
    const byUN: Partial<Criterion> = { estimatedBy: [id("UN")] };
    expect(found([estimate("missiles", 8, 10)], byUN).estimate).toBeNull();
    expect(found([estimate("missiles", 8, 10, { body: "UN" })], byUN).estimate).toEqual({
      low: 8,
      high: 10,
    });
  });
});

describe("a term that is counted", () => {
  const edition = editionOf([agreement([])]);
  const bits = (fields: Partial<CountPredicate>, entries: readonly Entry[]) =>
    judgment(
      asked({ item: id("offensive"), stage: "destroyed", ...fields }),
      entries,
      undefined,
      edition,
    ).bits;
  const destroyed = (subject: string, number: number) =>
    tally(number, { subject: id(subject), stage: "destroyed" });
  const both = [destroyed("missiles", 80), destroyed("bombers", 30)];

  test("is counted class by class, unless the text says in all", () => {
    expect(bits({ amount: 50 }, both)).toBe(0);
    expect(bits({ amount: 30 }, both)).toBe(1);
    expect(bits({ amount: 110, inAll: true }, both)).toBe(1);
    expect(bits({ amount: 111, inAll: true }, both)).toBe(0);
  });

  test("in all is at least what is reported of the whole, which no class is shown by", () => {
    const whole = destroyed("offensive", 120);
    expect(bits({ amount: 120, inAll: true }, [...both, whole])).toBe(1);
    expect(bits({ amount: 50 }, [whole])).toBe(0);
  });

  test("items together are added up, each counted by itself", () => {
    const together = { item: id("missiles"), together: [id("bombers")] };
    expect(bits({ ...together, amount: 110 }, both)).toBe(1);
    expect(bits({ ...together, amount: 111 }, both)).toBe(0);
  });

  test("is held against what is declared of each class, and what is estimated of each", () => {
    const base = [declares("missiles", 80), declares("bombers", 30)];
    const estimates = [estimate("missiles", 70, 80), estimate("bombers", 20, 30)];
    expect(bits({ amount: "declared" }, [...base, ...estimates, ...both])).toBe(1);
    expect(bits({ amount: "declared", inAll: true }, [...base, ...estimates, ...both])).toBe(1);
    expect(bits({ amount: "declared" }, [...base, estimates[0]!, ...both])).toBe(0);
    // Of the bombers nothing is declared: what is declared in all is unknown, and not 80.
    expect(bits({ amount: "declared", inAll: true }, [base[0]!, ...estimates, ...both])).toBe(0);
  });
});

describe("unknown", () => {
  test("is not 0: where nothing was counted, none of none is not shown", () => {
    const none = [declares("missiles", 0), estimate("missiles", 0, 0)];
    const bits = (entries: readonly Entry[]) =>
      bitsOf(finding(asked({ amount: "declared" }), entries).packed);
    expect(bits(none)).toBe(0);
    expect(bits([...none, tally(0)])).toBe(1);
  });
});
