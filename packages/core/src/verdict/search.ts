/** How many of several things, in the ascending order of a number of theirs, lie below a bound. */
export function countBelow<One>(
  ascending: readonly One[],
  bound: number,
  of: (one: One) => number,
): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(ascending[middle]!) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
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
