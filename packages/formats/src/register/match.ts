import type { RegisterRow } from "./edition.ts";
import { foldedName, unlikeness } from "./likeness.ts";
import type { RegisterMapping } from "./mapping.ts";
import type { Value } from "./value.ts";

/** A row of one edition and the row of the next that is held to be the same. */
export interface Pair {
  readonly before: RegisterRow;
  readonly after: RegisterRow;
}

/** Which rows of two editions are the same ones. */
export interface Matching {
  /** In the order of the later edition. */
  readonly pairs: readonly Pair[];
  readonly dropped: readonly RegisterRow[];
  readonly added: readonly RegisterRow[];
}

/** Two rows found by a stated key are the same where they are no more unlike than this. */
export const MOST_UNLIKE_BY_KEY = 0.5;

/** Two rows that share but one field of a key, no more than this. */
export const MOST_UNLIKE_BY_FIELD = 1 / 3;

/**
 * The most pairs that are weighed under one value of a key, and in all. An edition that is made to
 * have more is no reason to wait: its rows are left to the next key, and in the end unmatched.
 */
const MOST_PAIRS = 50_000;
const MOST_PAIRS_IN_ALL = 500_000;

/**
 * Finds which rows of two editions are the same, in stages, and says nothing twice:
 *
 * 1. rows that are equal in every field, then those equal in all but the register's own number;
 * 2. for each key of the mapping, the surest first: rows that agree in all its fields;
 * 3. rows that agree in any one field of any key, or in the number, and in nearly all else.
 *
 * Within a stage the closest pair goes first. The order in which an edition gives its rows decides
 * nothing but which of several equal rows is meant.
 */
export function matchRows(
  before: readonly RegisterRow[],
  after: readonly RegisterRow[],
  mapping: RegisterMapping,
): Matching {
  const left = new Map(inContentOrder(before).map((row, rank) => [row, rank] as const));
  const right = new Map(inContentOrder(after).map((row, rank) => [row, rank] as const));
  const pairs: Pair[] = [];
  const budget = { left: MOST_PAIRS_IN_ALL };
  const take = (pair: Pair): void => {
    left.delete(pair.before);
    right.delete(pair.after);
    pairs.push(pair);
  };
  const all = mapping.columns.map((_, at) => at);
  pairEqual(left, right, all).forEach(take);
  if (mapping.number !== null) {
    pairEqual(
      left,
      right,
      all.filter((at) => at !== mapping.number),
    ).forEach(take);
  }
  for (const key of mapping.keys)
    pairClosest(left, right, key, MOST_UNLIKE_BY_KEY, mapping, budget).forEach(take);
  for (const key of singleKeys(mapping)) {
    pairClosest(left, right, key, MOST_UNLIKE_BY_FIELD, mapping, budget).forEach(take);
  }
  return {
    pairs: pairs.sort((one, other) => one.after.row - other.after.row),
    dropped: [...left.keys()].sort(byRow),
    added: [...right.keys()].sort(byRow),
  };
}

type Ranked = ReadonlyMap<RegisterRow, number>;

function byRow(one: RegisterRow, other: RegisterRow): number {
  return one.row - other.row;
}

/** Rows by what they hold, whatever order they came in; equal ones by their place. */
function inContentOrder(rows: readonly RegisterRow[]): readonly RegisterRow[] {
  return rows
    .map((row) => ({ row, text: JSON.stringify(row.values) }))
    .sort((one, other) => compareText(one.text, other.text) || byRow(one.row, other.row))
    .map(({ row }) => row);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function pairEqual(left: Ranked, right: Ranked, columns: readonly number[]): readonly Pair[] {
  const textOf = ({ values }: RegisterRow) =>
    JSON.stringify(columns.map((at) => values[at] ?? null));
  const waiting = Map.groupBy([...right.keys()].sort(byRow), textOf);
  return [...left.keys()].sort(byRow).flatMap((before) => {
    const after = waiting.get(textOf(before))?.shift();
    return after === undefined ? [] : [{ before, after }];
  });
}

function singleKeys({ keys, number }: RegisterMapping): readonly (readonly number[])[] {
  const fields = new Set(keys.flat());
  if (number !== null) fields.add(number);
  return [...fields].map((at) => [at]);
}

interface Weighed extends Pair {
  readonly cost: number;
}

function pairClosest(
  left: Ranked,
  right: Ranked,
  key: readonly number[],
  most: number,
  mapping: RegisterMapping,
  budget: { left: number },
): readonly Pair[] {
  const there = Map.groupBy([...right.keys()], (row) => keyOf(row, key));
  const here = Map.groupBy([...left.keys()], (row) => keyOf(row, key));
  const pairs: Pair[] = [];
  for (const [value, rows] of here) {
    const others = value === null ? undefined : there.get(value);
    const count = rows.length * (others?.length ?? 0);
    if (others === undefined || count > Math.min(MOST_PAIRS, budget.left)) continue;
    budget.left -= count;
    const weighed = rows.flatMap((before) =>
      others.flatMap((after): readonly Weighed[] => {
        const cost = unlikeness(before.values, after.values, mapping);
        return cost > most ? [] : [{ before, after, cost }];
      }),
    );
    for (const pair of closestFirst(weighed, left, right)) pairs.push(pair);
  }
  return pairs;
}

function closestFirst(weighed: readonly Weighed[], left: Ranked, right: Ranked): readonly Pair[] {
  const rank = (ranks: Ranked, row: RegisterRow) => ranks.get(row) ?? 0;
  const sorted = weighed.toSorted(
    (one, other) =>
      one.cost - other.cost ||
      rank(left, one.before) - rank(left, other.before) ||
      rank(right, one.after) - rank(right, other.after),
  );
  const taken = new Set<RegisterRow>();
  return sorted.flatMap(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return [];
    taken.add(before);
    taken.add(after);
    return [{ before, after }];
  });
}

/** What a row has under a key; `null` where any of it is empty. */
function keyOf({ values }: RegisterRow, key: readonly number[]): string | null {
  const parts: string[] = [];
  for (const at of key) {
    const value: Value = values[at] ?? null;
    if (value === null) return null;
    parts.push(typeof value === "string" ? foldedName(value) || value : String(value));
  }
  return JSON.stringify(parts);
}
