import { type Entry, instant, position } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { openCuba } from "../../../testing/real-case.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { axisOf, clocksView, sayMoment, ticksPath } from "./clocks-view.ts";
import { milestonesOf } from "./milestones.ts";
import { positionAt } from "./timeline.ts";

const evening = instant(Date.parse("1962-11-04T01:44Z"));
let cuba: OpenedCase;
beforeAll(async () => {
  cuba = await openCuba();
});

describe("the two clocks", () => {
  test("stand together where known-at is what was known then", () => {
    const { timeline, clock } = cuba;
    const knownAt = positionAt(timeline, evening);
    const view = clocksView(timeline, clock, { asOf: evening, knownAt });
    expect(view.asOf.place).toBe(view.knownAt.place);
    expect(view.remark).toBe("");
    expect(view.knownAt.entry).toBe(`entry ${knownAt} of ${cuba.entries.length}`);
  });

  test("say which is ahead where they stand apart", () => {
    const { timeline, clock, entries } = cuba;
    const all = position(entries.length);
    expect(clocksView(timeline, clock, { asOf: evening, knownAt: all }).remark).toMatch(
      /hindsight/,
    );
    const none = { asOf: evening, knownAt: position(0) };
    expect(clocksView(timeline, clock, none).remark).toMatch(/nothing has been reported/);
  });

  test("are said in words at the head of the page: moment, knowledge, reading", () => {
    const { timeline, clock } = cuba;
    const moment = { asOf: evening, knownAt: positionAt(timeline, evening) };
    const said = sayMoment(timeline, clock, moment, "What the United States requires");
    expect(said).toMatch(/^As of 3 Nov 1962, 20:44 New York \(UTC−5\) · as known then/);
    expect(said).toContain("under What the United States requires");
    expect(sayMoment(timeline, clock, moment, null)).toContain("common text");
  });

  test("have an axis whose dates rise, and a tick for every time of the record", () => {
    const { timeline, clock } = cuba;
    const labels = axisOf(timeline, clock);
    expect(labels[0]?.text).toMatch(/Sep$/);
    expect(labels.map(({ place }) => place)).toEqual([...labels.map(({ place }) => place)].sort());
    expect(ticksPath(timeline, timeline.known)).toMatch(/^(M\d+ 0V10)+$/);
  });

  test("can be taken to the evening of 1189 by its name, once it was in effect and known", () => {
    const found = milestonesOf(cuba.entries, cuba.texts, (id) => id);
    expect(found.map(({ moment }) => moment)).toContain(evening);
    const late = cuba.entries.flatMap((entry): Entry[] =>
      entry.kind === "amendment" ? [{ ...entry, from: instant(entry.known + 60_000) }] : [],
    );
    const [first] = milestonesOf(late, cuba.texts, (id) => id);
    expect(first?.moment).toBe((late[0]?.known ?? 0) + 60_000);
  });
});
