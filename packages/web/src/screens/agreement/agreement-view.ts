import {
  type Assessed,
  type Assessment,
  adoptionsAt,
  type Codex,
  type EntryId,
  type Explanation,
  type Id,
  type Instant,
  type Position,
  type Text,
  type TextPlace,
} from "@proviso/core";
import type { Clock } from "../../say/clock.ts";
import { words } from "../../say/words.ts";
import { type LightsView, lightsView, type MaybeUndertaking } from "../../shared/lights-view.ts";
import { type Mark, statusMark, valueMark } from "../../shared/mark.ts";
import { type LineView, setText } from "./text-view.ts";

/** A verdict in the margin of a line. */
export interface MarginMark {
  readonly node: string;
  readonly mark: Mark;
  /** The two lights of an undertaking that is to be checked, in the place of its mark. */
  readonly lights: LightsView | null;
  readonly why: string;
  /** A part of a requirement: its shape alone is set, its word is for those who cannot see it. */
  readonly part: boolean;
}

/** A line with its margin. */
export interface MarkedLine extends LineView {
  readonly marks: readonly MarginMark[];
}

/** A text in force, set with its verdicts. */
export interface TextSheet {
  readonly id: Id;
  readonly kind: string;
  readonly title: string;
  readonly file: string;
  readonly standing: string;
  readonly lines: readonly MarkedLine[];
}

/** A text that does not stand at the moment asked about. */
export interface AbsentText {
  readonly id: Id;
  readonly kind: string;
  readonly title: string;
  readonly file: string;
  readonly why: string;
}

/** The Agreement screen, ready to be drawn. */
export interface AgreementView {
  readonly sheets: readonly TextSheet[];
  readonly absent: readonly AbsentText[];
}

/** What the Agreement is read with. */
export interface AgreementBasis {
  readonly clock: Clock;
  readonly texts: readonly Text[];
  readonly codex: Codex;
  readonly knownAt: Position;
  /** The tree of a clause's reasons; `null` for one that has none. */
  readonly explain: (node: string) => Explanation | null;
}

type Placed = { readonly place: TextPlace; readonly mark: MarginMark };

/** Sets the texts of a case, with the verdicts of a moment beside their lines. */
export function agreementView(assessment: Assessment, basis: AgreementBasis): AgreementView {
  const marks = marksOf(assessment, basis.explain);
  const inForce = new Set(assessment.texts.map(({ id }) => id));
  return {
    sheets: assessment.texts.flatMap((standing) => {
      const text = basis.texts.find(({ id }) => id === standing.id);
      if (text === undefined) return [];
      const placed = marks.filter(({ place }) => place.file === text.file);
      return {
        id: text.id,
        kind: words.agreement.kinds[text.kind],
        title: text.title,
        file: text.file,
        standing: standingOf(standing.from, standing.adoptedBy, basis.clock),
        lines: withMarks(linesOf(text.source), placed),
      };
    }),
    absent: basis.texts
      .filter(({ id }) => !inForce.has(id))
      .map((text) => ({
        id: text.id,
        kind: words.agreement.kinds[text.kind],
        title: text.title,
        file: text.file,
        why: absenceOf(text, basis),
      })),
  };
}

const setTexts = new Map<string, readonly MarkedLine[]>();

/** A text never changes, only the verdicts beside it do: its lines are set once. */
function linesOf(source: string): readonly MarkedLine[] {
  const before = setTexts.get(source);
  if (before !== undefined) return before;
  const lines = setText(source).map((line) => ({ ...line, marks: [] }));
  setTexts.set(source, lines);
  return lines;
}

/** Lines without a verdict stay the objects that they are, so that they are not drawn again. */
function withMarks(lines: readonly MarkedLine[], placed: readonly Placed[]): readonly MarkedLine[] {
  const byLine = Map.groupBy(placed, ({ place }) => place.line);
  return lines.map((line) => {
    const marks = byLine.get(line.number);
    return marks === undefined ? line : { ...line, marks: marks.map(({ mark }) => mark) };
  });
}

function standingOf(from: Instant | null, entry: EntryId | null, clock: Clock): string {
  const since = from === null ? words.time.beginning : words.review.since(clock.full(from));
  const standing = words.agreement.inForce(since);
  return entry === null ? standing : `${standing}, ${words.agreement.adopted(entry)}`;
}

function absenceOf(text: Text, { codex, clock, knownAt }: AgreementBasis): string {
  const adoption = adoptionsAt(codex, knownAt).standing.find((one) => one.text.id === text.id);
  if (adoption === undefined) {
    return words.agreement.neverAdopted;
  }
  if (adoption.entry === null) return words.agreement.otherReading;
  return words.agreement.notYetFrom(clock.full(adoption.from));
}

function marksOf(assessment: Assessment, explain: AgreementBasis["explain"]): readonly Placed[] {
  const verdict = ({ value }: Assessed<string>) => valueMark(value);
  const status = (clause: Assessed<string>) => statusMark(clause.status);
  const placed = [
    ...assessment.undertakings.map((one) => [one, verdict(one)] as const),
    ...assessment.questions.map((one) => [one, verdict(one)] as const),
    ...assessment.measures.map((one) => [one, status(one)] as const),
    ...assessment.assurances.map((one) => [one, status(one)] as const),
    ...assessment.options.map((one) => [one, status(one)] as const),
  ].flatMap(([clause, mark]) => clauseMarks(clause, mark, explain(clause.id)));
  return placed;
}

function clauseMarks(
  clause: MaybeUndertaking,
  mark: Mark,
  tree: Explanation | null,
): readonly Placed[] {
  const why = words.review.why(clause.title);
  const own = {
    place: clause.at,
    mark: { node: clause.id, mark, lights: lightsView(clause), why, part: false },
  };
  const { requirementAt } = clause;
  const required =
    requirementAt === null || same(requirementAt, clause.at)
      ? []
      : [
          {
            place: requirementAt,
            mark: {
              node: clause.id,
              mark: valueMark(clause.value),
              lights: lightsView(clause),
              why,
              part: false,
            },
          },
        ];
  const taken = [clause.at, ...(requirementAt === null ? [] : [requirementAt])];
  return [own, ...required, ...(tree === null ? [] : partMarks(tree.children, taken))];
}

/** The parts of a requirement, each beside its own line; of two on one line the outer one. */
function partMarks(parts: readonly Explanation[], taken: readonly TextPlace[]): readonly Placed[] {
  return parts.flatMap((part): readonly Placed[] => {
    const { at, node, value, label, children } = part;
    if (at === null || taken.some((place) => same(place, at))) return partMarks(children, taken);
    const why = words.review.why(label);
    const mark: MarginMark = { node, mark: valueMark(value), lights: null, why, part: true };
    return [{ place: at, mark }, ...partMarks(children, [...taken, at])];
  });
}

function same(one: TextPlace, other: TextPlace): boolean {
  return one.file === other.file && one.line === other.line;
}
