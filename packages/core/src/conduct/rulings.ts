import type { DecisionAct, Edition, JudgedClause, Measure, Power } from "../agreement/index.ts";
import { type Id, type Position, position } from "../evidence/index.ts";
import { opens } from "../logic/index.ts";
import { afterSpan, type Clocks, type Instant, saySpan } from "../time/index.ts";
import { bitsOf, type Steps, stepsOf } from "../verdict/index.ts";
import { beyondPower, owedTo } from "./powers.ts";
import { decisionsIn, type PlacedDecision, type Ruling, type Scene } from "./scene.ts";

/** What each kind of clause may be the object of. */
const OBJECT_OF: Readonly<Record<DecisionAct, JudgedClause["kind"] | "any" | "none">> = {
  lift: "measure",
  relax: "measure",
  extend: "measure",
  continue: "measure",
  reimpose: "measure",
  tender: "assurance",
  suspend: "undertaking",
  resume: "undertaking",
  release: "undertaking",
  cure: "undertaking",
  terminate: "none",
  "hold-shown": "none",
  "approve-equivalent": "any",
};

/**
 * What became of every decision that is known: judged by who might make it and by what was verified,
 * as known then (semantics, section 8). One without effect is named with the reason, and stays.
 */
export function rulingsIn(scene: Scene): readonly Ruling[] {
  const rulings: Ruling[] = [];
  for (const placed of decisionsIn(scene)) {
    rulings.push({ ...placed, refused: refusalOf(scene, placed) });
  }
  return togetherOnly(scene, rulings);
}

/** Whether whoever may has held an open term shown, over time (semantics, section 6). */
export function heldShownIn(scene: Scene, term: Id): Steps<boolean> {
  const held = decisionsIn(scene).filter(
    (placed) =>
      placed.decision.act === "hold-shown" &&
      placed.decision.of === term &&
      refusalOf(scene, placed) === null,
  );
  return stepsOf(
    held.map(({ from }) => from),
    (when) => held.some(({ from }) => from <= when),
  );
}

/** Decisions that were withdrawn and never had effect: what was refused never disappears. */
export function withdrawnRefusals(scene: Scene): readonly Ruling[] {
  return decisionsIn(scene, "withdrawn").flatMap((placed) => {
    const refused = refusalOf(scene, placed);
    return refused === null ? [] : [{ ...placed, refused }];
  });
}

function refusalOf(scene: Scene, placed: PlacedDecision): string | null {
  const { decision, position: at, from } = placed;
  const then = scene.asKnown(at);
  // Judged by the text in force when it was to take effect, as known when it was taken.
  const frame = then.frameAt(from);
  const { edition } = frame;
  const object = OBJECT_OF[decision.act];
  const clause = frame.clause(decision.of) ?? null;
  if (object === "none") {
    const missing = missingObject(decision.act, decision.of, edition);
    if (missing !== null) return missing;
  } else if (clause === null) {
    return `no text in force then had a clause ${decision.of}`;
  } else if (object !== "any" && clause.kind !== object) {
    return `${clause.kind === "undertaking" ? "an" : "a"} ${clause.kind} cannot be the object of "${decision.act}"`;
  }
  const holds = (power: Power) =>
    power.when === null || opens(bitsOf(then.condition(decision.of, power.when, decision.known)));
  const beyond = beyondPower(decision, clause, edition, from, holds);
  const continues = clause?.kind === "measure" && mayContinue(clause, placed);
  if (beyond !== null && !continues) return beyond;
  switch (clause?.kind) {
    case "measure":
      return decision.act === "approve-equivalent"
        ? null
        : refusalOnMeasure(scene, clause, placed, frame.clocks);
    case "assurance":
      return decision.act === "tender" && !isVerifiedThen(scene, clause.id, placed)
        ? "the condition under which it takes effect was not verified then"
        : null;
    case "undertaking":
      return decision.act === "cure" && !then.isBreached(clause.id, from)
        ? "nothing of it was breached, as known then"
        : null;
    default:
      return null;
  }
}

/** Whoever the text lets keep a lifting in force may do so, after a notice (D10). */
function mayContinue({ snapBack }: Measure, { decision }: PlacedDecision): boolean {
  return (
    decision.act === "continue" &&
    snapBack?.kind === "notice" &&
    snapBack.unlessContinuedBy === decision.by
  );
}

