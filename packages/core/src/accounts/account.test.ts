import { describe, expect, test } from "vitest";
import { counted } from "../../testing/specimen.ts";
import { declares, drawnUp, estimates, moved, seen, voucher } from "../../testing/vouchers.ts";
import { id } from "../evidence/index.ts";
import type { Account } from "./account.ts";

const terms = ({ balance }: Account) => ({
  inPlace: balance.inPlace.value,
  inTransit: balance.inTransit.value,
  countedOut: balance.countedOut.value,
  destroyed: balance.destroyed.value,
  unaccountedFor: balance.unaccountedFor.value,
});

const NONE = { inPlace: 0, inTransit: 0, countedOut: 0, destroyed: 0, unaccountedFor: 0 };
const aboard = (vessel: string, voyage: string | null = null) => ({ vessel, voyage });
const place = (name: string) => ({ place: id(name) });

describe("what is unaccounted for", () => {
  test("is all that is declared, until something is seen", () => {
    expect(terms(drawnUp([declares("D", 42)]))).toEqual({ ...NONE, unaccountedFor: 42 });
  });

  test("is what is declared and stands nowhere", () => {
    const account = drawnUp([
      declares("D", 42),
      seen("S", 2, 10, { stage: "in-place", ...place("sagua") }),
      seen("C", 3, 30),
    ]);
    // The ten were seen before: they may be among the thirty that have left since.
    expect(terms(account)).toEqual({ ...NONE, countedOut: 30, unaccountedFor: 12 });
  });

  test("is negative where more is seen than is declared", () => {
    const account = drawnUp([
      declares("D", 42),
      seen("C", 2, 40),
      seen("S", 3, 5, { stage: "in-place", ...place("sagua") }),
    ]);
    expect(terms(account)).toEqual({ ...NONE, countedOut: 40, inPlace: 5, unaccountedFor: -3 });
    expect(account.differences).toContainEqual(
      expect.objectContaining({
        means: "more seen than declared",
        says: expect.stringMatching(/^3 /),
      }),
    );
  });

  test("is exact to a millionth, of a million million as of one", () => {
    const measured = { unit: { kind: "measured", unit: "litres" } } as const;
    const account = drawnUp([declares("D", 1e12), seen("C", 2, 1e12 - 0.5)], measured);
    expect(terms(account)).toEqual({ ...NONE, countedOut: 1e12 - 0.5, unaccountedFor: 0.5 });
  });

  test("comes back where a later look finds less than stood there", () => {
    const account = drawnUp([
      declares("D", 10),
      seen("S-1", 2, 10, { stage: "in-place", ...place("sagua") }),
      seen("S-2", 5, 7, { stage: "in-place", ...place("sagua") }),
    ]);
    expect(terms(account)).toEqual({ ...NONE, inPlace: 7, unaccountedFor: 3 });
  });
});

