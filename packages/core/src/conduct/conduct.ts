import { audienceKey, type Id, type Position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type Archive,
  constant,
  type History,
  type HistoryQuery,
  historyAt,
  join,
  type Steps,
  valueAt,
} from "../verdict/index.ts";
import type { AssuranceStatus, MeasureStatus, OptionStatus } from "./assessment.ts";
import { assuranceCourse, optionStatus } from "./assurance.ts";
import { measureCourse } from "./measure.ts";
import type { Ruling, Scene } from "./scene.ts";
import { type UndertakingCourse, undertakingCourse } from "./undertaking.ts";

/** How everything that can be judged conducts itself over valid time, as known at a position. */
export interface Conduct {
  readonly scene: Scene;
  readonly undertaking: (id: Id) => UndertakingCourse;
  readonly measure: (id: Id) => { status: Steps<MeasureStatus>; rulings: readonly Ruling[] };
  readonly assurance: (id: Id) => { status: Steps<AssuranceStatus>; rulings: readonly Ruling[] };
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
    const known = kept.get(key) ?? conduct(archive, open, query);
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return known;
  };
  return open;
}

function conduct(archive: Archive, open: ConductOf, query: HistoryQuery): Conduct {
  const undertakings = new Map<Id, UndertakingCourse>();
  const playing = new Set<Id>();
  const undertaking = (id: Id): UndertakingCourse => {
    const known = undertakings.get(id);
    if (known !== undefined) return known;
    playing.add(id);
    const fresh = undertakingCourse(scene, id);
    playing.delete(id);
    undertakings.set(id, fresh);
    return fresh;
  };
  // Whether a clause stands breached is its life cycle's to say. One that waits on its own breach
  // can learn nothing from it.
  const breaches = (id: Id): Steps<boolean> =>
    playing.has(id)
      ? constant(false)
      : join([undertaking(id).status], ([status]) => status === "breached");
  const history: History = historyAt(archive, query, breaches);
  const scene: Scene = {
    chronicle: archive.chronicle,
    knownAt: query.knownAt,
    history,
    // Decisions rest on all the evidence, whoever asks about them (section 9).
    verdictThen: (clause: Id, asOf: Instant, then: Position) =>
      valueAt(open({ ...query, knownAt: then, audience: null }).scene.history.clause(clause), asOf),
  };
  const measures = memo((id) => measureCourse(scene, id));
  const assurances = memo((id) => assuranceCourse(scene, id));
  const options = memo((id) => optionStatus(scene, id));
  return { scene, undertaking, measure: measures, assurance: assurances, option: options };
}

function memo<T>(make: (id: Id) => T): (id: Id) => T {
  const made = new Map<Id, T>();
  return (id) => {
    const known = made.get(id) ?? make(id);
    made.set(id, known);
    return known;
  };
}
