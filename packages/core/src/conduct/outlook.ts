import type { ClauseState, PowerAct } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Instant, sayInZone } from "../time/index.ts";
import { type Outlook, valueAt } from "../verdict/index.ts";
import type { Conduct } from "./conduct.ts";
import { holdersOf } from "./powers.ts";

/**
 * What would bring a clause into a status, as of an instant (semantics, section 9): evidence for or
 * against what it asks, an instant that comes by itself, or a decision of whoever may take it.
 */
export function outlookOf(
  conduct: Conduct,
  clause: Id,
  state: ClauseState,
  asOf: Instant,
): Outlook {
  const { frame } = conduct.scene.history.segmentAt(asOf);
  const judged = frame.clause(clause);
  if (judged === undefined) return { kind: "never", why: `no text in force has ${clause}` };
  if (state === "contradicted") return { kind: "against" };
  const act = DECIDED[state];
  if (act !== undefined)
    return { kind: "decision", act, by: holdersOf(act, judged, frame.edition) };
  if (judged.kind !== "undertaking") return never(clause, state);
  const course = conduct.undertaking(clause);
  const deadline = course.deadline(asOf);
  const say = (when: Instant) => sayInZone(frame.clocks.zone, when);
  switch (state) {
    case "performed":
      return { kind: "for" };
    case "kept":
      return judged.form === "achieve" ? never(clause, state) : { kind: "for" };
    case "late":
      return deadline !== null && deadline <= asOf
        ? { kind: "for" }
        : { kind: "never", why: `nothing of ${clause} is late before its time has run out` };
    case "overdue": {
      const isOwed = valueAt(course.performance, asOf) === "due";
      return deadline !== null && isOwed && deadline > asOf
        ? {
            kind: "instant",
            at: deadline,
            say: `the time of ${clause} runs out on ${say(deadline)}`,
          }
        : never(clause, state);
    }
    case "breached":
      if (course.chargeable(asOf)) return { kind: "against" };
      return deadline !== null && deadline > asOf
        ? {
            kind: "never",
            why: `only what is seen from ${say(deadline)} on, when its time has run out, can break ${clause}`,
          }
        : { kind: "never", why: `${clause} is not owed at that moment, so that nothing breaks it` };
    default:
      return never(clause, state);
  }
}

const DECIDED: Partial<Readonly<Record<ClauseState, PowerAct>>> = {
  suspended: "suspend",
  discharged: "release",
  lifted: "lift",
  relaxed: "relax",
  "in effect": "tender",
};

function never(clause: Id, state: ClauseState): Outlook {
  return { kind: "never", why: `no evidence brings it about that ${clause} is ${state}` };
}