describe("what has moved on", () => {
  test("is not counted twice, at the stage it left and at the stage it came to", () => {
    const account = drawnUp([
      declares("D", 20),
      seen("S", 1, 20, { stage: "in-place" }),
      seen("K", 2, 20, { stage: "crated" }),
      seen("L", 3, 20, { stage: "loaded", ...place("mariel") }),
      seen("G", 4, 20, { stage: "departed" }),
      seen("C", 5, 20),
      seen("R", 6, 20, { stage: "returned" }),
    ]);
    expect(terms(account)).toEqual({ ...NONE, countedOut: 20 });
  });

  test("from one of several places is taken from the stage, and from no place by guess", () => {
    const account = drawnUp([
      declares("D", 20),
      seen("A", 1, 10, { stage: "in-place", ...place("sagua") }),
      seen("B", 1, 10, { stage: "in-place", ...place("remedios") }),
      seen("K", 2, 5, { stage: "crated", ...place("mariel") }),
    ]);
    expect(account.balance.inPlace.value).toBe(20);
    const open = account.lines.find(({ stage, place: at }) => stage === "in-place" && at === null);
    expect(open?.amount.value).toBe(-5);
  });

  test("is known to have left a place once that place is looked at again", () => {
    const account = drawnUp([
      declares("D", 20),
      seen("A", 1, 10, { stage: "in-place", ...place("sagua") }),
      seen("B", 1, 10, { stage: "in-place", ...place("remedios") }),
      seen("K", 2, 5, { stage: "crated", ...place("mariel") }),
      seen("A2", 3, 5, { stage: "in-place", ...place("sagua") }),
    ]);
    expect(terms(account)).toEqual({ ...NONE, inPlace: 20 });
    expect(account.lines.find(({ place: at }) => at === "sagua")?.amount.value).toBe(5);
  });

  test("at the same time at two stages is of different things", () => {
    const account = drawnUp([
      declares("D", 20),
      seen("A", 1, 8, { stage: "in-place" }),
      seen("C", 1, 12),
    ]);
    expect(terms(account)).toEqual({ ...NONE, inPlace: 8, countedOut: 12 });
  });

  test("past a stage that is counted later still is not counted again there", () => {
    const account = drawnUp([
      declares("D", 42),
      seen("C", 1, 38),
      seen("G", 2, 42, { stage: "departed" }),
    ]);
    expect(terms(account)).toEqual({ ...NONE, countedOut: 38, inTransit: 4 });
  });
});

describe("a transfer", () => {
  test("takes from one stage and place what it gives another", () => {
    const account = drawnUp([
      declares("D", 10),
      seen("S", 1, 10, { stage: "in-place", ...place("sagua") }),
      moved("T", 2, 4, ["in-place", "crated"], {
        from: { stage: "in-place", ...place("sagua"), lot: null },
        to: { stage: "crated", ...place("mariel"), lot: null },
      }),
    ]);
    const on = (name: string) => account.lines.find(({ place: at }) => at === name)?.amount.value;
    expect([on("sagua"), on("mariel")]).toEqual([6, 4]);
    expect(terms(account)).toEqual({ ...NONE, inPlace: 10 });
  });

  test("destroys in place", () => {
    const account = drawnUp([
      declares("D", 10),
      seen("S", 1, 10, { stage: "in-place" }),
      moved("T", 2, 10, ["in-place", "destroyed-in-place"]),
    ]);
    expect(terms(account)).toEqual({ ...NONE, destroyed: 10 });
    expect(account.differences[0]?.says).toBe(
      "10 declared and not counted out, of which 10 are destroyed",
    );
  });

  test("that two report is one movement, and is not added", () => {
    const fields = { ...aboard("Okhotsk", "1") };
    const account = drawnUp([
      declares("D", 10),
      moved("T-1", 2, 4, ["loaded", "departed"], fields),
      moved("T-2", 2, 4, ["loaded", "departed"], fields),
    ]);
    expect(terms(account)).toEqual({ ...NONE, inTransit: 4, unaccountedFor: 6 });
  });

  test("and a count of the same voyage are of the same things", () => {
    const account = drawnUp([
      declares("D", 10),
      seen("G", 2, 4, { stage: "departed", ...aboard("Okhotsk") }),
      moved("T", 3, 4, ["loaded", "departed"], aboard("Okhotsk")),
      seen("C", 4, 4, aboard("Okhotsk")),
    ]);
    expect(terms(account)).toEqual({ ...NONE, countedOut: 4, unaccountedFor: 6 });
  });

  test("splits a lot and merges lots, and nothing is lost or made", () => {
    const lot = (name: string) => ({ stage: "in-place" as const, ...place("sagua"), lot: name });
    const split = [
      declares("D", 10),
      seen("S", 1, 10, { stage: "in-place", ...place("sagua"), lot: "A" }),
      moved("T-1", 2, 6, ["in-place", "in-place"], { from: lot("A"), to: lot("A1") }),
      moved("T-2", 2, 4, ["in-place", "in-place"], { from: lot("A"), to: lot("A2") }),
    ];
    const lots = (account: Account) =>
      account.lines
        .filter(({ amount }) => amount.value !== 0)
        .map((one) => [one.lot, one.amount.value]);
    expect(lots(drawnUp(split))).toEqual([
      ["A1", 6],
      ["A2", 4],
    ]);
    const merged = drawnUp([
      ...split,
      moved("T-3", 3, 6, ["in-place", "in-place"], { from: lot("A1"), to: lot("B") }),
      moved("T-4", 3, 4, ["in-place", "in-place"], { from: lot("A2"), to: lot("B") }),
    ]);
    expect(lots(merged)).toEqual([["B", 10]]);
    expect(terms(merged)).toEqual({ ...NONE, inPlace: 10 });
  });

  test("that a party only declares moves nothing, and is named", () => {
    const said = {
      ...moved("T", 2, 10, ["in-place", "destroyed-in-place"]),
      declaredBy: id("USSR"),
    };
    const account = drawnUp([declares("D", 10), said]);
    expect(terms(account)).toEqual({ ...NONE, unaccountedFor: 10 });
    expect(account.leftOut.map(({ by }) => by)).toEqual(["T"]);
  });
});

