import { fileURLToPath } from "node:url";
import type { Entry, Observation } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { watch } from "./moments.ts";
import { call } from "./proviso.ts";
import { sensitivityOf, tableIn } from "./sensitivity.ts";

const CEASEFIRE = fileURLToPath(new URL("../../../cases/ceasefire", import.meta.url));
const GRADES = fileURLToPath(new URL("../../../cases/ceasefire/grades.md", import.meta.url));

const loaded = await loadCase(CEASEFIRE);

describe("the case of the ceasefire", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", CEASEFIRE);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("grades what the Mission says of either side alike", () => {
    const seen = loaded.entries.filter(isSeenInTheZone);
    expect(seen.length).toBeGreaterThan(5);
    const byReport = new Map<string, Set<string>>();
    for (const entry of seen) {
      const [root = ""] = entry.source.lineage;
      const { reliability, credibility } = entry.grade;
      byReport.set(root, (byReport.get(root) ?? new Set()).add(`${reliability}${credibility}`));
    }
    for (const grades of byReport.values()) expect(grades.size).toBe(1);
  });

  test("gives no serial number, for none was published", () => {
    const counts = loaded.entries.flatMap((entry) =>
      entry.kind === "observation" && entry.report.kind === "count" ? [entry.report] : [],
    );
    expect(counts.length).toBeGreaterThan(0);
    const serials = counts.flatMap((count) => count.serials ?? []);
    expect(serials).toEqual([]);
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

function isSeenInTheZone(entry: Entry): entry is Observation {
  return entry.kind === "observation" && entry.report.kind === "presence";
}

function sensitivities() {
  return [
    watch("formations-inventory", "20 Apr 2015", "2015-04-20T18:00+03:00"),
    watch("admission-by-Formations", "20 Apr 2015", "2015-04-20T18:00+03:00"),
    watch("withdrawal-by-Ukraine", "21 Sep 2015", "2015-09-21T12:00+03:00"),
    watch("withdrawal-by-Formations", "21 Sep 2015", "2015-09-21T12:00+03:00"),
    watch("government-serials", "26 Oct 2015", "2015-10-26T18:00+02:00"),
    watch("admission-by-Formations", "6 Sep 2017", "2017-09-06T18:00+03:00"),
    watch("renewed-withdrawal-by-Ukraine", "13 Sep 2017", "2017-09-13T12:00+03:00"),
    watch("renewed-withdrawal-by-Formations", "13 Sep 2017", "2017-09-13T12:00+03:00"),
    watch("firing", "8 Dec 2020", "2020-12-08T12:00+02:00"),
  ].map((one) => sensitivityOf(loaded, one));
}
