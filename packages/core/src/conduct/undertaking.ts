import type { ClauseState, Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { SHOWN } from "../logic/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import {
  bitsOf,
  join,
  type Segment,
  type Steps,
  spliced,
  stepsOf,
  valueAt,
} from "../verdict/index.ts";
import type { Lights, UndertakingStatus } from "./assessment.ts";
import { type Breach, breachesIn, isChargeableAt } from "./breach.ts";
import type { Duty } from "./duty.ts";
import { type Occurrences, occurrencesOf } from "./occurrences.ts";
import {
  type Performance,
  type PerformanceStatus,
  type Performed,
  performanceOf,
} from "./performing.ts";
import { requirementBits } from "./requirement.ts";
import type { RunningTime } from "./running.ts";
import type { Scene } from "./scene.ts";
import { covers, type Stretches } from "./stretches.ts";
import { lightsAt } from "./two-lights.ts";

/** How an undertaking runs over valid time, as known at the scene's position. */
export interface UndertakingCourse {
  /** A breach that stands is said first; otherwise how performance stands. */
  readonly status: Steps<UndertakingStatus>;
  /** How performance stands, beside a breach that hides nothing of it. */
  readonly performance: Steps<PerformanceStatus>;
  readonly breached: Stretches;
  readonly breaches: readonly Breach[];
  /** When its time runs out, as things stand at an instant; `null` while it has no end. */
  readonly deadline: (asOf: Instant) => Instant | null;
  /** Whether its date had passed when it first fell due, so that it has none. */
  readonly dateHadPassed: (asOf: Instant) => boolean;
  /** What has been done, and how far it has been checked. */
  readonly lights: (asOf: Instant) => Lights;
  /** How it was performed, while it is. */
  readonly performed: (asOf: Instant) => Performed | null;
  readonly occurrences: (asOf: Instant) => Occurrences | null;
  /** Whether what is seen at an instant could show it broken. */
  readonly chargeable: (asOf: Instant) => boolean;
  /** Whether it stands so, over time, as a condition asks. */
  readonly stands: (state: ClauseState) => Steps<boolean>;
}

/** Plays the life cycle of an undertaking across the editions in force (semantics, section 8). */
export function undertakingCourse(
  scene: Scene,
  id: Id,
  dutyIn: (segment: Segment, undertaking: Undertaking) => Duty,
): UndertakingCourse {
  const lives = scene.history.segments.map((segment, i) => {
    const clause = segment.frame.clause(id);
    const stretch = { from: segment.from, to: scene.history.segments[i + 1]?.from ?? END };
    if (clause?.kind !== "undertaking") return { segment, stretch, duty: null, performance: null };
    const duty = dutyIn(segment, clause);
    const performance = playOf(duty, segment, id);
    return { segment, stretch, duty, performance };
  });
  const at = (when: Instant) => lives.findLast(({ stretch }) => stretch.from <= when) ?? lives[0]!;
  // What is charged is judged by the text in force at its time, and stands whatever text comes.
  const breaches = lives.flatMap(({ duty, stretch }) =>
    duty === null ? [] : breachesIn(duty, stretch),
  );
  const cures = lives.at(-1)?.duty?.relief.cures ?? [];
  const breached = standing(breaches, cures);
  const performance = spliced(
    lives.map(({ stretch, performance: played }) => ({
      from: stretch.from,
      steps: played?.status ?? NEVER_DUE,
    })),
  );
  const status = stepsOf(
    [...performance.at, ...breached.flatMap(({ from, to }) => [from, to])],
    (when): UndertakingStatus => (covers(breached, when) ? "breached" : valueAt(performance, when)),
  );
  const timeAt = (when: Instant): RunningTime | null => at(when).duty?.time ?? null;
  return {
    status,
    performance,
    breached,
    breaches,
    deadline: (asOf) => endAt(timeAt(asOf), asOf),
    dateHadPassed: (asOf) => timeAt(asOf)?.dateHadPassed ?? false,
    lights: (asOf) => {
      const { duty, segment } = at(asOf);
      if (duty === null) return { performance: "unverified", verification: null };
      return lightsAt(duty, valueAt(segment.history.clause(id, false), asOf), asOf);
    },
    performed: (asOf) =>
      at(asOf).performance?.performed.find(({ from, to }) => from <= asOf && asOf < to) ?? null,
    occurrences: (asOf) => at(asOf).performance?.occurrences?.(asOf) ?? null,
    chargeable: (asOf) => {
      const duty = at(asOf).duty;
      return duty !== null && isChargeableAt(duty, asOf);
    },
    stands: (state) => standsSo(state, performance, breached, (when) => askedOf(at(when))),
  };
}

