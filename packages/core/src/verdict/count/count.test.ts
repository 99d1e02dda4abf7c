import { describe, expect, test } from "vitest";
import { finding } from "../../../testing/judging.ts";
import { at, atom, counted, countOf, observed, said } from "../../../testing/specimen.ts";
import type { CountPredicate, Entry } from "../../agreement/index.ts";
import {
  type AssessmentReport,
  type CountReport,
  type Criterion,
  entryId,
  id,
  type Observation,
} from "../../evidence/index.ts";
import { bitsOf } from "../judgment.ts";

const alongside: Partial<Criterion> = {
  methods: ["count-alongside"],
  soleMethods: ["count-alongside"],
};

const asked = (amount: CountPredicate["amount"], criterion: Partial<Criterion> = alongside) =>
  atom(countOf({ item: id("missiles"), stage: "counted-aboard", amount }), criterion);

let day = 1;
/** A count alongside of A2, on a day of its own unless the test names one. */
function count(
  name: string,
  low: number,
  report: Partial<CountReport> = {},
  fields: Parameters<typeof observed>[2] = {},
): Observation {
  const from = `1962-11-${String(1 + (day++ % 28)).padStart(2, "0")}`;
  return observed(name, counted(low, report), { method: "count-alongside", from, ...fields });
}

const declared = (name: string, number: number, report: Partial<CountReport> = {}, by = "USSR") =>
  observed(name, said(by, { claim: counted(number, { stage: "declared", ...report }) }), {
    method: "statement",
    from: "1962-10-28",
  });

const estimate = (name: string, low: number, high: number, body = "US") =>
  observed(
    name,
    {
      kind: "assessment",
      matter: "estimate",
      subject: id("missiles"),
      state: "so",
      low,
      high,
      from: [],
    } satisfies AssessmentReport,
    { body, from: "1962-10-29" },
  );

const aboard = (vessel: string, voyage: string | null = null) => ({ vessel, voyage });
const standing = (entries: readonly Entry[], atLeast: CountPredicate["amount"] = "declared") => {
  const found = finding(asked(atLeast), entries);
  return { bits: bitsOf(found.packed), ...found.count! };
};

describe("counted at least declared", () => {
  const base = [declared("D-1", 42), estimate("E-1", 38, 45)];

  test("17 of 42 is 25 to go, and no breach", () => {
    const found = standing([...base, count("C-1", 17, aboard("Metallurg"))]);
    expect(found).toMatchObject({ bits: 0, declared: 42, toGo: 25, counted: { low: 17 } });
    expect(finding(asked("declared"), [...base, count("C-2", 17)]).packed & (1 << 6)).toBe(0);
  });

  test("it is shown when the lower bound counted reaches what was declared", () => {
    const ships = [count("C-1", 20, aboard("Metallurg")), count("C-2", 22, aboard("Bratsk"))];
    expect(standing([...base, ...ships])).toMatchObject({ bits: 1, toGo: 0, counted: { low: 42 } });
  });

  test("a count that may be less counts at its lower bound", () => {
    const ship = count("C-1", 40, { ...aboard("Metallurg"), high: 44 });
    expect(standing([...base, ship])).toMatchObject({ bits: 0, toGo: 2 });
  });

  test("without a declaration, or without an estimate, it is unverified", () => {
    const all = count("C-1", 42);
    expect(standing([estimate("E-1", 38, 45), all])).toMatchObject({
      bits: 0,
      declared: null,
      toGo: null,
    });
    expect(standing([declared("D-1", 42), all])).toMatchObject({
      bits: 0,
      estimate: null,
      toGo: 0,
    });
  });

  test("a declaration below the estimate is not believed, however much of it is counted", () => {
    const found = standing([declared("D-1", 33), estimate("E-1", 38, 45), count("C-1", 33)]);
    expect(found).toMatchObject({ bits: 0, declared: 33, estimate: { low: 38, high: 45 } });
  });

  test("a smaller later declaration is no new base", () => {
    const shrunk = observed("D-2", said("USSR", { claim: counted(33, { stage: "declared" }) }), {
      from: "1962-11-09",
    });
    expect(standing([...base, shrunk, count("C-1", 38)])).toMatchObject({ declared: 42, toGo: 4 });
  });

  test("declarations ship by ship are a base where together they are the greater", () => {
    const ships = [
      declared("D-2", 20, aboard("Metallurg")),
      declared("D-3", 25, aboard("Bratsk")),
      declared("D-4", 19, aboard("Metallurg")),
    ];
    expect(standing([...base, ...ships])).toMatchObject({ declared: 45 });
  });

  test("another party's figure, a promise or a forged text is no declaration", () => {
    const promise = observed(
      "D-2",
      said("USSR", { stance: "promises", claim: counted(60, { stage: "declared" }) }),
      { from: "1962-10-28" },
    );
    const forged = { ...declared("D-3", 80), intact: false };
    const found = standing([...base, declared("D-4", 50, {}, "US"), promise, forged]);
    expect(found).toMatchObject({ declared: 42 });
  });

  test("the estimate of the party that owes the thing is none", () => {
    expect(standing([declared("D-1", 42), estimate("E-1", 30, 30, "USSR")])).toMatchObject({
      estimate: null,
    });
  });

  test("the latest standing estimate is taken", () => {
    const revised = {
      ...estimate("E-2", 42, 42),
      valid: { from: at("1962-11-05"), to: at("1962-11-05") },
    };
    expect(standing([...base, revised])).toMatchObject({ estimate: { low: 42, high: 42 } });
    const withdrawal: Entry = {
      kind: "withdrawal",
      id: entryId("W-1"),
      known: at("1962-11-06"),
      of: entryId("E-2"),
      reason: "specimen",
    };
    expect(standing([...base, revised, withdrawal])).toMatchObject({ estimate: { low: 38 } });
  });
});

