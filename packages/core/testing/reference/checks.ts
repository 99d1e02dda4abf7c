/** Which atoms of a requirement speak of verification, by the reference (section 8, *Two lights*). */
import type { Condition, Predicate, Undertaking } from "../../src/agreement/index.ts";

const CHECKS: ReadonlySet<string> = new Set([
  "inspection",
  "supervision",
  "monitoring",
  "observation",
  "verification",
]);

/** Whether a predicate speaks of what others do to be sure, in what a clause requires. */
export function isCheckIn(
  clause: { readonly kind: string },
  condition: Condition,
  predicate: Predicate,
  named: boolean,
): boolean {
  if (clause.kind !== "undertaking") return false;
  const duty = clause as Undertaking;
  if (!isCheck(duty, predicate, named)) return false;
  if (duty.content.kind === "act" && /^(admit|inspect)\b/i.test(duty.content.text)) return false;
  // Where a requirement has no other atom, its checks are its performance.
  return leavesIn(condition).some((leaf) => !isCheck(duty, leaf.predicate, leaf.named));
}

function isCheck(duty: Undertaking, predicate: Predicate, named: boolean): boolean {
  if (named || predicate.kind === "access" || predicate.kind === "coverage") return true;
  if (predicate.kind !== "activity") return false;
  const own = [duty.by, ...duty.cooperationOf];
  if (predicate.by.length > 0 && predicate.by.every((one) => own.includes(one))) return false;
  return predicate.activity.split("-").some((word) => CHECKS.has(word));
}

interface Leaf {
  readonly predicate: Predicate;
  readonly named: boolean;
}

/** The atoms of a condition: other clauses, exceptions and coverage are none of its own. */
function leavesIn(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case "atom":
      return [{ predicate: condition.predicate, named: condition.criterion.check }];
    case "not":
      return leavesIn(condition.of);
    case "all":
    case "any":
    case "at-least":
      return condition.of.flatMap(leavesIn);
    case "unless":
      return leavesIn(condition.condition);
    case "every":
    case "some":
      return leavesIn(condition.body);
    case "clause":
    case "level":
      return [];
  }
}
