import { editionAt, entryId, id, instant, limbsOf, type Outstanding } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { EVENING } from "../../../testing/assessed.ts";
import { openCuba } from "../../../testing/real-case.ts";
import { type Lens, lensOf } from "../../case/lens.ts";
import { inquiryOf } from "../../case/moment.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { positionAt } from "../../shared/clocks/timeline.ts";
import { gateView, reviewView, shutGates } from "./review-view.ts";

let cuba: OpenedCase;
beforeAll(async () => {
  cuba = await openCuba();
});

function lensAt(asOf = EVENING): Lens {
  const knownAt = positionAt(cuba.timeline, asOf);
  return lensOf(cuba, inquiryOf({ asOf, knownAt }, cuba.reading));
}

function reviewAt(asOf = EVENING) {
  const lens = lensAt(asOf);
  const { titleOf, supportOf } = lens;
  const limbs = limbsOf(lens.edition);
  return reviewView(lens.assessment, { clock: cuba.clock, asOf, titleOf, supportOf, limbs });
}

describe("the Review", () => {
  test("has two limbs, removal and safeguards, and neither is enough", () => {
    expect(limbsOf(lensAt().edition)).toEqual(["removal", "no-reintroduction"]);
    expect(reviewAt().limbs.map(({ mark }) => mark.word)).not.toContain("verified");
  });

  test("answers first, then says what was undertaken and what is held in return", () => {
    const sections = reviewAt().sections.map(({ id }) => id);
    expect(sections[0]).toBe("questions");
    expect(sections).toContain("undertaken-USSR");
    expect(sections).toContain("held-US");
    expect(sections.at(-1)).toBe("options");
  });

  test("lists what changes by itself, the soonest first and each once", () => {
    const { changes } = reviewAt();
    expect(new Set(changes.map(({ because, at }) => at + because)).size).toBe(changes.length);
    expect(changes.length).toBeLessThanOrEqual(5);
  });

  test("names the texts in force with the entry that adopted each", () => {
    const { texts } = reviewAt();
    expect(texts[0]).toMatchObject({ adopted: "from the beginning" });
    expect(texts.some(({ adopted }) => adopted.includes("3 Nov 1962, 20:44"))).toBe(true);
  });

  test("has no headline where no text is in force", () => {
    const lens = lensAt();
    const assessment = { ...lens.assessment, texts: [] };
    const { titleOf, supportOf } = lens;
    const basis = { clock: cuba.clock, asOf: EVENING, titleOf, supportOf, limbs: [] };
    expect(reviewView(assessment, basis).headline).toBeNull();
  });
});

describe("what it would take", () => {
  test("is asked of every gate that is shut: the measures and the assurance", () => {
    const gates = shutGates(lensAt().assessment).map(({ id }) => id);
    expect(gates).toContain("quarantine");
    expect(gates).toContain("no-invasion");
  });

  test("shows the nearest way first, by what, and what it must overtake", () => {
    const denied = { entry: entryId("O-2"), how: "denied" as const, by: id("Cuba") };
    const way = (ask: string, overtake: readonly string[] = [], refused = [denied]) => ({
      cost: 1,
      needs: [{ node: "x", ask, by: "one report of A2", overtake: overtake as never, refused }],
    });
    const outstanding: Outstanding = {
      node: "quarantine",
      value: "unverified",
      ways: [way("4 more missiles counted", ["O-1", "O-2"]), way("an inspection")],
      more: false,
      impossible: [],
    };
    const gate = { id: id("quarantine"), title: "the quarantine", kind: "measure" as const };
    const view = gateView(gate, outstanding, (one) => `the ${one}`);
    expect(view.nearest?.needs[0]).toEqual({
      ask: "4 more missiles counted",
      by: "one report of A2",
      overtake: "must overtake O-1, O-2 (denied by the Cuba)",
    });
    expect(view.others).toHaveLength(1);
    expect(view.lead).toBe("The nearest of 2 ways:");
  });

  test("says so where no evidence could", () => {
    const gate = { id: id("x"), title: "x", kind: "assurance" as const };
    const outstanding: Outstanding = {
      node: "x",
      value: "unverified",
      ways: [],
      more: false,
      impossible: ["nothing closes the area"],
    };
    const view = gateView(gate, outstanding, (one) => `the ${one}`);
    expect(view).toMatchObject({ nearest: null, lead: "No evidence could." });
    expect(view.impossible).toEqual(["nothing closes the area"]);
  });
});

describe("the limbs of an agreement", () => {
  test("without gates are none", () => {
    const inquiry = { asOf: instant(0), knownAt: positionAt(cuba.timeline, instant(0)) };
    const edition = editionAt(cuba.codex, { ...inquiry, reading: null, under: null });
    const bare = { ...edition, declarations: new Map() };
    expect(limbsOf(bare)).toEqual([]);
  });
});
