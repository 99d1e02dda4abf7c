import { fileURLToPath } from "node:url";
import { openJudge } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { asKnown, watch } from "./moments.ts";
import { call } from "./proviso.ts";
import { sensitivityOf, tableIn } from "./sensitivity.ts";

const DECREE = fileURLToPath(new URL("../../../cases/consent-decree", import.meta.url));
const GRADES = fileURLToPath(new URL("../../../cases/consent-decree/grades.md", import.meta.url));

const loaded = await loadCase(DECREE);

describe("the case of the consent decree", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", DECREE);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("takes every print of one report of the Monitor for one source", () => {
    const roots = loaded.entries.flatMap((entry) =>
      entry.kind === "observation" && entry.method === "monitor-report"
        ? [entry.source.lineage]
        : [],
    );
    expect(roots.length).toBeGreaterThan(15);
    for (const lineage of roots) expect(lineage).toHaveLength(1);
  });

  test("lets the court decide nothing that the United States did not approve", () => {
    const judge = openJudge({
      ...loaded,
      entries: loaded.entries.map((entry) =>
        entry.kind === "decision" ? { ...entry, approvedBy: null } : entry,
      ),
    });
    const { measures, refusedDecisions } = judge.assess(asKnown("2025-05-13T12:00-06:00")(judge));
    expect(measures.map(({ status }) => status)).toEqual(["in force", "in force"]);
    expect(refusedDecisions).toHaveLength(4);
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 120_000);
});

function sensitivities() {
  return [
    watch("policy", "12 May 2022", "2022-05-12T12:00-06:00"),
    watch("monitoring", "26 Jul 2022", "2022-07-26T18:00-06:00"),
    watch("self-assessed", "29 Oct 2023", "2023-10-29T12:00-06:00"),
    watch("daily-work", "9 Nov 2023", "2023-11-09T12:00-07:00"),
    watch("policy", "14 May 2024", "2024-05-14T12:00-06:00"),
    watch("compliance", "16 Oct 2024", "2024-10-16T12:00-06:00"),
    watch("oversight", "9 May 2025", "2025-05-09T18:00-06:00"),
  ].map((one) => sensitivityOf(loaded, one));
}
