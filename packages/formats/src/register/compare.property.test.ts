import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mappingOf } from "../../testing/register.ts";
import { compareEditions, type EditionComparison } from "./compare.ts";
import type { Edition, RegisterRow } from "./edition.ts";
import { matchRows } from "./match.ts";
import type { Value } from "./value.ts";

const COLUMNS = {
  name: { header: "Name", type: "text" },
  imo: { header: "IMO", type: "imo", of: "name" },
  cargo: { header: "Cargo", type: "text" },
  tonnage: { header: "Tonnage", type: "number" },
  day: { header: "Day", type: "date" },
};
const SHAPE = {
  v: 1,
  title: "t",
  publisher: "p",
  zone: "Europe/Istanbul",
  keys: [["imo", "cargo"], ["name"]],
};
const PLAIN = mappingOf({ ...SHAPE, columns: COLUMNS });
const NUMBERED = mappingOf({
  ...SHAPE,
  columns: { ...COLUMNS, no: { header: "No", type: "text" } },
  number: "no",
});

// Few values, so that rows collide, are equal, and share identifiers.
const few = <One extends Value>(...all: readonly One[]) => fc.constantFrom(...all, null);
const values = fc.tuple(
  few("ANNA", "ANNE", "BORIS", "CLARA"),
  few("9074729", "9086526", "9590979", "9590978"),
  few("corn", "wheat"),
  few(1000, 1050, 7000),
  few("2022-08-03", "2022-08-04", "2022-08-02T21:00:00", "2022-09-01"),
);
const edition = (width: number) =>
  fc
    .array(fc.tuple(values, few("1", "2", "3", "4")), { maxLength: 9 })
    .map((all) => editionOf(all.map(([row, number]) => [...row, number].slice(0, width))));

function editionOf(all: readonly (readonly Value[])[]): Edition {
  const rows = all.map((row, at) => ({ row: at + 2, values: row }));
  return {
    rows: rows.filter(({ values: row }) => row.some((value) => value !== null)),
    flags: [],
    unread: [],
  };
}

const content = ({ values: row }: RegisterRow) => JSON.stringify(row);
const contents = ({ rows }: Edition) => rows.map(content);

/** The old edition with what was found done to it: the fields that each change names, no others. */
function applied(
  before: Edition,
  { changes, matching }: EditionComparison,
  fields: readonly string[],
) {
  const now = new Map<RegisterRow, Value[]>(before.rows.map((row) => [row, [...row.values]]));
  const added: RegisterRow[] = [];
  for (const { kind, before: from, after, fields: about } of changes) {
    if (kind === "dropped" && from !== null) now.delete(from);
    if (kind === "added" && after !== null) added.push(after);
    const row = matching.pairs.find((pair) => pair.after === after)?.before;
    const held = row === undefined ? undefined : now.get(row);
    for (const field of about) {
      const at = fields.indexOf(field);
      if (held !== undefined && after !== null) held[at] = after.values[at] ?? null;
    }
  }
  return [...[...now.values()].map((row) => JSON.stringify(row)), ...added.map(content)].sort();
}

describe("comparing two editions", () => {
  test.each([
    ["without a number", PLAIN, 5],
    ["with a number", NUMBERED, 6],
  ])("of a register %s finds nothing where they are one", (_what, mapping, width) => {
    fc.assert(
      fc.property(edition(width), (one) => {
        const { changes, unchanged, splits } = compareEditions(one, one, mapping);
        expect(changes.filter(({ kind }) => kind !== "reused-id")).toEqual([]);
        expect(splits).toEqual([]);
        expect(unchanged).toBe(one.rows.length);
        expect(changes).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["without a number", PLAIN, 5],
    ["with a number", NUMBERED, 6],
  ])("of a register %s finds all that makes the one the other", (_what, mapping, width) => {
    const fields = mapping.columns.map(({ field }) => field);
    fc.assert(
      fc.property(edition(width), edition(width), (one, other) => {
        const comparison = compareEditions(one, other, mapping);
        expect(applied(one, comparison, fields)).toEqual([...contents(other)].sort());
      }),
      { numRuns: 2000 },
    );
  });

  test("pairs every row once, or drops or adds it", () => {
    fc.assert(
      fc.property(edition(5), edition(5), (one, other) => {
        const { pairs, dropped, added } = matchRows(one.rows, other.rows, PLAIN);
        const left = [...pairs.map(({ before }) => before), ...dropped];
        const right = [...pairs.map(({ after }) => after), ...added];
        expect(new Set(left)).toEqual(new Set(one.rows));
        expect(new Set(right)).toEqual(new Set(other.rows));
        expect([left.length, right.length]).toEqual([one.rows.length, other.rows.length]);
      }),
    );
  });

  test("does not depend on the order of rows, but for which of them moved", () => {
    const shuffled = edition(5).chain((other) => {
      const indexes = fc.shuffledSubarray([...other.rows.keys()], { minLength: other.rows.length });
      return fc.tuple(fc.constant(other), indexes);
    });
    fc.assert(
      fc.property(edition(5), shuffled, (one, [other, order]) => {
        const mixed = editionOf(order.map((at) => other.rows[at]?.values ?? []));
        const found = (next: Edition) =>
          compareEditions(one, next, PLAIN)
            .changes.filter(({ kind }) => kind !== "renumbered")
            .map(({ kind, before, after, fields }) =>
              JSON.stringify([kind, before?.values ?? null, after?.values ?? null, fields]),
            )
            .sort();
        expect(found(mixed)).toEqual(found(other));
      }),
      { numRuns: 1000 },
    );
  });

  test("names the fewest rows whose moving explains the new order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), (order) => {
        const rowAt = (at: number): readonly Value[] => [`SHIP ${at}`, null, "corn", at, null];
        const one = editionOf([0, 1, 2, 3, 4, 5, 6].map(rowAt));
        const other = editionOf(order.map(rowAt));
        const moved = compareEditions(one, other, PLAIN).changes;
        expect(moved.every(({ kind }) => kind === "renumbered")).toBe(true);
        expect(moved).toHaveLength(7 - longestRising(order));
      }),
    );
  });
});

/** The length of a longest rising sequence, by trying all: a slow reference. */
function longestRising(order: readonly number[]): number {
  let longest = 0;
  for (let chosen = 0; chosen < 2 ** order.length; chosen += 1) {
    const some = order.filter((_, at) => (chosen >> at) % 2 === 1);
    if (some.every((value, at) => at === 0 || value > (some[at - 1] ?? 0))) {
      longest = Math.max(longest, some.length);
    }
  }
  return longest;
}
