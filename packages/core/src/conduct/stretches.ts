import { BEGINNING, END, type Instant, type Interval } from "../time/index.ts";
import type { Steps } from "../verdict/index.ts";

/** The stretches of time in which something holds, in order, none touching the next. */
export type Stretches = readonly Interval[];

/** The stretches in which steps are true. */
export function stretchesOf({ at, values }: Steps<boolean>): Stretches {
  return at.flatMap((from, i) => (values[i] === true ? [{ from, to: at[i + 1] ?? END }] : []));
}

/** What is in both. */
export function within(one: Stretches, other: Stretches): Stretches {
  const found: Interval[] = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    const from = Math.max(one[i]!.from, other[j]!.from) as Instant;
    const to = Math.min(one[i]!.to, other[j]!.to) as Instant;
    if (from < to) found.push({ from, to });
    if (one[i]!.to < other[j]!.to) i += 1;
    else j += 1;
  }
  return found;
}

/** All time that stretches leave out. */
export function outside(stretches: Stretches): Stretches {
  const found: Interval[] = [];
  let from: Instant = BEGINNING;
  for (const one of stretches) {
    if (from < one.from) found.push({ from, to: one.from });
    from = one.to;
  }
  if (from < END) found.push({ from, to: END });
  return found;
}

/** Stretches in any order, perhaps one over another, as stretches. */
export function merged(intervals: readonly Interval[]): Stretches {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    if (from >= to) continue;
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to) as Instant;
    else found.push({ from, to });
  }
  return found;
}

/** Whether an instant is in one of them. */
export function covers(stretches: Stretches, when: Instant): boolean {
  return stretches.some(({ from, to }) => from <= when && when < to);
}

/**
 * Whether the whole of what was seen lies in one of them: a report of a day tells against a bearer
 * only if the whole day does (semantics, section 8).
 */
export function covered(stretches: Stretches, { from, to }: Interval): boolean {
  return stretches.some((one) =>
    from === to ? one.from <= from && from < one.to : one.from <= from && to <= one.to,
  );
}

/** Whether any part of what was seen lies in one of them: so much serves a bearer (section 8). */
export function meets(stretches: Stretches, { from, to }: Interval): boolean {
  return stretches.some((one) =>
    from === to ? one.from <= from && from < one.to : one.from < to && from < one.to,
  );
}

/** Whether the whole of what was seen lies after an instant. */
export function isSince({ from, to }: Interval, since: Instant): boolean {
  if (since === BEGINNING) return true;
  return from === to ? from > since : from >= since;
}

/** Whether they are all of time. */
export function isAlways(stretches: Stretches): boolean {
  return stretches[0]?.from === BEGINNING && stretches[0].to === END;
}

/** A name for stretches: the same only where they are. */
export function keyOf(stretches: Stretches): string {
  return stretches.map(({ from, to }) => `${from}–${to}`).join(" ");
}