describe("several counts", () => {
  const base = [declared("D-1", 42), estimate("E-1", 42, 42)];

  test("a second count of the same voyage corroborates and is never added", () => {
    const twice = [
      count("C-1", 20, aboard("Metallurg", "1")),
      count("C-2", 20, aboard("Metallurg", "1")),
    ];
    expect(standing([...base, ...twice])).toMatchObject({ counted: { low: 20 } });
    const again = count("C-3", 5, aboard("Metallurg", "2"));
    expect(standing([...base, ...twice, again])).toMatchObject({ counted: { low: 25 } });
  });

  test("a count that does not say which voyage is added to none of the vessel's", () => {
    const unnamed = count("C-2", 20, aboard("Metallurg"));
    const named = count("C-1", 20, aboard("Metallurg", "1"));
    expect(standing([...base, named, unnamed])).toMatchObject({ counted: { low: 20 } });
  });

  test("weak counts corroborate one another up to the standard", () => {
    const weak = { method: "count-alongside", grade: "B2" };
    const one = count("C-1", 8, aboard("Bratsk"), weak);
    const other = count("C-2", 8, aboard("Bratsk"), weak);
    expect(standing([...base, one])).toMatchObject({ counted: null });
    expect(standing([...base, one, other])).toMatchObject({ counted: { low: 8 } });
  });

  test("counts that exclude each other conflict, and the lower low counts", () => {
    const same = { from: "1962-11-09" };
    const high = count("C-1", 8, aboard("Bratsk"), same);
    const low = count("C-2", 6, aboard("Bratsk"), same);
    expect(standing([...base, high, low])).toMatchObject({ counted: { low: 6 } });
    const overlapping = count("C-3", 6, { ...aboard("Bratsk"), high: 9 }, same);
    expect(standing([...base, high, overlapping])).toMatchObject({ counted: { low: 8 } });
  });

  test("a running total that has grown since is no conflict", () => {
    const totals = [
      count("C-1", 30, {}, { from: "1962-11-08" }),
      count("C-2", 38, {}, { from: "1962-11-09" }),
    ];
    expect(standing([...base, ...totals])).toMatchObject({ counted: { low: 38 } });
  });

  test("a conflict is settled by later counts that alone meet the standard", () => {
    const high = count("C-1", 8, aboard("Bratsk"), { from: "1962-11-09" });
    const low = count("C-2", 6, aboard("Bratsk"), { from: "1962-11-09" });
    const weak = count("C-3", 8, aboard("Bratsk"), { from: "1962-11-11", grade: "C3" });
    const later = count("C-4", 8, aboard("Bratsk"), { from: "1962-11-12" });
    expect(standing([...base, high, low, weak])).toMatchObject({ counted: { low: 6 } });
    expect(standing([...base, high, low, weak, later])).toMatchObject({ counted: { low: 8 } });
  });
});

