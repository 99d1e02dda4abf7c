import {
  type CountStanding,
  CREDIBILITY_WORDS,
  type Entry,
  type EntryId,
  type ExcludedReport,
  type Explanation,
  formatGrade,
  type Grade,
  type Id,
  type Level,
  limitsOfExplanation,
  type PassageRef,
  RELIABILITY_WORDS,
  type TextPlace,
  type WeighedReport,
} from "@proviso/core";
import type { ClauseFinding, PassageView } from "../../case/lens.ts";
import { type Clock, sayValid } from "../../say/clock.ts";
import { plain } from "../../say/plain.ts";
import { sayEntry, type TitleOf } from "../../say/say-report.ts";
import { sentence } from "../../say/sentence.ts";
import { words } from "../../say/words.ts";
import { type CountView, countView } from "../../shared/count-view.ts";
import { type Mark, statusMark, valueMark } from "../../shared/mark.ts";
import { type SupportBar, supportOf } from "../../shared/support.ts";

/** A grade, as a badge with its words. */
export interface GradeView {
  readonly badge: string;
  readonly words: string;
}

/** One report that bears on an atom. */
export interface ReportView {
  readonly id: EntryId;
  readonly says: string;
  readonly side: "for" | "against";
  readonly grade: GradeView;
  readonly method: string;
  readonly observers: string;
  readonly seen: string;
  readonly known: string;
  readonly cite: string;
  /** What has become of it, in words. */
  readonly fate: string;
  /** Whether it speaks: what does not is set softer. */
  readonly speaks: boolean;
  /** Every rule that it fails, with its code; empty for one that counts. */
  readonly codes: readonly { readonly code: string; readonly words: string }[];
  readonly why: string;
  readonly strength: string;
}

/** An observation that bears on an atom and decides nothing: a promise, a declaration. */
export interface BearingView {
  readonly id: EntryId;
  readonly says: string;
  readonly known: string;
}

/** What an atom rests on. */
export interface AtomView {
  readonly bar: SupportBar;
  readonly sources: string;
  readonly standards: string;
  readonly reports: readonly ReportView[];
  readonly excluded: readonly ReportView[];
  readonly bearing: readonly BearingView[];
  readonly count: CountView | null;
}

/** One node of the tree of reasons. */
export interface ReasonView {
  readonly node: string;
  readonly join: string;
  readonly label: string;
  readonly mark: Mark;
  readonly finding: string;
  /** What a clause's status means here; empty for a part of one. */
  readonly reason: string;
  /** Of what alone the verdict speaks; empty where it speaks of all. */
  readonly limits: string;
  readonly place: TextPlace | null;
  readonly line: string;
  readonly passages: readonly PassageView[];
  readonly atom: AtomView | null;
  readonly children: readonly ReasonView[];
}

/** What reasons are read with. */
export interface ReasonsBasis {
  readonly clock: Clock;
  readonly titleOf: TitleOf;
  readonly entryOf: (id: EntryId) => Entry | null;
  readonly passageOf: (ref: PassageRef) => PassageView;
  readonly clauseOf: (node: string) => ClauseFinding | null;
}

/** Sets an explanation as a tree of reasons, down to observations and passages. */
export function reasonsView(tree: Explanation, basis: ReasonsBasis): ReasonView {
  const clause = tree.kind === "clause" ? basis.clauseOf(tree.node) : null;
  const { join, children } = branchesOf(tree, clause);
  // What is held in return has a status; the verdict is that of the condition it waits on.
  const held = clause !== null && clause.kind !== "undertaking" && clause.kind !== "question";
  return {
    node: tree.node,
    join,
    label: sentence(tree.label),
    mark: held ? statusMark(clause.status) : valueMark(tree.value),
    finding: findingOf(tree, clause, held),
    reason: sentence(clause?.reason ?? ""),
    limits: limitsOfExplanation(tree).join("; "),
    place: tree.at,
    line: tree.at === null ? "" : words.states.place(tree.at.file, tree.at.line, null),
    passages: tree.restsOn.map(basis.passageOf),
    atom: tree.atom === null ? null : atomView(tree, basis),
    children: children.map((child) => reasonsView(child, basis)),
  };
}

function findingOf(tree: Explanation, clause: ClauseFinding | null, held: boolean): string {
  const finding = words.findings[tree.words];
  if (held) return words.reasons.condition(words.values[tree.value], finding);
  return clause?.kind === "question" ? sentence(clause.finding) : finding;
}

interface Branches {
  readonly join: string;
  readonly children: readonly Explanation[];
}

