import { BEGINNING, type Instant } from "../time/index.ts";
import type { Criterion, Eligibility } from "./criterion.ts";
import type { AdmissibilityCode } from "./fate.ts";
import { isAtLeastAsReliable, type Reliability } from "./grade.ts";
import type { EntryId, Id } from "./ids.ts";
import type { Observation, Observer } from "./observation.ts";
import type { Stance } from "./report.ts";

/** A rule that an observation fails, and in what, for a reader. */
export interface Failing {
  readonly code: AdmissibilityCode;
  readonly why: string;
}

/** What the admissibility of an observation is judged by, beside its own fields. */
export interface AdmissibilityBasis {
  readonly criterion: Criterion;
  /** Whose own word opens nothing: as a rule the party that owes the thing, and its agents (T24). */
  readonly self: ReadonlySet<Id>;
  /** Whether making the statement is itself what is owed: then not-self does not apply. */
  readonly performs: (seen: Pick<Credentials, "statement">) => boolean;
  /** Whether it still stands: neither withdrawn nor superseded, as known at the position asked. */
  readonly stands: (id: EntryId) => boolean;
  /** The observations that it was derived from and that are on the record. */
  readonly ancestors: (observation: Observation) => readonly Observation[];
  /** Whether the audience of the question may see what bears these labels. */
  readonly releasable: (labels: readonly string[]) => boolean;
  /** Methods approved as equivalents, each with the instant from which it is accepted. */
  readonly equivalents: ReadonlyMap<string, Instant>;
}

/** All of an observation that the rules of admissibility read. */
export interface Credentials {
  readonly id: EntryId;
  readonly intact: boolean;
  readonly labels: readonly string[];
  readonly method: string;
  readonly reliability: Reliability;
  readonly observers: readonly Observer[];
  /** Whose word it is (`speakersOf`). */
  readonly speakers: readonly Id[];
  /** Of a statement: what it is and on what. */
  readonly statement: { readonly stance: Stance; readonly on: Id | null } | null;
}

/** What the rules read of an observation. */
export function credentialsOf(observation: Observation): Credentials {
  const { id, intact, labels, method, grade, observers, report } = observation;
  const statement = report.kind === "statement" ? { stance: report.stance, on: report.on } : null;
  const { reliability } = grade;
  const speakers = speakersOf(observation);
  return { id, intact, labels, method, reliability, observers, speakers, statement };
}

/** One rule of admissibility. */
interface Rule<Field extends keyof Credentials = keyof Credentials> {
  /** The fields of the credentials that it reads: it is given no others. */
  readonly reads: readonly Field[];
  /** Whether it bars a report from both sides, or from the one that would open the condition. */
  readonly bars: "both sides" | "the opening side";
  /** Whether a report fails it as well where something that it was derived from does. */
  readonly inherited: boolean;
  /** In what a report fails, for a reader; `null` where it does not. */
  readonly fails: (seen: Pick<Credentials, Field>, basis: AdmissibilityBasis) => string | null;
}

function rule<Field extends keyof Credentials>(of: Rule<Field>): Rule {
  return of as unknown as Rule;
}

/** The rules, in the order in which a reader is told of them (semantics, section 5). */
const RULES: Readonly<Record<AdmissibilityCode, Rule>> = {
  standing: rule({
    reads: ["id"],
    bars: "both sides",
    inherited: true,
    fails: ({ id }, { stands }) => (stands(id) ? null : "withdrawn or superseded"),
  }),
  integrity: rule({
    reads: ["intact"],
    bars: "both sides",
    inherited: false,
    fails: ({ intact }) => (intact ? null : "a signature, attachment or its custody does not hold"),
  }),
  release: rule({
    reads: ["labels"],
    bars: "both sides",
    inherited: false,
    fails: ({ labels }, { releasable }) =>
      releasable(labels) ? null : "not to be shown to this audience",
  }),
  "not-self": rule({
    reads: ["speakers", "statement"],
    bars: "the opening side",
    inherited: true,
    fails: (seen, { self, performs }) => {
      const selfish = seen.speakers.find((body) => self.has(body));
      if (selfish === undefined || performs(seen)) return null;
      return `it is the word of ${selfish}, which never verifies this`;
    },
  }),
  method: rule({
    reads: ["method"],
    bars: "the opening side",
    inherited: true,
    fails: ({ method }, basis) =>
      acceptedFrom(method, basis) === null ? `${method} is not a method it accepts` : null,
  }),
  observers: rule({
    reads: ["observers", "reliability"],
    bars: "the opening side",
    inherited: true,
    fails: (seen, { criterion }) => ineligible(seen, criterion.eligibility),
  }),
  // Which report bears on which condition is settled before, in matching (ADR 0011).
  scope: rule({ reads: [], bars: "both sides", inherited: false, fails: () => null }),
};

