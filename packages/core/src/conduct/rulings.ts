import { clocksOf, type Decision, type Measure } from "../agreement/index.ts";
import { opens } from "../logic/index.ts";
import { afterSpan, type Clocks, saySpan } from "../time/index.ts";
import { bitsOf } from "../verdict/index.ts";
import { beyondPower } from "./powers.ts";
import { clauseAt, type PlacedDecision, type Scene } from "./scene.ts";

/**
 * Why a decision on a measure is not allowed, or `null` where it is (semantics, section 8).
 *
 * @param lifted - whether the measure was lifted when the decision was to take effect.
 */
export function refusalOnMeasure(
  scene: Scene,
  { decision, position }: PlacedDecision,
  lifted: boolean,
): string | null {
  const measure = clauseAt(scene, decision.of, "measure", decision.from);
  if (measure === undefined) return `no text in force then had a measure ${decision.of}`;
  const { edition } = scene.history.segmentAt(decision.from).frame;
  const beyond = beyondPower(decision, measure.by, edition);
  if (beyond !== null) return beyond;
  const verified = opens(bitsOf(scene.verdictThen(measure.id, decision.from, position)));
  switch (decision.act) {
    case "continue":
      return null;
    case "extend":
      return measure.mayExtend ? null : "the text does not let it be extended";
    case "lift":
      return verified ? null : "the condition that lifts it was not verified then";
    case "reimpose":
      return lifted && verified ? "its condition was still verified then" : null;
    case "relax":
      return refusalToRelax(measure, decision, clocksOf(edition.agreement));
    default:
      return `a measure cannot be the object of "${decision.act}"`;
  }
}

function refusalToRelax(measure: Measure, decision: Decision, clocks: Clocks): string | null {
  const { relaxation } = measure;
  if (relaxation === null) return "the text does not let it be relaxed";
  if (decision.until === null) return "a relaxation must say until when";
  if (decision.until > afterSpan(clocks, decision.from, relaxation.atMost)) {
    return `a relaxation may last at most ${saySpan(relaxation.atMost)}`;
  }
  return decision.inReturnFor === null
    ? `it may be relaxed only in return for ${typeof relaxation.inReturnFor === "string" ? relaxation.inReturnFor : "a condition"}`
    : null;
}

/** Why a decision on an assurance is not allowed, or `null` where it is. */
export function refusalOnAssurance(
  scene: Scene,
  { decision, position }: PlacedDecision,
): string | null {
  const assurance = clauseAt(scene, decision.of, "assurance", decision.from);
  if (assurance === undefined) return `no text in force then had an assurance ${decision.of}`;
  const { edition } = scene.history.segmentAt(decision.from).frame;
  const beyond = beyondPower(decision, assurance.by, edition);
  if (beyond !== null) return beyond;
  if (decision.act !== "tender") {
    return `an assurance cannot be the object of "${decision.act}"`;
  }
  const verified = opens(bitsOf(scene.verdictThen(assurance.id, decision.from, position)));
  return verified ? null : "the condition under which it takes effect was not verified then";
}
