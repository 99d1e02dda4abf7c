import type { Decision, JudgedClause } from "../agreement/index.ts";
import type { Id, Position } from "../evidence/index.ts";
import { BEGINNING, type Instant } from "../time/index.ts";
import type { Chronicle, Frame, History, Packed, Segment, Steps } from "../verdict/index.ts";
import { spliced, stepsOf, valueAt } from "../verdict/index.ts";

/** A decision of the record with what became of it. */
export interface Ruling {
  readonly decision: Decision;
  /** Why the verdict did not allow it, in which case it has no effect; `null` where it did. */
  readonly refused: string | null;
}

/** Where the life cycles play: one record, as known at one position, under one reading. */
export interface Scene {
  readonly chronicle: Chronicle;
  readonly knownAt: Position;
  readonly history: History;
  /** The verdict on a clause at an instant, as it was known at an earlier position. */
  readonly verdictThen: (clause: Id, asOf: Instant, knownAt: Position) => Packed;
}

/** The decisions on a clause that are known, in the order in which they take effect. */
export function decisionsOn(scene: Scene, clause: Id): readonly PlacedDecision[] {
  const found: PlacedDecision[] = [];
  scene.chronicle.entries.forEach((entry, position) => {
    if (position >= scene.knownAt || entry.kind !== "decision" || entry.of !== clause) return;
    const fell = scene.chronicle.fellAt.get(entry.id);
    if (fell !== undefined && fell < scene.knownAt) return;
    found.push({ decision: entry, position: position as Position });
  });
  return found.sort(
    (one, other) => one.decision.from - other.decision.from || one.position - other.position,
  );
}

/** A decision and where it stands in the record. */
export interface PlacedDecision {
  readonly decision: Decision;
  readonly position: Position;
}

/** A clause as the edition in force at an instant has it; `undefined` where none has it. */
export function clauseAt<Kind extends JudgedClause["kind"]>(
  scene: Scene,
  id: Id,
  kind: Kind,
  asOf: Instant,
): Extract<JudgedClause, { kind: Kind }> | undefined {
  const clause = scene.history.segmentAt(asOf).frame.clause(id);
  return clause?.kind === kind ? (clause as Extract<JudgedClause, { kind: Kind }>) : undefined;
}

/** Every instant that the texts themselves name for a clause, in any edition. */
export function instantsOfText(
  scene: Scene,
  read: (frame: Frame) => readonly (Instant | null)[],
): readonly Instant[] {
  return scene.history.segments.flatMap(({ from, frame }) => [
    from,
    ...read(frame).filter((at) => at !== null),
  ]);
}

/** Since when, up to an instant, steps have held without a break; `null` where they do not. */
export function heldSince(
  steps: Steps<Packed>,
  holds: (packed: Packed) => boolean,
  asOf: Instant,
): Instant | null {
  const runs = stepsOf(steps.at, (when) => holds(valueAt(steps, when)));
  if (!valueAt(runs, asOf)) return null;
  let began = BEGINNING;
  for (const [i, at] of runs.at.entries()) if (at <= asOf && runs.values[i]) began = at;
  return began;
}

/** Steps over time of something that each segment gives by itself. */
export function acrossSegments<T>(scene: Scene, steps: (segment: Segment) => Steps<T>): Steps<T> {
  return spliced(
    scene.history.segments.map((segment) => ({ from: segment.from, steps: steps(segment) })),
  );
}
