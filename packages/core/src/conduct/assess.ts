import type { JudgedClause, Measure } from "../agreement/index.ts";
import type { Audience, Id } from "../evidence/index.ts";
import { type Value, valueOfBits } from "../logic/index.ts";
import { type Instant, sayInZone, type Zone, zone } from "../time/index.ts";
import {
  bitsOf,
  type CountStanding,
  countAt,
  type Inquiry,
  type Segment,
  type Steps,
  since,
  stepsOf,
  unpack,
  valueAt,
  wordsOf,
} from "../verdict/index.ts";
import type {
  Assessed,
  AssessedUndertaking,
  Assessment,
  MeasureStatus,
  RefusedDecision,
  TextInForce,
  UndertakingStatus,
} from "./assessment.ts";
import { atomsOf } from "./atoms.ts";
import type { Conduct } from "./conduct.ts";
import { sayFinding, sayQuestion } from "./finding.ts";
import { freshnessOf } from "./freshness.ts";
import { headlineOf } from "./headline.ts";
import { limitsOf } from "./limits.ts";
import { relaxingAt } from "./measure.ts";
import { nextChange } from "./next.ts";
import {
  exceptionsOf,
  excuseOf,
  isOfStatus,
  outstandingLines,
  type Part,
  partsOf,
  progressOf,
} from "./parts.ts";
import {
  type ReasonBasis,
  type Relaxing,
  reasonOfAssurance,
  reasonOfDuty,
  reasonOfMeasure,
  reasonOfOption,
  reasonOfQuestion,
} from "./reason.ts";
import { refusedChecks, sayRefusal } from "./refusals.ts";
import { withdrawnRefusals } from "./rulings.ts";
import { sayCount } from "./say-count.ts";
import type { Ruling } from "./scene.ts";
import { levelAt } from "./two-lights.ts";

/** Assesses everything that the texts in force have, at the moment of an inquiry (T3). */
export function assess(conduct: Conduct, inquiry: Inquiry): Assessment {
  const segment = conduct.scene.history.segmentAt(inquiry.asOf);
  const { frame } = segment;
  const { agreement, reading } = frame.edition;
  const assessor = new Assessor(conduct, segment, inquiry);
  const undertakings = frame.clauses.flatMap((one) => assessor.undertaking(one));
  const measures = frame.clauses.flatMap((one) => assessor.measure(one));
  const assurances = frame.clauses.flatMap((one) => assessor.assurance(one));
  return {
    agreement: agreement.id,
    title: agreement.title,
    brief: agreement.brief,
    zone: agreement.zone,
    asOf: inquiry.asOf,
    knownAt: inquiry.knownAt,
    reading: reading?.id ?? null,
    under: inquiry.under,
    partial: (inquiry.audience ?? null) !== null,
    texts: frame.edition.adoptions.map(
      ({ text, from, entry }): TextInForce => ({
        id: text.id,
        kind: text.kind,
        title: text.title,
        file: text.file,
        from: entry === null ? null : from,
        adoptedBy: entry,
      }),
    ),
    headline: headlineOf({ undertakings, measures, assurances, reader: reading?.by ?? null }),
    undertakings,
    measures,
    assurances,
    options: frame.clauses.flatMap((one) => assessor.option(one)),
    questions: frame.clauses.flatMap((one) => assessor.question(one)),
    refusedDecisions: assessor.refused(),
  };
}

class Assessor {
  readonly #conduct: Conduct;
  readonly #segment: Segment;
  readonly #asOf: Instant;
  readonly #audience: Audience;
  readonly #zone: Zone;

  constructor(conduct: Conduct, segment: Segment, { asOf, audience = null }: Inquiry) {
    this.#conduct = conduct;
    this.#segment = segment;
    this.#asOf = asOf;
    this.#audience = audience;
    // The language refuses a zone that does not exist; UTC keeps a hand-made text readable.
    this.#zone = zone(segment.frame.edition.agreement.zone) ?? zone("UTC")!;
  }

