import { describe, expect, test } from "vitest";
import {
  agreement,
  atom,
  observed,
  option,
  question,
  requires,
  said,
  undertaking,
} from "../../testing/specimen.ts";
import type { Condition, Declaration, Entry } from "../agreement/index.ts";
import { type ActivityReport, id } from "../evidence/index.ts";
import { flawsOf } from "./flaws.ts";

function work(activity: string): Condition {
  return atom({
    kind: "activity",
    activity,
    subject: null,
    place: null,
    state: "complete",
    by: [],
  });
}

function reported(activity: string): Entry {
  const report = { activity, subject: id("missiles"), place: null, state: "complete", by: null };
  return observed("O-1", { kind: "activity", ...report } as ActivityReport);
}

function unheard(declarations: readonly Declaration[], entries: readonly Entry[]) {
  const texts = [agreement(declarations, [requires("removal", work("trnasfer"))])];
  return flawsOf(texts, entries)
    .filter(({ code }) => code === "unheard-activity")
    .map(({ on, message }) => [on, message.match(/"(.+?)"/)?.[1]]);
}

const removal = undertaking("removal");

describe("unheard-activity", () => {
  test("is an activity that one condition asks for and of which nothing else speaks", () => {
    expect(unheard([removal], [reported("loading")])).toEqual([["removal", "trnasfer"]]);
  });

  test("is not told of what is reported, nor of a word of its stem", () => {
    expect(unheard([removal], [reported("trnasfer")])).toEqual([]);
    expect(unheard([removal], [reported("trnasferred")])).toEqual([]);
    const word = said("USSR", { text: "The trnasfer has begun." });
    expect(unheard([removal], [observed("O-1", word)])).toEqual([]);
  });

  test("is not told of what another condition, a title or a passage speaks of", () => {
    const other = question("matter", work("trnasfer"));
    expect(unheard([removal, other], [reported("loading")])).toEqual([]);
    const titled = { ...removal, title: "the trnasfer of missiles" };
    expect(unheard([titled], [reported("loading")])).toEqual([]);
  });

  test("is told of an event that a clause waits for, and of what every member is reported to be", () => {
    const event = { ...removal, dueWhen: work("exrecise") };
    const every: Condition = {
      kind: "every",
      domain: { kind: "reported", activity: "inbuond" },
      body: work("loading"),
      coverage: null,
    };
    const clauses = [event, option("flight", { opensWhen: every })];
    expect(unheard(clauses, [reported("trnasfer"), reported("loading")])).toEqual([
      ["removal", "exrecise"],
      ["flight", "inbuond"],
    ]);
  });

  test("is told of nothing while nothing is recorded", () => {
    expect(unheard([removal], [])).toEqual([]);
  });
});
