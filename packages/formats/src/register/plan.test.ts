import { describe, expect, test } from "vitest";
import { BSGI_MAPPING, csvOf, editionOf, mappingOf } from "../../testing/register.ts";
import type { Edition } from "./edition.ts";
import { type PlannedEntry, planEdition } from "./plan.ts";

const mapping = mappingOf({
  ...BSGI_MAPPING,
  observations: [
    {
      when: ["tonnage", "inspected"],
      valid: { on: "{inspected.day}" },
      report: {
        kind: "count",
        subject: "grain",
        number: "{tonnage}",
        vessel: "{vessel}",
        place: "{port.id}",
      },
      source: { cite: "edition of {edition}, row {row}" },
    },
  ],
});

const HEAD = "Departure port,Vessel name,IMO,Country,Commodity,Tonnage,Inspection İstanbul";
const RAZONI = "Odesa,RAZONI,9086526,,Corn,26527,2022-08-03";
const ROJEN = "Chornomorsk,ROJEN,9754927,Italy,Corn,13041,2022-08-07";
const VITIS = "Odesa,VITIS,9000613,Italy,Sunflower oil,5800,";

const edition = (...rows: readonly string[]) => editionOf(csvOf([HEAD, ...rows]), mapping);

/** Plans editions one after the other, each on the record of those before. */
function history(...editions: readonly Edition[]): readonly (readonly PlannedEntry[])[] {
  const recorded = new Set<string>();
  return editions.map((next, at) => {
    const file = {
      register: "outbound",
      file: "registers/outbound/f.csv",
      sha256: "ab",
      mapping: "cd",
      date: `2022-09-0${at + 1}`,
      came: "2022-09-09",
    };
    const { entries, problems } = planEdition(mapping, editions.slice(0, at), next, file, (id) =>
      recorded.has(id),
    );
    expect(problems).toEqual([]);
    for (const { id } of entries) {
      expect(recorded.has(id)).toBe(false);
      recorded.add(id);
    }
    return entries;
  });
}

const brief = (entries: readonly PlannedEntry[] | undefined) =>
  (entries ?? []).map((entry) =>
    [entry.id, entry.kind, entry["change"] ?? entry["of"]].filter((part) => part !== undefined),
  );

describe("the first edition of a register", () => {
  test("is kept, and what its rows say; its rows are no changes", () => {
    const [entries] = history(edition(RAZONI, VITIS));
    expect(brief(entries)).toEqual([
      ["outbound-1", "register-edition"],
      ["outbound-1-r2", "observation"],
    ]);
    expect(entries?.[1]).toEqual({
      v: 1,
      id: "outbound-1-r2",
      kind: "observation",
      valid: { on: "2022-08-03" },
      report: { kind: "count", subject: "grain", number: 26_527, vessel: "RAZONI", place: "odesa" },
      source: { cite: "edition of 2022-09-01, row 2" },
    });
  });
});

describe("a later edition", () => {
  test("says only of changed rows what they say, and puts it in the place of what they said", () => {
    const [, entries] = history(
      edition(RAZONI, ROJEN),
      edition(RAZONI.replace("26527", "26000"), ROJEN),
    );
    expect(brief(entries)).toEqual([
      ["outbound-2", "register-edition"],
      ["outbound-2-r2", "observation"],
      ["outbound-2-r2-s", "supersession", "outbound-1-r2"],
      ["outbound-2-c1", "register-change", "changed"],
    ]);
    expect(entries?.at(-1)).toMatchObject({
      rowBefore: 2,
      row: 2,
      columns: ["tonnage"],
      about: ["outbound-2-r2"],
    });
  });

  test("says nothing anew of a row that changed in what it does not say", () => {
    const [, entries] = history(
      edition(RAZONI),
      edition(RAZONI.replace(",,Corn", ",Lebanon,Corn")),
    );
    expect(brief(entries)).toEqual([
      ["outbound-2", "register-edition"],
      ["outbound-2-c1", "register-change", "changed"],
    ]);
    expect(entries?.at(-1)).toMatchObject({ about: ["outbound-1-r2"] });
  });

  test("withdraws nothing of a row that was dropped, and names what stands", () => {
    const [, entries] = history(edition(RAZONI, ROJEN), edition(ROJEN));
    expect(brief(entries)).toEqual([
      ["outbound-2", "register-edition"],
      ["outbound-2-c1", "register-change", "dropped"],
    ]);
    expect(entries?.at(-1)).toMatchObject({ rowBefore: 2, about: ["outbound-1-r2"] });
  });

  test("that brings a dropped row back finds what it said", () => {
    const [, , entries] = history(edition(RAZONI, ROJEN), edition(ROJEN), edition(ROJEN, RAZONI));
    expect(brief(entries)).toEqual([
      ["outbound-3", "register-edition"],
      ["outbound-3-c1", "register-change", "added"],
    ]);
    expect(entries?.at(-1)).toMatchObject({ row: 3, about: ["outbound-1-r2"] });
  });

  test("follows a row through the editions to what it said first", () => {
    const moved = edition(ROJEN, RAZONI);
    const [, , entries] = history(
      edition(RAZONI, ROJEN),
      moved,
      edition(ROJEN, RAZONI.replace("26527", "1")),
    );
    expect(brief(entries)).toContainEqual(["outbound-3-r3-s", "supersession", "outbound-1-r2"]);
  });

  test("lets stand what a row said that now says nothing", () => {
    const [, entries] = history(edition(RAZONI), edition(RAZONI.replace("2022-08-03", "")));
    expect(brief(entries)).toEqual([
      ["outbound-2", "register-edition"],
      ["outbound-2-c1", "register-change", "changed"],
    ]);
    expect(entries?.at(-1)).toMatchObject({ about: ["outbound-1-r2"] });
  });

  test("names an identifier that is wrong, and drops nothing for it", () => {
    const [, entries] = history(edition(ROJEN), edition(ROJEN.replace("9754927", "9754928")));
    expect(brief(entries)).toContainEqual([
      "outbound-2-c2",
      "register-change",
      "invalid-identifier",
    ]);
  });
});

describe("an edition that cannot be said", () => {
  test("names every row for which the mapping has no id, and records nothing", () => {
    const file = {
      register: "o",
      file: "f",
      sha256: "a",
      mapping: "b",
      date: null,
      came: "2022-09-09",
    };
    const next = edition(RAZONI.replace("Odesa", "Izmail"), ROJEN.replace("Chornomorsk", "Reni"));
    const { problems } = planEdition(mapping, [], next, file, () => false);
    expect(problems.map(({ code, row, column }) => [code, row, column])).toEqual([
      ["unnamed-value", 2, "port"],
      ["unnamed-value", 3, "port"],
    ]);
  });
});
