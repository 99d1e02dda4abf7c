import { describe, expect, test } from "vitest";
import { at } from "../../testing/specimen.ts";
import { declares, drawnUp, moved, seen } from "../../testing/vouchers.ts";
import { id } from "../evidence/index.ts";

const aboard = (vessel: string) => ({ vessel, voyage: null });
const place = (name: string) => ({ place: id(name) });
const tonnes = { unit: { kind: "measured", unit: "tonnes" } } as const;

describe("identity and quantity", () => {
  const serials = (...names: string[]) => ({ serials: names });

  test("are two verdicts: the numbers may match while the serials do not", () => {
    const account = drawnUp([
      declares("D", 2, serials("1", "2")),
      seen("C", 2, 2, serials("1", "9")),
    ]);
    expect(account.differences[0]).toMatchObject({ means: "agrees" });
    expect(account.identity[0]).toMatchObject({
      by: "serials",
      verdict: "differ",
      matched: ["1"],
      missing: ["2"],
      unknown: ["9"],
    });
  });

  test("say that they are the same, or in part, as far as seen", () => {
    const verdictOf = (...out: string[]) =>
      drawnUp([declares("D", 2, serials("1", "2")), seen("C", 2, out.length, serials(...out))])
        .identity[0]?.verdict;
    expect(verdictOf("1", "2")).toBe("same");
    expect(verdictOf("1")).toBe("in part");
    expect(verdictOf()).toBe("not given");
  });

  test("hold a seal that was put on at loading against the one that is found aboard", () => {
    const account = drawnUp([
      seen("L", 1, 1, { stage: "loaded", seals: ["S-7"] }),
      seen("C", 2, 1, { seals: ["S-8"] }),
    ]);
    expect(account.identity[1]).toMatchObject({ by: "seals", verdict: "differ", missing: ["S-7"] });
  });
});

describe("a percentage", () => {
  test("carries its measure, its base, how much that is, and its date", () => {
    const [percentage] = drawnUp([declares("D", 42), seen("C", 2, 38)]).percentages;
    expect(percentage).toMatchObject({
      measure: "counted out",
      base: "declared",
      whole: 42,
      asOf: at("1962-12-31"),
      by: null,
    });
    expect(percentage?.low).toBeCloseTo(90.476, 3);
  });

  test("that a source states is booked as that part of what is declared", () => {
    const account = drawnUp(
      [declares("D", 1000), seen("P", 2, 29, { stage: "departed", percentOf: "declared" })],
      tonnes,
    );
    expect(account.balance.inTransit.value).toBe(290);
    expect(account.percentages.at(-1)).toMatchObject({ low: 29, by: "P", whole: null });
  });

  test("that a source states is a part of what was declared then, not of what was declared later", () => {
    const account = drawnUp(
      [
        declares("D-1", 1000),
        seen("P", 2, 29, { stage: "departed", percentOf: "declared" }),
        declares("D-2", 2000, {}, "1962-11-10"),
      ],
      tonnes,
    );
    expect(account.balance.inTransit.value).toBe(290);
    expect(account.columns.base).toBe(2000);
  });

  test("of what nobody declares an amount of is shown and not booked", () => {
    const account = drawnUp(
      [seen("P", 2, 29, { stage: "departed", percentOf: "declared" })],
      tonnes,
    );
    expect(account.balance.inTransit.value).toBe(0);
    expect(account.leftOut.map(({ by }) => by)).toEqual(["P"]);
    expect(account.percentages.map(({ by }) => by)).toEqual(["P"]);
  });

  test("of two stages together is a measure of its own, and booked at neither", () => {
    const both = {
      stage: "departed",
      orStage: "destroyed-in-place",
      percentOf: "declared",
    } as const;
    const account = drawnUp([declares("D", 1000), seen("P", 2, 53.6, both)], tonnes);
    expect(account.balance.unaccountedFor.value).toBe(1000);
    expect(account.percentages.at(-1)?.measure).toBe("departed or destroyed in place");
  });

  test("that is later and lower than one of the same measure is told", () => {
    const removed = (name: string, day: number, low: number, fields = {}) =>
      seen(name, day, low, { stage: "departed", percentOf: "declared", ...fields });
    const falling = (vouchers: ReturnType<typeof seen>[]) =>
      drawnUp(vouchers, tonnes).differences.filter(
        ({ means }) => means === "a later figure is lower",
      );
    expect(falling([removed("P-1", 17, 86.5), removed("P-2", 19, 80)])).toMatchObject([
      { of: ["P-1", "P-2"] },
    ]);
    // Removed, and removed or destroyed, are two measures: neither falls.
    const other = removed("P-3", 16, 90, { orStage: "destroyed-in-place" });
    expect(falling([other, removed("P-2", 19, 80)])).toEqual([]);
  });

  test("of what left is given where nobody declares anything", () => {
    const account = drawnUp(
      [
        seen("G-1", 1, 300, { stage: "departed", ...aboard("A") }),
        seen("G-2", 1, 100, { stage: "departed", ...aboard("B") }),
        seen("C", 2, 300, aboard("A")),
      ],
      tonnes,
    );
    expect(account.percentages).toMatchObject([
      { low: 75, measure: "counted aboard departing ships", base: "departed", whole: 400 },
    ]);
  });
});

