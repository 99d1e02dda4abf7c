import type { Undertaking } from "../agreement/index.ts";
import {
  type AccessReport,
  type Audience,
  bandOf,
  type Id,
  isReleasable,
  type Observation,
  strengthMillionths,
  weigh,
} from "../evidence/index.ts";
import { type Instant, sayInZone } from "../time/index.ts";
import { type Atom, gradeAt, type Segment, spaced, stands } from "../verdict/index.ts";
import { atomsOf } from "./atoms.ts";
import { lightsOf } from "./lights.ts";
import type { Scene } from "./scene.ts";

/** A check that was refused or denied, by whom where that is known, and since when (D3). */
export interface RefusedCheck {
  /** `inspection`, `access to the mill`. */
  readonly check: string;
  readonly by: Id | null;
  readonly since: Instant;
  /** Why, as whoever refused it gave it; `null` where it gave none. */
  readonly why: string | null;
}

/** The checks of an undertaking that stand refused at an instant, each once, the longest first. */
export function refusedChecks(
  segment: Segment,
  undertaking: Undertaking,
  asOf: Instant,
  told: Telling,
): readonly RefusedCheck[] {
  const { frame, history } = segment;
  const lightOf = lightsOf(undertaking, frame, history);
  const atoms = atomsOf(segment, undertaking.id);
  const found = new Map<string, RefusedCheck>();
  for (const { atom, evidence } of atoms) {
    if (lightOf(atom) !== "verification" && atom.predicate.kind !== "access") continue;
    const { fates } = weigh(evidence.exhibits, atom.criterion, asOf);
    evidence.observations.forEach((one, i) => {
      const speaks = fates[i] === "speaks" || fates[i] === "same-source";
      const refusal = speaks && evidence.exhibits[i]!.side === "against" ? refusalIn(one) : null;
      if (refusal === null) return;
      const check = whatIsRefused(one, frame.vocabulary.titleOf);
      const key = `${check} ${refusal.by}`;
      const since = one.valid.from;
      const known = found.get(key);
      if (known === undefined || since < known.since) found.set(key, { check, ...refusal, since });
    });
  }
  const inspections = atoms.flatMap(({ atom }) =>
    lightOf(atom) === "verification" ? inspectionsIn(atom) : [],
  );
  for (const one of refusedAccess(inspections, frame.vocabulary.covers, asOf, told)) {
    const key = `${one.check} ${one.by}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()].sort((one, other) => one.since - other.since);
}

/** What is known of the record, and to whom it may be told. */
export interface Telling extends Pick<Scene, "chronicle" | "knownAt"> {
  readonly audience: Audience;
}

/** An inspection that is asked somewhere: its activity, and the methods that it may be made by. */
interface Inspection {
  readonly names: readonly string[];
  readonly place: Id;
}

function inspectionsIn({ predicate, criterion }: Atom): readonly Inspection[] {
  if (predicate.kind !== "activity" || predicate.place === null) return [];
  return [{ names: [predicate.activity, ...criterion.methods], place: predicate.place }];
}

/**
 * The inspections that are asked somewhere and were refused there: whoever does not let them in
 * refuses them, though the text asks for the inspection and says nothing of access.
 */
function refusedAccess(
  asked: readonly Inspection[],
  covers: (outer: Id, inner: Id) => boolean,
  asOf: Instant,
  told: Telling,
): readonly RefusedCheck[] {
  const isAsked = ({ activity, place }: AccessReport) =>
    activity !== null &&
    asked.some((one) => one.names.includes(activity) && covers(place, one.place));
  const reports = asked.length === 0 ? [] : accessIn(told, asOf).filter(isAsked);
  const since = new Map<string, RefusedCheck>();
  for (const { activity, state, by, reason, from } of reports) {
    const check = spaced(activity!);
    if (state === "granted") since.delete(check);
    if (state !== "denied") continue;
    const known = since.get(check);
    if (known === undefined) {
      since.set(check, { check, by: by ?? null, since: from, why: reason ?? null });
    } else if (known.by === null && by !== undefined) {
      since.set(check, { ...known, by });
    }
  }
  return [...since.values()];
}

/** What is reported of access, by when it was so: what stands, is of some weight, and may be told. */
function accessIn({ chronicle, knownAt, audience }: Telling, asOf: Instant) {
  return chronicle
    .ofKind("access")
    .flatMap(({ observation, position }) => {
      const { report, valid } = observation;
      if (report.kind !== "access" || position >= knownAt || valid.to > asOf) return [];
      const grade = gradeAt(observation, chronicle, knownAt);
      const isHeard = bandOf(strengthMillionths(grade)) > 0 && isReleasable(observation, audience);
      if (!isHeard || !stands(chronicle, observation.id, knownAt)) return [];
      return [{ ...report, from: valid.from, to: valid.to }];
    })
    .sort((one, other) => one.to - other.to);
}

/** Whose refusal a report tells of; `null` where it tells of none. */
function refusalIn({ report }: Observation): Pick<RefusedCheck, "by" | "why"> | null {
  if (report.kind === "statement") {
    return report.stance === "refuses" || report.stance === "objects"
      ? { by: report.by, why: null }
      : null;
  }
  if (report.kind === "access" && report.state !== "granted") {
    return { by: report.by ?? null, why: report.reason ?? null };
  }
  // A check that was not carried out, with a reason given, was refused by whoever gave it.
  return report.kind === "activity" && report.state === "absent" && report.reason !== undefined
    ? { by: report.by, why: report.reason }
    : null;
}

function whatIsRefused({ report }: Observation, titleOf: (id: Id) => string): string {
  const claim = report.kind === "statement" ? report.claim : report;
  switch (claim?.kind) {
    case "access":
      return claim.activity === null ? `access to ${titleOf(claim.place)}` : spaced(claim.activity);
    case "activity":
      return spaced(claim.activity);
    default:
      return "a check";
  }
}

/** Says it as a reader would: `inspection refused by Cuba since 1 Nov 1962`. */
export function sayRefusal(
  { check, by, since, why }: RefusedCheck,
  { titleOf, zone }: { titleOf: (id: Id) => string; zone: Parameters<typeof sayInZone>[0] },
): string {
  const who = by === null ? "" : ` by ${titleOf(by)}`;
  const reason = why === null ? "" : ` for ${why}`;
  return `${check} refused${who}${reason} since ${sayInZone(zone, since).split(",")[0]!}`;
}
