/** From which date a term of days counts that begins when something is shown (section 8). */
import type { ClauseState, Condition, Predicate } from "../../src/agreement/index.ts";
import { type Id, seenUntil } from "../../src/evidence/index.ts";
import type { Instant } from "../../src/time/index.ts";
import { isSound, type Rules } from "./admissibility.ts";
import { forMember } from "./conditions.ts";
import { type Bearing, bearing } from "./matching.ts";
import type { Declarations } from "./names.ts";

/** What evidence brings about at its own end; the rest begins by a clock or a decision. */
const BEGUN_BY_EVIDENCE: ReadonlySet<ClauseState> = new Set<ClauseState>([
  "verified",
  "contradicted",
  "conflicting",
  "performed",
  "late",
  "breached",
]);

/** A count speaks for or against by its number; all else must say so. */
function speaks({ kind }: Predicate, says: Bearing): boolean {
  return says !== null && (says !== "bears" || kind === "count" || kind === "identity");
}

/** Where a condition is looked through. */
export interface Sources {
  readonly names: Declarations;
  readonly rules: Pick<Rules, "ledger" | "audience">;
  readonly conditionOf: (clause: Id) => Condition | null;
}

/**
 * Whether a report that began earlier and bears on a condition ends at an instant: what it shows is
 * then of the day that it is a report of, and that day is the one that is not counted.
 */
export function isShownByReport(condition: Condition, at: Instant, sources: Sources): boolean {
  const { names, rules, conditionOf } = sources;
  const entered = new Set<Id>();
  const visit = (one: Condition): boolean => {
    switch (one.kind) {
      case "atom":
        return rules.ledger.observations.some(
          ({ observation }) =>
            seenUntil(observation) === at &&
            observation.valid.from < at &&
            isSound(observation, rules) &&
            speaks(one.predicate, bearing(names, one.predicate, observation.report)),
        );
      case "not":
        return visit(one.of);
      case "all":
      case "any":
      case "at-least":
        return one.of.some(visit);
      case "unless":
        return visit(one.condition);
      case "every":
      case "some":
        return [...names.keys()].some((member) => visit(forMember(one.body, member)));
      case "clause": {
        if (one.for !== null || !BEGUN_BY_EVIDENCE.has(one.state) || entered.has(one.clause)) {
          return false;
        }
        entered.add(one.clause);
        const required = conditionOf(one.clause);
        return required !== null && visit(required);
      }
      case "level":
        return false;
    }
  };
  return visit(condition);
}
