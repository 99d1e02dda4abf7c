import type { ClauseState, Undertaking } from "../agreement/index.ts";
import {
  addTo,
  audienceKey,
  type Id,
  id,
  lastBelow,
  type Position,
  position,
} from "../evidence/index.ts";
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
  KeptLatest,
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
import { heldShownIn, rulingsIn } from "./rulings.ts";
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
const MOST_KEPT = 16;

/** Opens conducts over an archive; the latest asked for are kept. */
export function conductOf(archive: Archive): ConductOf {
  const kept = new KeptLatest<string, Conduct>(MOST_KEPT);
  const courses = new Map<string, Courses>();
  const open: ConductOf = (query) => {
    const { knownAt, reading, under, audience } = query;
    const whose = JSON.stringify([reading, under, audienceKey(audience)]);
    const played = courses.get(whose) ?? new Courses();
    courses.set(whose, played);
    return kept.of(`${knownAt} ${whose}`, () => new Playing(archive, open, query, played));
  };
  return open;
}

/** What is kept of all clauses together. */
const EVERY = id("all");

/** Courses that are kept of one clause, of each kind. */
const COURSES_KEPT = 2;

/**
 * What was played of each clause, by the last position at which anything that the clause rests on
 * became known: whatever else is recorded after that changes nothing of it.
 */
class Courses {
  readonly #kept = new Map<string, Map<Id, KeptLatest<number, unknown>>>();

  of<Course>(what: string, id: Id, turn: number, play: () => Course): Course {
    const known = this.get<Course>(what, id, turn);
    if (known !== undefined) return known;
    const fresh = play();
    this.set(what, id, turn, fresh);
    return fresh;
  }

  get<Course>(what: string, id: Id, turn: number): Course | undefined {
    return this.#kept.get(what)?.get(id)?.get(turn) as Course | undefined;
  }

  set(what: string, id: Id, turn: number, course: unknown): void {
    const ofKind = this.#kept.get(what) ?? new Map<Id, KeptLatest<number, unknown>>();
    this.#kept.set(what, ofKind);
    const kept = ofKind.get(id) ?? new KeptLatest<number, unknown>(COURSES_KEPT);
    ofKind.set(id, kept);
    kept.set(turn, course);
  }
}

/** The life cycles of one case as known at one position, each played when it is first asked for. */
class Playing implements Conduct {
  readonly scene: Scene;
  readonly #open: ConductOf;
  readonly #query: HistoryQuery;
  readonly #archive: Archive;
  readonly #courses: Courses;
  readonly #turns = new Map<Id, number>();
  readonly #statuses = new Map<string, Steps<boolean>>();
  /** The statuses that are being worked out: one that waits on itself learns nothing from it. */
  readonly #playing = new Set<string>();
  #rulings: readonly Ruling[] | null = null;

  constructor(archive: Archive, open: ConductOf, query: HistoryQuery, courses: Courses) {
    this.#open = open;
    this.#query = query;
    this.#archive = archive;
    this.#courses = courses;
    const { chronicle } = archive;
    const played = historyAt(archive, query, (segment) => this.#cyclesIn(segment));
    const history: History = {
      ...played,
      clause: (id) => this.#played("value", id, () => played.clause(id)),
    };
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

  /** A course of a clause: that of an earlier position, where nothing it rests on came since. */
  #played<Course>(what: string, id: Id, play: () => Course): Course {
    return this.#courses.of(what, id, this.#turnOf(id), play);
  }

  /** The last position at which anything became known that a clause rests on; -1 for none. */
  #turnOf(id: Id): number {
    const known = this.#turns.get(id);
    if (known !== undefined) return known;
    const { knownAt } = this.#query;
    const turns = this.scene.history.segments.map(({ frame }) =>
      this.#archive.footingsIn(frame).lastTurn(id, knownAt),
    );
    const turn = Math.max(lastBelow(this.scene.chronicle.decided, knownAt), ...turns);
    this.#turns.set(id, turn);
    return turn;
  }

  readonly rulings = (): readonly Ruling[] => {
    if (this.#rulings !== null) return this.#rulings;
    const { chronicle } = this.scene;
    // What is to take effect later is judged by what is known by then of what it decides on.
    const later = chronicle.decisions.filter(({ decision }) => decision.from > decision.known);
    const turns = later.map(({ decision }) => this.#turnOf(decision.of));
    const turn = Math.max(lastBelow(chronicle.decided, this.#query.knownAt), ...turns);
    this.#rulings = this.#courses.of("rulings", EVERY, turn, () => rulingsIn(this.scene));
    return this.#rulings;
  };

  readonly #heldShown = (term: Id): Steps<boolean> => {
    const turn = lastBelow(this.scene.chronicle.decided, this.#query.knownAt);
    return this.#courses.of("held", term, turn, () => heldShownIn(this.scene, term));
  };

  #rulingsOn(id: Id): readonly Ruling[] {
    return rulingsBy(this.rulings()).get(id) ?? NO_RULINGS;
  }

  readonly undertaking = (id: Id): UndertakingCourse =>
    this.#played("undertaking", id, () =>
      undertakingCourse(this.scene, id, (segment, undertaking) => {
        const { history } = segment;
        return this.#duty(segment, undertaking, { through: (form) => history.stepsOf(form) });
      }),
    );

  readonly measure = (id: Id) =>
    this.#played("measure", id, () => measureCourse(this.scene, id, this.#rulingsOn(id)));

  readonly assurance = (id: Id) =>
    this.#played("assurance", id, () => assuranceStatus(this.scene, id, this.#rulingsOn(id)));

  readonly option = (id: Id) => this.#played("option", id, () => optionStatus(this.scene, id));

  #cyclesIn(segment: () => Segment): LifeCycles {
    let names: readonly [string, string] | null = null;
    const what = (negated: boolean) => {
      const { key } = segment().frame.edition;
      names ??= [`settled ${key}`, `settled against ${key}`];
      return names[negated ? 1 : 0];
    };
    return {
      stands: this.stands,
      heldShown: this.#heldShown,
      settled: {
        get: (id, negated) => this.#courses.get(what(negated), id, this.#turnOf(id)),
        set: (id, negated, steps) => this.#courses.set(what(negated), id, this.#turnOf(id), steps),
      },
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
    const rulings = this.#rulingsOn(undertaking.id);
    const relief = segment.history.joins.keep(undertaking, "relief", [rulings, terminated], () =>
      reliefOf(undertaking, rulings, terminated),
    );
    return dutyOf({
      undertaking,
      frame: segment.frame,
      forms: segment.history,
      evaluation,
      relief,
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
    const steps = this.#standing(clause, state);
    this.#playing.delete(key);
    this.#statuses.set(key, steps);
    return steps;
  };

  #standing(clause: Id, state: ClauseState): Steps<boolean> {
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

const NO_RULINGS: readonly Ruling[] = [];
const byClause = new WeakMap<readonly Ruling[], ReadonlyMap<Id, readonly Ruling[]>>();

/** Rulings by what was decided on: of the same rulings the very same lists. */
function rulingsBy(rulings: readonly Ruling[]): ReadonlyMap<Id, readonly Ruling[]> {
  const known = byClause.get(rulings);
  if (known !== undefined) return known;
  const fresh = new Map<Id, Ruling[]>();
  for (const ruling of rulings) addTo(fresh, ruling.decision.of, ruling);
  byClause.set(rulings, fresh);
  return fresh;
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
  const { entries } = chronicle;
  let count = Math.min(most, entries.length);
  while (count > 0 && entries[count - 1]!.known > known) count -= 1;
  return position(count);
}
