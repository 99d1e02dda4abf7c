import { type Level, type Words, wordsFor } from "../evidence/index.ts";
import { type Bits, NEITHER, opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Brand } from "../time/index.ts";

/**
 * What the judge makes of a condition at a moment. The bits decide gates; the levels of the two
 * sides give the words.
 */
export interface Judgment {
  readonly bits: Bits;
  /** How well what supports it is supported, and what stands against it. */
  readonly forLevel: Level;
  readonly againstLevel: Level;
  /** Whether at the breach standard something is shown not (semantics, section 8). */
  readonly breachShown: boolean;
  /** Whether anything bears on it at all: a declaration, a stale or an inadmissible report. */
  readonly bears: boolean;
  /** Whether it rests on an open term. */
  readonly openTerm: boolean;
  /** Whether it asks for an assurance (`satisfactory`). */
  readonly satisfactory: boolean;
  /** Whether it speaks of declared places only (T19). */
  readonly declaredOnly: boolean;
}

/**
 * A judgment in one small integer, so that histories are light and two judgments are compared by
 * `===`: bits 0–1 the two bits, 2–3 and 4–5 the levels, then one flag each.
 */
export type Packed = Brand<number, "Packed">;

const FOR_SHIFT = 2;
const AGAINST_SHIFT = 4;
const BREACH = 1 << 6;
const BEARS = 1 << 7;
const OPEN_TERM = 1 << 8;
const SATISFACTORY = 1 << 9;
const DECLARED_ONLY = 1 << 10;
/** So many bits a packed judgment has; bit 0 is *shown*, bit 1 *shown not*. */
const PACKED_BITS = 11;
const FLAGS = BREACH | BEARS | OPEN_TERM | SATISFACTORY | DECLARED_ONLY;

/** Nothing known, nothing that bears: where every fixed point starts. */
export const UNKNOWN: Packed = pack({
  bits: NEITHER,
  forLevel: 0,
  againstLevel: 0,
  breachShown: false,
  bears: false,
  openTerm: false,
  satisfactory: false,
  declaredOnly: false,
});

/** Packs a judgment. */
export function pack(judgment: Judgment): Packed {
  return (judgment.bits |
    (judgment.forLevel << FOR_SHIFT) |
    (judgment.againstLevel << AGAINST_SHIFT) |
    (judgment.breachShown ? BREACH : 0) |
    (judgment.bears ? BEARS : 0) |
    (judgment.openTerm ? OPEN_TERM : 0) |
    (judgment.satisfactory ? SATISFACTORY : 0) |
    (judgment.declaredOnly ? DECLARED_ONLY : 0)) as Packed;
}

/** Opens a packed judgment. */
export function unpack(packed: Packed): Judgment {
  return {
    bits: bitsOf(packed),
    forLevel: forLevelOf(packed),
    againstLevel: againstLevelOf(packed),
    breachShown: (packed & BREACH) !== 0,
    bears: (packed & BEARS) !== 0,
    openTerm: (packed & OPEN_TERM) !== 0,
    satisfactory: (packed & SATISFACTORY) !== 0,
    declaredOnly: (packed & DECLARED_ONLY) !== 0,
  };
}

/** The two bits of a packed judgment. */
export function bitsOf(packed: Packed): Bits {
  return (packed & 3) as Bits;
}

function forLevelOf(packed: Packed): Level {
  return ((packed >> FOR_SHIFT) & 3) as Level;
}

function againstLevelOf(packed: Packed): Level {
  return ((packed >> AGAINST_SHIFT) & 3) as Level;
}

/** The words for a judgment (T4). */
export function wordsOf(judgment: Judgment): Words {
  return wordsFor({ ...judgment, verified: opens(judgment.bits) });
}

/**
 * At least `k` of several: each bit, and each level of each side, is a threshold over the members,
 * exactly as Belnap's connectives are over the bits (`logic/connectives.ts`).
 */
export function threshold(k: number, members: readonly Packed[]): Packed {
  return Tally.of(members).atLeast(k);
}

