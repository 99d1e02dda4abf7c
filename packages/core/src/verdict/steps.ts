import { BEGINNING, END, type Instant } from "../time/index.ts";

/**
 * Something that changes over valid time, as known at one position: a step function. *As of* is a
 * search in it, *since* and *next* are its neighbouring steps.
 */
export interface Steps<T> {
  /** When each value begins, ascending; the first is `BEGINNING`. */
  readonly at: readonly Instant[];
  /** The value from `at[i]` until `at[i + 1]`; no two neighbours are equal. */
  readonly values: readonly T[];
  /** Steps that are right up to an instant, where not all of them have been worked out. */
  upTo?(until: Instant): Steps<T>;
}

/** What never changes. */
export function constant<T>(value: T): Steps<T> {
  return { at: [BEGINNING], values: [value] };
}

/** Builds steps by asking for the value at every instant at which it may change. */
export function stepsOf<T>(instants: Iterable<Instant>, valueAt: (at: Instant) => T): Steps<T> {
  const at: Instant[] = [];
  const values: T[] = [];
  for (const when of ascending(instants)) {
    const value = valueAt(when);
    if (values.length > 0 && values.at(-1) === value) continue;
    at.push(when);
    values.push(value);
  }
  return { at, values };
}

/** The instants in order, each once, from the beginning on. */
export function ascending(instants: Iterable<Instant>): readonly Instant[] {
  return [...new Set([BEGINNING, ...instants])].filter((at) => at < END).sort((a, b) => a - b);
}

/** The index of the step that holds at an instant. */
export function indexAt(at: readonly Instant[], when: Instant): number {
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at[middle]! <= when) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Steps that are right up to an instant, to be read at once: they may go on after it. */
export function stepsUpTo<T>(steps: Steps<T>, until: Instant): Steps<T> {
  return steps.upTo === undefined ? steps : steps.upTo(until);
}

/** The value at an instant. */
export function valueAt<T>(steps: Steps<T>, when: Instant): T {
  const { at, values } = stepsUpTo(steps, when);
  return values[indexAt(at, when)]!;
}

/** When the value that holds at an instant began; `null` for from the beginning. */
export function since<T>(steps: Steps<T>, when: Instant): Instant | null {
  const { at } = stepsUpTo(steps, when);
  const began = at[indexAt(at, when)]!;
  return began === BEGINNING ? null : began;
}

/** The next step after an instant; `null` where nothing changes any more. */
export function nextStep<T>(
  steps: Steps<T>,
  when: Instant,
): { readonly at: Instant; readonly value: T } | null {
  const index = indexAt(steps.at, when) + 1;
  const at = steps.at[index];
  return at === undefined ? null : { at, value: steps.values[index]! };
}

/** Joins several steps into one, value by value at every instant at which any of them changes. */
export function join<T, R>(
  parts: readonly Steps<T>[],
  combine: (values: readonly T[]) => R,
): Steps<R> {
  if (parts.every((part) => part.at.length === 1)) {
    return constant(combine(parts.map((part) => part.values[0]!)));
  }
  const cursor = parts.map(() => 0);
  return stepsOf(
    parts.flatMap((part) => part.at),
    (when) =>
      combine(
        parts.map((part, i) => {
          while (part.at[cursor[i]! + 1] !== undefined && part.at[cursor[i]! + 1]! <= when) {
            cursor[i]! += 1;
          }
          return part.values[cursor[i]!]!;
        }),
      ),
  );
}

/** Follows one piece up to an instant and the next from it on. */
export function spliced<T>(
  pieces: readonly { readonly from: Instant; readonly steps: Steps<T> }[],
): Steps<T> {
  if (pieces.length === 1 && pieces[0]!.from === BEGINNING) return pieces[0]!.steps;
  const instants = pieces.flatMap(({ from, steps }, i) => {
    const until = pieces[i + 1]?.from ?? END;
    return [from, ...steps.at.filter((at) => at >= from && at < until)];
  });
  const starts = pieces.map(({ from }) => from);
  return stepsOf(instants, (when) => valueAt(pieces[indexAt(starts, when)]!.steps, when));
}
