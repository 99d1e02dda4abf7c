import { expect, test } from "vitest";
import { type Edition, readEdition } from "./edition.ts";
import { type RegisterMapping, readMapping } from "./mapping.ts";
import { planEdition } from "./plan.ts";

const MAPPING = {
  v: 1,
  title: "Voyages",
  publisher: "the centre",
  zone: "Europe/Istanbul",
  columns: {
    vessel: { header: "Vessel", type: "text" },
    imo: { header: "IMO", type: "imo", of: "vessel" },
    tonnage: { header: "Tonnage", type: "number" },
    inspected: { header: "Inspection", type: "date" },
  },
  keys: [["imo", "tonnage"], ["imo"]],
  observations: [
    {
      valid: { from: "2022-08-01", to: "{inspected|edition}" },
      report: {
        kind: "activity",
        activity: "outbound",
        subject: "{vessel.slug}-{inspected|open}",
        state: "ongoing",
      },
    },
    {
      when: ["inspected"],
      valid: { on: "{inspected}" },
      report: {
        kind: "activity",
        activity: "inspection",
        subject: "{vessel.slug}-{inspected}",
        state: "complete",
      },
    },
  ],
};

const read = readMapping(JSON.stringify(MAPPING));
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const mapping: RegisterMapping = read.value;

function edition(...rows: readonly string[]): Edition {
  const csv = ["Vessel,IMO,Tonnage,Inspection", ...rows].join("\n");
  const found = readEdition(new TextEncoder().encode(csv), "csv", mapping);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

function planned(before: readonly Edition[], next: Edition, date: string) {
  const file = { register: "outbound", file: "f", sha256: "0", mapping: "0", date, came: date };
  const { entries, problems } = planEdition(mapping, before, next, file, () => true);
  expect(problems).toEqual([]);
  return entries;
}

const open = edition("NAVI STAR,9590979,33000,");
const done = edition("NAVI STAR,9590979,33000,2022-09-10");

test("a place has its word while its field is empty, and the edition's date where that is asked", () => {
  const [, outbound, ...others] = planned([], open, "2022-09-08");
  expect(outbound).toMatchObject({
    id: "outbound-1-r2",
    valid: { to: "2022-09-08" },
    report: { subject: "NAVI-STAR-open" },
  });
  expect(others).toEqual([]);
});

test("what is open is superseded once its field is filled, so that a voyage never stands twice", () => {
  const entries = planned([open], done, "2022-09-15");
  expect(entries).toContainEqual(
    expect.objectContaining({
      id: "outbound-2-r2",
      valid: { from: "2022-08-01", to: "2022-09-10" },
      report: expect.objectContaining({ subject: "NAVI-STAR-2022-09-10" }),
    }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: "supersession", of: "outbound-1-r2", by: "outbound-2-r2" }),
  );
});

test("a later edition in which it is still open says nothing new, though its date is later", () => {
  const entries = planned([open], edition("NAVI STAR,9590979,33000,"), "2022-09-15");
  expect(entries.map(({ kind }) => kind)).toEqual(["register-edition"]);
});

test("a row without a field and without a word for it refuses the import", () => {
  const without = { ...MAPPING, observations: [{ ...MAPPING.observations[1], when: [] }] };
  const strict = readMapping(JSON.stringify(without));
  if (!strict.ok) throw new Error(JSON.stringify(strict.problems));
  const file = {
    register: "outbound",
    file: "f",
    sha256: "0",
    mapping: "0",
    date: null,
    came: "2022-09-08",
  };
  const { problems } = planEdition(strict.value, [], open, file, () => false);
  expect(problems.map(({ code }) => code)).toContain("empty-place");
});
