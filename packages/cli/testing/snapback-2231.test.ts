import { fileURLToPath } from "node:url";
import { type Id, type Inquiry, id, type Judge, parseInstant } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { call } from "./proviso.ts";
import { sensitivityOf, tableIn, type Watched } from "./sensitivity.ts";

const CASE = fileURLToPath(new URL("../../../cases/snapback-2231", import.meta.url));
const GRADES = fileURLToPath(new URL("../../../cases/snapback-2231/grades.md", import.meta.url));

const loaded = await loadCase(CASE);

describe("the case of resolution 2231", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", CASE);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

function sensitivities() {
  const watch = (clause: string, when: string, at: string, reading: string | null): Watched => ({
    clause: id(clause),
    when,
    inquiry: asKnown(at, reading),
  });
  return [
    watch("first-steps", "17 Jan 2016", "2016-01-17T12:00Z", null),
    watch("notice", "28 Aug 2025", "2025-08-28T12:00Z", null),
    watch("stock", "4 Sep 2025", "2025-09-04T12:00Z", null),
    watch("continuation", "26 Sep 2025", "2025-09-26T18:00Z", null),
    watch("vote", "27 Sep 2025", "2025-09-27T23:59Z", null),
    watch("effect", "28 Sep 2025", "2025-09-28T12:00Z", null),
    watch("practice", "28 Sep 2025", "2025-09-28T12:00Z", null),
    watch("earlier-sanctions", "17 Jan 2016, E3", "2016-01-17T12:00Z", "e3"),
  ].map((one) => sensitivityOf(loaded, one));
}

function asKnown(at: string, reading: string | null): (judge: Judge) => Inquiry {
  const asOf = momentOf(at);
  const under: Id | null = reading === null ? null : id(reading);
  return (judge) => ({ asOf, knownAt: judge.positionAt(asOf), reading: under, under: null });
}

function momentOf(text: string) {
  const moment = parseInstant(text);
  if (moment === null) throw new Error(`${text} is no moment.`);
  return moment;
}
