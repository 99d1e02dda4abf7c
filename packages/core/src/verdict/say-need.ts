import type { CountPredicate, Vocabulary } from "../agreement/index.ts";
import { type Criterion, type Id, LEVEL } from "../evidence/index.ts";
import type { CountStanding } from "./explanation.ts";
import { either, sayCriterion, sayStages } from "./label.ts";

/**
 * Says the canonical package of evidence that would satisfy an atom by itself, whatever stands
 * against it (semantics, section 9): one report by a method that is sufficient alone, or two from
 * independent sources; one where the requirement opens below confirmed.
 */
export function sayPackage(criterion: Criterion, vocabulary: Vocabulary): string {
  const { soleMethods, eligibility } = criterion;
  const second = eligibility?.atLeast === "A" ? "A2" : "B2";
  const alone = soleMethods.length > 0 || criterion.open < LEVEL.confirmed;
  const head = alone
    ? "one report of A2 or better"
    : `two reports from independent sources, of A2 and ${second} or better`;
  const methods = soleMethods.length > 0 ? soleMethods : criterion.methods;
  const asked = sayCriterion(
    { ...criterion, methods: [], equivalentApprovedBy: null, open: LEVEL.confirmed },
    vocabulary,
  );
  const by = methods.map((one) => vocabulary.titleOf(one as Id));
  return [by.length === 0 ? head : `${head} by ${either(by)}`, ...asked].join(", ");
}

/** One thing that a count still lacks, and by what it would be had. */
export interface CountNeed {
  readonly what: "declaration" | "estimate" | "count";
  readonly ask: string;
  readonly by: string;
}

/** What a count lacks, in symbols: never a list of ships that might carry it (section 9). */
export function countNeeds(
  predicate: CountPredicate,
  criterion: Criterion,
  standing: CountStanding,
  self: readonly Id[],
  vocabulary: Vocabulary,
): readonly CountNeed[] {
  const item = vocabulary.titleOf(predicate.item);
  const stage = sayStages(predicate);
  const by = sayPackage(criterion, vocabulary);
  if (typeof predicate.amount === "object") {
    const { percentOfDeclared } = predicate.amount;
    const { inPercentOfDeclared, toGo } = standing;
    const percent = inPercentOfDeclared ? (toGo ?? percentOfDeclared) : percentOfDeclared;
    const ask =
      inPercentOfDeclared || toGo === null
        ? `of ${item} as declared, ${percent} % ${inPercentOfDeclared ? "more " : ""}${stage}`
        : sayMore(toGo, item, stage);
    return [{ what: "count", ask, by }];
  }
  if (predicate.amount !== "declared") {
    const more = Math.max(0, predicate.amount - (standing.counted?.low ?? 0));
    return [{ what: "count", ask: sayMore(more, item, stage), by }];
  }
  const needs: CountNeed[] = [];
  const { declared, estimate, counted } = standing;
  const owing = self.length === 0 ? "whoever owes them" : vocabulary.titleOf(self[0]!);
  const short = declared !== null && estimate !== null && declared < estimate.low;
  if (declared === null || short) {
    const ask =
      declared === null
        ? `a declaration of the number of ${item}`
        : `a declaration of at least ${estimate!.low} ${item}, of which ${declared} are declared`;
    const instead = short ? `, or a new estimate that reaches down to ${declared}` : "";
    needs.push({ what: "declaration", ask, by: `a statement by ${owing}${instead}` });
  }
  if (estimate === null) {
    const ask = `an estimate of the number of ${item}`;
    needs.push({ what: "estimate", ask, by: `an assessment that is not ${owing}'s own` });
  }
  if (declared === null) {
    needs.push({ what: "count", ask: `as many ${item} ${stage} as are then declared`, by });
    return needs;
  }
  const more = Math.max(declared, estimate?.low ?? 0) - (counted?.low ?? 0);
  if (more > 0 || needs.length === 0) {
    needs.push({ what: "count", ask: sayMore(more, item, stage), by });
  }
  return needs;
}

function sayMore(more: number, item: string, stage: string): string {
  return more > 0 ? `${more} more ${item} ${stage}` : `a later count of all ${item} ${stage}`;
}
