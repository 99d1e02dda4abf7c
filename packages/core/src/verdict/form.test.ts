import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formFor } from "../../testing/judging.ts";
import { allOf, anyOf, atom, isAt, verified } from "../../testing/specimen.ts";
import { type Condition, EACH } from "../agreement/index.ts";
import { id } from "../evidence/index.ts";
import { all, any, atLeast, type Bits, not } from "../logic/index.ts";
import type { Form } from "./form.ts";

const negated = (of: Condition): Condition => ({ kind: "not", of });
const NAMES = ["a", "b", "c", "d"] as const;
const leaf = (name: string): Condition =>
  atom({ kind: "coverage", place: id(name), fraction: 0.5 });

/** Conditions over four atoms, without quantifiers. */
const { condition: conditions } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...NAMES).map(leaf),
    tie("condition").map(negated),
    fc
      .tuple(
        fc.constantFrom("all", "any", "at-least"),
        fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
      )
      .map(([kind, of, k]): Condition => ({ kind, of, k: Math.min(k, of.length) })),
  ),
}));

type Atoms = Readonly<Record<string, Bits>>;
const assignments: fc.Arbitrary<Atoms> = fc.record({
  a: fc.constantFrom<Bits>(0, 1, 2, 3),
  b: fc.constantFrom<Bits>(0, 1, 2, 3),
  c: fc.constantFrom<Bits>(0, 1, 2, 3),
  d: fc.constantFrom<Bits>(0, 1, 2, 3),
});

function ofCondition(condition: Condition, atoms: Atoms): Bits {
  switch (condition.kind) {
    case "atom":
      return condition.predicate.kind === "coverage" ? atoms[condition.predicate.place]! : 0;
    case "not":
      return not(ofCondition(condition.of, atoms));
    case "all":
      return all(condition.of.map((one) => ofCondition(one, atoms)));
    case "any":
      return any(condition.of.map((one) => ofCondition(one, atoms)));
    case "at-least":
      return atLeast(
        condition.k,
        condition.of.map((one) => ofCondition(one, atoms)),
      );
    default:
      throw new RangeError(condition.kind);
  }
}

function ofForm(form: Form, atoms: Atoms): Bits {
  if (form.kind === "threshold") {
    return atLeast(
      form.k,
      form.of.map((one) => ofForm(one, atoms)),
    );
  }
  if (form.kind !== "atom" || form.atom.predicate.kind !== "coverage") {
    throw new RangeError(form.kind);
  }
  const found = atoms[form.atom.predicate.place]!;
  return form.atom.negated ? not(found) : found;
}

describe("formOf", () => {
  test("pushing negation to the atoms changes no value (semantics, section 4)", () => {
    fc.assert(
      fc.property(conditions, assignments, (condition, atoms) => {
        expect(ofForm(formFor(condition), atoms)).toBe(ofCondition(condition, atoms));
      }),
    );
  });

  test("two contraries of a contrary are the thing itself", () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        expect(formFor(negated(negated(condition)))).toEqual(formFor(condition));
      }),
    );
  });

  test("absence is asked of each class that a term stands for, and presence of any (T10)", () => {
    const absent = formFor(isAt("offensive", "sagua", "absent"));
    expect(absent).toMatchObject({ kind: "threshold", as: "all", k: 2 });
    expect(formFor(negated(isAt("offensive", "sagua", "absent")))).toMatchObject({
      kind: "threshold",
      k: 1,
    });
    expect(formFor(isAt("missiles", "sagua", "absent"))).toMatchObject({ kind: "atom" });
  });

  test("a contrary of every is some, of the contraries; what closes the domain is not negated", () => {
    const coverage = atom({ kind: "coverage", place: id("island"), fraction: 0.9 });
    const every: Condition = {
      kind: "every",
      domain: { kind: "places", placeKind: "launch site", declaredOnly: false },
      body: isAt("missiles", EACH, "absent"),
      coverage,
    };
    const form = formFor(negated(every));
    if (form.kind !== "quantified") throw new RangeError(form.kind);
    expect(form.every).toBe(false);
    expect(form.coverage).toMatchObject({ kind: "atom", atom: { negated: false } });
    expect(form.bodyOf(id("sagua"))).toMatchObject({
      kind: "atom",
      atom: { negated: true, predicate: { place: "sagua" } },
    });
    expect(form.bodyOf(id("sagua"))).toBe(form.bodyOf(id("sagua")));
  });

  test("an exception is never negated, whatever hangs on it", () => {
    const condition: Condition = {
      kind: "unless",
      condition: verified("halt"),
      exception: isAt("missiles", "sagua", "present"),
    };
    expect(formFor(negated(condition))).toMatchObject({
      as: "unless",
      k: 1,
      of: [
        { kind: "clause", negated: true },
        { kind: "blocker", negated: true, exception: { kind: "atom", atom: { negated: false } } },
      ],
    });
  });

  test("the same predicate asked in the same way is the same atom, and no other is", () => {
    const keyOf = (condition: Condition) => {
      const form = formFor(condition);
      return form.kind === "atom" ? form.atom.key : null;
    };
    const one = isAt("missiles", "sagua", "absent");
    expect(keyOf(one)).toBe(keyOf(isAt("missiles", "sagua", "absent")));
    expect(keyOf(one)).not.toBe(keyOf(negated(one)));
    expect(keyOf(one)).not.toBe(keyOf(isAt("missiles", "sagua", "absent", { open: 2 })));
    expect(keyOf(one)).not.toBe(keyOf(isAt("missiles", "remedios", "absent")));
  });

  test("a join of one is that one's value", () => {
    fc.assert(
      fc.property(conditions, assignments, (condition, atoms) => {
        const value = ofForm(formFor(condition), atoms);
        expect(ofForm(formFor(allOf(condition)), atoms)).toBe(value);
        expect(ofForm(formFor(anyOf(condition)), atoms)).toBe(value);
      }),
    );
  });
});
