/** From which date a term of days counts that begins when something is shown (section 8). */
import type { ClauseState, Condition, Predicate } from "../../src/agreement/index.ts";
import { type Id, type Report, seenUntil } from "../../src/evidence/index.ts";
import type { Instant } from "../../src/time/index.ts";
import { isSound, type Rules } from "./admissibility.ts";
import { forMember } from "./conditions.ts";
import { bearing } from "./matching.ts";
import { type Declarations, leavesOf } from "./names.ts";

/** What evidence brings about at its own end; the rest begins by a clock or a decision. */
const BEGUN_BY_EVIDENCE: ReadonlySet<ClauseState> = new Set<ClauseState>([
  "verified",
  "contradicted",
  "conflicting",
  "performed",
  "late",
  "breached",
]);

/** Whether a report speaks of what is asked: a count by its number, all else by saying so. */
function speaks(predicate: Predicate, report: Report, names: Declarations): boolean {
  if (predicate.kind !== "count" && predicate.kind !== "identity") {
    const says = bearing(names, predicate, report);
    return says !== null && says !== "bears";
  }
  const claim = report.kind === "statement" ? report.claim : report;
  if (claim?.kind !== "count") return false;
  const together = predicate.kind === "count" ? predicate.together : [];
  const items = [predicate.item, ...together].flatMap((item) => leavesOf(names, item));
  if (!items.includes(claim.subject)) return false;
  if (predicate.kind === "identity") return true;
  return [predicate.stage, predicate.orStage, "declared"].includes(claim.stage);
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
            speaks(one.predicate, observation.report, names),
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
