import type { ClauseState, Undertaking } from "../agreement/index.ts";
import { audienceKey, type Id, type Position, position } from "../evidence/index.ts";
import { valueOfBits } from "../logic/index.ts";
import { END, type Instant } from "../time/index.ts";
import {
  type Archive,
  bitsOf,
  constant,
  type Evaluation,
  type History,
  type HistoryQuery,
  historyAt,
  join,
  type LifeCycles,
  type Segment,
  type Steps,
  valueAt,
} from "../verdict/index.ts";
import type { AssuranceStatus, MeasureStatus, OptionStatus } from "./assessment.ts";
import { assuranceStatus, optionStatus } from "./assurance.ts";
import { type Duty, dutyOf, reliefOf, saidPerformed } from "./duty.ts";
import { lensOf } from "./lens.ts";
import { type MeasureCourse, measureCourse } from "./measure.ts";
import { rulingsIn } from "./rulings.ts";
import type { Ruling, Scene, Then } from "./scene.ts";
import { covers } from "./stretches.ts";
import { type UndertakingCourse, undertakingCourse } from "./undertaking.ts";

/** How everything that can be judged conducts itself over valid time, as known at a position. */
export interface Conduct {
  readonly scene: Scene;
  /** What became of every decision that is known. */
  readonly rulings: () => readonly Ruling[];
  readonly undertaking: (id: Id) => UndertakingCourse;
  readonly measure: (id: Id) => MeasureCourse;
  readonly assurance: (id: Id) => Steps<AssuranceStatus>;
  readonly option: (id: Id) => Steps<OptionStatus>;
}

/** Opens the conduct of a case at any position, under a reading and, perhaps, older texts. */
export type ConductOf = (query: HistoryQuery) => Conduct;

// A slider passes through many positions; what it has left behind is cheap to work out again.
const MOST_KEPT = 64;

/** Opens conducts over an archive; the latest asked for are kept. */
export function conductOf(archive: Archive): ConductOf {
  const kept = new Map<string, Conduct>();
  const open: ConductOf = (query) => {
    const { knownAt, reading, under, audience } = query;
    const key = JSON.stringify([knownAt, reading, under, audienceKey(audience)]);
    const known = kept.get(key) ?? new Playing(archive, open, query);
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return known;
  };
  return open;
}

/** The life cycles of one case as known at one position, each played when it is first asked for. */
class Playing implements Conduct {
  readonly scene: Scene;
  readonly #open: ConductOf;
  readonly #query: HistoryQuery;
  readonly #undertakings = new Map<Id, UndertakingCourse>();
  readonly #statuses = new Map<string, Steps<boolean>>();
  /** The statuses that are being worked out: one that waits on itself learns nothing from it. */
  readonly #playing = new Set<string>();
  #rulings: readonly Ruling[] | null = null;

  constructor(archive: Archive, open: ConductOf, query: HistoryQuery) {
    this.#open = open;
    this.#query = query;
    const { chronicle } = archive;
    const history: History = historyAt(archive, query, (segment) => this.#cyclesIn(segment));
    this.scene = {
      chronicle,
      knownAt: query.knownAt,
      history,
      asKnown: (knownAt) => this.#then(knownAt),
      positionAt: (known) => positionAt(archive, known, query.knownAt),
      isOfAnotherReading: (clause) =>
        archive.codex.texts.some(
          (text) =>
            text.kind === "reading" &&
            text.id !== query.reading &&
            text.declarations.some(({ id }) => id === clause),
        ),
    };
  }

  /** What was known then; decisions rest on all the evidence, whoever asks (section 9). */
  #then(knownAt: Position): Then {
    const { reading, under, audience } = this.#query;
    const isNow = knownAt === this.#query.knownAt && audience === null;
    const conduct = isNow ? this : this.#open({ knownAt, reading, under, audience: null });
    const { history } = conduct.scene;
    return {
      frameAt: (asOf) => history.segmentAt(asOf).frame,
      clause: (clause, asOf) => valueAt(history.clause(clause), asOf),
      condition: (clause, condition, asOf) => {
        const segment = history.segmentAt(asOf);
        const form = segment.frame.formOf(clause, condition);
        return valueAt(segment.history.stepsOf(form), asOf);
      },
      isBreached: (clause, asOf) => covers(conduct.undertaking(clause).breached, asOf),
    };
  }

