import type { Entry } from "../agreement/index.ts";
import type { AccessReport, EntryId, Id, Report, StatementReport } from "../evidence/index.ts";
import { isReleasable } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type Atom,
  type CountStanding,
  countAt,
  type Inquiry,
  sayStages,
  since,
  stands,
  stepsOf,
  unpack,
  valueAt,
  wordsOf,
} from "../verdict/index.ts";
import { assess } from "./assess.ts";
import type { Assessed, Assessment } from "./assessment.ts";
import { atomsOf } from "./atoms.ts";
import { Causes } from "./causes.ts";
import { decisionStates } from "./decision-states.ts";
import type {
  ClauseDifference,
  CountDifference,
  DecisionDifference,
  Differences,
  ReportDifference,
  StandingThen,
  TextDifference,
} from "./difference.ts";
import { reachOf, segmentOf } from "./reach.ts";
import type { Side } from "./side.ts";
import { turnAt } from "./turn.ts";
import { conductIn, type Verdicts } from "./verdicts.ts";

/**
 * What changed between two inquiries, and because of which entries (semantics, section 9): how each
 * clause stands and each counting, the texts in force, decisions with what became of them, what the
 * parties said and who was let in.
 */
export function differencesIn(verdicts: Verdicts, before: Inquiry, after: Inquiry): Differences {
  const [earlier, later] = [conductIn(verdicts, before), conductIn(verdicts, after)];
  const placeOf = placesIn(later.scene.chronicle.entries);
  const then: Side = { conduct: earlier, inquiry: before, placeOf };
  const now: Side = { conduct: later, inquiry: after, placeOf };
  const [was, is] = [assess(then.conduct, before), assess(now.conduct, after)];
  return {
    clauses: clauseDifferences(then, now, was, is),
    counts: countDifferences(then, now),
    texts: textDifferences(then, now, was, is),
    decisions: decisionDifferences(then, now),
    statements: reportDifferences<StatementReport>(then, now, "statement"),
    accesses: reportDifferences<AccessReport>(then, now, "access"),
  };
}

/** Where each entry stands: looked for once, however many differences are told. */
function placesIn(entries: readonly Entry[]): Side["placeOf"] {
  let places: ReadonlyMap<EntryId, number> | null = null;
  return (entry) => {
    places ??= new Map(entries.map(({ id }, at) => [id, at]));
    return places.get(entry)!;
  };
}

interface Told {
  readonly kind: ClauseDifference["kind"];
  readonly clause: Assessed<string>;
}

function clausesOf(assessment: Assessment): ReadonlyMap<Id, Told> {
  const told = (kind: Told["kind"], of: readonly Assessed<string>[]) =>
    of.map((clause): readonly [Id, Told] => [clause.id, { kind, clause }]);
  return new Map([
    ...told("undertaking", assessment.undertakings),
    ...told("assurance", assessment.assurances),
    ...told("measure", assessment.measures),
    ...told("option", assessment.options),
    ...told("question", assessment.questions),
  ]);
}