const NEVER_DUE: Steps<PerformanceStatus> = { at: [BEGINNING], values: ["dormant"] };

interface Played extends Performance {
  readonly occurrences: ((asOf: Instant) => Occurrences) | null;
  readonly isUnchecked?: (when: Instant) => boolean;
}

/** A duty, and whether all that it asks to be performed is shown, so that only checks are missing. */
interface Asked {
  readonly duty: Duty;
  readonly isUnchecked: (when: Instant) => boolean;
}

function playOf(duty: Duty, segment: Segment, id: Id): Played {
  if (duty.undertaking.recurrence !== null) return occurrencesOf(duty);
  const value = segment.history.clause(id, false);
  return { ...performanceOf(duty, value), occurrences: null };
}

/** A breach stands until it is cured. */
function standing(breaches: readonly Breach[], cures: readonly Instant[]): Stretches {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { at } of [...breaches].sort((a, b) => a.at - b.at)) {
    const last = found.at(-1);
    if (last !== undefined && at < last.to) continue;
    found.push({ from: at, to: cures.find((cure) => cure >= at) ?? END });
  }
  return found.filter(({ from, to }) => from < to);
}

function endAt(time: RunningTime | null, when: Instant): Instant | null {
  if (time === null) return null;
  const run =
    time.runs.find(({ from, to }) => from <= when && when < to) ??
    time.runs.findLast(({ to }) => to <= when);
  return run?.ends ?? null;
}

const ASKED: Readonly<Record<string, readonly PerformanceStatus[]>> = {
  due: ["due"],
  overdue: ["overdue"],
  late: ["performed late"],
  performed: ["performed", "performed late"],
  kept: ["kept", "ended"],
  suspended: ["suspended"],
  discharged: ["discharged"],
};

function askedOf({
  duty,
  performance,
}: {
  duty: Duty | null;
  performance: Played | null;
}): Asked | null {
  if (duty === null) return null;
  const isUnchecked = (when: Instant) => onlyChecksMissing(duty, when);
  return { duty, isUnchecked: performance?.isUnchecked ?? isUnchecked };
}

function standsSo(
  state: ClauseState,
  performance: Steps<PerformanceStatus>,
  breached: Stretches,
  askedAt: (when: Instant) => Asked | null,
): Steps<boolean> {
  if (state === "breached") {
    return stepsOf(
      breached.flatMap(({ from, to }) => [from, to]),
      (when) => covers(breached, when),
    );
  }
  const statuses = ASKED[state] ?? [];
  const plain = join([performance], ([now]) => statuses.includes(now!));
  if (state !== "overdue") return plain;
  // What the other side did not check makes nobody overdue.
  const instants = [...plain.at, ...atomInstants(askedAt, plain)];
  return stepsOf(instants, (when) => {
    if (!valueAt(plain, when)) return false;
    const asked = askedAt(when);
    return asked === null || !asked.isUnchecked(when);
  });
}

function atomInstants(
  askedAt: (when: Instant) => Asked | null,
  plain: Steps<boolean>,
): readonly Instant[] {
  const duties = new Set(plain.at.flatMap((when) => askedAt(when)?.duty ?? []));
  return [...duties].flatMap(({ forms, form }) => forms.stepsOf(form).at);
}

/** Whether all that a duty asks to be performed is shown, so that only checks are missing. */
function onlyChecksMissing(duty: Duty, when: Instant): boolean {
  const bits = requirementBits(duty, when, {
    atom: (atom) =>
      duty.lightOf(atom) === "verification"
        ? SHOWN
        : bitsOf(valueAt(duty.forms.atom(atom).steps, when)),
    referred: (referred) => referred,
    exception: () => SHOWN,
  });
  return bits === SHOWN;
}
