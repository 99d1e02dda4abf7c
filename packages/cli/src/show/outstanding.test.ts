import { type Entry, entryId, id, type Outstanding, type Report } from "@proviso/core";
import { expect, test } from "vitest";
import type { Io } from "../io.ts";
import { showOutstanding } from "./outstanding.ts";

const io = { columns: 200, colour: false } as unknown as Io;

/** What is said of a way that must overtake one entry. */
function shown(report: Report): string {
  const overtake = [entryId("O-1")];
  const need = { node: "removal/1", ask: "access", by: "one report", overtake };
  const outstanding: Outstanding = {
    node: "removal",
    value: "unverified",
    ways: [{ cost: 1, needs: [need] }],
    more: false,
    impossible: [],
  };
  const entry = { kind: "observation", id: entryId("O-1"), report } as unknown as Entry;
  const scene = { entryOf: () => entry, titleOf: (one: string) => `the ${one}` };
  return showOutstanding(io, outstanding, scene);
}

const access = { kind: "access", place: id("sagua"), activity: null, safety: null } as const;
const inspection = {
  kind: "activity",
  activity: "inspection",
  subject: id("sagua"),
  place: null,
  state: "absent",
  by: id("Cuba"),
} as const;

test("what must be overtaken says who refused it", () => {
  expect(shown({ ...access, state: "denied", by: id("Cuba") })).toContain(
    "it must overtake O-1 (denied by the Cuba) [removal/1]",
  );
  expect(shown({ ...inspection, reason: "no leave" })).toContain("O-1 (refused by the Cuba)");
});

test("what nobody is known to have refused names nobody", () => {
  expect(shown({ ...access, state: "denied" })).toContain("it must overtake O-1 [removal/1]");
  expect(shown({ ...access, state: "granted", by: id("Cuba") })).toContain("overtake O-1 [");
  expect(shown(inspection)).toContain("overtake O-1 [");
});
