import type { Explanation } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { EVENING } from "../../../testing/assessed.ts";
import { openCuba } from "../../../testing/real-case.ts";
import { type Lens, lensOf } from "../../case/lens.ts";
import { inquiryOf } from "../../case/moment.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { positionAt } from "../../shared/clocks/timeline.ts";
import { entryView } from "./entry-view.ts";
import { type ReasonView, type ReportView, reasonsView } from "./reasons-view.ts";

let cuba: OpenedCase;
let lens: Lens;
beforeAll(async () => {
  cuba = await openCuba();
  const knownAt = positionAt(cuba.timeline, EVENING);
  lens = lensOf(cuba, inquiryOf({ asOf: EVENING, knownAt }, cuba.reading));
});

function reasons(node: string): ReasonView {
  const tree = lens.explain(node);
  if (tree === null) throw new Error(`There is no ${node}.`);
  return reasonsView(tree, { ...lens, clock: cuba.clock });
}

function reportsIn(reason: ReasonView): readonly ReportView[] {
  const own = [...(reason.atom?.reports ?? []), ...(reason.atom?.excluded ?? [])];
  return [...own, ...reason.children.flatMap(reportsIn)];
}

function nodesIn(tree: Explanation): readonly Explanation[] {
  return [tree, ...tree.children.flatMap(nodesIn)];
}

describe("the reasons of a verdict", () => {
  test("of removal rest on the passages of both letters", () => {
    const { passages } = reasons("removal");
    expect(passages.map(({ text }) => text).join()).toMatch(/crate and return them/);
    expect(passages.every(({ instrument }) => instrument !== "")).toBe(true);
  });

  test("go down to reports with grade, method, observers, both times and source", () => {
    const [report] = reportsIn(reasons("assembly"));
    expect(report?.grade.badge).toMatch(/^[A-F][1-6]$/);
    expect(report?.grade.words).toMatch(/reliable.*,/);
    for (const field of ["says", "method", "observers", "seen", "known", "cite"] as const) {
      expect(report?.[field], field).not.toBe("");
    }
  });

  test("say what became of each report, or which rule it fails, in words", () => {
    const everything = [...lens.assessment.questions, ...lens.assessment.undertakings].flatMap(
      ({ id }) => reportsIn(reasons(id)),
    );
    expect(everything.length).toBeGreaterThan(10);
    for (const report of everything) {
      expect(report.fate !== "" || report.codes.length > 0).toBe(true);
      expect(report.codes.every(({ code, words }) => code !== "" && words !== "")).toBe(true);
    }
  });

  test("of a measure are those of its condition, and it keeps its status", () => {
    const reason = reasons("quarantine");
    expect(reason.mark).toEqual({ word: "relaxed", shape: null });
    expect(reason.finding).toMatch(/^Its condition is/);
    expect(reason.join).toMatch(/^may be lifted only when/);
    expect(reason.children.length).toBeGreaterThan(1);
  });

  test("of a question give the answer that the Review gives", () => {
    expect(reasons("assembly").finding).toMatch(/^The assembly of (the )?IL-28s continues/);
  });

  test("each have a place in a text, and a node that can be asked for by itself", () => {
    const tree = lens.explain("removal");
    if (tree === null) throw new Error("There is no removal.");
    for (const { node } of nodesIn(tree).slice(0, 30)) {
      expect(lens.explain(node)?.node).toBe(node);
    }
    expect(reasons("removal").line).toMatch(/\.proviso, line \d+$/);
  });

  test("of what does not exist are none", () => {
    expect(lens.explain("no-such-clause")).toBeNull();
    expect(lens.explain("removal/99")).toBeNull();
  });
});

describe("a whole entry", () => {
  const viewOf = (place: number, undoneBy: readonly string[] = []) => {
    const entry = cuba.entries[place];
    if (entry === undefined) throw new Error("There is no such entry.");
    return entryView(entry, {
      clock: cuba.clock,
      titleOf: lens.titleOf,
      position: place,
      entries: cuba.entries.length,
      knownAt: lens.inquiry.knownAt,
      undoneBy: undoneBy as never,
    });
  };

  test("gives all that it holds, and nothing that it leaves blank", () => {
    for (const place of cuba.entries.keys()) {
      const { fields, says } = viewOf(place);
      expect(says).not.toBe("");
      expect(fields.every(({ value }) => value !== "")).toBe(true);
      expect(fields.map(({ label }) => label)).toContain("Place in the record");
    }
  });

  test("says where it was not yet known at the position asked", () => {
    expect(viewOf(0).warnings).toEqual([]);
    expect(viewOf(cuba.entries.length - 1).warnings[0]).toMatch(/not yet known/);
  });

  test("says what has withdrawn or replaced it", () => {
    expect(viewOf(0, ["W-1"]).warnings[0]).toContain("W-1");
  });
});
