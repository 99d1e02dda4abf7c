import { accountIn, id, instant, openVerdicts, type Protocol, position } from "@proviso/core";
import { isJudged, readRecordEntry } from "@proviso/record/entries";
import { beforeAll, describe, expect, test } from "vitest";
import { countProtocol, cubaProtocols } from "../../../testing/protocols.ts";
import { openCuba } from "../../../testing/real-case.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { namedInReports, unfitness } from "./fitness.ts";
import { entryOf } from "./form-entry.ts";
import type { Draft } from "./item.ts";

let opened: OpenedCase;
let protocols: readonly Protocol[];
let count: Protocol;
beforeAll(async () => {
  [opened, protocols, count] = await Promise.all([openCuba(), cubaProtocols(), countProtocol()]);
});

const entryWith = (protocol: Protocol, answers: Draft["answers"], from = "1962-11-09 14:00") =>
  entryOf({
    protocol,
    draft: { answers, from, to: "", sureness: "each" },
    photographs: [],
    entry: "O-1a2b3c4d",
    blind: false,
    key: "tablet-1",
    person: "inspector-7",
    clock: opened.clock,
  });

const COUNTED = {
  observer: "UN",
  method: "count-alongside",
  item: "missiles",
  vessel: "Bratsk",
  low: "2",
  high: "2",
} as const;

describe("a count that is signed and sent", () => {
  const accountWith = (entries: OpenedCase["entries"]) => {
    const judge = openVerdicts({ texts: opened.texts, entries });
    const known = { knownAt: position(entries.length), reading: opened.reading, under: null };
    const asOf = instant(Date.parse("1962-11-20T00:00:00Z"));
    return accountIn(judge, id("missiles"), { asOf, ...known });
  };

  test("is in the account of its item, on its ship", () => {
    const sent = { ...entryWith(count, COUNTED), known: "1963-03-30T00:00:00Z" };
    const read = readRecordEntry(JSON.stringify(sent), opened.clock.zone);
    if (!read.ok || !isJudged(read.entry)) throw new Error(JSON.stringify(read));
    const on = (account: ReturnType<typeof accountWith>) =>
      account?.ships.find(({ vessel }) => vessel === COUNTED.vessel)?.counts ?? [];
    const before = on(accountWith(opened.entries));
    const after = on(accountWith([...opened.entries, read.entry]));
    expect(after).toHaveLength(before.length + 1);
    const counted = { by: "O-1a2b3c4d", low: 2, high: 2, observers: ["UN"], blind: false };
    expect(after).toContainEqual(expect.objectContaining(counted));
  });
});

describe("what a record would not take", () => {
  test("is nothing, of a count that the case's texts know", () => {
    expect(unfitness(opened, entryWith(count, COUNTED))).toBeNull();
  });

  test("is found on the device, with the code and the remedy of whoever would refuse it", () => {
    const found = unfitness(opened, entryWith(count, { ...COUNTED, item: "rockets" }));
    expect(found?.code).toBe("undefined-subject");
    expect(found?.remedy).not.toBe("");
  });

  test("is an inbound ship that nobody reported, and not one that somebody did", () => {
    const cargo = protocols.find(({ id }) => id === "no-reintroduction/1")!;
    const of = (item: string) =>
      unfitness(opened, entryWith(cargo, { ...COUNTED, item, state: "complete", by: "ICRC" }));
    expect(of("ship-that-nobody-saw")?.code).toBe("undefined-subject");
    const [reported] = namedInReports(opened);
    expect(reported).toBeDefined();
    expect(of(reported!)).toBeNull();
  });

  test("is what was so only after now", () => {
    expect(unfitness(opened, entryWith(count, COUNTED, "2999-01-01"))?.code).toBe(
      "dated-impossibly",
    );
  });
});
