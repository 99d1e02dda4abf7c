import { END, type Instant } from "../time/index.ts";
import { type Packed, Tally } from "./judgment.ts";
import { type Steps, stepsOf, valueAt } from "./steps.ts";

/**
 * Joins several judgments over time by a running tally: what changes at an instant is counted, and
 * no other is asked again.
 *
 * @param parts - each with `null` for while it does not count at all.
 * @param also - further instants at which what is read may change.
 */
export function tallied(
  parts: readonly Steps<Packed | null>[],
  also: readonly Instant[],
  read: (tally: Tally, when: Instant) => Packed,
): Steps<Packed> {
  const turns = turnsOf(parts);
  const tally = new Tally();
  const now: (Packed | null)[] = parts.map(() => null);
  let next = 0;
  return stepsOf([...turns.at, ...also], (when) => {
    for (; next < turns.size && turns.at[next]! <= when; next += 1) {
      const part = turns.part[next]!;
      const value = parts[part]!.values[turns.step[next]!]!;
      const before = now[part]!;
      if (before !== null) tally.count(before, -1);
      if (value !== null) tally.count(value, 1);
      now[part] = value;
    }
    return read(tally, when);
  });
}

/** Every step of every part, in the order of time. */
function turnsOf(parts: readonly Steps<unknown>[]) {
  const found: { readonly at: Instant; readonly part: number; readonly step: number }[] = [];
  parts.forEach(({ at }, part) => {
    for (const [step, when] of at.entries()) found.push({ at: when, part, step });
  });
  found.sort((one, other) => one.at - other.at || one.part - other.part || one.step - other.step);
  return {
    size: found.length,
    at: found.map(({ at }) => at),
    part: found.map(({ part }) => part),
    step: found.map(({ step }) => step),
  };
}

/** Steps that count only from an instant on, and only while others are true; `null` otherwise. */
export function counting(
  steps: Steps<Packed>,
  from: Instant,
  counts: Steps<boolean> | null,
): Steps<Packed | null> {
  if (from >= END) return { at: [from], values: [null] };
  const instants = [from, ...steps.at, ...(counts?.at ?? [])];
  return stepsOf(instants, (when) =>
    when < from || (counts !== null && !valueAt(counts, when)) ? null : valueAt(steps, when),
  );
}
