import { fileURLToPath } from "node:url";
import { type Entry, flawsOf, id, openJudge } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { asKnown, momentOf, watch } from "./moments.ts";
import { call } from "./proviso.ts";
import { sensitivityOf, tableIn } from "./sensitivity.ts";

const SYRIA = fileURLToPath(new URL("../../../cases/syria-2013", import.meta.url));
const GRADES = fileURLToPath(new URL("../../../cases/syria-2013/grades.md", import.meta.url));

const loaded = await loadCase(SYRIA);

describe("the Syria case", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", SYRIA);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("is told before anyone signs that its removal speaks of what was declared alone", () => {
    const told = flawsOf(loaded.texts).filter(({ code }) => code === "declared-only");
    expect(told.map(({ on }) => on)).toContain("removal");
    expect(told.map(({ message }) => message).join()).toContain("what nobody declares");
  });

  test("never takes what was removed or destroyed for what was removed", () => {
    const mixed = loaded.entries.filter(isOfBothMeasures);
    expect(mixed.length).toBeGreaterThan(8);
    const parted = loaded.entries.filter((entry) => !isOfBothMeasures(entry));
    const removed = (entries: readonly Entry[]) => {
      const judge = openJudge({ ...loaded, entries });
      const moment = momentOf("2014-04-28T12:00+03:00");
      const inquiry = { ...asKnown("2014-04-28T12:00+03:00")(judge), asOf: moment };
      return judge.assess(inquiry).undertakings.find(({ id: one }) => one === "removal")?.counts;
    };
    expect(removed(parted)).toEqual(removed(loaded.entries));
  });

  test("accounts for both measures of 20 March 2014, each with its base and its date", () => {
    const judge = openJudge(loaded);
    const inquiry = asKnown("2014-03-20T18:00+02:00")(judge);
    const shares = (item: string) =>
      judge.account(id(item), inquiry)?.percentages.map(({ low, measure, base, asOf, by }) => {
        return { low, measure, base, asOf, isStated: by !== null };
      });
    const noon = momentOf("2014-03-20T12:00+02:00");
    const stated = { base: "declared", asOf: noon, isStated: true };
    expect(shares("removable")).toContainEqual({ low: 49.3, measure: "departed", ...stated });
    expect(shares("stockpile")).toContainEqual({
      low: 53.6,
      measure: "departed or destroyed in place",
      ...stated,
    });
    expect(shares("removable")?.map(({ low }) => low)).not.toContain(53.6);
    expect(shares("stockpile")?.map(({ low }) => low)).not.toContain(49.3);
  });

  test("keeps the page whose date cannot be right as stated, and says what took its place", () => {
    const stated = loaded.entries.filter(
      (entry) => entry.kind === "observation" && entry.gradeWhy.startsWith("P9:"),
    );
    expect(stated).toHaveLength(3);
    const superseded = loaded.entries.flatMap((entry) =>
      entry.kind === "supersession" ? [entry.of] : [],
    );
    expect(superseded).toEqual(stated.map((entry) => entry.id));
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

function isOfBothMeasures(entry: Entry): boolean {
  if (entry.kind !== "observation" || entry.report.kind !== "count") return false;
  return entry.report.orStage === "destroyed-in-place" && entry.report.stage === "departed";
}

function sensitivities() {
  return [
    watch("production-ends", "1 Nov 2013", "2013-11-01T12:00+02:00"),
    watch("removal", "20 Mar 2014", "2014-03-20T18:00+02:00"),
    watch("removal", "28 Apr 2014", "2014-04-28T12:00+03:00"),
    watch("removal", "23 Jun 2014", "2014-06-23T18:00+03:00"),
    watch("whole", "23 Jun 2014", "2014-06-23T18:00+03:00"),
    watch("isopropanol-destruction", "1 Oct 2014", "2014-10-01T12:00+03:00"),
    watch("destruction", "6 Jan 2016", "2016-01-06T12:00+02:00"),
    watch("undeclared", "28 May 2016", "2016-05-28T12:00+03:00"),
    watch("undeclared", "16 May 2018", "2018-05-16T12:00+03:00"),
    watch("full-declaration", "12 Dec 2020", "2020-12-12T12:00+02:00"),
  ].map((one) => sensitivityOf(loaded, one));
}
