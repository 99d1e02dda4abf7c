import { clocksOf, type Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { opens } from "../logic/index.ts";
import { BEGINNING, endOfSpan, type Instant } from "../time/index.ts";
import { bitsOf, type Packed, type Steps, stepsOf, valueAt } from "../verdict/index.ts";
import type { UndertakingStatus } from "./assessment.ts";
import { atomsOf, isBreachedAt, performanceDeclarations } from "./breach.ts";
import {
  clauseAt,
  decisionsOn,
  heldSince,
  instantsOfText,
  type PlacedDecision,
  type Scene,
} from "./scene.ts";

/** How an undertaking runs over valid time, as known at the scene's position. */
export interface UndertakingCourse {
  readonly status: Steps<UndertakingStatus>;
  /** When its time runs out, over time; `null` while it has none. */
  readonly deadline: (asOf: Instant) => Instant | null;
}

/** Plays the life cycle of an undertaking (semantics, section 8). */
export function undertakingCourse(scene: Scene, id: Id): UndertakingCourse {
  const due = scene.history.over((frame) => frame.dueForm(id));
  const value = scene.history.clause(id);
  const decisions = decisionsOn(scene, id);
  const deadline = (asOf: Instant) => deadlineAt(scene, id, due, asOf);
  const instants = [
    ...value.at,
    ...due.at,
    ...due.at.map(deadline).filter((at) => at !== null),
    ...ownInstants(scene, id).flatMap((at) => [at, deadline(at) ?? at]),
    ...decisions.flatMap(({ decision }) => [decision.from, decision.until ?? decision.from]),
  ];
  let breached = false;
  const status = stepsOf(instants, (when): UndertakingStatus => {
    const undertaking = clauseAt(scene, id, "undertaking", when);
    if (undertaking === undefined) return "dormant";
    if (takesEffect(decisions, "release", when)) return "discharged";
    const ended = deadline(when);
    const ranOut = ended !== null && ended <= when;
    const running = isRunning(undertaking, due, when);
    const segment = scene.history.segmentAt(when);
    const dueTime = { when, ranOut: ranOut ? ended : null };
    if (running && isBreachedAt(scene, segment, undertaking, dueTime)) breached = true;
    if (decisions.some(({ decision }) => decision.act === "cure" && decision.from === when)) {
      breached = false;
    }
    if (isSuspended(decisions, when)) return "suspended";
    if (breached) return "breached";
    if (!running) return "dormant";
    if (opens(bitsOf(valueAt(value, when)))) {
      return undertaking.form === "achieve" ? "performed" : "kept";
    }
    return ranOut ? "overdue" : "due";
  });
  return { status, deadline };
}

/** Every instant that the texts and the evidence name for an undertaking. */
function ownInstants(scene: Scene, id: Id): readonly Instant[] {
  return [
    ...instantsOfText(scene, (frame) => {
      const clause = frame.clause(id);
      return clause?.kind === "undertaking" ? [clause.from, clause.deadline?.ends ?? null] : [];
    }),
    ...scene.history.segments.flatMap((segment) =>
      atomsOf(segment, id).flatMap(({ steps }) => steps.at),
    ),
    ...performanceDeclarations(scene, id),
  ];
}

/** Whether its clock runs: it has begun, and what it waits on is verified. */
function isRunning(undertaking: Undertaking, due: Steps<Packed>, when: Instant): boolean {
  if (undertaking.from !== null && when < undertaking.from) return false;
  return undertaking.dueWhen === null || opens(bitsOf(valueAt(due, when)));
}

/**
 * When its time runs out: its date, or its clock counted from the instant since which it has been
 * due without a break. If the condition lapses the clock restarts.
 */
function deadlineAt(scene: Scene, id: Id, due: Steps<Packed>, asOf: Instant): Instant | null {
  const undertaking = clauseAt(scene, id, "undertaking", asOf);
  if (undertaking === undefined || !isRunning(undertaking, due, asOf)) return null;
  const { within, from, deadline } = undertaking;
  if (within === null) return deadline?.ends ?? null;
  const since =
    undertaking.dueWhen === null
      ? BEGINNING
      : (heldSince(due, (packed) => opens(bitsOf(packed)), asOf) ?? asOf);
  const began = from === null ? since : Math.max(since, from);
  const { agreement } = scene.history.segmentAt(asOf).frame.edition;
  const ends =
    began === BEGINNING ? null : endOfSpan(clocksOf(agreement), began as Instant, within);
  if (ends === null || deadline === null) return ends ?? deadline?.ends ?? null;
  return Math.min(ends, deadline.ends) as Instant;
}

function isSuspended(decisions: readonly PlacedDecision[], when: Instant): boolean {
  return decisions.some(
    ({ decision }) =>
      decision.act === "suspend" &&
      decision.from <= when &&
      decision.until !== null &&
      when < decision.until,
  );
}

function takesEffect(
  decisions: readonly PlacedDecision[],
  act: PlacedDecision["decision"]["act"],
  when: Instant,
): boolean {
  return decisions.some(({ decision }) => decision.act === act && decision.from <= when);
}
