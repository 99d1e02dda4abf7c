import type { Id } from "../evidence/index.ts";
import { opens } from "../logic/index.ts";
import { bitsOf, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { AssuranceStatus, OptionStatus } from "./assessment.ts";
import { clauseAt, instantsOfText, type Ruling, type Scene } from "./scene.ts";

/**
 * Plays the life cycle of an assurance (T13, T23): withheld until its condition is verified, in
 * effect from its tender, lapsed by itself when the condition no longer is, and in effect again
 * when it is again.
 */
export function assuranceStatus(
  scene: Scene,
  id: Id,
  rulings: readonly Ruling[],
): Steps<AssuranceStatus> {
  const tendered = rulings.filter(({ decision, refused }) => {
    return refused === null && decision.act === "tender";
  });
  const value = scene.history.clause(id);
  const instants = [...value.at, ...tendered.map(({ from }) => from)];
  return stepsOf(instants, (when): AssuranceStatus => {
    const verified = opens(bitsOf(valueAt(value, when)));
    if (tendered.some(({ from }) => from <= when)) return verified ? "in effect" : "lapsed";
    return verified ? "may be tendered" : "withheld";
  });
}

/** When an option is open to its party: shown, never executed (T22). */
export function optionStatus(scene: Scene, id: Id): Steps<OptionStatus> {
  const value = scene.history.clause(id);
  // One that a later text adds is open from when that text is in force.
  const instants = [...value.at, ...instantsOfText(scene, () => [])];
  return stepsOf(instants, (when) => {
    // A plain permission states no condition, and is open from the start.
    if (clauseAt(scene, id, "option", when)?.opensWhen === null && !isRequired(scene, id, when)) {
      return "open";
    }
    return opens(bitsOf(valueAt(value, when))) ? "open" : "closed";
  });
}

function isRequired(scene: Scene, id: Id, when: Parameters<typeof valueAt>[1]): boolean {
  return scene.history.segmentAt(when).frame.conditionOf(id) !== null;
}
