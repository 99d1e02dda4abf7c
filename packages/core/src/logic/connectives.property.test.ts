import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bits, BOTH, NEITHER, opens, SHOWN, SHOWN_NOT, valueOfBits } from "./bits.ts";
import { all, any, atLeast, knowsAtMost, not, unless } from "./connectives.ts";

const VALUES: readonly Bits[] = [NEITHER, SHOWN, SHOWN_NOT, BOTH];
const pair = fc.constantFrom(...VALUES);
const several = fc.array(pair, { minLength: 1, maxLength: 7 });
const threshold = several.chain((pairs) =>
  fc.record({ k: fc.integer({ min: 1, max: pairs.length }), pairs: fc.constant(pairs) }),
);

/** Two lists of one length, the second knowing at least as much, place by place. */
const learning = fc.array(fc.tuple(pair, pair), { minLength: 1, maxLength: 7 }).map((drawn) => ({
  less: drawn.map(([one]) => one),
  more: drawn.map(([one, added]) => (one | added) as Bits),
}));

describe("Belnap's connectives", () => {
  test("the truth table of the conjunction and the disjunction is Belnap's", () => {
    const [n, t, f, b] = [NEITHER, SHOWN, SHOWN_NOT, BOTH];
    const and = [
      [n, n, f, f],
      [n, t, f, b],
      [f, f, f, f],
      [f, b, f, b],
    ];
    const or = [
      [n, t, n, t],
      [t, t, t, t],
      [n, t, f, b],
      [t, t, b, b],
    ];
    VALUES.forEach((one, row) => {
      VALUES.forEach((other, column) => {
        expect(all([one, other])).toBe(and[row]![column]);
        expect(any([one, other])).toBe(or[row]![column]);
      });
    });
  });

  test("negation is its own contrary, and keeps what is unknown and what conflicts", () => {
    expect(VALUES.map(not)).toEqual([NEITHER, SHOWN_NOT, SHOWN, BOTH]);
    fc.assert(fc.property(pair, (one) => not(not(one)) === one));
  });

  test("De Morgan: not all is any not, and not any is all not", () => {
    fc.assert(
      fc.property(several, (pairs) => {
        expect(not(all(pairs))).toBe(any(pairs.map(not)));
        expect(not(any(pairs))).toBe(all(pairs.map(not)));
      }),
    );
  });

  test("De Morgan in general: not at least k of n is at least n-k+1 of the contraries", () => {
    fc.assert(
      fc.property(threshold, ({ k, pairs }) => {
        expect(not(atLeast(k, pairs))).toBe(atLeast(pairs.length - k + 1, pairs.map(not)));
      }),
    );
  });

  test("learning more never takes back what was known", () => {
    fc.assert(
      fc.property(learning, fc.nat(8), ({ less, more }, k) =>
        knowsAtMost(atLeast(k, less), atLeast(k, more)),
      ),
    );
    fc.assert(fc.property(learning, ({ less, more }) => knowsAtMost(not(less[0]!), not(more[0]!))));
  });

  test("no order of the parts changes the whole", () => {
    fc.assert(
      fc.property(
        threshold,
        ({ k, pairs }) => atLeast(k, pairs) === atLeast(k, pairs.toReversed()),
      ),
    );
  });

  test("asking for one more is never easier to show, and never harder to show not", () => {
    fc.assert(
      fc.property(threshold, ({ k, pairs }) => {
        const [fewer, more] = [atLeast(k, pairs), atLeast(k + 1, pairs)];
        expect((more & SHOWN) <= (fewer & SHOWN)).toBe(true);
        expect((more & SHOWN_NOT) >= (fewer & SHOWN_NOT)).toBe(true);
      }),
    );
  });

  test("nothing at all verifies nothing, whatever is asked of it", () => {
    fc.assert(fc.property(fc.nat(3), (k) => atLeast(k, []) === NEITHER));
    expect([all([]), any([])]).toEqual([NEITHER, NEITHER]);
  });
});

describe("unless", () => {
  test("an exception blocks once it is shown, even where it is also shown not", () => {
    expect(unless(SHOWN, SHOWN)).toBe(SHOWN_NOT);
    expect(unless(SHOWN, BOTH)).toBe(SHOWN_NOT);
  });

  test("an exception that is not shown changes nothing", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(NEITHER, SHOWN_NOT), (condition, exception) => {
        expect(unless(condition, exception)).toBe(condition);
      }),
    );
  });

  test("no gate opens beside an exception that is shown", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(SHOWN, BOTH), (condition, exception) => {
        expect(opens(unless(condition, exception))).toBe(false);
      }),
    );
  });
});

describe("values", () => {
  test("only verified opens a gate", () => {
    expect(VALUES.filter(opens).map(valueOfBits)).toEqual(["verified"]);
  });

  test("the four values have the four words", () => {
    expect(VALUES.map(valueOfBits)).toEqual([
      "unverified",
      "verified",
      "contradicted",
      "conflicting",
    ]);
  });
});
