import { expect, test } from "vitest";
import { agreement, at, counted, observed, said } from "../../testing/specimen.ts";
import type { Entry } from "../agreement/index.ts";
import { openJudge } from "../conduct/index.ts";
import { id, position } from "../evidence/index.ts";
import { toldBalance } from "./told-balance.ts";

const declares = (number: number) =>
  observed("D-1", said("USSR", { claim: counted(number, { stage: "declared" }) }), {
    method: "statement",
    body: "USSR",
  });
const counts = (number: number) => observed("O-1", counted(number), { from: "1962-11-05" });

function told(entries: readonly Entry[]) {
  const inquiry = {
    asOf: at("1962-12-01"),
    knownAt: position(entries.length),
    reading: null,
    under: null,
  };
  const account = openJudge({ texts: [agreement([])], entries }).account(id("missiles"), inquiry)!;
  return Object.fromEntries(
    toldBalance(account).map(({ term, amount, is }) => [term, [amount?.value ?? null, is]]),
  );
}

test("what nobody reports is unknown, and never 0", () => {
  expect(told([declares(42), counts(38)])).toMatchObject({
    inPlace: [null, "as booked"],
    countedOut: [38, "as booked"],
    unaccountedFor: [4, "missing"],
    declared: [42, "as booked"],
  });
});

test("what was seen beyond the declaration is over, and nothing is less than none", () => {
  expect(told([declares(40), counts(42)])).toMatchObject({ unaccountedFor: [2, "over"] });
});

test("where nothing is declared, nothing is unaccounted for, and what was seen is said so", () => {
  const undeclared = told([counts(42)]);
  expect(undeclared).toMatchObject({
    unaccountedFor: [42, "undeclared"],
    declared: [null, "as booked"],
  });
  expect(told([])).toMatchObject({
    unaccountedFor: [null, "missing"],
    declared: [null, "as booked"],
  });
});
