import { fileURLToPath } from "node:url";
import { type Explanation, id, openJudge } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { loadCase } from "../src/case/load-case.ts";
import { asKnown, momentOf, watch } from "./moments.ts";
import { call } from "./proviso.ts";
import { oneStepOff, type Sensitivity, sensitivityOf, tableIn } from "./sensitivity.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));
const GRADES = fileURLToPath(new URL("../../../cases/cuba-1962/grades.md", import.meta.url));

const loaded = await loadCase(CUBA);

describe("the Cuba case", () => {
  test("is without error", () => {
    expect(loaded.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("gives at each of its moments the verdicts, words and reasons that it states", async () => {
    const { code, out } = await call("test", CUBA);
    expect(out).toContain("all as expected");
    expect(code).toBe(0);
  });

  test("counts nothing under 1189 alone, because the observers are Americans", () => {
    const under = excludedUnder("telegram-1189");
    expect(under.map(({ codes }) => codes)).toContainEqual(["observers"]);
    expect(under.map(({ why }) => why)).toContain("an observer of US, and none of US may be");
    expect(excludedUnder("telegram-1200")).not.toContainEqual(
      expect.objectContaining({ why: expect.stringContaining("US") }),
    );
  });

  test("would have refused to lift the quarantine a minute before the understanding", () => {
    const early = loaded.entries.map((entry) => {
      if (entry.kind !== "decision" || entry.act !== "lift") return entry;
      const at = momentOf("1962-11-20T17:59-05:00");
      return { ...entry, known: at, from: at };
    });
    const judge = openJudge({ texts: loaded.texts, entries: inOrder(early) });
    const { measures, refusedDecisions } = judge.assess(
      asKnown("1962-11-20T17:59-05:00", "us")(judge),
    );
    expect(measures.find(({ id: one }) => one === "quarantine")?.status).toBe("relaxed");
    expect(refusedDecisions.map(({ of, act }) => [of, act])).toEqual([["quarantine", "lift"]]);
  });

  test("says in grades.md how every finding would move if one grade were a step off", async () => {
    const { source, written } = await tableIn(GRADES, sensitivities());
    expect(source).toBe(written);
  }, 300_000);
});

describe("a grade one step off", () => {
  test("differs in one half of the pair by one, and never in both", () => {
    expect(oneStepOff({ reliability: "A", credibility: 2 })).toEqual([
      { reliability: "B", credibility: 2 },
      { reliability: "A", credibility: 1 },
      { reliability: "A", credibility: 3 },
    ]);
  });

  test("is never one that says it cannot be judged", () => {
    const steps = oneStepOff({ reliability: "E", credibility: 5 });
    expect(steps).toEqual([
      { reliability: "D", credibility: 5 },
      { reliability: "E", credibility: 4 },
    ]);
  });
});

const QUESTIONS = [
  "dismantling",
  "destination",
  "assembly",
  "submarine",
  "sam",
  "verification",
  "safety",
];

function sensitivities(): readonly Sensitivity[] {
  const watched = [
    ...QUESTIONS.map((one) => watch(one, "3 Nov", "1962-11-03T20:44-05:00", "us")),
    watch("removal", "9 Nov", "1962-11-09T18:00-05:00", "us"),
    watch("removal", "15 Nov", "1962-11-15T18:00-05:00", "us"),
    watch("removal", "15 Nov, Soviet reading", "1962-11-15T18:00-05:00", "ussr"),
    watch("quarantine", "20 Nov", "1962-11-20T18:00-05:00", "us"),
    watch("bombers-withdrawal", "20 Dec", "1962-12-20T12:00-05:00", "us"),
    watch("bombers-withdrawal", "8 Jan", "1963-01-08T12:00-05:00", "us"),
    watch("no-invasion", "6 Feb", "1963-02-06T17:00-05:00", "us"),
  ];
  return watched.map((one) => sensitivityOf(loaded, one));
}

function excludedUnder(text: string) {
  const judge = openJudge(loaded);
  const inquiry = { ...asKnown("1962-11-15T18:00-05:00", "us")(judge), under: id(text) };
  const tree = judge.explain("removal", inquiry);
  if (tree === null) throw new Error("The removal is not explained.");
  return countsIn(tree);
}

function countsIn({
  atom,
  children,
}: Explanation): readonly { why: string; codes: readonly string[] }[] {
  const own = atom?.count ? atom.excluded : [];
  return [...own, ...children.flatMap(countsIn)];
}

function inOrder<Known extends { readonly known: number }>(entries: readonly Known[]) {
  return [...entries].sort((one, other) => one.known - other.known);
}