  undertaking(clause: JudgedClause): readonly AssessedUndertaking[] {
    if (clause.kind !== "undertaking") return [];
    const course = this.#conduct.undertaking(clause.id);
    const asOf = this.#asOf;
    const late = course.performed(asOf)?.late ?? null;
    const occurrences = course.occurrences(asOf);
    const { titleOf } = this.#segment.frame.vocabulary;
    const telling = { ...this.#conduct.scene, audience: this.#audience };
    const checks = refusedChecks(this.#segment, clause, asOf, telling);
    const refused = checks.map((one) => sayRefusal(one, { titleOf, zone: this.#zone }));
    const excuse = excuseOf(this.#segment, clause, asOf);
    const told = { ...course, late, occurrences, clause, refused, excuse };
    const reason = (basis: ReasonBasis<UndertakingStatus>) => reasonOfDuty(basis, told, asOf);
    const ends = course.deadline(asOf);
    const assessed = this.#assessed(clause, clause.by, course.status, reason, ends);
    return [
      {
        ...assessed,
        performance: valueAt(course.performance, asOf),
        lights: course.lights(asOf),
        late,
        level: levelAt(this.#segment, clause, asOf),
        occurrences,
        refusedChecks: checks,
      },
    ];
  }

  measure(clause: JudgedClause) {
    if (clause.kind !== "measure") return [];
    const { status } = this.#conduct.measure(clause.id);
    const rulings = this.#conduct.rulings().filter(({ decision }) => decision.of === clause.id);
    const relaxing = this.#relaxing(clause, relaxingAt(rulings, this.#asOf));
    const reason = (basis: ReasonBasis<MeasureStatus>) => reasonOfMeasure(basis, relaxing);
    return [this.#assessed(clause, clause.by, status, reason)];
  }

  #relaxing({ parts }: Measure, ruling: Ruling | null): Relaxing | null {
    if (ruling === null) return null;
    const { part, until, inReturnFor } = ruling.decision;
    const titles = (some: Measure["parts"]) => some.map(({ title }) => title);
    return {
      from: this.#sayBegin(ruling.from)!,
      until: this.#sayBegin(until),
      inReturnFor,
      parts: titles(parts.filter(({ id }) => id === part)),
      rest: part === null ? [] : titles(parts.filter(({ id }) => id !== part)),
    };
  }

  assurance(clause: JudgedClause) {
    if (clause.kind !== "assurance") return [];
    const status = this.#conduct.assurance(clause.id);
    return [this.#assessed(clause, clause.by, status, reasonOfAssurance)];
  }

  option(clause: JudgedClause) {
    if (clause.kind !== "option") return [];
    const status = this.#conduct.option(clause.id);
    return [this.#assessed(clause, clause.by, status, reasonOfOption)];
  }

  question(clause: JudgedClause) {
    if (clause.kind !== "question") return [];
    const steps = this.#conduct.scene.history.clause(clause.id);
    const values = stepsOf(steps.at, (when): Value => valueOfBits(bitsOf(valueAt(steps, when))));
    return [this.#assessed(clause, null, values, reasonOfQuestion)];
  }

  #assessed<Status extends string>(
    clause: JudgedClause,
    by: Id | null,
    status: Steps<Status>,
    reason: (basis: ReasonBasis<Status>) => string,
    deadline: Instant | null = null,
  ): Assessed<Status> {
    const { id } = clause;
    const value = this.#conduct.scene.history.clause(id);
    const judgment = unpack(valueAt(value, this.#asOf));
    const words = wordsOf(judgment);
    const atoms = atomsOf(this.#segment, id, "references");
    const counts = this.#countsOf(id);
    const parts = this.#partsOf(id, counts);
    // How another clause stands is a fact of the record, and no evidence confirms it.
    const isFact = clause.kind !== "question" && parts.length > 0 && parts.every(isOfStatus);
    const now = valueAt(status, this.#asOf);
    const began = since(status, this.#asOf);
    const exceptions = exceptionsOf(this.#segment, id, this.#asOf);
    const running = { id, value, status };
    return {
      id,
      title: clause.title,
      by,
      value: valueOfBits(judgment.bits),
      words,
      finding: clause.kind === "question" ? sayQuestion(clause, words) : sayFinding(words, isFact),
      status: now,
      reason: reason({
        status: now,
        parts,
        exceptions,
        counts: [...counts.values()].map(({ said }) => said),
        deadline: this.#sayEnd(deadline),
        since: this.#sayBegin(began),
      }),
      since: began,
      fresh: freshnessOf(atoms, this.#asOf),
      next: nextChange(this.#conduct, running, this.#asOf),
      outstanding: outstandingLines(parts),
      progress: progressOf(parts),
      limits: limitsOf(this.#segment, id, this.#asOf),
      counts: [...counts.values()].map(({ standing }) => standing),
      restsOn: clause.restsOn,
      at: clause.at,
      requirementAt: this.#segment.frame.edition.requirements.get(id)?.requirement.at ?? null,
    };
  }

  #partsOf(clause: Id, counts: ReadonlyMap<string, { readonly said: string }>): readonly Part[] {
    return partsOf(this.#segment, clause, this.#asOf, ({ key }) => counts.get(key)?.said ?? null);
  }

  /** How each count that a clause asks itself stands, by the atom that asks it, and in words. */
  #countsOf(clause: Id): ReadonlyMap<string, { standing: CountStanding; said: string }> {
    const { titleOf } = this.#segment.frame.vocabulary;
    const says = { titleOf, lastDayOf: (end: Instant) => this.#lastDayOf(end) };
    const found = atomsOf(this.#segment, clause).flatMap(({ atom, evidence }) => {
      const standing = countAt(atom, evidence, this.#asOf)?.standing ?? null;
      const { predicate } = atom;
      if (standing === null || predicate.kind !== "count") return [];
      return [[atom.key, { standing, said: sayCount({ predicate, standing }, says) }] as const];
    });
    return new Map(found);
  }

  #say(moment: Instant | null): string | null {
    return moment === null ? null : sayInZone(this.#zone, moment);
  }

  /** The beginning of a time: what begins with a day is shown as that day. */
  #sayBegin(begin: Instant | null): string | null {
    return this.#say(begin)?.replace(/, 00:00$/, "") ?? null;
  }

  /** The end of a time: a term that ends with a day is shown as that day. */
  #sayEnd(end: Instant | null): string | null {
    const said = this.#say(end);
    return end !== null && said?.endsWith(", 00:00") ? this.#lastDayOf(end) : said;
  }

  #lastDayOf(end: Instant): string {
    return sayInZone(this.#zone, (end - 1) as Instant).split(",")[0]!;
  }

  /** Decisions and amendments that have no effect, as known by the moment asked about. */
  refused(): readonly RefusedDecision[] {
    const { scene, rulings } = this.#conduct;
    const named = [...rulings(), ...withdrawnRefusals(scene)];
    const decisions = named.flatMap(({ decision, refused, from }) => {
      // One that is still to take effect is judged when it does.
      if (refused === null || (from > this.#asOf && decision.known > this.#asOf)) return [];
      const { id, of, act } = decision;
      // What only another reading has is decided there: here it has no object, and is not refused.
      if (!scene.history.segmentAt(from).frame.clause(of) && scene.isOfAnotherReading(of))
        return [];
      return [{ id, of, act, why: refused, wouldAllow: this.#wouldAllow(of) }];
    });
    const amendments = scene.history.refusedAdoptions.flatMap(({ entry, text, why, from }) =>
      from > this.#asOf ? [] : [{ id: entry, of: text, act: "amend", why, wouldAllow: [] }],
    );
    return [...decisions, ...amendments, ...this.#takenBackByOthers()];
  }

  /** Withdrawals and supersessions by another than the body whose entry it is. */
  #takenBackByOthers(): readonly RefusedDecision[] {
    const { chronicle, knownAt } = this.#conduct.scene;
    return chronicle.withoutEffect.flatMap(({ entry, position, belongsTo }) => {
      if (position >= knownAt) return [];
      const { id, of, author } = entry;
      const act = entry.kind === "withdrawal" ? "withdraw" : "supersede";
      const may = [...belongsTo, "the keeper of the record"].join(" or ");
      const why = `${author} may not take it back: only ${may} may`;
      return [{ id, of: of as string as Id, act, why, wouldAllow: [] }];
    });
  }

  #wouldAllow(of: Id): readonly string[] {
    return this.#segment.frame.clause(of) === undefined
      ? []
      : outstandingLines(this.#partsOf(of, this.#countsOf(of)));
  }
}
