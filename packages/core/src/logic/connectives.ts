import { type Bits, BOTH, bits, NEITHER, SHOWN, SHOWN_NOT } from "./bits.ts";

/**
 * Belnap's negation: what shows a thing shows that its contrary is not so.
 */
export function not(pair: Bits): Bits {
  if (pair === SHOWN) return SHOWN_NOT;
  return pair === SHOWN_NOT ? SHOWN : pair;
}

/**
 * At least `k` of `pairs`. Shown when `k` of them are shown; shown not when so many are shown not
 * that fewer than `k` are left. `all` is `n of n`, `any` is `1 of n`.
 *
 * With no pairs at all nothing is known, whatever `k` is: an empty domain verifies nothing
 * (semantics, section 6).
 */
export function atLeast(k: number, pairs: readonly Bits[]): Bits {
  if (pairs.length === 0) return NEITHER;
  let shown = 0;
  let shownNot = 0;
  for (const pair of pairs) {
    if ((pair & SHOWN) !== 0) shown += 1;
    if ((pair & SHOWN_NOT) !== 0) shownNot += 1;
  }
  return bits(shown >= k, shownNot > pairs.length - k);
}

/** The conjunction: the meet of the first bits, the join of the second. */
export function all(pairs: readonly Bits[]): Bits {
  return atLeast(pairs.length, pairs);
}

/** The disjunction: the dual of the conjunction. */
export function any(pairs: readonly Bits[]): Bits {
  return atLeast(1, pairs);
}

/**
 * What an exception leaves of a condition. An exception blocks only once it is shown (T15); until
 * then it changes nothing, and a doubtful exception is no exception.
 */
export function unless(condition: Bits, exception: Bits): Bits {
  return all([condition, (exception & SHOWN) !== 0 ? SHOWN_NOT : SHOWN]);
}

/** Whether `less` holds no information that `more` lacks: the order of Belnap's knowledge. */
export function knowsAtMost(less: Bits, more: Bits): boolean {
  return (less & more) === less && more <= BOTH;
}
