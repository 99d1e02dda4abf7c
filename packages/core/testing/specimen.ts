/**
 * Small specimens for the tests of the core: an instant, a report, a text, each with everything
 * that a test does not speak of filled in plainly.
 */
import type {
  AgreementText,
  AmendmentText,
  Assurance,
  AtomCondition,
  Condition,
  CountPredicate,
  Deadline,
  Decision,
  Declaration,
  Measure,
  Option,
  Place,
  Predicate,
  Question,
  ReadingText,
  Requirement,
  Text,
  TextPlace,
  Undertaking,
} from "../src/agreement/index.ts";
import { codexOf, type Edition, type Entry, editionAt } from "../src/agreement/index.ts";
import {
  type CountReport,
  type Criterion,
  DEFAULT_CRITERION,
  entryId,
  type Grade,
  type Id,
  id,
  type Observation,
  type PresenceReport,
  position,
  type Report,
  type StatementReport,
} from "../src/evidence/index.ts";
import {
  DAY_MS,
  END,
  type Instant,
  instant,
  parseInstant,
  WEEKENDS_OFF,
} from "../src/time/index.ts";

/** An instant that the test writes out. */
export function at(text: string): Instant {
  const read = parseInstant(text.includes("T") ? text : `${text}T00:00Z`);
  if (read === null) throw new RangeError(`Not an instant: ${text}.`);
  return read;
}

/** A grade as analysts write it: `B2`. */
export function grade(text: string): Grade {
  return { reliability: text[0], credibility: Number(text[1]) } as Grade;
}

/** What a test says of an observation beside its report. */
export type ObservationFields = Partial<
  Omit<Observation, "kind" | "id" | "report" | "grade" | "source">
> & {
  readonly grade?: string;
  readonly lineage?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly body?: string | null;
};

/** An observation: graded A2, seen on 1 November 1962 and known the day after. */
export function observed(
  name: string,
  report: Report,
  fields: ObservationFields = {},
): Observation {
  const { grade: graded = "A2", lineage = [], body = null, from, to, ...rest } = fields;
  const begun = at(from ?? "1962-11-01");
  const ended = to === undefined ? instant(begun + 3_600_000) : at(to);
  return {
    kind: "observation",
    id: entryId(name),
    known: instant(Math.max(ended, begun) + 3_600_000),
    valid: { from: begun, to: ended },
    precision: "hour",
    report,
    method: "aerial-photography",
    observers: [],
    source: { cite: name, body: body === null ? null : id(body), lineage },
    grade: grade(graded),
    gradeWhy: "specimen",
    gradeBy: "specimen",
    labels: [],
    attachments: [],
    intact: true,
    ...rest,
  };
}

/** An item or term seen, or not seen, at a place. */
export function presence(
  subject: string,
  place: string,
  state: PresenceReport["state"],
  coverage = 1,
): PresenceReport {
  return {
    kind: "presence",
    subject: id(subject),
    place: id(place),
    state,
    coverage,
    placeKind: null,
    placeName: null,
  };
}

/** A count of missiles aboard, a total unless the test names a vessel. */
export function counted(low: number, fields: Partial<CountReport> = {}): CountReport {
  return {
    kind: "count",
    subject: id("missiles"),
    stage: "counted-aboard",
    low,
    high: fields.high ?? low,
    place: null,
    vessel: null,
    voyage: null,
    allDepartures: false,
    ...fields,
  };
}

/** A statement by a party. */
export function said(by: string, fields: Partial<StatementReport> = {}): StatementReport {
  return {
    kind: "statement",
    by: id(by),
    to: null,
    stance: "declares",
    on: null,
    term: null,
    text: "specimen",
    instrument: null,
    claim: null,
    ...fields,
  };
}

/** Where specimens stand. */
export const SOMEWHERE: TextPlace = {
  file: "agreement.proviso",
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
};