describe("counts of one voyage", () => {
  test("corroborate each other and are never added", () => {
    const account = drawnUp([
      declares("D", 10),
      seen("C-1", 1, 4, aboard("Okhotsk")),
      seen("C-2", 2, 4, aboard("Okhotsk")),
    ]);
    expect(account.balance.countedOut.value).toBe(4);
  });

  test("that cannot both be so conflict, and the lower low counts", () => {
    const account = drawnUp([
      declares("D", 10),
      { ...seen("C-1", 2, 6, aboard("Okhotsk")) },
      { ...seen("C-2", 2, 4, aboard("Okhotsk")) },
    ]);
    expect(account.balance.countedOut.value).toBe(4);
  });

  test("add up with those of other voyages, and stand within a total of them", () => {
    const account = drawnUp([
      declares("D", 42),
      seen("C-1", 1, 4, aboard("Okhotsk")),
      seen("C-2", 1, 5, aboard("Bratsk")),
      seen("C-3", 2, 38),
    ]);
    expect(account.balance.countedOut.value).toBe(38);
    expect(account.total.notByShip).toBe(29);
  });

  test("that name a serial counted on another ship do not add it again", () => {
    const account = drawnUp([
      declares("D", 4),
      seen("C-1", 1, 2, { ...aboard("Okhotsk"), serials: ["1", "2"] }),
      seen("C-2", 2, 2, { ...aboard("Bratsk"), serials: ["2", "3"] }),
    ]);
    expect(account.balance.countedOut.value).toBe(3);
    expect(account.doubles).toEqual([
      { by: "C-2", first: "C-1", because: "same serial", what: "2" },
    ]);
  });

  test("of what is measured add only what is sure, where part of it is counted again", () => {
    const measured = (name: string, vessel: string, ...serials: string[]) =>
      seen(name, 1, 20, { ...aboard(vessel), serials });
    const account = drawnUp(
      [measured("C-1", "Okhotsk", "1", "2"), measured("C-2", "Bratsk", "2", "3")],
      { unit: { kind: "measured", unit: "tonnes" } },
    );
    expect(account.balance.countedOut).toMatchObject({ low: 20, high: 40 });
  });

  test("of the same things in two places at once are not added", () => {
    const at = (name: string, where: string, day: number, ...serials: string[]) =>
      seen(name, day, serials.length, { stage: "in-place", ...place(where), serials });
    const account = drawnUp([
      declares("D", 4),
      at("S-1", "sagua", 1, "1", "2"),
      at("S-2", "remedios", 1, "2", "3"),
    ]);
    expect(account.balance.inPlace.value).toBe(3);
    expect(account.doubles).toMatchObject([{ by: "S-2", first: "S-1", what: "2" }]);
  });

  test("of a thing that was elsewhere before have found that it moved", () => {
    const at = (name: string, where: string, day: number, ...serials: string[]) =>
      seen(name, day, serials.length, { stage: "in-place", ...place(where), serials });
    const account = drawnUp([
      declares("D", 4),
      at("S-1", "sagua", 1, "1", "2"),
      at("S-2", "remedios", 3, "2", "3"),
    ]);
    const on = (name: string) => account.lines.find((one) => one.place === name)?.amount.value;
    expect([on("sagua"), on("remedios")]).toEqual([1, 2]);
    expect(account.doubles).toEqual([]);
  });

  test("made blind by one source twice are one: who counts twice knows the first number", () => {
    const twice = ["C-1", "C-2"].map((name, index) => ({
      ...seen(name, 1 + index, 4, { ...aboard("Okhotsk"), blind: true }),
      group: "one",
    }));
    expect(drawnUp(twice).ships[0]?.blind).toBe("one only");
  });

  test("made blind are held against each other, and both stay", () => {
    const pair = (low: number, other: number) =>
      drawnUp([
        seen("C-1", 1, low, { ...aboard("Okhotsk"), blind: true }),
        seen("C-2", 1, other, { ...aboard("Okhotsk"), blind: true }),
      ]).ships[0];
    expect(pair(4, 4)?.blind).toBe("agreed");
    expect(pair(4, 5)).toMatchObject({ blind: "differ", counted: { low: 4 } });
    expect(pair(4, 5)?.counts.map(({ by }) => by)).toEqual(["C-1", "C-2"]);
    expect(drawnUp([seen("C", 1, 4, { ...aboard("O"), blind: true })]).ships[0]?.blind).toBe(
      "one only",
    );
  });

  test("say how many were not uncovered", () => {
    const [ship] = drawnUp([seen("C", 1, 8, { ...aboard("Anosov"), covered: 5 })]).ships;
    expect(ship).toMatchObject({ covered: 5 });
    expect(ship?.says).toContain("5 of them not uncovered");
  });

  test("too weak to be booked are shown and not booked", () => {
    const weak = voucher("C", counted(8, aboard("Anosov")), { grade: "C3" });
    const account = drawnUp([declares("D", 10), weak]);
    expect(account.balance.countedOut.value).toBe(0);
    expect(account.ships[0]).toMatchObject({ counted: null, counts: [{ level: "suspected" }] });
  });
});

