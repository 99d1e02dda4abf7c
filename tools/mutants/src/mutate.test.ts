import { expect, test } from "vitest";
import { draw, mutantsOf } from "./mutate.ts";

const TEXT = `/** A comment: a === b. */
import { a } from "b";
export interface Pair {
  readonly one: 1;
}
function f(a: number, b: number) {
  if (a === b) return;
  use(a);
  return a >= b && true;
}
`;

test("mutants change what runs, and neither comments nor types", () => {
  const mutants = mutantsOf("f.ts", TEXT);
  expect(mutants.map(({ line, after }) => [line, after.trim()])).toEqual([
    [7, "if (a !== b) return;"],
    [7, ""],
    [8, ""],
    [9, "return a > b && true;"],
    [9, "return a >= b || true;"],
    [9, "return a >= b && false;"],
  ]);
});

test("a seed draws the same mutants, of each line at most one", () => {
  const mutants = mutantsOf("f.ts", TEXT);
  const drawn = draw(mutants, 9, 7);
  expect(drawn).toEqual(draw(mutants, 9, 7));
  expect(drawn.map(({ line }) => line).sort()).toEqual([7, 8, 9]);
  expect(draw(mutants, 2, 7)).toEqual(drawn.slice(0, 2));
});