describe("who may count", () => {
  const base = [declared("D-1", 42), estimate("E-1", 42, 42)];
  const criterion: Partial<Criterion> = {
    ...alongside,
    eligibility: { atLeast: "B", technical: false, notOf: [id("US")], of: [] },
  };
  const swede = [{ body: id("UN"), nationality: id("Sweden"), technical: false }];
  const american = [{ body: id("US"), nationality: id("US"), technical: true }];
  const low = (entries: readonly Entry[]) =>
    finding(asked("declared", criterion), entries).count!.counted?.low ?? 0;

  test("those who are not eligible count nothing (T31)", () => {
    expect(low([...base, count("C-1", 42, {}, { observers: american })])).toBe(0);
    expect(low([...base, count("C-1", 42, {}, { observers: swede })])).toBe(42);
  });

  test("but where they saw fewer, the count is doubted", () => {
    const from = "1962-11-09";
    const whole = count("C-1", 42, {}, { observers: swede, from });
    const fewer = count("C-2", 38, {}, { observers: american, from });
    expect(low([...base, whole, fewer])).toBe(38);
  });

  test("who owes the thing counts nothing, and is believed that there are fewer", () => {
    const from = "1962-11-09";
    const own = count("C-2", 38, {}, { observers: swede, from, body: "USSR" });
    expect(low([...base, own])).toBe(0);
    expect(low([...base, own, count("C-1", 42, {}, { observers: swede, from })])).toBe(38);
  });
});

describe("shown not", () => {
  const base = [declared("D-1", 42), estimate("E-1", 42, 42)];
  const total = (name: string, low: number, from: string, grade = "A2") =>
    count(name, low, { allDepartures: true }, { from, grade });

  test("only a count of all departures that falls short shows that it is not so", () => {
    expect(standing([...base, count("C-1", 38)])).toMatchObject({ bits: 0 });
    expect(standing([...base, total("C-2", 38, "1962-11-20")])).toMatchObject({
      bits: 2,
      counted: { low: 38, high: 38 },
    });
  });

  test("a shortfall is overtaken by a later count that alone meets the standard", () => {
    const short = total("C-1", 38, "1962-11-20");
    expect(standing([...base, short, total("C-2", 42, "1962-11-22")])).toMatchObject({ bits: 1 });
    expect(standing([...base, short, total("C-3", 42, "1962-11-22", "C3")])).toMatchObject({
      bits: 2,
    });
  });

  test("asked for a number, it needs no declaration and no estimate", () => {
    expect(standing([count("C-1", 42)], 42)).toMatchObject({ bits: 1, toGo: 0 });
    expect(standing([count("C-1", 41)], 42)).toMatchObject({ bits: 0, toGo: 1 });
  });
});

describe("ships", () => {
  test("each ship's count stands beside what was declared aboard", () => {
    const { ships } = standing([
      declared("D-1", 8, aboard("Bratsk")),
      declared("D-2", 2, aboard("Kurchatov")),
      declared("D-3", 6, aboard("Leninsk")),
      count("C-1", 8, aboard("Bratsk")),
      count("C-2", 0, aboard("Kurchatov")),
      count("C-3", 7, aboard("Leninsk")),
      count("C-4", 4, aboard("Volgoles")),
      declared("D-4", 5, aboard("Okhotsk")),
    ]);
    expect(ships.map(({ vessel, standing: said }) => [vessel, said])).toEqual([
      ["Bratsk", "agrees"],
      ["Kurchatov", "short"],
      ["Leninsk", "over"],
      ["Okhotsk", "open"],
      ["Volgoles", "open"],
    ]);
  });

  test("a ship with more than it declared is over, though neither figure is reported", () => {
    const { ships } = standing([
      count("C-1", 1, { ...aboard("a ship not named"), high: 42, overDeclared: 1 }),
    ]);
    expect(ships).toEqual([
      {
        vessel: "a ship not named",
        voyage: null,
        declared: null,
        counted: null,
        standing: "over",
      },
    ]);
  });
});
