import { describe, expect, test } from "vitest";
import { type Protocol, type ProtocolAnswers, protocolReport, shipId } from "./index.ts";

const COUNT = {
  act: { kind: "count", item: "guns", stage: "departed", orStage: "destroyed-in-place" },
  fields: [],
} as unknown as Protocol;

const SHIP = {
  act: { kind: "activity", activity: "inspection", subject: null, state: "complete", by: [] },
  fields: [{ name: "item", type: "text" }],
} as unknown as Protocol;

const PRESENCE = {
  act: { kind: "presence", subject: "guns", state: "absent" },
  fields: [],
} as unknown as Protocol;

function answers(given: Readonly<Record<string, string | number | readonly string[]>>) {
  const read = (name: string) => given[name] ?? null;
  return { text: read, number: read, list: read } as unknown as ProtocolAnswers;
}

describe("the report of a protocol's answers", () => {
  test("of a count at either of two stages is of both, and leaves out what was not said", () => {
    const seen = answers({ item: "guns", low: 3, high: 4, vessel: "Ada", serials: ["7", "9"] });
    expect(protocolReport(COUNT, seen, false)).toEqual({
      ...{ kind: "count", subject: "guns", stage: "departed", orStage: "destroyed-in-place" },
      ...{ low: 3, high: 4, vessel: "Ada", serials: ["7", "9"] },
    });
  });

  test("says that a count was made blind only where it was", () => {
    expect(protocolReport(COUNT, answers({}), true)).toMatchObject({ blind: true });
    expect(protocolReport(COUNT, answers({}), false)).not.toHaveProperty("blind");
  });

  test("names a ship that no text declares by an id made of what was written", () => {
    const seen = answers({ item: "Bucharest, voyage 2", state: "complete", by: "UN" });
    expect(protocolReport(SHIP, seen, false)).toEqual({
      ...{ kind: "activity", activity: "inspection", subject: "bucharest-voyage-2" },
      ...{ state: "complete", by: "UN" },
    });
  });

  test("says how much was looked at of an absence alone", () => {
    const seen = { item: "guns", place: "depot", coverage: 0.5 };
    const absent = protocolReport(PRESENCE, answers({ ...seen, state: "absent" }), false);
    expect(absent).toMatchObject({ state: "absent", coverage: 0.5 });
    const present = protocolReport(PRESENCE, answers({ ...seen, state: "present" }), false);
    expect(present).not.toHaveProperty("coverage");
  });
});

test("a ship's name is made an id, one that is an id stays, and one without letters is none", () => {
  expect(shipId("Bucharest, voyage 2")).toBe("bucharest-voyage-2");
  expect(shipId("Völkerfreundschaft")).toBe("Völkerfreundschaft");
  expect(shipId("Ölga II")).toBe("olga-ii");
  expect(shipId("…")).toBeNull();
});
