import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditions, moments, records } from "../../../testing/arbitrary.ts";
import { judgeFromScratch } from "../../../testing/from-scratch.ts";
import { agreement, editionOf, reading, requires, undertaking } from "../../../testing/specimen.ts";
import type { Condition, Entry } from "../../agreement/index.ts";
import { id, position } from "../../evidence/index.ts";
import type { Bits } from "../../logic/index.ts";
import type { Instant } from "../../time/index.ts";
import { type Frame, frameOf } from "../frame.ts";
import { bitsOf } from "../judgment.ts";
import { chronicleOf } from "../knowledge.ts";
import { Engine } from "./engine.ts";

const CLAUSES = ["first", "second", "third"].map(id);

const required = fc.tuple(
  conditions(["first", "second", "third"]),
  conditions(["first", "second", "third"]),
  conditions([]),
);

/** A record in any order, withdrawals before what they withdraw and doubled entries included. */
const disorderly = records(14).chain((entries) =>
  fc
    .tuple(
      fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
      fc.subarray([...entries]),
    )
    .map(([shuffled, doubled]): readonly Entry[] => [...shuffled, ...doubled]),
);

function frameFor(conditionsOf: readonly Condition[]): Frame {
  const texts = [
    agreement(["first", "second", "third"].map((name) => undertaking(name))),
    reading(conditionsOf.map((condition, i) => requires(CLAUSES[i]!, condition))),
  ];
  return frameOf(editionOf(texts, [], "us"));
}

function engineFor(frame: Frame, entries: readonly Entry[]): Engine {
  return new Engine({ frame, recall: (at) => entries[at]! });
}

function plainly(
  frame: Frame,
  entries: readonly Entry[],
  asOf: Instant,
  knownAt: number,
): readonly Bits[] {
  const chronicle = chronicleOf(entries);
  return CLAUSES.map((clause) => {
    const form = frame.formOfClause(clause, false);
    const moment = { asOf, knownAt: position(knownAt) };
    return bitsOf(judgeFromScratch(form, { frame, chronicle, moment, isBreached: () => false }));
  });
}

describe("the engine", () => {
  test("says at every moment of a record in any order what a plain evaluation says", () => {
    fc.assert(
      fc.property(
        required,
        disorderly,
        moments,
        fc.array(fc.tuple(moments, fc.nat()), { minLength: 1, maxLength: 6 }),
        (conditionsOf, entries, now, queries) => {
          const frame = frameFor(conditionsOf);
          const engine = engineFor(frame, entries);
          engine.advance(now);
          for (const entry of entries) engine.apply(entry);
          for (const [asOf, draw] of queries) {
            const knownAt = draw % (entries.length + 1);
            const moment = { asOf, knownAt: position(knownAt) };
            const said = CLAUSES.map((clause) => engine.bitsAt(clause, moment));
            expect(said).toEqual(plainly(frame, entries, asOf, knownAt));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("stands after every entry, as the clock moves, where a plain evaluation stands", () => {
    const steps = fc.array(moments, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(required, disorderly, steps, (conditionsOf, entries, clock) => {
        const frame = frameFor(conditionsOf);
        const engine = engineFor(frame, entries);
        const ticks = [...clock].sort((a, b) => a - b);
        entries.forEach((entry, at) => {
          const tick = ticks[at % ticks.length]!;
          engine.advance(tick);
          engine.apply(entry);
          const said = CLAUSES.map((clause) => engine.bitsOf(clause));
          const known = entries.slice(0, at + 1);
          expect(said).toEqual(plainly(frame, known, engine.now, at + 1));
        });
      }),
      { numRuns: 200 },
    );
  });

  test("remembers of each clause what it stood at after every entry", () => {
    fc.assert(
      fc.property(required, records(14), moments, (conditionsOf, entries, now) => {
        const frame = frameFor(conditionsOf);
        const engine = engineFor(frame, entries);
        engine.advance(now);
        const lived = entries.map((entry) => {
          engine.apply(entry);
          return CLAUSES.map((clause) => engine.bitsOf(clause));
        });
        lived.forEach((stood, at) => {
          const remembered = CLAUSES.map((clause) => {
            const until = engine.changesOf(clause).filter(({ knownAt }) => knownAt <= at + 1);
            return until.at(-1)?.bits ?? plainly(frame, [], now, 0)[CLAUSES.indexOf(clause)];
          });
          expect(remembered).toEqual(stood);
        });
      }),
      { numRuns: 200 },
    );
  });
});
