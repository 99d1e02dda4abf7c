import type { Criterion, Eligibility } from "./criterion.ts";
import type { AdmissibilityCode } from "./fate.ts";
import { isAtLeastAsReliable } from "./grade.ts";
import type { Id } from "./ids.ts";
import type { Observation, Observer } from "./observation.ts";

/** A rule that an observation fails, and in what, for a reader. */
export interface Failing {
  readonly code: AdmissibilityCode;
  readonly why: string;
}

/** What the admissibility of an observation is judged by, beside its own fields. */
export interface AdmissibilityBasis {
  readonly criterion: Criterion;
  /** The party that owes the thing, and whoever acts for it (T24). */
  readonly self: ReadonlySet<Id>;
  /** Whether making the statement is itself what is owed: then not-self does not apply. */
  readonly performs: (observation: Observation) => boolean;
  /** Whether it still stands: neither withdrawn nor superseded, as known at the position asked. */
  readonly stands: (observation: Observation) => boolean;
  /** The observations that it was derived from and that are on the record. */
  readonly ancestors: (observation: Observation) => readonly Observation[];
  /** Whether the audience of the question may see it. */
  readonly releasable: (observation: Observation) => boolean;
  /** Methods approved as equivalents, on the record. */
  readonly equivalents: readonly string[];
}

/**
 * Every rule of admissibility that an observation fails (semantics, section 5); empty when it
 * counts. Method, observers and not-self bar evidence *for* a requirement only: an ineligible
 * observer may not open a gate, but may doubt it.
 *
 * Scope is settled before, in matching a report to a predicate.
 */
export function failings(
  observation: Observation,
  side: "for" | "against",
  basis: AdmissibilityBasis,
): readonly Failing[] {
  const found: Failing[] = [];
  const ancestors = basis.ancestors(observation);
  if (![observation, ...ancestors].every(basis.stands)) {
    found.push({ code: "standing", why: "withdrawn or superseded" });
  }
  if (!observation.intact) {
    found.push({ code: "integrity", why: "a signature, attachment or its custody does not hold" });
  }
  if (!basis.releasable(observation)) {
    found.push({ code: "release", why: "not to be shown to this audience" });
  }
  if (side === "against") return found;
  const selfish = basis.performs(observation)
    ? undefined
    : [observation, ...ancestors].flatMap(speakersOf).find((body) => basis.self.has(body));
  if (selfish !== undefined) {
    found.push({ code: "not-self", why: `${selfish} owes it, and its own word never verifies it` });
  }
  if (!acceptsMethod(observation.method, basis)) {
    found.push({ code: "method", why: `${observation.method} is not a method it accepts` });
  }
  const why = ineligible(observation, basis.criterion.eligibility);
  if (why !== null) found.push({ code: "observers", why });
  return found;
}

/** Whose word an observation is: its source, its observers, the speaker of a statement. */
export function speakersOf(observation: Observation): readonly Id[] {
  const { report, source, observers } = observation;
  const bodies = observers.map((observer) => observer.body);
  if (source.body !== null) bodies.push(source.body);
  if (report.kind === "statement") bodies.push(report.by);
  return bodies;
}

function acceptsMethod(method: string, basis: AdmissibilityBasis): boolean {
  const { methods } = basis.criterion;
  return methods.length === 0 || methods.includes(method) || basis.equivalents.includes(method);
}

/** Why the observers of an observation are not eligible (T31), or `null` where they are. */
function ineligible(observation: Observation, rule: Eligibility | null): string | null {
  if (rule === null) return null;
  if (rule.atLeast !== null && !isAtLeastAsReliable(observation.grade.reliability, rule.atLeast)) {
    return `reliability ${observation.grade.reliability}, and ${rule.atLeast} or better is asked`;
  }
  // Nobody named is nobody eligible: unknown is not yes.
  if (observation.observers.length === 0) return "its observers are not named";
  for (const observer of observation.observers) {
    const why = ineligibleObserver(observer, rule);
    if (why !== null) return why;
  }
  return null;
}

function ineligibleObserver(observer: Observer, rule: Eligibility): string | null {
  const belongs = (ids: readonly Id[]) =>
    ids.find((id) => id === observer.body || id === observer.nationality);
  const barred = belongs(rule.notOf);
  if (barred !== undefined) return `an observer of ${barred}, and none of ${barred} may be`;
  if (rule.notOf.length > 0 && observer.nationality === null) {
    return `an observer of ${observer.body} whose nationality is not given`;
  }
  if (rule.of.length > 0 && belongs(rule.of) === undefined) {
    return `an observer of ${observer.body}, and only ${rule.of.join(" or ")} may be`;
  }
  if (rule.technical === null || observer.technical === rule.technical) return null;
  if (observer.technical === null) return "whether an observer is technical is not given";
  return rule.technical ? "an observer is not technical" : "an observer is technical";
}
