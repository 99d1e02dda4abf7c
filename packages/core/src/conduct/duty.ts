import type { Undertaking } from "../agreement/index.ts";
import { type EntryId, type Id, type Observation, seenUntil } from "../evidence/index.ts";
import { END, type Instant } from "../time/index.ts";
import {
  type Atom,
  type Chronicle,
  type Evaluation,
  type Form,
  type FormHistory,
  type Frame,
  stands,
} from "../verdict/index.ts";
import { countedFrom } from "./atoms.ts";
import { type Light, lightsOf } from "./lights.ts";
import { type RunningTime, runningTime, type Start, type Suspension } from "./running.ts";
import type { PlacedDecision, Ruling } from "./scene.ts";

/** What decisions that have effect make of a duty. */
export interface Relief {
  readonly suspensions: readonly Suspension[];
  /** When a breach was made good, ascending. */
  readonly cures: readonly Instant[];
  /** From when on it is released; `END` for never. */
  readonly released: Instant;
  /** From when on the agreement is terminated; `END` for never. */
  readonly terminated: Instant;
}

/** When the bearer said that it had performed, and in which words. */
export interface SaidPerformed {
  readonly entry: EntryId;
  readonly at: Instant;
  /** The term that it used; `null` for the duty as it is written. */
  readonly term: Id | null;
}

/** A duty under one edition, with all that its life is played from. */
export interface Duty {
  readonly undertaking: Undertaking;
  readonly frame: Frame;
  readonly forms: FormHistory;
  readonly form: Form;
  readonly time: RunningTime;
  readonly relief: Relief;
  readonly said: readonly SaidPerformed[];
  readonly lightOf: (atom: Atom) => Light;
}

/** What a duty is made from. */
export interface DutyBasis {
  readonly undertaking: Undertaking;
  readonly frame: Frame;
  readonly forms: FormHistory;
  readonly evaluation: Evaluation;
  readonly relief: Relief;
  readonly said: readonly SaidPerformed[];
}

/** Puts a duty together, as far as one evaluation knows what it waits on. */
export function dutyOf(basis: DutyBasis): Duty {
  const { undertaking, frame, forms, evaluation, relief, said } = basis;
  const { id, eventClock } = undertaking;
  const start = (form: Form | null): Start | null => {
    if (form === null) return null;
    return { shown: evaluation.through(form, null), countedFrom: countedFrom(form, frame, forms) };
  };
  const due = start(frame.dueForm(id));
  const event = eventClock === null ? null : start(frame.formOf(id, eventClock.event, "due"));
  // While nothing else is known of what begins and ends it, its time is the same.
  const time = forms.joins.keep(undertaking, "time", [due?.shown, event?.shown, relief], () =>
    runningTime({
      undertaking,
      clocks: frame.clocks,
      due,
      event,
      suspensions: relief.suspensions,
      released: relief.released,
      terminated: relief.terminated,
    }),
  );
  const form = frame.formOfClause(id, false);
  const lightOf = lightsOf(undertaking, frame, forms);
  return { undertaking, frame, forms, form, time, relief, said, lightOf };
}

/** What rulings that have effect make of a duty; a cure or release before its record has none. */
export function reliefOf(
  { suspensionMovesDate }: Undertaking,
  rulings: readonly Ruling[],
  terminated: Instant,
): Relief {
  const effective = rulings.filter(({ refused }) => refused === null);
  const at = (act: PlacedDecision["decision"]["act"]) =>
    effective.filter(({ decision }) => decision.act === act);
  const resumed = at("resume").map(({ from }) => from);
  const suspensions = at("suspend").map(({ decision, from }): Suspension => {
    const until = decision.until ?? END;
    const to = resumed.reduce((end, when) => (when > from && when < end ? when : end), until);
    return { from, to, movesDate: decision.movesDate ?? suspensionMovesDate };
  });
  const first = (some: readonly Ruling[]) => (some[0]?.from ?? END) as Instant;
  return {
    suspensions,
    cures: at("cure").map(({ from }) => from),
    released: first(at("release")),
    terminated,
  };
}

/** Every statement of a duty's bearer that it has performed it, as known at a position. */
export function saidPerformed(
  { id, by }: Undertaking,
  chronicle: Chronicle,
  knownAt: number,
): readonly SaidPerformed[] {
  return chronicle.performed(id).flatMap(({ observation, position }) => {
    if (position >= knownAt || !isWordOf(observation, by)) return [];
    if (!stands(chronicle, observation.id, knownAt as never)) return [];
    const { report } = observation;
    const term = report.kind === "statement" ? report.term : null;
    return [{ entry: observation.id, at: seenUntil(observation), term }];
  });
}

function isWordOf({ report }: Observation, by: Id): boolean {
  return report.kind === "statement" && report.by === by;
}
