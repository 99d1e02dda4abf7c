import type { Id } from "../evidence/index.ts";
import { opens } from "../logic/index.ts";
import { bitsOf, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { AssuranceStatus, OptionStatus } from "./assessment.ts";
import { refusalOnAssurance } from "./rulings.ts";
import { decisionsOn, type Ruling, type Scene } from "./scene.ts";

/** How an assurance runs over valid time, with what became of the decisions on it. */
export interface AssuranceCourse {
  readonly status: Steps<AssuranceStatus>;
  readonly rulings: readonly Ruling[];
}

/**
 * Plays the life cycle of an assurance (T13, T23): withheld until its condition is verified, in
 * effect from its tender, lapsed by itself when the condition no longer is, and in effect again
 * when it is again.
 */
export function assuranceCourse(scene: Scene, id: Id): AssuranceCourse {
  const rulings = decisionsOn(scene, id).map((placed): Ruling => {
    return { decision: placed.decision, refused: refusalOnAssurance(scene, placed) };
  });
  const tendered = rulings.filter(({ refused }) => refused === null);
  const value = scene.history.clause(id);
  const instants = [...value.at, ...tendered.map(({ decision }) => decision.from)];
  const status = stepsOf(instants, (when): AssuranceStatus => {
    const verified = opens(bitsOf(valueAt(value, when)));
    if (tendered.some(({ decision }) => decision.from <= when)) {
      return verified ? "in effect" : "lapsed";
    }
    return verified ? "may be tendered" : "withheld";
  });
  return { status, rulings };
}

/** When an option is open to its party: shown, never executed (T22). */
export function optionStatus(scene: Scene, id: Id): Steps<OptionStatus> {
  const value = scene.history.clause(id);
  return stepsOf(value.at, (when) => (opens(bitsOf(valueAt(value, when))) ? "open" : "closed"));
}
