/** Lists in one array: those of `i` stand from `first[i]` to `first[i + 1]`. */
export interface Lists {
  readonly first: Int32Array;
  readonly all: Int32Array;
}

/** Turns lists around: for each value below `size`, the lists that it stands in. */
export function turned(lists: readonly (readonly number[])[], size: number): Lists {
  const first = new Int32Array(size + 1);
  for (const list of lists) {
    for (const one of list) first[one + 1] = (first[one + 1] as number) + 1;
  }
  for (let at = 0; at < size; at += 1) {
    first[at + 1] = (first[at + 1] as number) + (first[at] as number);
  }
  const all = new Int32Array(first[size] as number);
  const next = first.slice();
  lists.forEach((list, index) => {
    for (const one of list) {
      all[next[one] as number] = index;
      next[one] = (next[one] as number) + 1;
    }
  });
  return { first, all };
}

/**
 * For each fact, all undertakings that rest on it however far up, lowest layer first: the index
 * that we give to contenders that have none of their own.
 */
export function affectedBy(
  facts: number,
  rules: readonly { readonly facts: readonly number[]; readonly either: readonly number[] }[],
): readonly (readonly number[])[] {
  const affected: number[][] = Array.from({ length: facts }, () => []);
  const isLayered = rules.some((rule) => rule.either.length > 0);
  // Rules stand in the order of their layers, so what lies below has its facts already.
  const rest = new Map<number, readonly number[]>();
  rules.forEach((rule, index) => {
    const on = new Set([...rule.facts, ...rule.either.flatMap((one) => rest.get(one) ?? [])]);
    if (isLayered) rest.set(index, [...on]);
    for (const fact of on) affected[fact]?.push(index);
  });
  return affected;
}
