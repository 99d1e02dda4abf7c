import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawnCases } from "../../testing/arbitrary-case.ts";
import { position } from "../evidence/index.ts";
import { HOUR_MS, type Instant } from "../time/index.ts";
import { openJudge } from "./judge.ts";

/** What is told of the changes of one clause, up to a moment and a number of entries. */
interface Told {
  readonly asOf: Instant;
  readonly index: number;
  readonly entry: string | null;
  readonly after: unknown;
}

/** How a clause stands by what was told last; `undefined` where nothing was. */
function standsBy(told: readonly Told[], now: Instant, known: number): unknown {
  return told.findLast(({ asOf, index }) => asOf <= now && index < known)?.after;
}

describe("the changes of a record", () => {
  test("lead to how each clause stands, at every entry and at every hour between", {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(drawnCases(14), fc.nat(5), ({ texts, entries }, hours) => {
        const judge = openJudge({ texts, entries });
        const changes = judge.changes(null);
        const first = entries[0]?.known;
        if (first === undefined) return expect(changes).toEqual([]);
        const inquiry = (asOf: Instant, known: number) => {
          return { asOf, knownAt: position(known), reading: null, under: null };
        };
        for (const clause of new Set(changes.map((change) => change.clause))) {
          const told = changes.filter((change) => change.clause === clause);
          const before = judge.standing(clause, inquiry(first, 0));
          expect(told[0]!.before).toEqual(before);
          for (const [i, { before: was }] of told.entries()) {
            if (i > 0) expect(was).toEqual(told[i - 1]!.after);
          }
          for (let at = 0; at < entries.length; at += 1) {
            const known = entries[at]!.known;
            const next = entries[at + 1]?.known;
            const later = (known + hours * HOUR_MS) as Instant;
            const moments = next === undefined || later >= next ? [known] : [known, later];
            // Of entries that became known at once, the last is the one after which it is asked.
            if (next === known) continue;
            for (const moment of moments) {
              const stands = standsBy(told, moment, at + 1);
              expect(stands === undefined ? before : stands).toEqual(
                judge.standing(clause, inquiry(moment, at + 1)),
              );
            }
          }
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test("leave out no clause that ever stood otherwise", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(drawnCases(14), ({ texts, entries }) => {
        if (entries.length === 0) return;
        const judge = openJudge({ texts, entries });
        const told = new Set(judge.changes(null).map(({ clause }) => clause));
        const now = { asOf: entries.at(-1)!.known, reading: null, under: null };
        const all = judge.assess({ ...now, knownAt: position(entries.length) });
        const before = { ...now, asOf: entries[0]!.known, knownAt: position(0) };
        for (const { id } of [...all.undertakings, ...all.measures, ...all.assurances]) {
          if (told.has(id)) continue;
          expect(judge.standing(id, { ...now, knownAt: position(entries.length) })).toEqual(
            judge.standing(id, before),
          );
        }
      }),
      { numRuns: 60, seed: 6 },
    );
  });
});
