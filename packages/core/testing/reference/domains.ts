/** What a quantifier ranges over at an instant, by the reference (section 6, *every site*). */
import type { Domain } from "../../src/agreement/index.ts";
import { type Id, LEVEL, type Observation, seenUntil } from "../../src/evidence/index.ts";
import type { Instant, Interval } from "../../src/time/index.ts";
import { isSound } from "./admissibility.ts";
import type { Scope } from "./conditions.ts";
import { asserts } from "./matching.ts";
import { isOfKind, membersOf, placesOf } from "./names.ts";
import { weighSide } from "./weighing.ts";

/** The members of a domain, in the order in which they are declared or found. */
export function membersAt(domain: Domain, scope: Scope): readonly Id[] {
  switch (domain.kind) {
    case "members":
      return membersOf(scope.names, domain.group);
    case "places": {
      const declared = placesOf(scope.names, domain.placeKind);
      return domain.declaredOnly ? declared : [...declared, ...found(domain.placeKind, scope)];
    }
    case "reported":
      return inbound(domain.activity, scope);
  }
}

/** What a report finds: it only ever doubts, so method and observers do not matter. */
function soundReports({ rules }: Scope): readonly Observation[] {
  return rules.ledger.observations
    .map(({ observation }) => observation)
    .filter((one) => isSound(one, rules));
}

/** Whether reports reach the doubt standard together. */
function isSuspected(reports: readonly Observation[], { rules }: Scope): boolean {
  const { ledger } = rules;
  const weights = reports.map((one) => ({
    strength: ledger.strength(one),
    roots: ledger.roots(one),
    sole: false,
  }));
  return weighSide(weights).level >= LEVEL.suspected;
}

function found(kind: string | null, scope: Scope): readonly Id[] {
  const reports = new Map<Id, Observation[]>();
  for (const one of soundReports(scope)) {
    const { report } = one;
    if (report.kind === "statement" && !asserts(report)) continue;
    const claim = report.kind === "statement" ? report.claim : report;
    if (claim?.kind !== "presence" || claim.state !== "present") continue;
    if (scope.names.get(claim.place)?.kind === "place") continue;
    if (!isOfKind(scope.names, claim.placeKind, kind)) continue;
    reports.set(claim.place, [...(reports.get(claim.place) ?? []), one]);
  }
  return [...reports.keys()].filter((place) =>
    isSuspected(
      reports.get(place)!.filter((one) => seenUntil(one) <= scope.asOf),
      scope,
    ),
  );
}

/** Every ship that was inbound at some moment of the running time, arrived since or not. */
function inbound(activity: string, scope: Scope): readonly Id[] {
  const reports = soundReports(scope).filter(
    ({ report }) => report.kind === "activity" && report.activity === activity,
  );
  const subjects = new Set(reports.map(subjectOf));
  return [...subjects].filter((subject) => {
    const own = reports.filter((one) => subjectOf(one) === subject);
    return momentsOf(own, scope).some((moment) => isInbound(own, moment, scope));
  });
}

function subjectOf({ report }: Observation): Id {
  return (report as { readonly subject: Id }).subject;
}

/** The instants of the running time at which something could turn: its starts, and each report. */
function momentsOf(reports: readonly Observation[], { asOf, running }: Scope): readonly Instant[] {
  const seen = reports.map(seenUntil).filter((moment) => moment <= asOf);
  if (running === null) return seen;
  const within = ({ from, to }: Interval, moment: Instant) => from <= moment && moment < to;
  const starts = running.map(({ from }) => from).filter((from) => from <= asOf);
  return [...starts, ...seen.filter((moment) => running.some((one) => within(one, moment)))];
}

function isInbound(reports: readonly Observation[], moment: Instant, scope: Scope): boolean {
  const stateOf = ({ report }: Observation) => (report as { readonly state: string }).state;
  const seen = reports.filter((one) => seenUntil(one) <= moment);
  const under = seen.filter((one) => stateOf(one) === "ongoing");
  const over = seen.filter((one) => stateOf(one) !== "ongoing");
  // What was reported under way is so until later reports say that it has ended.
  const still = under.filter((one) => {
    const later = over.filter(
      (end) => end.valid.from >= seenUntil(one) && seenUntil(end) > seenUntil(one),
    );
    return !isSuspected(later, scope);
  });
  return isSuspected(still, scope);
}