/** How many of several judgments have each bit, level and flag; they may come and go. */
export class Tally {
  /** Of each bit of a packed judgment, and of each level of each side, how many have it. */
  readonly #bits = new Int32Array(PACKED_BITS);
  readonly #levels = new Int32Array(8);
  size = 0;

  /** The tally of several judgments. */
  static of(members: readonly Packed[]): Tally {
    const tally = new Tally();
    for (const member of members) tally.count(member, 1);
    return tally;
  }

  /** One more has a judgment, or one less. */
  count(member: Packed, by: 1 | -1): void {
    this.size += by;
    for (let bit = 0; bit < PACKED_BITS; bit += 1) {
      if ((member & (1 << bit)) !== 0) this.#bits[bit]! += by;
    }
    this.#levels[forLevelOf(member)]! += by;
    this.#levels[4 + againstLevelOf(member)]! += by;
  }

  /** At least `k` of them together; "nothing known" where there is none. */
  atLeast(k: number): Packed {
    if (this.size === 0) return UNKNOWN;
    const spare = this.size - k;
    let flags = 0;
    for (let bit = 0; bit < PACKED_BITS; bit += 1) {
      if ((FLAGS & (1 << bit)) !== 0 && this.#bits[bit]! > 0) flags |= 1 << bit;
    }
    return (flags |
      (this.#bits[0]! >= k ? SHOWN : 0) |
      (this.#bits[1]! > spare ? SHOWN_NOT : 0) |
      (greatest(this.#levels, 0, k) << FOR_SHIFT) |
      (greatest(this.#levels, 4, spare + 1) << AGAINST_SHIFT)) as Packed;
  }
}

/** The greatest level that at least `least` members reach. */
function greatest(counts: Int32Array, offset: number, least: number): number {
  let reached = 0;
  for (let level = 3; level > 0; level -= 1) {
    reached += counts[offset + level]!;
    if (reached >= least) return level;
  }
  return 0;
}

/**
 * Belnap's negation of a judgment, for what is negated as a whole: a breach that a negated clause
 * shows is no breach of the clause that asks for it.
 */
export function negate(packed: Packed): Packed {
  const { bits, forLevel, againstLevel, ...rest } = unpack(packed);
  const swapped = (((bits & SHOWN) << 1) | ((bits & SHOWN_NOT) >> 1)) as Bits;
  return pack({
    ...rest,
    bits: swapped,
    forLevel: againstLevel,
    againstLevel: forLevel,
    breachShown: false,
  });
}

/**
 * A clause's judgment as another clause refers to it: its breach is its own, never that of what
 * hangs on it (semantics, section 8).
 */
export function referred(packed: Packed): Packed {
  return (packed & ~BREACH) as Packed;
}

/** What an exception does to the condition beside it: nothing, until it is shown (T15). */
export function blocker(exception: Packed): Packed {
  const blocks = (exception & SHOWN) !== 0;
  return pack({
    ...unpack(UNKNOWN),
    bits: blocks ? SHOWN_NOT : SHOWN,
    forLevel: blocks ? 0 : 3,
    againstLevel: blocks ? 3 : 0,
  });
}

/** Whether a domain is closed, as a member of the quantifier over it. */
export type Closure = "closed" | "declared" | "never" | Packed;

/**
 * Every, or some, member of a domain (semantics, section 6). The bits also ask that the domain be
 * closed; the levels, and so the words, speak of the members that are known.
 */
export function quantified(every: boolean, members: Tally, closure: Closure): Packed {
  const known = members.atLeast(every ? members.size : 1);
  const closed = closure === "closed" || closure === "declared" || isShown(closure);
  const bits = closed && members.size > 0 ? bitsOf(known) : withoutClosure(every, known);
  const partial = closure === "declared" || !closed;
  return ((known & ~3) | bits | (partial ? DECLARED_ONLY : 0)) as Packed;
}

function isShown(closure: Closure): boolean {
  return typeof closure === "number" && (closure & SHOWN) !== 0;
}

// What is still to be found could belie "every", and could bear out "some".
function withoutClosure(every: boolean, known: Packed): Bits {
  return (known & (every ? SHOWN_NOT : SHOWN)) as Bits;
}