/** An atom with a criterion of which the test names only what matters to it. */
export function atom(predicate: Predicate, criterion: Partial<Criterion> = {}): AtomCondition {
  return { kind: "atom", predicate, criterion: { ...DEFAULT_CRITERION, ...criterion } };
}

/** `subject is absent from place`, or present at it. */
export function isAt(
  subject: string,
  place: string,
  state: "present" | "absent",
  criterion: Partial<Criterion> = {},
): AtomCondition {
  return atom({ kind: "presence", subject: id(subject), place: id(place), state }, criterion);
}

/** `clause is verified`. */
export function verified(clause: string): Condition {
  return { kind: "clause", clause: id(clause), state: "verified", for: null };
}

/** Several conditions together. */
export function allOf(...of: readonly Condition[]): Condition {
  return { kind: "all", k: of.length, of };
}

/** One of several conditions. */
export function anyOf(...of: readonly Condition[]): Condition {
  return { kind: "any", k: 1, of };
}

/** A count that is asked, of a number or of what was declared, wherever it is made. */
export function countOf(
  fields: Pick<CountPredicate, "item" | "stage" | "amount"> & Partial<CountPredicate>,
): CountPredicate {
  return { kind: "count", ...WHEREVER, ...fields };
}

/** At least so many, of one item, wherever they are counted. */
export const WHEREVER = { together: [], bound: "at-least", place: null, inAll: false } as const;

/** The end of a day, as a text that names only the date means it. */
export function day(text: string): Deadline {
  return { ends: instant(at(text) + DAY_MS), wholeDay: true };
}

/** The instant itself, as a text that names the minute means it. */
export function minute(text: string): Deadline {
  return { ends: at(text), wholeDay: false };
}

/** What verifies a clause. */
export function requires(clause: string, condition: Condition): Requirement {
  return { kind: "requirement", clause: id(clause), level: null, condition, at: SOMEWHERE };
}

function clause(name: string) {
  return { id: id(name), title: name, restsOn: [], at: SOMEWHERE };
}

/** An undertaking of the Soviet Union to do something, with nothing else said. */
export function undertaking(name: string, fields: Partial<Undertaking> = {}): Undertaking {
  return {
    ...clause(name),
    kind: "undertaking",
    by: id("USSR"),
    to: id("US"),
    cooperationOf: [],
    content: { kind: "act", text: name },
    form: "achieve",
    bestEfforts: false,
    dueWhen: null,
    within: null,
    deadline: null,
    eventClock: null,
    recurrence: null,
    grace: null,
    suspensionMovesDate: true,
    exception: null,
    levels: [],
    promptly: false,
    from: null,
    ...fields,
  };
}

/** A measure of the United States. */
export function measure(name: string, fields: Partial<Measure> = {}): Measure {
  return {
    ...clause(name),
    kind: "measure",
    by: id("US"),
    from: null,
    until: null,
    expires: null,
    renewal: null,
    liftWithin: null,
    promptly: false,
    parts: [],
    relaxation: null,
    mayExtend: false,
    snapBack: null,
    ...fields,
  };
}

/** An assurance by the United States. */
export function assurance(name: string, fields: Partial<Assurance> = {}): Assurance {
  return {
    ...clause(name),
    kind: "assurance",
    by: id("US"),
    to: id("USSR"),
    concerning: null,
    while: null,
    ...fields,
  };
}

/** An option of the United States. */
export function option(name: string, fields: Partial<Option> = {}): Option {
  return { ...clause(name), kind: "option", by: id("US"), opensWhen: null, ...fields };
}

/** A question of the review. */
export function question(name: string, condition: Condition): Question {
  return {
    ...clause(name),
    kind: "question",
    about: name,
    soWords: `${name} is so`,
    notWords: `${name} is not so`,
    condition,
  };
}

/** A place, in the island unless the test says otherwise. */
export function place(name: string, placeKind = "launch site", within: string | null = "island") {
  return {
    ...named(name),
    kind: "place",
    placeKind,
    within: within === null ? null : id(within),
    geometry: null,
  } satisfies Place;
}