const CODES = Object.keys(RULES) as readonly AdmissibilityCode[];

/**
 * Every rule of admissibility that an observation fails (semantics, section 5); empty when it
 * counts. Method, observers and not-self bar evidence on the side that would open the condition,
 * here called *for*: an ineligible observer may not open a gate, but may doubt it. What fails in
 * standing, not-self, method or observers is not laundered by being retold.
 */
export function failings(
  observation: Observation,
  side: "for" | "against",
  basis: AdmissibilityBasis,
): readonly Failing[] {
  const credentials = credentialsOf(observation);
  const before = basis.ancestors(observation);
  const found: Failing[] = [];
  for (const code of CODES) {
    const of = RULES[code];
    if (side === "against" && of.bars === "the opening side") continue;
    let why = of.fails(credentials, basis);
    if (why === null && of.inherited) why = inheritedFailing(before, of, basis);
    if (why !== null) found.push({ code, why });
  }
  return found;
}

function inheritedFailing(
  before: readonly Observation[],
  of: Rule,
  basis: AdmissibilityBasis,
): string | null {
  for (const one of before) {
    const why = of.fails(credentialsOf(one), basis);
    if (why !== null) return `it was derived from ${one.id}: ${why}`;
  }
  return null;
}

/**
 * Whether a report against may convict: the text accepts it, as it would on the other side. That
 * it speaks against the interest of whose word it is does not count against it.
 */
export function mayConvict(observation: Observation, basis: AdmissibilityBasis): boolean {
  return mayConvictDespite(failings(observation, "for", basis));
}

/** Whether a report that fails these rules may convict: a word against one's own interest may. */
export function mayConvictDespite(failed: readonly Failing[]): boolean {
  return failed.every(({ code }) => code === "not-self");
}

/** Whether a report that fails these rules may doubt: they bar it from the opening side alone. */
export function mayDoubtDespite(failed: readonly Failing[]): boolean {
  return failed.every(({ code }) => RULES[code].bars === "the opening side");
}

/** From when the method of a report is accepted; `null` for never. */
export function acceptedFrom(method: string, basis: AdmissibilityBasis): Instant | null {
  const { methods } = basis.criterion;
  if (methods.length === 0 || methods.includes(method)) return BEGINNING;
  return basis.equivalents.get(method) ?? null;
}

/** Whose word an observation is: its source, its observers, the speaker of a statement. */
export function speakersOf(observation: Observation): readonly Id[] {
  const { report, source, observers } = observation;
  const bodies = observers.map((observer) => observer.body);
  if (source.body !== null) bodies.push(source.body);
  if (report.kind === "statement") bodies.push(report.by);
  return bodies;
}

/** Why the observers of an observation are not eligible (T31), or `null` where they are. */
function ineligible(
  { reliability, observers }: Pick<Credentials, "reliability" | "observers">,
  rule: Eligibility | null,
): string | null {
  if (rule === null) return null;
  if (rule.atLeast !== null && !isAtLeastAsReliable(reliability, rule.atLeast)) {
    return `reliability ${reliability}, and ${rule.atLeast} or better is asked`;
  }
  if (rule.excludesAll === true) return "nobody may be: technical and not technical at once";
  // Nobody named is nobody eligible: unknown is not yes.
  if (observers.length === 0) return "its observers are not named";
  for (const observer of observers) {
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
