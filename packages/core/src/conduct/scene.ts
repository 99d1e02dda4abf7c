import type { Condition, Decision, DecisionAct, JudgedClause } from "../agreement/index.ts";
import type { Id, Position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Chronicle, Frame, History, Packed, Steps } from "../verdict/index.ts";
import { stands } from "../verdict/index.ts";

/** A decision of the record with what became of it. */
export interface Ruling extends PlacedDecision {
  /** Why it has no effect: its author may not, or the verdict does not allow it; else `null`. */
  readonly refused: string | null;
}

/** A decision, where it stands in the record, and from when it has the effect that it may have. */
export interface PlacedDecision {
  readonly decision: Decision;
  readonly position: Position;
  readonly from: Instant;
}

/** Where the life cycles play: one record, as known at one position, under one reading. */
export interface Scene {
  readonly chronicle: Chronicle;
  readonly knownAt: Position;
  readonly history: History;
  /** What was known then of a clause or a condition, at a position no later than this scene's. */
  readonly asKnown: (knownAt: Position) => Then;
  /** How many entries were known by an instant, of those that this scene knows. */
  readonly positionAt: (known: Instant) => Position;
  /** Whether a reading other than the one asked for declares a clause. */
  readonly isOfAnotherReading: (clause: Id) => boolean;
}

/** What was known at an earlier position. */
export interface Then {
  readonly frameAt: (asOf: Instant) => Frame;
  readonly clause: (clause: Id, asOf: Instant) => Packed;
  readonly condition: (clause: Id, condition: Condition, asOf: Instant) => Packed;
  readonly isBreached: (clause: Id, asOf: Instant) => boolean;
}

// What relieves a duty has no effect before it was recorded (section 8, *Powers*).
const NEVER_BACKWARDS: ReadonlySet<DecisionAct> = new Set(["suspend", "resume", "release", "cure"]);

/** Every decision that is known and stands, or was withdrawn, in the order of their effect. */
export function decisionsIn(
  { chronicle, knownAt }: Scene,
  which: "standing" | "withdrawn" = "standing",
): readonly PlacedDecision[] {
  const found: PlacedDecision[] = [];
  for (const { decision, position } of chronicle.decisions) {
    if (position >= knownAt) continue;
    if (stands(chronicle, decision.id, knownAt) !== (which === "standing")) continue;
    const { act, known } = decision;
    const from = NEVER_BACKWARDS.has(act) ? Math.max(decision.from, known) : decision.from;
    found.push({ decision, position: position as Position, from: from as Instant });
  }
  return found.sort((one, other) => one.from - other.from || one.position - other.position);
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
export function heldSince(holds: Steps<boolean>, asOf: Instant): Instant | null {
  let began: Instant | null = null;
  for (const [i, at] of holds.at.entries()) {
    if (at > asOf) break;
    began = holds.values[i] === true ? at : null;
  }
  return began ?? null;
}
