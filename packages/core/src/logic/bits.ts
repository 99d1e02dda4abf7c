/**
 * What is known of a requirement, as two independent bits: whether it is *shown*, and whether its
 * contrary is (*shown not*). Belnap's four values (N. D. Belnap, "A useful four-valued logic",
 * 1977; semantics, section 6).
 */
export type Bits = 0 | 1 | 2 | 3;

/** Neither shown nor shown not. */
export const NEITHER: Bits = 0;
/** The bit that says: shown. */
export const SHOWN: Bits = 1;
/** The bit that says: shown not. */
export const SHOWN_NOT: Bits = 2;
/** Both shown and shown not. */
export const BOTH: Bits = 3;

/** The four words for the four values, the same on every screen. */
export type Value = "verified" | "contradicted" | "unverified" | "conflicting";

const VALUES: Readonly<Record<Bits, Value>> = {
  0: "unverified",
  1: "verified",
  2: "contradicted",
  3: "conflicting",
};

/** Joins the two bits. */
export function bits(shown: boolean, shownNot: boolean): Bits {
  return ((shown ? SHOWN : 0) | (shownNot ? SHOWN_NOT : 0)) as Bits;
}

/** The word for a pair of bits. */
export function valueOfBits(pair: Bits): Value {
  return VALUES[pair];
}

/** Whether a gate that hangs on this opens: only *verified* opens one (T23, T27). */
export function opens(pair: Bits): boolean {
  return pair === SHOWN;
}
