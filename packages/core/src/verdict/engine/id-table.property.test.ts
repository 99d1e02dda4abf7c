import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IdTable } from "./id-table.ts";

const ids = fc.oneof(
  fc.nat({ max: 400 }).map((number) => `O-${number}`),
  fc.string({ maxLength: 3 }),
  fc.constantFrom("", "0", "p", "O-0001", "P-0001"),
);

describe("the ids of a record", () => {
  test("keep the position at which each was met first, as a map would", () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 600 }), (record) => {
        const table = new IdTable((position) => record[position]!);
        const map = new Map<string, number>();
        record.forEach((id, position) => {
          expect(table.add(id, position)).toBe(map.get(id) ?? -1);
          if (!map.has(id)) map.set(id, position);
        });
        for (const id of [...record, "never met"]) expect(table.find(id)).toBe(map.get(id) ?? -1);
      }),
    );
  });
});