describe("a percentage counted aboard", () => {
  test("is not made of what was only seen further on", () => {
    const account = drawnUp(
      [seen("G", 1, 600, { stage: "departed" }), seen("X", 2, 581, { stage: "destroyed" })],
      tonnes,
    );
    expect(account.balance.destroyed.value).toBe(581);
    const aboard = account.percentages.find(({ measure }) => measure.startsWith("counted aboard"));
    expect(aboard?.low ?? 0).toBe(0);
  });
});

describe("an amended declaration", () => {
  const amended = (first: number, last: number) =>
    drawnUp([
      declares("D-1", 40, { high: first }),
      declares("D-2", 40, { high: last }, "1962-11-09"),
    ]).differences.find(({ between }) => between === "declared and amended");

  test("of the same least and another most was moved by what its most was moved by", () => {
    expect(amended(45, 42)).toMatchObject({
      means: "declaration shrunk",
      says: "the most that is declared fell by 3",
    });
    expect(amended(42, 45)).toMatchObject({
      means: "declaration raised",
      says: "the most that is declared rose by 3",
    });
  });
});

describe("a transfer of what is measured", () => {
  test("leaves both its lines as uncertain as it was itself", () => {
    const tonnes = { kind: "measured", unit: "tonnes" } as const;
    const account = drawnUp(
      [
        seen("C", 1, 100, { stage: "in-place", place: id("sagua"), sigma: 3 }),
        moved("T", 2, 40, ["in-place", "loaded"], {
          from: { stage: "in-place", place: id("sagua"), lot: null },
          sigma: 4,
        }),
      ],
      { unit: tonnes },
    );
    expect(account.balance.inPlace).toMatchObject({ value: 60, sigma: 5 });
    expect(account.balance.inTransit).toMatchObject({ value: 40, sigma: 4 });
  });
});

describe("nothing counted out", () => {
  test("is no percentage: it is unknown, and not 0 %", () => {
    const said = ({ percentages }: ReturnType<typeof drawnUp>) =>
      percentages.map(({ measure, low }) => `${low} % ${measure}`);
    expect(said(drawnUp([declares("D", 42)]))).toEqual([]);
    expect(said(drawnUp([declares("D", 42), seen("C", 3, 0)]))).toEqual(["0 % counted out"]);
  });
});

describe("a measured difference", () => {
  const account = (left: number) =>
    drawnUp([declares("D", 1000, { sigma: 3 }), seen("C", 2, left, { sigma: 4 })], tonnes);

  test("is one only beyond three σ of all that it is made of", () => {
    expect(account(985).balance.unaccountedFor).toMatchObject({ value: 15, sigma: 5 });
    expect(account(985).differences[0]).toMatchObject({ means: "agrees", significant: false });
    expect(account(984).differences[0]).toMatchObject({ means: "short", significant: true });
  });
});

describe("the material balance of a place", () => {
  const inventory = (name: string, day: number, value: number) =>
    seen(name, day, value, { stage: "in-place", ...place("store"), sigma: 1 });
  const shipped = moved("T", 3, 40, ["in-place", "loaded"], {
    from: { stage: "in-place", ...place("store"), lot: null },
    to: { stage: "loaded", ...place("mariel"), lot: null },
  });

  test("is drawn up between its inventories, with what came and went", () => {
    const [material] = drawnUp(
      [inventory("I-1", 1, 100), shipped, inventory("I-2", 5, 55), inventory("I-3", 9, 55)],
      tonnes,
    ).material;
    expect(material).toMatchObject({ stage: "in-place", place: "store" });
    expect(material?.periods).toMatchObject([
      { shipments: 40, receipts: 0, balance: { muf: 5, significant: true } },
      { shipments: 0, balance: { muf: 0, cumuf: 5, significant: false } },
    ]);
  });

  test("takes the middle of two limits, and their distance for an uncertainty", () => {
    const fields = { stage: "in-place", ...place("store") } as const;
    const [material] = drawnUp(
      [seen("I-1", 1, 100, { ...fields, high: 100 }), seen("I-2", 5, 94, { ...fields, high: 106 })],
      tonnes,
    ).material;
    const [found] = material!.periods;
    expect(found).toMatchObject({
      ending: { value: 100 },
      balance: { muf: 0, significant: false },
    });
    expect(found!.balance.sigma).toBeCloseTo(Math.sqrt(12), 12);
  });

  test("is not drawn up of pieces, nor of what was measured once", () => {
    const counts = [inventory("I-1", 1, 100), inventory("I-2", 5, 55)];
    expect(drawnUp(counts).material).toEqual([]);
    expect(drawnUp(counts.slice(1), tonnes).material).toEqual([]);
  });
});
