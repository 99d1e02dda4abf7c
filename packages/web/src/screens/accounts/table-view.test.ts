import { describe, expect, test } from "vitest";
import { AS_IT_COMES, type Column, csvOf, shownRows, sortedBy } from "./table-view.ts";

interface Ship {
  readonly name: string;
  readonly left: number | null;
}

const SHIPS: readonly Ship[] = [
  { name: "Bratsk", left: 12 },
  { name: "Ivan Polzunov", left: null },
  { name: "Łabinsk", left: 9 },
  { name: "Divnogorsk", left: 100 },
];
const COLUMNS: readonly Column<Ship>[] = [
  { head: "ship", value: ({ name }) => name },
  { head: "left", isNumber: true, value: ({ left }) => left },
];
const names = (rows: readonly Ship[]) => rows.map(({ name }) => name);

describe("a table", () => {
  test("shows the rows that hold every word asked for, whatever their case and accents", () => {
    const look = { ...AS_IT_COMES, filter: "POLZ ívan" };
    expect(names(shownRows(SHIPS, COLUMNS, look))).toEqual(["Ivan Polzunov"]);
    expect(shownRows(SHIPS, COLUMNS, { ...AS_IT_COMES, filter: "ivan bratsk" })).toEqual([]);
  });

  test("sorts numbers as numbers, and what is not said last, whichever way", () => {
    const up = sortedBy(AS_IT_COMES, 1);
    expect(names(shownRows(SHIPS, COLUMNS, up))).toEqual([
      "Łabinsk",
      "Bratsk",
      "Divnogorsk",
      "Ivan Polzunov",
    ]);
    expect(names(shownRows(SHIPS, COLUMNS, sortedBy(up, 1))).at(-1)).toBe("Ivan Polzunov");
  });

  test("is as it came after a head was pressed three times", () => {
    const thrice = [1, 1, 1].reduce(sortedBy, AS_IT_COMES);
    expect(shownRows(SHIPS, COLUMNS, thrice)).toEqual(SHIPS);
  });

  test("is downloaded as it is shown: the same rows in the same order", () => {
    const shown = shownRows(SHIPS, COLUMNS, { filter: "sk", by: 1, descends: true });
    expect(csvOf(shown, COLUMNS)).toBe("ship,left\r\nDivnogorsk,100\r\nBratsk,12\r\nŁabinsk,9\r\n");
  });
});