/** An id with a title and a place, as every declaration has them. */
export function named(name: string): { id: Id; title: string; at: TextPlace } {
  return { id: id(name), title: name, at: SOMEWHERE };
}

/** The parties, bodies, items and places that most tests speak of. */
export const CAST: readonly Declaration[] = [
  { ...named("US"), kind: "party" },
  { ...named("USSR"), kind: "party" },
  { ...named("Cuba"), kind: "state" },
  { ...named("UN"), kind: "body", actsFor: null },
  { ...named("Navy"), kind: "body", actsFor: id("US") },
  { ...named("Tass"), kind: "body", actsFor: id("USSR") },
  { ...named("missiles"), kind: "item", counted: "each", unit: null },
  { ...named("bombers"), kind: "item", counted: "each", unit: null },
  term("offensive", ["missiles", "bombers"]),
  { ...named("base"), kind: "facility", among: [id("submarine-base")], inferredFrom: null },
  place("island", "area", null),
  place("sagua"),
  place("remedios"),
  place("mariel", "port"),
];

/** A defined term over items. */
export function term(name: string, items: readonly string[]): Declaration {
  return {
    ...named(name),
    kind: "term",
    items: items.map(id),
    definedBy: [{ instrument: id("proclamation"), passage: null }],
    describedBy: [],
    inferredFrom: null,
    open: false,
  };
}

/** An agreement of the cast and these clauses. */
export function agreement(
  declarations: readonly Declaration[],
  requirements: readonly Requirement[] = [],
): AgreementText {
  return {
    kind: "agreement",
    id: id("pact"),
    title: "The pact",
    file: "agreement.proviso",
    source: "",
    zone: "America/New_York",
    calendar: WEEKENDS_OFF,
    brief: "",
    declarations: [...CAST, ...declarations],
    requirements,
  };
}

/** A reading of the pact by the United States. */
export function reading(
  requirements: readonly Requirement[],
  declarations: readonly Declaration[] = [],
): ReadingText {
  return {
    kind: "reading",
    id: id("us"),
    title: "As the United States reads it",
    file: "readings/us.proviso",
    source: "",
    of: id("pact"),
    by: id("US"),
    authority: null,
    declarations,
    requirements,
  };
}

/** An amendment that lies in its own file. */
export function amendment(name: string, of: string, ops: AmendmentText["ops"]): AmendmentText {
  return {
    kind: "amendment",
    id: id(name),
    title: name,
    file: `amendments/${name}.proviso`,
    source: "",
    of: id(of),
    authority: null,
    ops,
  };
}

/** The entry that adopts a text. */
export function adopts(name: string, file: string, from: string): Entry {
  return {
    kind: "amendment",
    id: entryId(name),
    known: at(from),
    adopts: file,
    sha256: "0".repeat(64),
    by: id("US"),
    from: at(from),
    source: { cite: name, body: null, lineage: [] },
  };
}

/** A decision to lift something, of 20 November 1962, unless the test says otherwise. */
export function decided(name: string, of: string, fields: Partial<Decision>): Decision {
  const from = fields.from ?? at("1962-11-20");
  return {
    kind: "decision",
    id: entryId(name),
    known: from,
    act: "lift",
    of: id(of),
    by: id("US"),
    approvedBy: null,
    from,
    until: null,
    inReturnFor: null,
    part: null,
    movesDate: null,
    method: null,
    reason: "specimen",
    source: { cite: name, body: null, lineage: [] },
    ...fields,
  };
}

/** The edition of some texts when everything on the record is known. */
export function editionOf(
  texts: readonly Text[],
  entries: readonly Entry[] = [],
  underReading: string | null = null,
): Edition {
  const codex = codexOf(texts, entries);
  if (codex === null) throw new RangeError("There is no agreement among the texts.");
  return editionAt(codex, {
    asOf: instant(END - 1),
    knownAt: position(entries.length),
    reading: underReading === null ? null : id(underReading),
    under: null,
  });
}
