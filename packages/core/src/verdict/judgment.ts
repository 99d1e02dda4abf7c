import { type Level, type Words, wordsFor } from "../evidence/index.ts";
import { type Bits, NEITHER, opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Brand } from "../time/index.ts";

/**
 * What the engine makes of a condition at a moment. The bits decide gates; the levels of the two
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
  if (members.length === 0) return UNKNOWN;
  const spare = members.length - k;
  const counts = [0, 0, 0, 0, 0, 0, 0, 0];
  let flags = 0;
  let shown = 0;
  let shownNot = 0;
  for (const member of members) {
    flags |= member & FLAGS;
    if ((member & SHOWN) !== 0) shown += 1;
    if ((member & SHOWN_NOT) !== 0) shownNot += 1;
    counts[forLevelOf(member)]! += 1;
    counts[4 + againstLevelOf(member)]! += 1;
  }
  return (flags |
    (shown >= k ? SHOWN : 0) |
    (shownNot > spare ? SHOWN_NOT : 0) |
    (greatest(counts, 0, k) << FOR_SHIFT) |
    (greatest(counts, 4, spare + 1) << AGAINST_SHIFT)) as Packed;
}

/** The greatest level that at least `least` members reach. */
function greatest(counts: readonly number[], offset: number, least: number): number {
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
export function quantified(every: boolean, members: readonly Packed[], closure: Closure): Packed {
  const k = every ? members.length : 1;
  const known = threshold(k, members);
  const closed = closure === "closed" || closure === "declared" || isShown(closure);
  const bits = closed && members.length > 0 ? bitsOf(known) : withoutClosure(every, known);
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
