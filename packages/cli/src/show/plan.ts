import type { Allocation, NextInspection, SamplingPlan, SamplingQuestion } from "@proviso/core";
import type { Io } from "../io.ts";
import { heading, indented } from "./layout.ts";
import { table } from "./table.ts";

/** Shows how many to inspect, and what that leaves. */
export function showPlan(io: Io, question: SamplingQuestion, plan: SamplingPlan): string {
  const { population, defects, miss } = question;
  const { exact, approximate, improved, missesAll, missesOne } = plan;
  const rows = [
    [String(exact), "exact: the hypergeometric distribution"],
    [String(approximate), "approximate: N(1 − β^(1/d)), rounded up"],
    [String(improved), "improved: (N − (d − 1)/2)(1 − β^(1/d)), rounded up"],
  ];
  const columns = [{ head: "inspect", isNumber: true }, { head: "" }] as const;
  return [
    indented(
      io,
      0,
      `${defects} of ${population}, missed with a chance of at most ${miss}`,
      "strong",
    ),
    "\n",
    table(io, columns, rows),
    "\n",
    indented(
      io,
      2,
      `With ${exact} inspected: ${sayAll(defects)} missed with ${chance(missesAll)}.`,
    ),
    indented(io, 2, `A given one of them is missed with ${chance(missesOne)}.`),
  ].join("");
}

/** Shows how a budget is shared between parts, and which inspection tells most next. */
export function showStrata(
  io: Io,
  budget: number,
  { strata, spent, worst }: Allocation,
  next: readonly NextInspection[],
): string {
  const shares = strata.map(({ id, inspections, misses }) => [
    id,
    String(inspections),
    chance(misses),
  ]);
  const telling = next.map(({ id, here, finds }) => [id, chance(finds), chance(here)]);
  const columns = [
    { head: "part" },
    { head: "inspect", isNumber: true },
    { head: "missed, if all is here" },
  ] as const;
  const nextColumns = [
    { head: "part" },
    { head: "it finds something", isNumber: true },
    { head: "it is there" },
  ] as const;
  return [
    heading(io, `${spent} of ${budget} spent; at worst missed with ${chance(worst)}`),
    table(io, columns, shares),
    heading(io, "The next inspection"),
    table(io, nextColumns, telling),
  ].join("");
}

function sayAll(defects: number): string {
  return defects === 1 ? "it is" : `all ${defects} are`;
}

/** A chance as a reader wants it: three digits that say something. What is not certain is not 1. */
function chance(probability: number): string {
  if (probability < 1 && probability >= 0.9995) return "more than 0.999";
  return String(Number(probability.toPrecision(3)));
}
