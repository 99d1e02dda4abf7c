import { describe, expect, test } from "vitest";
import { finding } from "../../../testing/judging.ts";
import { atom, counted, observed, said } from "../../../testing/specimen.ts";
import type { Entry } from "../../agreement/index.ts";
import { type CountReport, type Criterion, id } from "../../evidence/index.ts";
import { bitsOf } from "../judgment.ts";

const sole: Partial<Criterion> = { methods: ["tally"], soleMethods: ["tally"] };
const six = ["G1", "G2", "G3", "G4", "G5", "G6"];

const declared = observed(
  "D-1",
  said("USSR", { claim: counted(6, { stage: "declared", place: id("sagua"), serials: six }) }),
  { method: "statement", from: "1962-03-01" },
);

const read = (
  name: string,
  day: string,
  serials: readonly string[] | undefined,
  report: Partial<CountReport> = {},
  fields: Parameters<typeof observed>[2] = {},
) => {
  const claim = counted(6, {
    stage: "in-place",
    place: id("sagua"),
    ...(serials === undefined ? {} : { serials }),
    ...report,
  });
  return observed(name, claim, { method: "tally", from: day, ...fields });
};

const bits = (entries: readonly Entry[], place: string | null = null, negated = false) => {
  const same = { kind: "identity", item: id("missiles"), place: place === null ? null : id(place) };
  return bitsOf(finding(atom(same as never, sole), entries, "1963-01-01", negated).packed);
};

describe("the same by serial as declared", () => {
  const july = read("O-1", "1962-07-01", six);
  const august = read("O-2", "1962-08-01", ["G1", "G2", "G3", "G4", "G5", "X9"]);
  const september = read("O-3", "1962-09-01", undefined);
  const october = read("O-5", "1962-10-01", six);

  test("is shown when all that were declared are read, and no other", () => {
    expect(bits([declared, july])).toBe(1);
    expect(bits([declared, july], "sagua")).toBe(1);
    expect(bits([declared, july], "remedios")).toBe(0);
  });

  test("is shown not when one that was never declared is read in the place of another", () => {
    expect(bits([declared, july, august])).toBe(2);
    expect(bits([declared, july, august], null, true)).toBe(1);
  });

  test("is shown not when all that is there is read, and one is missing", () => {
    const fewer = read("O-2", "1962-08-01", six.slice(0, 5), { low: 5, high: 5 });
    expect(bits([declared, fewer])).toBe(2);
  });

  test("is neither where not all were read, or none", () => {
    expect(bits([declared, read("O-2", "1962-08-01", six.slice(0, 5))])).toBe(0);
    expect(bits([declared, july, august, september])).toBe(0);
    expect(bits([july])).toBe(0);
  });

  test("a thing that has moved is one thing, where it was read last", () => {
    const elsewhere = read("O-4", "1962-09-30", ["G6"], { place: id("remedios"), low: 1, high: 1 });
    expect(bits([declared, august, elsewhere, october])).toBe(1);
  });

  test("is not shown by who declared them", () => {
    expect(bits([declared, read("O-1", "1962-07-01", six, {}, { body: "Tass" })])).toBe(0);
  });
});
