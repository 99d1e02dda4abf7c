import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Level } from "../evidence/index.ts";
import { all, any, atLeast, type Bits, not, SHOWN, SHOWN_NOT, unless } from "../logic/index.ts";
import {
  bitsOf,
  blocker,
  type Closure,
  type Judgment,
  negate,
  type Packed,
  pack,
  quantified,
  referred,
  Tally,
  threshold,
  UNKNOWN,
  unpack,
} from "./judgment.ts";

const judgments: fc.Arbitrary<Judgment> = fc.record({
  bits: fc.constantFrom<Bits>(0, 1, 2, 3),
  forLevel: fc.constantFrom<Level>(0, 1, 2, 3),
  againstLevel: fc.constantFrom<Level>(0, 1, 2, 3),
  breachShown: fc.boolean(),
  bears: fc.boolean(),
  openTerm: fc.boolean(),
  satisfactory: fc.boolean(),
  declaredOnly: fc.boolean(),
});
const packed = judgments.map(pack);
const several = fc.array(packed, { maxLength: 6 });
const some = fc.array(packed, { minLength: 1, maxLength: 6 });

describe("packing", () => {
  test("what is packed is unpacked unchanged", () => {
    fc.assert(
      fc.property(judgments, (judgment) => {
        expect(unpack(pack(judgment))).toEqual(judgment);
      }),
    );
  });
});

describe("thresholds", () => {
  test("the bits follow Belnap's connectives", () => {
    fc.assert(
      fc.property(several, fc.nat(7), (members, k) => {
        expect(bitsOf(threshold(k, members))).toBe(atLeast(k, members.map(bitsOf)));
      }),
    );
  });

  test("each level is reached where the connective of what reaches it is", () => {
    fc.assert(
      fc.property(some, fc.nat(7), (members, k) => {
        const { forLevel, againstLevel } = unpack(threshold(k, members));
        for (const level of [1, 2, 3] as const) {
          const reaching = members
            .map(unpack)
            .map(
              (one): Bits =>
                ((one.forLevel >= level ? SHOWN : 0) |
                  (one.againstLevel >= level ? SHOWN_NOT : 0)) as Bits,
            );
          const expected = atLeast(k, reaching);
          expect(forLevel >= level).toBe((expected & SHOWN) !== 0);
          expect(againstLevel >= level).toBe((expected & SHOWN_NOT) !== 0);
        }
      }),
    );
  });

  test("no order of the members changes the judgment", () => {
    fc.assert(
      fc.property(
        several,
        fc.nat(7),
        (members, k) => threshold(k, members) === threshold(k, members.toReversed()),
      ),
    );
  });

  test("whatever bears on a part bears on the whole, as do open terms and breaches", () => {
    fc.assert(
      fc.property(some, fc.nat(7), (members, k) => {
        const whole = unpack(threshold(k, members));
        const parts = members.map(unpack);
        for (const flag of ["breachShown", "bears", "openTerm", "satisfactory"] as const) {
          expect(whole[flag]).toBe(parts.some((part) => part[flag]));
        }
      }),
    );
  });
});

describe("negation and exceptions", () => {
  test("negation is Belnap's, and what it shows is no breach of the whole", () => {
    fc.assert(
      fc.property(packed, (one) => {
        expect(bitsOf(negate(one))).toBe(not(bitsOf(one)));
        expect(unpack(negate(one)).breachShown).toBe(false);
        expect(unpack(negate(negate(one)))).toEqual({ ...unpack(one), breachShown: false });
      }),
    );
  });

  test("a condition beside its exception is the connective `unless`", () => {
    fc.assert(
      fc.property(packed, packed, (condition, exception) => {
        const whole = threshold(2, [condition, blocker(exception)]);
        expect(bitsOf(whole)).toBe(unless(bitsOf(condition), bitsOf(exception)));
      }),
    );
  });

  test("negated, it is Belnap's negation of the whole", () => {
    fc.assert(
      fc.property(packed, packed, (condition, exception) => {
        const whole = threshold(1, [negate(condition), negate(blocker(exception))]);
        expect(bitsOf(whole)).toBe(not(unless(bitsOf(condition), bitsOf(exception))));
      }),
    );
  });

  test("a clause passes its two bits through, but never its breach", () => {
    fc.assert(
      fc.property(packed, (one) => {
        expect(unpack(referred(one))).toEqual({ ...unpack(one), breachShown: false });
      }),
    );
  });
});

describe("quantifiers", () => {
  const closures: fc.Arbitrary<Closure> = fc.oneof(
    fc.constantFrom<Closure>("closed", "declared", "never"),
    packed,
  );
  const isClosed = (closure: Closure) =>
    typeof closure === "string" ? closure !== "never" : (bitsOf(closure) & SHOWN) !== 0;

  test("every is the conjunction of the members and that there are no more", () => {
    fc.assert(
      fc.property(some, closures, (members, closure) => {
        const whole = isClosed(closure) ? SHOWN : 0;
        expect(bitsOf(quantified(true, Tally.of(members), closure))).toBe(
          all([...members.map(bitsOf), whole as Bits]),
        );
      }),
    );
  });

  test("some is the disjunction of the members and that there may be more", () => {
    fc.assert(
      fc.property(some, closures, (members, closure) => {
        const whole = isClosed(closure) ? SHOWN_NOT : 0;
        expect(bitsOf(quantified(false, Tally.of(members), closure))).toBe(
          any([...members.map(bitsOf), whole as Bits]),
        );
      }),
    );
  });

  test("an empty domain verifies nothing, closed or not", () => {
    fc.assert(
      fc.property(fc.boolean(), closures, (every, closure) => {
        expect(bitsOf(quantified(every, Tally.of([]), closure))).toBe(bitsOf(UNKNOWN));
      }),
    );
  });

  test("what is not closed, or closed by a word alone, speaks of declared places only (T19)", () => {
    const member = pack({ ...unpack(UNKNOWN), bits: SHOWN, forLevel: 3 }) as Packed;
    const partial = (closure: Closure) =>
      unpack(quantified(true, Tally.of([member]), closure)).declaredOnly;
    expect(partial("declared")).toBe(true);
    expect(partial("never")).toBe(true);
    expect(partial(UNKNOWN)).toBe(true);
    expect(partial("closed")).toBe(false);
    expect(partial(member)).toBe(false);
  });
});
