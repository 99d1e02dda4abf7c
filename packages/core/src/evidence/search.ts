/**
 * How many things at the beginning of a list are of a kind, where none that follows them is: where
 * the first of the others stands.
 */
export function countFirst<One>(ordered: readonly One[], isOfKind: (one: One) => boolean): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isOfKind(ordered[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of several things, in the ascending order of a number of theirs, lie below a bound. */
export function countBelow<One>(
  ascending: readonly One[],
  bound: number,
  of: (one: One) => number,
): number {
  return countFirst(ascending, (one) => of(one) < bound);
}

/** How many of several numbers, ascending, lie below a bound. */
export function numbersBelow(ascending: readonly number[], bound: number): number {
  return countBelow(ascending, bound, itself);
}

/** The last of several numbers, ascending, that lies below a bound; -1 where none does. */
export function lastBelow(ascending: readonly number[], bound: number): number {
  return ascending[numbersBelow(ascending, bound) - 1] ?? -1;
}

function itself(one: number): number {
  return one;
}
