import { entryId, id, type Outstanding, type Refusing } from "@proviso/core";
import { expect, test } from "vitest";
import type { Io } from "../io.ts";
import { showOutstanding } from "./outstanding.ts";

const io = { columns: 200, colour: false } as unknown as Io;

/** What is said of a way that must overtake one entry. */
function shown(refused: readonly Refusing[]): string {
  const overtake = [entryId("O-1")];
  const need = { node: "removal/1", ask: "access", by: "one report", overtake, refused };
  const outstanding: Outstanding = {
    node: "removal",
    value: "unverified",
    ways: [{ cost: 1, needs: [need] }],
    more: false,
    impossible: [],
  };
  return showOutstanding(io, outstanding, { titleOf: (one: string) => `the ${one}` });
}

test("what must be overtaken says who refused it", () => {
  expect(shown([{ entry: entryId("O-1"), how: "denied", by: id("Cuba") }])).toContain(
    "it must overtake O-1 (denied by the Cuba) [removal/1]",
  );
});

test("what nobody is known to have refused names nobody", () => {
  expect(shown([])).toContain("it must overtake O-1 [removal/1]");
});