function missingObject(act: DecisionAct, of: Id, edition: Edition): string | null {
  if (act === "terminate") {
    return of === edition.agreement.id ? null : `only ${edition.agreement.id} can be terminated`;
  }
  const declared = edition.declarations.get(of)?.declaration;
  const isOpen = declared?.kind === "term" && declared.open;
  return isOpen ? null : `${of} is no open term of a text in force then`;
}

function refusalOnMeasure(
  scene: Scene,
  measure: Measure,
  placed: PlacedDecision,
  clocks: Clocks,
): string | null {
  const { decision } = placed;
  switch (decision.act) {
    case "extend":
      return measure.mayExtend ? null : "the text does not let it be extended";
    case "lift":
      if (measure.from !== null && placed.from < measure.from) return "it was not yet in force";
      return isVerifiedThen(scene, measure.id, placed)
        ? null
        : "the condition that lifts it was not verified at the decision and when it was to take effect";
    case "reimpose":
      return isVerifiedAt(scene, measure.id, placed.position, placed.from)
        ? "its condition was still verified then"
        : null;
    case "relax":
      return refusalToRelax(scene, measure, placed, clocks);
    default:
      return null;
  }
}

function refusalToRelax(
  scene: Scene,
  { id: of, relaxation, parts }: Measure,
  { decision, position: at, from }: PlacedDecision,
  clocks: Clocks,
): string | null {
  if (relaxation === null) return "the text does not let it be relaxed";
  if (decision.until === null) return "a relaxation must say until when";
  if (decision.until > afterSpan(clocks, from, relaxation.atMost)) {
    return `a relaxation may last at most ${saySpan(relaxation.atMost)}`;
  }
  if (decision.part === null && relaxation.inPart) return "only a named part of it may be relaxed";
  if (decision.part !== null && !parts.some((part) => part.id === decision.part)) {
    return `it has no part ${decision.part}`;
  }
  const { inReturnFor } = relaxation;
  if (typeof inReturnFor === "string") {
    return decision.inReturnFor === null
      ? `it may be relaxed only in return for ${inReturnFor}`
      : null;
  }
  const given = scene.asKnown(at).condition(of, inReturnFor, decision.known);
  return opens(bitsOf(given)) ? null : "what it may be relaxed in return for was not verified then";
}

/** Whether a condition was verified both at a decision and at its effect, each as known then. */
function isVerifiedThen(
  scene: Scene,
  clause: Id,
  { decision, position: at, from }: PlacedDecision,
) {
  if (!isVerifiedAt(scene, clause, at, decision.known)) return false;
  if (from <= decision.known) return isVerifiedAt(scene, clause, at, from);
  const known = Math.max(at, scene.positionAt(from));
  return isVerifiedAt(scene, clause, position(Math.min(known, scene.knownAt)), from);
}

function isVerifiedAt(scene: Scene, clause: Id, knownAt: Position, asOf: Instant): boolean {
  return opens(bitsOf(scene.asKnown(knownAt).clause(clause, asOf)));
}

/**
 * What is owed to several parties is released and cured by each for itself: the duty is only when
 * all have, from the last of them on. Until then each is named as waiting for the others; what they
 * cured together is cured anew only by all of them.
 */
function togetherOnly(scene: Scene, rulings: readonly Ruling[]): readonly Ruling[] {
  const waiting = new Map<string, Round>();
  const together: Ruling[] = [...rulings];
  for (const [i, ruling] of rulings.entries()) {
    const { decision, position: at, from } = ruling;
    if (ruling.refused !== null || !isForEach(decision.act)) continue;
    const { edition, clause } = scene.asKnown(at).frameAt(from);
    const judged = clause(decision.of);
    const creditors = judged === undefined ? [] : owedTo(judged, edition);
    if (!creditors.includes(decision.by)) continue;
    const key = `${decision.act} ${decision.of}`;
    const round = [...(waiting.get(key) ?? []), i];
    const by = round.map((one) => rulings[one]!.decision.by);
    const missing = creditors.filter((party) => !by.includes(party));
    const refused = missing.length === 0 ? null : `it waits for ${missing.join(" and ")}`;
    for (const one of round) {
      together[one] = { ...rulings[one]!, refused, ...(refused === null ? { from } : {}) };
    }
    waiting.set(key, missing.length === 0 ? [] : round);
  }
  return together;
}

/** Those who have released or cured a duty and wait for the others, by their places. */
type Round = readonly number[];

/** Acts of whom a duty is owed to, each for itself. */
function isForEach(act: DecisionAct): boolean {
  return act === "release" || act === "cure";
}
