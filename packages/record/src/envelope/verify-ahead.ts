import type { KeyRing } from "./keyring.ts";
import type { Verification } from "./verify.ts";

/** An entry in record order, with what became of its verification; `null` where it has none. */
export interface VerifiedAhead<Item> {
  readonly item: Item;
  readonly verified: Verification | null;
}

/** How entries are verified ahead of whoever reads them. */
export interface VerifyingAhead<Item> {
  /** Begins to verify an entry; `null` where there is nothing to verify. */
  readonly verify: (item: Item, ring: KeyRing) => Promise<Verification> | null;
  /** The keys after every entry that has been given out so far. */
  readonly ring: () => KeyRing;
}

/** The fewest and the most entries that are verified side by side: enough for every core. */
const FEWEST = 16;
const MOST = 500;

/**
 * Verifies entries side by side and gives them out in record order, each by the keys that stand
 * after those before it: the same as one after the other, for a library that works on every core.
 *
 * Where an entry changes the keys, what was begun by the old ones is verified anew. How many are
 * begun ahead therefore grows with the entries since keys last changed, so that a record full of
 * changes costs no more than a few times what it costs one by one.
 *
 * @param parts - entries in record order, as many at a time as it is handy to read.
 */
export async function* verifiedAhead<Item>(
  parts: AsyncIterable<readonly Item[]>,
  { verify, ring }: VerifyingAhead<Item>,
): AsyncGenerator<VerifiedAhead<Item>> {
  const queue: { readonly item: Item; verified: Promise<Verification> | null }[] = [];
  let by = ring();
  let [begun, ahead] = [0, FEWEST];
  const begin = (): void => {
    if (by !== ring()) {
      by = ring();
      [begun, ahead] = [0, FEWEST];
    }
    for (; begun < Math.min(ahead, queue.length); begun += 1) {
      const waiting = queue[begun];
      if (waiting === undefined) break;
      waiting.verified = verify(waiting.item, by);
      // It is awaited at its place; until then, or where a reader stops, nobody hears of a failure.
      waiting.verified?.catch(() => undefined);
    }
  };
  const next = async (): Promise<VerifiedAhead<Item> | null> => {
    begin();
    const first = queue.shift();
    if (first === undefined) return null;
    begun -= 1;
    ahead = Math.min(MOST, ahead + 2);
    return { item: first.item, verified: await first.verified };
  };
  for await (const part of parts) {
    for (const item of part) {
      queue.push({ item, verified: null });
      begin();
      while (queue.length >= ahead) {
        const verified = await next();
        if (verified !== null) yield verified;
      }
    }
  }
  for (let left = await next(); left !== null; left = await next()) yield left;
}