function clauseDifferences(
  before: Side,
  after: Side,
  was: Assessment,
  is: Assessment,
): readonly ClauseDifference[] {
  const [then, now] = [clausesOf(was), clausesOf(is)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((id) => {
    const one = then.get(id);
    const other = now.get(id);
    const [earlier, later] = [said(one), said(other)];
    const isSameFinding = earlier.value === later.value && earlier.finding === later.finding;
    if (isSameFinding && earlier.status === later.status) return [];
    const { kind, clause } = (other ?? one)!;
    const because = clauseCauses(id, before, after, {
      value: isSameFinding ? null : sinceOf(other, "value", after),
      status: earlier.status === later.status ? null : sinceOf(other, "status", after),
      isSameFinding,
    });
    return [{ id, kind, title: clause.title, before: earlier, after: later, because }];
  });
}

function said(told: Told | undefined): StandingThen {
  if (told === undefined) return { value: "unverified", status: "not in the text", finding: "" };
  const { value, status, finding } = told.clause;
  return { value, status, finding };
}

interface Since {
  readonly value: Instant | null;
  readonly status: Instant | null;
  readonly isSameFinding: boolean;
}

function clauseCauses(id: Id, before: Side, after: Side, since: Since) {
  const causes = new Causes(before, after);
  const turned = (["status", "value"] as const).flatMap((turning) => {
    const at = since[turning];
    const isBetween = at !== null && before.inquiry.asOf < at && at <= after.inquiry.asOf;
    return isBetween ? (turnAt(after.conduct, id, turning, at) ?? []) : [];
  });
  const reach = reachOf(before, after, id);
  causes.texts(reach);
  causes.decisions(reach);
  const byItself = turned.filter(({ entry }) => entry === null);
  // Where the status alone turned, and a time or a decision of its own turned it, no report did.
  const isMoved = byItself.length > 0 || !causes.isEmpty;
  if (!since.isSameFinding || !isMoved) {
    causes.performed(reach);
    causes.members(reach);
    causes.reports(reach, segmentOf(before).frame === segmentOf(after).frame);
  }
  for (const { says } of byItself) causes.add(null, says);
  if (causes.isEmpty) {
    for (const { entry, says } of turned) causes.add(entry, says);
  }
  return causes.all();
}

function sinceOf(told: Told | undefined, turning: "value" | "status", after: Side): Instant | null {
  if (told === undefined) return null;
  const { id, since: began } = told.clause;
  if (turning === "status") return began;
  const steps = after.conduct.scene.history.clause(id);
  return since(
    stepsOf(steps.at, (when) => {
      const judgment = unpack(valueAt(steps, when));
      return `${judgment.bits} ${wordsOf(judgment)}`;
    }),
    after.inquiry.asOf,
  );
}

interface Counting {
  readonly title: string;
  readonly standing: CountStanding;
  readonly atom: Atom;
  readonly clause: Id;
}

/** Every counting that the clauses ask for at a side's moment, by what is counted for which. */
function countings(side: Side): ReadonlyMap<string, Counting> {
  const segment = segmentOf(side);
  const { titleOf } = segment.frame.vocabulary;
  const found = new Map<string, Counting>();
  for (const { id: clause } of segment.frame.clauses) {
    for (const { atom, evidence } of atomsOf(segment, clause)) {
      const { predicate } = atom;
      if (predicate.kind !== "count") continue;
      const standing = countAt(atom, evidence, side.inquiry.asOf)?.standing ?? null;
      if (standing === null) continue;
      const where = predicate.place === null ? "" : ` at ${titleOf(predicate.place)}`;
      const title = `${titleOf(predicate.item)}, ${sayStages(predicate)}${where}`;
      found.set(JSON.stringify([clause, predicate]), { title, standing, atom, clause });
    }
  }
  return found;
}

function countDifferences(before: Side, after: Side): readonly CountDifference[] {
  const [then, now] = [countings(before), countings(after)];
  const isOneText = segmentOf(before).frame === segmentOf(after).frame;
  // Two clauses may ask the same of one counting: it is told once.
  const told = new Map<string, CountDifference & { readonly clauses: Id[] }>();
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const [one, other] = [then.get(key) ?? null, now.get(key) ?? null];
    const [was, is] = [one?.standing ?? null, other?.standing ?? null];
    if (figuresOf(was) === figuresOf(is)) continue;
    const { title, standing, clause } = (other ?? one)!;
    const name = `${title} ${figuresOf(was)} ${figuresOf(is)}`;
    const known = told.get(name);
    if (known !== undefined) {
      if (!known.clauses.includes(clause)) known.clauses.push(clause);
      continue;
    }
    const causes = new Causes(before, after);
    if (!isOneText && (one === null || other === null))
      causes.texts({ clauses: new Set([clause]) });
    const atoms = [one?.atom, other?.atom].filter((atom) => atom !== undefined);
    causes.reports({ atoms: new Map(atoms.map((atom) => [atom.key, atom])) }, isOneText);
    told.set(name, {
      title,
      item: standing.item,
      before: was,
      after: is,
      clauses: [clause],
      because: causes.all(),
    });
  }
  return [...told.values()];
}

function figuresOf(standing: CountStanding | null): string {
  if (standing === null) return "";
  const { declared, estimate, counted, asked, toGo } = standing;
  return JSON.stringify([declared, estimate, counted, asked, toGo]);
}

function textDifferences(
  before: Side,
  after: Side,
  { texts: then }: Assessment,
  { texts: now }: Assessment,
): readonly TextDifference[] {
  const lacks = (texts: typeof then) => {
    return ({ id }: (typeof then)[number]) => !texts.some((one) => one.id === id);
  };
  const came = now.filter(lacks(then)).map((text): TextDifference => {
    const { adoptedBy: entry } = text;
    const because = entry === null ? [] : [{ entry, how: "adopted it" }];
    return { text, change: "came into force", because };
  });
  const went = then.filter(lacks(now)).map((text): TextDifference => {
    const causes = new Causes(before, after);
    if (text.adoptedBy !== null) causes.gone(text.adoptedBy);
    return { text, change: "no longer in force", because: causes.all() };
  });
  return [...came, ...went];
}

function decisionDifferences(before: Side, after: Side): readonly DecisionDifference[] {
  const [then, now] = [decisionStates(before), decisionStates(after)];
  return [...new Map([...then, ...now])].flatMap(([id, { decision }]) => {
    const [was, is] = [then.get(id)?.state.says ?? null, now.get(id)?.state.says ?? null];
    if (was === is) return [];
    const causes = new Causes(before, after);
    if (is === null) causes.gone(id);
    else causes.add(id, is);
    const { act, of, by } = decision;
    return [{ id, act, of, by, before: was, after: is, because: causes.all() }];
  });
}

/** Reports of a kind that are there at one moment and not at the other, in record order. */
function reportDifferences<Kind extends Report>(
  before: Side,
  after: Side,
  kind: Kind["kind"],
): readonly ReportDifference<Kind & (StatementReport | AccessReport)>[] {
  const { chronicle } = after.conduct.scene;
  const isThere = ({ inquiry }: Side, id: EntryId, position: number, from: Instant) =>
    position < inquiry.knownAt && from <= inquiry.asOf && stands(chronicle, id, inquiry.knownAt);
  return chronicle.ofKind(kind).flatMap(({ observation, position }) => {
    const { id, report, valid, precision } = observation;
    // A statement that claims something is a statement.
    if (report.kind !== kind) return [];
    const [was, is] = [before, after].map((side) => isThere(side, id, position, valid.from));
    const mayBeShown = [before, after].every(({ inquiry }) =>
      isReleasable(observation, inquiry.audience ?? null),
    );
    if (was === is || !mayBeShown) return [];
    const causes = new Causes(before, after);
    if (is) causes.came(id);
    else causes.gone(id);
    const told = report as Kind & (StatementReport | AccessReport);
    const change = is ? ("new" as const) : ("taken back" as const);
    return [{ id, report: told, valid, precision, change, because: causes.all() }];
  });
}
