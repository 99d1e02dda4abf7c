import type {
  Assessed,
  Assessment,
  EntryId,
  Id,
  Instant,
  Outstanding,
  Refusing,
} from "@proviso/core";
import { type Clock, sayDistance } from "../../say/clock.ts";
import { sentence } from "../../say/sentence.ts";
import { words } from "../../say/words.ts";
import type { ClauseKind } from "../../shared/clause-kind.ts";
import { type RowBasis, type RowView, rowView } from "./row-view.ts";

/** A heading with the rows beneath it. */
export interface SectionView {
  readonly id: string;
  readonly heading: string;
  readonly rows: readonly RowView[];
}

/** Something that changes by itself. */
export interface ChangeView {
  readonly in: string;
  readonly at: string;
  readonly because: string;
}

/** A text in force, as a cable's heading is set. */
export interface CableView {
  readonly id: Id;
  readonly heading: string;
  readonly title: string;
  readonly adopted: string;
}

/** A decision without effect. */
export interface RefusedView {
  readonly id: string;
  readonly act: string;
  readonly why: string;
  readonly wouldAllow: readonly string[];
}

/** The Review, ready to be drawn. */
export interface ReviewView {
  /** `null` where no text is in force yet. */
  readonly headline: string | null;
  readonly brief: string;
  readonly limbs: readonly RowView[];
  readonly sections: readonly SectionView[];
  readonly changes: readonly ChangeView[];
  readonly texts: readonly CableView[];
  readonly refused: readonly RefusedView[];
}

/** What the Review is read with. */
export interface ReviewBasis extends RowBasis {
  readonly limbs: readonly Id[];
}

const MOST_CHANGES = 5;

/** Sets an assessment as the Review (T3). */
export function reviewView(assessment: Assessment, basis: ReviewBasis): ReviewView {
  const undertakings = assessment.undertakings.map((one) => rowView("undertaking", one, basis));
  return {
    headline: assessment.texts.length === 0 ? null : assessment.headline,
    brief: assessment.brief,
    limbs: basis.limbs.flatMap((id) => undertakings.find((row) => row.id === id) ?? []),
    sections: sectionsOf(assessment, basis),
    changes: changesOf(assessment, basis),
    texts: assessment.texts.map((text) => ({
      id: text.id,
      heading: words.agreement.kinds[text.kind],
      title: text.title,
      adopted: adoptionOf(text.from, text.adoptedBy, basis.clock),
    })),
    refused: assessment.refusedDecisions.map((decision) => ({
      id: decision.id,
      act: words.review.refusedAct(decision.act, basis.titleOf(decision.of)),
      why: decision.why,
      wouldAllow: decision.wouldAllow,
    })),
  };
}

function adoptionOf(from: Instant | null, entry: string | null, clock: Clock): string {
  if (from === null || entry === null) return words.review.fromBeginning;
  return `${clock.full(from)} · ${entry}`;
}

function sectionsOf(assessment: Assessment, basis: ReviewBasis): readonly SectionView[] {
  const held: readonly [ClauseKind, Assessed<string>][] = [
    ...assessment.measures.map((one) => ["measure", one] as const),
    ...assessment.assurances.map((one) => ["assurance", one] as const),
  ].map(([kind, one]) => [kind, one]);
  const undertaken = assessment.undertakings.map((one): readonly [ClauseKind, Assessed<string>] => [
    "undertaking",
    one,
  ]);
  const sections: SectionView[] = [
    {
      id: "questions",
      heading: words.review.answers,
      rows: assessment.questions.map((one) => rowView("question", one, basis)),
    },
    ...byParty("undertaken", words.review.undertook, undertaken, basis),
    ...byParty("held", words.review.holds, held, basis),
    {
      id: "options",
      heading: words.review.options,
      rows: assessment.options.map((one) => rowView("option", one, basis)),
    },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** One section a party, in the order in which the text first names them. */
function byParty(
  id: string,
  heading: (party: string) => string,
  clauses: readonly (readonly [ClauseKind, Assessed<string>])[],
  basis: ReviewBasis,
): readonly SectionView[] {
  const parties = [...new Set(clauses.map(([, { by }]) => by))];
  return parties.map((party) => ({
    id: `${id}-${party ?? "anyone"}`,
    heading: heading(party === null ? "" : basis.titleOf(party)),
    rows: clauses
      .filter(([, { by }]) => by === party)
      .map(([kind, clause]) => rowView(kind, clause, basis)),
  }));
}

function changesOf(assessment: Assessment, { asOf, clock }: ReviewBasis): readonly ChangeView[] {
  const all: readonly Assessed<string>[] = [
    ...assessment.undertakings,
    ...assessment.assurances,
    ...assessment.measures,
    ...assessment.options,
    ...assessment.questions,
  ];
  const changes = all
    .flatMap(({ next }) => next ?? [])
    .sort((one, other) => one.at - other.at || (one.because < other.because ? -1 : 1))
    .map(({ at, because }) => ({ in: sayDistance(asOf, at), at: clock.full(at), because }));
  const seen = new Set<string>();
  return changes
    .filter(({ at, because }) => {
      const key = `${at} ${because}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MOST_CHANGES);
}

/** One way to open a gate: what to show, by what, and what it must overtake. */
export interface WayView {
  readonly needs: readonly {
    readonly ask: string;
    readonly by: string;
    readonly overtake: string;
  }[];
}

/** What it would take to open one gate. */
export interface GateView {
  readonly id: Id;
  readonly purpose: string;
  readonly title: string;
  readonly lead: string;
  readonly nearest: WayView | null;
  readonly others: readonly WayView[];
  readonly othersLabel: string;
  readonly impossible: readonly string[];
}

/** A gate that is shut: a measure that may not be lifted yet, an assurance that is withheld. */
export interface Gate {
  readonly id: Id;
  readonly title: string;
  readonly kind: "measure" | "assurance";
}

/** The gates that are shut. */
export function shutGates(assessment: Assessment): readonly Gate[] {
  const shut = (kind: Gate["kind"]) => (clause: Assessed<string>) =>
    clause.value === "verified" ? [] : [{ id: clause.id, title: clause.title, kind }];
  return [
    ...assessment.measures.flatMap(shut("measure")),
    ...assessment.assurances.flatMap(shut("assurance")),
  ];
}

/** What must be overtaken, and of a refusal by whom: `must overtake O-4 (denied by Cuba)`. */
function sayOvertaking(
  overtake: readonly EntryId[],
  refused: readonly Refusing[],
  titleOf: (id: Id) => string,
): string {
  if (overtake.length === 0) return "";
  const named = overtake.map((id) => {
    const refusing = refused.find(({ entry }) => entry === id);
    return refusing === undefined
      ? id
      : words.review.refusal(id, refusing.how, titleOf(refusing.by));
  });
  return words.review.overtake(named.join(", "));
}

/** Sets what it would take to open a gate. */
export function gateView(
  gate: Gate,
  outstanding: Outstanding,
  titleOf: (id: Id) => string,
): GateView {
  const ways = outstanding.ways.map(({ needs }) => ({
    needs: needs.map(({ ask, by, overtake, refused }) => ({
      ask: sentence(ask),
      by,
      overtake: sayOvertaking(overtake, refused, titleOf),
    })),
  }));
  const [nearest = null, ...others] = ways;
  return {
    id: gate.id,
    purpose: words.review.gate[gate.kind],
    title: gate.title,
    lead:
      nearest === null ? words.review.noWay : words.review.nearest(ways.length, outstanding.more),
    nearest,
    others,
    othersLabel: words.review.allWays(others.length),
    impossible: outstanding.impossible,
  };
}
