import { DAY_MS } from "@proviso/core";
import { wallIn } from "../table/wall-clock.ts";
import type { RegisterColumn, RegisterMapping } from "./mapping.ts";
import { dateShift } from "./shift.ts";
import type { Value } from "./value.ts";

/**
 * How unlike two rows are, from 0, the same, to 1: the mean over the fields that either of them has.
 * What publishers do to a row every week (fill in what was blank, mend a spelling, move a date) counts
 * for less than what makes it another row. `docs/registers.md` gives the figures.
 */
export function unlikeness(
  before: readonly Value[],
  after: readonly Value[],
  mapping: Pick<RegisterMapping, "columns" | "number" | "zone" | "zones">,
): number {
  let sum = 0;
  let fields = 0;
  for (const [at, column] of mapping.columns.entries()) {
    const [one, other] = [before[at] ?? null, after[at] ?? null];
    if (one === null && other === null) continue;
    fields += 1;
    if (one !== other)
      sum += at === mapping.number ? RENUMBERED : unlike(one, other, column, mapping);
  }
  return fields === 0 ? 0 : sum / fields;
}

const RENUMBERED = 0.25;
const FILLED = 0.25;
const EMPTIED = 0.5;
const RESPELT = 0.1;
const VARIANT = 0.35;
const NEAR = 0.5;
const SHIFTED = 0.25;

const NEAR_DAYS_MS = 7 * DAY_MS;

function unlike(
  one: Value,
  other: Value,
  column: RegisterColumn,
  mapping: Pick<RegisterMapping, "zone" | "zones">,
): number {
  if (one === null) return FILLED;
  if (other === null) return EMPTIED;
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 0.1 * Math.max(Math.abs(one), Math.abs(other)) ? NEAR : 1;
  }
  if (column.type === "date") {
    if (dateShift(one, other, mapping) !== null) return SHIFTED;
    const [from, to] = [wallIn(String(one)), wallIn(String(other))];
    return from !== null && to !== null && Math.abs(from - to) <= NEAR_DAYS_MS ? NEAR : 1;
  }
  const [folded, otherFolded] = [foldedName(String(one)), foldedName(String(other))];
  if (folded === otherFolded) return RESPELT;
  return isVariant(folded, otherFolded) ? VARIANT : 1;
}

/** A name as names are compared: letters and digits alone, without marks and case. */
export function foldedName(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ı/g, "i");
  return bare.replace(/[^\p{L}\p{N}]+/gu, "");
}

const LONGEST_COMPARED = 60;

/** Whether one folded name may be the other misspelt: at most a third of its characters differ. */
export function isVariant(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  if (longest > LONGEST_COMPARED) return one === other;
  const most = Math.floor(longest / 3);
  return Math.abs(one.length - other.length) <= most && editDistance(one, other) <= most;
}

/** How many characters must be put in, left out or replaced to make one text the other. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
