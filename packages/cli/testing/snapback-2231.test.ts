import { fileURLToPath } from "node:url";
import { id, openJudge } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { asKnown, momentOf, watch } from "./moments.ts";
import { call } from "./proviso.ts";
import { sensitivityOf, tableIn } from "./sensitivity.ts";

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

  test("brings the sanctions back at one instant, by one reading and not by the other", () => {
    const statuses = (reading: string) =>
      ["2025-09-27T23:59Z", "2025-09-28T00:00Z"].map((at) => sanctionsAt(at, reading));
    expect(statuses("e3")).toEqual(["lifted", "reimposed"]);
    expect(statuses("iran-russia-china")).toEqual(["lifted", "lifted"]);
  });

  test("lets a decision of the Council, and of nobody else, keep them lifted", () => {
    const continued = (by: string) => sanctionsAt("2025-09-28T00:00Z", "e3", by);
    expect(continued("Council")).toBe("lifted");
    expect(continued("Iran")).toBe("reimposed");
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

/** How the sanctions stand, where somebody decides on 20 September to continue their lifting. */
function sanctionsAt(at: string, reading: string, continuedBy: string | null = null) {
  const entries = loaded.entries.flatMap((entry) => {
    if (continuedBy === null || entry.kind !== "decision") return [entry];
    const moment = momentOf("2025-09-20T12:00Z");
    const more = { known: moment, from: moment, act: "continue" as const, by: id(continuedBy) };
    return [entry, { ...entry, ...more, id: "D-2" as typeof entry.id }];
  });
  const inOrder = [...entries].sort((one, other) => one.known - other.known);
  const judge = openJudge({ texts: loaded.texts, entries: inOrder });
  const { measures } = judge.assess(asKnown(at, reading)(judge));
  return measures.find(({ id: one }) => one === "earlier-sanctions")?.status;
}

function sensitivities() {
  return [
    watch("first-steps", "17 Jan 2016", "2016-01-17T12:00Z", null),
    watch("notice", "28 Aug 2025", "2025-08-28T12:00Z", null),
    watch("stock", "4 Sep 2025", "2025-09-04T12:00Z", null),
    watch("continuation", "26 Sep 2025", "2025-09-26T18:00Z", null),
    watch("vote", "27 Sep 2025", "2025-09-27T23:59Z", null),
    watch("effect", "28 Sep 2025", "2025-09-28T12:00Z", null),
    watch("practice", "28 Sep 2025", "2025-09-28T12:00Z", null),
    watch("earlier-sanctions", "28 Sep 2025, E3", "2025-09-28T00:00Z", "e3"),
    watch("earlier-sanctions", "28 Sep 2025, Iran", "2025-09-28T00:00Z", "iran-russia-china"),
  ].map((one) => sensitivityOf(loaded, one));
}
