import { position } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { EVENING } from "../../../testing/assessed.ts";
import { openCuba } from "../../../testing/real-case.ts";
import { lensOf } from "../../case/lens.ts";
import { inquiryOf } from "../../case/moment.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { positionAt } from "../../shared/clocks/timeline.ts";
import { agreementView } from "./agreement-view.ts";

let cuba: OpenedCase;
beforeAll(async () => {
  cuba = await openCuba();
});

function agreementAt(knownAt = positionAt(cuba.timeline, EVENING), reading = cuba.reading) {
  const lens = lensOf(cuba, inquiryOf({ asOf: EVENING, knownAt }, reading));
  const { texts, codex, clock } = cuba;
  return agreementView(lens.assessment, { clock, texts, codex, knownAt, explain: lens.explain });
}

describe("the Agreement", () => {
  test("has the verdict of each clause beside the line on which it begins", () => {
    const [sheet] = agreementAt().sheets;
    const lineOf = (begins: RegExp) =>
      sheet?.lines.find(({ tokens }) => begins.test(tokens.map(({ text }) => text).join("")));
    expect(lineOf(/^undertaking removal/)?.marks[0]).toMatchObject({ node: "removal" });
    expect(lineOf(/^measure quarantine/)?.marks[0]?.mark).toEqual({
      word: "relaxed",
      shape: null,
    });
  });

  test("has the verdict of a requirement beside it, in the text that requires it", () => {
    const { sheets } = agreementAt();
    const nodes = sheets.slice(1).flatMap(({ lines }) => lines.flatMap(({ marks }) => marks));
    expect(nodes.map(({ node }) => node)).toContain("removal");
    expect(nodes.some(({ part }) => part)).toBe(true);
  });

  test("lists every text of the case once: in force, or why not", () => {
    const { sheets, absent } = agreementAt();
    const all = [...sheets, ...absent].map(({ id }) => id).sort();
    expect(all).toEqual(cuba.texts.map(({ id }) => id).sort());
    expect(absent.every(({ why }) => why !== "")).toBe(true);
  });

  test("leaves a text out until the entry that adopts it is known", () => {
    const { sheets, absent } = agreementAt(position(0));
    expect(sheets.every(({ standing }) => !standing.includes("adopted"))).toBe(true);
    expect(absent.length).toBeGreaterThan(0);
  });

  test("lines without a verdict stay the same objects from one moment to the next", () => {
    const unmarked = (view: ReturnType<typeof agreementAt>) =>
      view.sheets[0]?.lines.find(({ marks }) => marks.length === 0);
    expect(unmarked(agreementAt())).toBe(unmarked(agreementAt(position(50))));
  });
});