/** A clause that asks one thing, which is `all of` several, is shown with those at once. */
function branchesOf(tree: Explanation, clause: ClauseFinding | null): Branches {
  const join =
    clause === null ? words.reasons.kinds[tree.kind] : words.reasons.clauses[clause.kind];
  const [only, ...others] = tree.children;
  const joins = only !== undefined && others.length === 0 && only.atom === null;
  if (!joins || tree.kind !== "clause" || only.children.length === 0 || only.kind === "clause") {
    return { join, children: tree.children };
  }
  return { join: `${join} ${only.label}`, children: only.children };
}

function atomView(tree: Explanation, basis: ReasonsBasis): AtomView | null {
  if (tree.atom === null) return null;
  const { reports, excluded, bearing, open, doubt, count } = tree.atom;
  const sources = tree.atom.for.sources + tree.atom.against.sources;
  return {
    bar: supportOf(tree),
    sources: sources === 0 ? "" : words.reasons.sources(sources),
    standards: words.reasons.standards(levelWord(open), levelWord(doubt)),
    reports: [...reports].sort(speakersFirst).map((report) => weighedView(report, basis)),
    excluded: excluded.map((report) => excludedView(report, basis)),
    bearing: bearing.map((id) => bearingView(id, basis)),
    count: count === null ? null : countOf(count, basis),
  };
}

function countOf(count: CountStanding, { titleOf, clock }: ReasonsBasis): CountView {
  return countView(count, { titleOf: (id: Id) => titleOf(id), clock });
}

function levelWord(level: Level): string {
  return words.levels[level] ?? "";
}

function speakersFirst(one: WeighedReport, other: WeighedReport): number {
  const speaks = (report: WeighedReport) => (report.fate === "speaks" ? 0 : 1);
  return speaks(one) - speaks(other) || other.strength - one.strength;
}

function weighedView(report: WeighedReport, basis: ReasonsBasis): ReportView {
  const stale = report.fate === "stale" && report.staleAt !== null;
  const fate = words.reasons.fates[report.fate];
  return {
    ...reported(report, basis),
    fate: stale ? `${fate}, ${basis.clock.full(report.staleAt)}` : fate,
    speaks: report.fate === "speaks",
    codes: [],
    why: "",
    strength: words.reasons.strength(Math.round(report.strength * 100)),
  };
}

function excludedView(report: ExcludedReport, basis: ReasonsBasis): ReportView {
  return {
    ...reported(report, basis),
    fate: "",
    speaks: false,
    codes: report.codes.map((code) => ({ code, words: words.reasons.codes[code] })),
    why: report.why,
    strength: "",
  };
}

function bearingView(id: EntryId, { entryOf, titleOf, clock }: ReasonsBasis): BearingView {
  const entry = entryOf(id);
  if (entry === null) return { id, says: id, known: "" };
  return { id, says: sentence(sayEntry(entry, titleOf)), known: clock.full(entry.known) };
}

type Reported = Omit<ReportView, "fate" | "speaks" | "codes" | "why" | "strength">;

function reported(report: WeighedReport | ExcludedReport, basis: ReasonsBasis): Reported {
  const entry = basis.entryOf(report.id);
  const seen =
    entry?.kind === "observation" ? sayValid(basis.clock, entry.valid, entry.precision) : "";
  return {
    id: report.id,
    says: entry === null ? report.id : sentence(sayEntry(entry, basis.titleOf)),
    side: report.side,
    grade: gradeView(report.grade),
    method: basis.titleOf(report.method as Id) || plain(report.method),
    observers: entry === null ? "" : sayObservers(entry, basis.titleOf),
    seen,
    known: entry === null ? "" : basis.clock.full(entry.known),
    cite: report.cite,
  };
}

/** Sets a grade: `B2`, usually reliable, probably true. */
export function gradeView(grade: Grade): GradeView {
  const { reliability, credibility } = grade;
  return {
    badge: formatGrade(grade),
    words: `${RELIABILITY_WORDS[reliability]}, ${CREDIBILITY_WORDS[credibility]}`,
  };
}

/** Names who saw, with what is known of them; a blank is said to be one. */
export function sayObservers(entry: Entry, titleOf: TitleOf): string {
  if (entry.kind !== "observation") return "";
  if (entry.observers.length === 0) return words.reasons.observersNotNamed;
  return entry.observers
    .map(({ body, nationality, technical }) => {
      const traits = [
        ...(nationality === null || nationality === body ? [] : [titleOf(nationality)]),
        ...(technical === null
          ? []
          : [technical ? words.reasons.technical : words.reasons.notTechnical]),
      ];
      return traits.length === 0 ? titleOf(body) : `${titleOf(body)} (${traits.join(", ")})`;
    })
    .join("; ");
}
