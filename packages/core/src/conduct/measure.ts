import type { Id } from "../evidence/index.ts";
import { opens } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { bitsOf, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { MeasureStatus } from "./assessment.ts";
import { refusalOnMeasure } from "./rulings.ts";
import { clauseAt, decisionsOn, instantsOfText, type Ruling, type Scene } from "./scene.ts";

/** How a measure runs over valid time, with what became of the decisions on it. */
export interface MeasureCourse {
  readonly status: Steps<MeasureStatus>;
  readonly rulings: readonly Ruling[];
}

/**
 * Plays the life cycle of a measure (T20, T21): in force by default; relaxed only until its end,
 * when it is in force again by itself; lifted only by a decision that the verdict allowed.
 */
export function measureCourse(scene: Scene, id: Id): MeasureCourse {
  const rulings: Ruling[] = [];
  let lifted = false;
  for (const placed of decisionsOn(scene, id)) {
    const refused = refusalOnMeasure(scene, placed, lifted);
    rulings.push({ decision: placed.decision, refused });
    if (refused !== null) continue;
    if (placed.decision.act === "lift") lifted = true;
    if (placed.decision.act === "reimpose") lifted = false;
  }
  const effective = rulings.filter(({ refused }) => refused === null);
  const value = scene.history.clause(id);
  const instants = [
    ...value.at,
    ...instantsOfText(scene, (frame) => {
      const clause = frame.clause(id);
      return clause?.kind === "measure" ? [clause.from] : [];
    }),
    ...effective.flatMap(({ decision }) => [decision.from, decision.until ?? decision.from]),
  ];
  const status = stepsOf(instants, (when) => {
    const measure = clauseAt(scene, id, "measure", when);
    if (measure === undefined) return "not yet in force";
    if (measure.from !== null && when < measure.from) return "not yet in force";
    const verified = opens(bitsOf(valueAt(value, when)));
    return statusAt(effective, when, measure.snapBack !== null && !verified);
  });
  return { status, rulings };
}

function statusAt(effective: readonly Ruling[], when: Instant, snapsBack: boolean): MeasureStatus {
  let status: MeasureStatus = "in force";
  for (const { decision } of effective) {
    if (decision.from > when) break;
    const over = decision.until !== null && decision.until <= when;
    switch (decision.act) {
      case "lift":
        status = "lifted";
        break;
      case "reimpose":
        status = status === "lifted" ? "reimposed" : "in force";
        break;
      case "relax":
        if (status !== "lifted") status = over ? "in force" : "relaxed";
        break;
      case "extend":
        if (status !== "lifted") status = over ? "in force" : "extended";
        break;
      case "continue":
        if (status === "relaxed") status = "in force";
        break;
      default:
        break;
    }
  }
  return status === "lifted" && snapsBack ? "reimposed" : status;
}