  readonly rulings = (): readonly Ruling[] => {
    this.#rulings ??= rulingsIn(this.scene);
    return this.#rulings;
  };

  #rulingsOn(id: Id): readonly Ruling[] {
    return this.rulings().filter(({ decision }) => decision.of === id);
  }

  readonly undertaking = (id: Id): UndertakingCourse => {
    const known = this.#undertakings.get(id);
    if (known !== undefined) return known;
    const fresh = undertakingCourse(this.scene, id, (segment, undertaking) => {
      const { history } = segment;
      return this.#duty(segment, undertaking, { through: (form) => history.stepsOf(form) });
    });
    this.#undertakings.set(id, fresh);
    return fresh;
  };

  readonly measure = memo((id) => measureCourse(this.scene, id, this.#rulingsOn(id)));
  readonly assurance = memo((id) => assuranceStatus(this.scene, id, this.#rulingsOn(id)));
  readonly option = memo((id) => optionStatus(this.scene, id));

  #cyclesIn(segment: () => Segment): LifeCycles {
    return {
      stands: this.stands,
      lensOf: (clause, negated, evaluation) => {
        const here = segment();
        const undertaking = here.frame.clause(clause);
        if (undertaking?.kind !== "undertaking") return null;
        return lensOf(this.#duty(here, undertaking, evaluation), negated, evaluation);
      },
    };
  }

  #duty(segment: Segment, undertaking: Undertaking, evaluation: Evaluation): Duty {
    const { chronicle, knownAt } = this.scene;
    const terminated = this.#terminated(segment);
    return dutyOf({
      undertaking,
      frame: segment.frame,
      forms: segment.history,
      evaluation,
      relief: reliefOf(undertaking, this.#rulingsOn(undertaking.id), terminated),
      said: saidPerformed(undertaking, chronicle, knownAt),
    });
  }

  #terminated({ frame }: Segment): Instant {
    const rulings = this.#rulingsOn(frame.edition.agreement.id);
    const ending = rulings.find(({ decision, refused }) => {
      return refused === null && decision.act === "terminate";
    });
    return ending?.from ?? END;
  }

  /** Whether a clause stands so, over time: what a status as a condition asks (section 6). */
  readonly stands = (clause: Id, state: ClauseState): Steps<boolean> => {
    const key = `${clause} ${state}`;
    const known = this.#statuses.get(key);
    if (known !== undefined) return known;
    // A circle through a status is refused by the language; here it only must not run for ever.
    if (this.#playing.has(key)) return constant(false);
    this.#playing.add(key);
    const steps = this.#played(clause, state);
    this.#playing.delete(key);
    this.#statuses.set(key, steps);
    return steps;
  };

  #played(clause: Id, state: ClauseState): Steps<boolean> {
    switch (state) {
      case "verified":
      case "contradicted":
      case "unverified":
      case "conflicting":
        return join(
          [this.scene.history.clause(clause)],
          ([packed]) => valueOfBits(bitsOf(packed!)) === state,
        );
      case "in force":
        return join([this.measure(clause).status], ([now]) => IN_FORCE.has(now!));
      case "relaxed":
      case "lifted":
        return join([this.measure(clause).status], ([now]) => now === state);
      case "in effect":
        return join([this.assurance(clause)], ([now]) => now === "in effect");
      case "withheld":
        return join(
          [this.assurance(clause)],
          ([now]) => now === "withheld" || now === "may be tendered",
        );
      default:
        return this.undertaking(clause).stands(state);
    }
  }
}

// "To be lifted" and "lifting overdue" are in force; so is what was extended or reimposed.
const IN_FORCE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>([
  "in force",
  "extended",
  "reimposed",
  "to be lifted",
  "lifting overdue",
]);

/** How many entries were known by an instant: those up to the last that was. */
function positionAt({ chronicle }: Archive, known: Instant, most: Position): Position {
  let count = 0;
  for (const [i, entry] of chronicle.entries.entries()) {
    if (i >= most) break;
    if (entry.known <= known) count = i + 1;
  }
  return position(Math.min(count, most));
}

function memo<T>(make: (id: Id) => T): (id: Id) => T {
  const made = new Map<Id, T>();
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
}
