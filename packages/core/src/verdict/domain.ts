import { asserts, contentOf, type Domain } from "../agreement/index.ts";
import {
  type Audience,
  type Exhibit,
  fuse,
  groupByRoots,
  type Id,
  isReleasable,
  LEVEL,
  levelOf,
  type Observation,
  type Position,
  seenUntil,
  strengthMillionths,
} from "../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import type { Frame } from "./frame.ts";
import { type Chronicle, stands } from "./knowledge.ts";

/** A member of a domain, and from when on it is known to be one. */
export interface Member {
  readonly id: Id;
  readonly from: Instant;
  /** Until when a ship was on its way: what has arrived waits no more. `END` for what stays. */
  readonly until: Instant;
}

/**
 * The members of a domain, declared or found, as known at a position (semantics, section 6). A
 * place is found once its presence reports reach the doubt standard: finding one more reopens the
 * question (T19).
 */
export function membersOf(
  domain: Domain,
  frame: Frame,
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience = null,
): readonly Member[] {
  switch (domain.kind) {
    case "members":
      return declared(frame.vocabulary.membersOf(domain.group));
    case "places": {
      const places = declared(frame.vocabulary.placesOfKind(domain.placeKind));
      if (domain.declaredOnly) return places;
      const found = foundIn(chronicle, knownAt, audience, (observation) =>
        foundPlace(observation, domain.placeKind, frame),
      );
      return [...places, ...found];
    }
    case "reported":
      return reported(domain.activity, chronicle, knownAt, audience);
  }
}

function declared(ids: readonly Id[]): readonly Member[] {
  return ids.map((id) => ({ id, from: BEGINNING, until: END }));
}

/** Every subject of which an activity is reported, until the last report says that it is over. */
function reported(
  activity: string,
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience,
): readonly Member[] {
  const subjectOf = ({ report }: Observation) =>
    report.kind === "activity" && report.activity === activity ? report : null;
  const going = foundIn(chronicle, knownAt, audience, (one) => {
    const report = subjectOf(one);
    return report?.state === "ongoing" ? report.subject : null;
  });
  const over = foundIn(chronicle, knownAt, audience, (one) => {
    const report = subjectOf(one);
    return report === null || report.state === "ongoing" ? null : report.subject;
  });
  const ends = new Map(over.map(({ id, from }) => [id, from]));
  const seen = going.map((one) => {
    const end = ends.get(one.id);
    return end === undefined || end < one.from ? one : { ...one, until: end };
  });
  const known = new Set(going.map(({ id }) => id));
  // One that is only reported to be over was going on before that.
  const unseen = over
    .filter(({ id }) => !known.has(id))
    .map(({ id, from }) => ({ id, from, until: from }));
  return [...seen, ...unseen].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function foundPlace(observation: Observation, kind: string | null, frame: Frame): Id | null {
  const { report } = observation;
  if (report.kind === "statement" && !asserts(report)) return null;
  const claim = contentOf(report);
  if (claim?.kind !== "presence" || claim.state !== "present") return null;
  if (frame.vocabulary.isDeclaredPlace(claim.place)) return null;
  if (kind === null) return claim.place;
  const isAsked = frame.vocabulary.placeKindsOf(kind).includes(claim.placeKind ?? "");
  return isAsked ? claim.place : null;
}

function foundIn(
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience,
  memberOf: (observation: Observation) => Id | null,
): readonly Member[] {
  const reports = new Map<Id, Observation[]>();
  for (const [id, position] of chronicle.positionOf) {
    const observation = chronicle.observation(id)!;
    const counts =
      position < knownAt &&
      observation.intact &&
      stands(chronicle, id, knownAt) &&
      isReleasable(observation, audience);
    const member = counts ? memberOf(observation) : null;
    if (member === null) continue;
    reports.set(member, [...(reports.get(member) ?? []), observation]);
  }
  return [...reports]
    .flatMap(([id, seen]) => {
      const from = foundFrom(seen, chronicle);
      return from === null ? [] : [{ id, from, until: END }];
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The first instant at which reports together reach the doubt standard. */
function foundFrom(reports: readonly Observation[], chronicle: Chronicle): Instant | null {
  const groups = groupByRoots(reports.map(chronicle.roots));
  const exhibits = reports.map(
    (one, i): Exhibit => ({
      side: "for",
      strength: strengthMillionths(one.grade),
      seen: { from: one.valid.from, to: seenUntil(one) },
      group: groups[i]!,
      derived: false,
      sole: false,
      position: i,
    }),
  );
  const instants = exhibits.map(({ seen }) => seen.to).sort((a, b) => a - b);
  const found = instants.find((at) => {
    const seen = exhibits.filter((one) => one.seen.to <= at);
    return levelOf(fuse(seen)) >= LEVEL.suspected;
  });
  return found ?? null;
}