describe("what is declared", () => {
  test("first, later, and by estimate stands in three columns", () => {
    const { columns } = drawnUp([declares("D-1", 42), declares("D-2", 45, {}, "1962-11-03")], {
      estimates: [estimates("E", 40, 50)],
    });
    expect(columns.declared).toMatchObject({ low: 42, from: ["D-1"] });
    expect(columns.amendedDeclared).toMatchObject({ low: 45, from: ["D-2"] });
    expect(columns.estimate).toMatchObject({ low: 40, high: 50, from: ["E"] });
    expect(columns.base).toBe(45);
  });

  test("later as less is no new base", () => {
    const account = drawnUp([declares("D-1", 42), declares("D-2", 40, {}, "1962-11-03")]);
    expect(account.columns.base).toBe(42);
    expect(account.differences).toContainEqual(
      expect.objectContaining({ means: "declaration shrunk" }),
    );
  });

  test("as less than the estimate allows is told", () => {
    const more = [estimates("E", 48, 60)];
    expect(drawnUp([declares("D", 42)], { estimates: more }).differences).toContainEqual(
      expect.objectContaining({
        between: "estimate and declared",
        means: "fewer declared than estimated",
        of: ["E"],
      }),
    );
  });

  test("by ship is held against what was counted aboard that ship", () => {
    const { ships } = drawnUp([
      declares("D-1", 2, aboard("Labinsk")),
      declares("D-2", 4, aboard("Bratsk")),
      seen("C-1", 3, 0, aboard("Labinsk")),
      seen("C-2", 3, 5, aboard("Bratsk")),
    ]);
    expect(ships.map(({ vessel, standing }) => [vessel, standing])).toEqual([
      ["Bratsk", "over"],
      ["Labinsk", "short"],
    ]);
  });
});
