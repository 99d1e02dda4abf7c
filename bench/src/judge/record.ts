import {
  type AgreementText,
  type Condition,
  DEFAULT_CRITERION,
  type Declaration,
  duration,
  type EntryId,
  entryId,
  type Id,
  id,
  instant,
  type Observation,
  type Report,
  type Requirement,
  WEEKENDS_OFF,
} from "@proviso/core";
import type { Workload } from "./workload.ts";

/** When the first event of a workload was seen: 1 January 2000, in milliseconds. */
export const FIRST_SEEN_MS = 946_684_800_000;
/** One event a second. */
const STEP_MS = 1_000;

const AT = { file: "bench.proviso", line: 1, column: 1, endLine: 1, endColumn: 1 } as const;
const named = (name: string) => ({ id: id(name), title: name, at: AT });

/**
 * A workload as an agreement: that weapons are absent from a place is a fact, an undertaking asks
 * for five of them. Each is seen by inspection, sufficient alone, within 14 days, by observers
 * rated B or better who are not of the party that owes it.
 */
export function textOfWorkload(workload: Workload): AgreementText {
  const places = Array.from(
    { length: workload.facts },
    (_, fact): Declaration => ({
      ...named(placeName(fact)),
      kind: "place",
      placeKind: "site",
      within: null,
      geometry: null,
    }),
  );
  const clauses = workload.rules.map(
    (_, rule): Declaration => ({
      ...named(ruleName(rule)),
      kind: "undertaking",
      restsOn: [],
      by: id("south"),
      to: id("north"),
      cooperationOf: [],
      content: { kind: "act", text: "removal" },
      form: "keep",
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
    }),
  );
  return {
    kind: "agreement",
    id: id("bench"),
    title: "bench",
    file: "bench.proviso",
    source: "",
    zone: "UTC",
    calendar: WEEKENDS_OFF,
    brief: "",
    declarations: [
      { ...named("north"), kind: "party" },
      { ...named("south"), kind: "party" },
      { ...named("weapons"), kind: "item", counted: "each", unit: null },
      ...places,
      ...clauses,
    ],
    requirements: workload.rules.map((rule, index) =>
      requirementOf(rule.facts, rule.either, index),
    ),
  };
}

/** The clause of an undertaking. */
export function ruleName(rule: number): Id {
  return id(`undertaking-${rule}`);
}

/** The place that a fact is about. */
export function placeName(fact: number): string {
  return `place-${fact}`;
}

function requirementOf(
  facts: readonly number[],
  either: readonly number[],
  index: number,
): Requirement {
  const of: Condition[] = facts.map((fact) => ({
    kind: "atom",
    predicate: {
      kind: "presence",
      subject: id("weapons"),
      place: id(placeName(fact)),
      state: "absent",
    },
    criterion: {
      ...DEFAULT_CRITERION,
      methods: ["inspection"],
      soleMethods: ["inspection"],
      eligibility: { atLeast: "B", technical: null, notOf: [id("south")], of: [] },
      freshness: duration(14, "day"),
    },
  }));
  if (either.length > 0) {
    const below = either.map(
      (rule): Condition => ({
        kind: "clause",
        clause: ruleName(rule),
        state: "verified",
        for: null,
      }),
    );
    of.push({ kind: "any", k: 1, of: below });
  }
  const condition: Condition = { kind: "all", k: of.length, of };
  return { kind: "requirement", level: null, clause: ruleName(index), condition, at: AT };
}

/** The event of a workload as an observation, as a record would hand it over. */
export function observationOf(workload: Workload, event: number): Observation {
  const fact = workload.eventFacts[event] as number;
  const so = workload.eventValues[event] === 1;
  return observationAt(event, reportOf(fact, so));
}

/** How many observations are made before the clock starts on them. */
const BLOCK = 8_192;

/**
 * Hands over the events of a workload as observations, block by block. A block is made, untimed,
 * just before it is taken in, as a record is parsed as it comes; nobody has to keep it.
 *
 * @returns the seconds that taking in took.
 */
export function timeInBlocks(
  workload: Workload,
  events: number,
  take: (entries: readonly Observation[]) => void,
): number {
  let ms = 0;
  for (let start = 0; start < events; start += BLOCK) {
    const size = Math.min(BLOCK, events - start);
    const entries = Array.from({ length: size }, (_, at) => observationOf(workload, start + at));
    const begun = performance.now();
    take(entries);
    ms += performance.now() - begun;
  }
  return ms / 1_000;
}

/** An observation of a report, the `event`th second after the first. */
export function observationAt(event: number, report: Report): Observation {
  const from = FIRST_SEEN_MS + event * STEP_MS;
  return {
    ...SHARED,
    id: observationId(event),
    known: instant(from + STEP_MS - 1),
    valid: { from: instant(from), to: instant(from + STEP_MS / 2) },
    report,
  };
}

/** The id of an event's observation. */
export function observationId(event: number): EntryId {
  return entryId(`O-${event}`);
}

const reports = new Map<number, Report>();

/** The report that weapons are absent from a place, or present there. */
export function reportOf(fact: number, absent: boolean): Report {
  const key = 2 * fact + (absent ? 1 : 0);
  const known = reports.get(key);
  if (known !== undefined) return known;
  const report: Report = {
    kind: "presence",
    subject: id("weapons"),
    place: id(placeName(fact)),
    state: absent ? "absent" : "present",
    coverage: 1,
    placeKind: null,
    placeName: null,
  };
  reports.set(key, report);
  return report;
}

const SHARED: Omit<Observation, "id" | "known" | "valid" | "report"> = {
  kind: "observation",
  precision: "minute",
  method: "inspection",
  observers: [{ body: id("commission"), nationality: id("neutral"), technical: false }],
  source: { cite: "bench", body: null, lineage: [] },
  grade: { reliability: "A", credibility: 2 },
  gradeWhy: "bench",
  gradeBy: "bench",
  labels: [],
  attachments: [],
  intact: true,
};
