import { asserts, contentOf, type Domain } from "../agreement/index.ts";
import {
  type Audience,
  addTo,
  DEFAULT_CRITERION,
  type Exhibit,
  type Id,
  isReleasable,
  LEVEL,
  type Observation,
  type Position,
  Sweep,
  seenUntil,
} from "../evidence/index.ts";
import { BEGINNING, END, type Instant, type Interval } from "../time/index.ts";
import type { Frame } from "./frame.ts";
import { type Chronicle, stands } from "./knowledge.ts";
import { strengthAt } from "./strength.ts";

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
 * question (T19). The report by which it is found only ever doubts, so that integrity, standing and
 * release alone apply to it.
 */
export function membersOf(
  domain: Domain,
  frame: Frame,
  chronicle: Chronicle,
  knownAt: Position,
  audience: Audience = null,
): readonly Member[] {
  const sound = soundReports(chronicle, knownAt, audience);
  switch (domain.kind) {
    case "members":
      return declared(declaredMembers(domain, frame));
    case "places": {
      const places = declared(declaredMembers(domain, frame));
      if (domain.declaredOnly) return places;
      return [...places, ...found(sound, domain.placeKind, frame)];
    }
    case "reported":
      return underWay(sound, domain.activity);
  }
}

/** The reports by which something counts as a member of a domain, whatever became of them. */
export function findersOf(
  domain: Domain,
  member: Id,
  frame: Frame,
  chronicle: Chronicle,
): readonly Observation[] {
  switch (domain.kind) {
    case "members":
      return [];
    case "places":
      return chronicle
        .ofKind("presence")
        .map(({ observation }) => observation)
        .filter((one) => placeFoundBy(one, domain.placeKind, frame) === member);
    case "reported":
      return chronicle
        .ofKind("activity")
        .map(({ observation }) => observation)
        .filter(({ report }) => {
          return (
            report.kind === "activity" &&
            report.activity === domain.activity &&
            report.subject === member
          );
        });
  }
}

function declared(ids: readonly Id[]): readonly Member[] {
  return ids.map((id) => ({ id, from: BEGINNING, until: END }));
}

/** What a report could find for a domain, were it beyond doubt; `null` for nothing. */
export function foundBy(observation: Observation, domain: Domain, frame: Frame): Id | null {
  switch (domain.kind) {
    case "members":
      return null;
    case "places":
      return domain.declaredOnly ? null : placeFoundBy(observation, domain.placeKind, frame);
    case "reported": {
      const { report } = observation;
      const isOf = report.kind === "activity" && report.activity === domain.activity;
      return isOf ? report.subject : null;
    }
  }
}

/** The members of a domain that the texts themselves declare. */
export function declaredMembers(domain: Domain, frame: Frame): readonly Id[] {
  switch (domain.kind) {
    case "members":
      return frame.vocabulary.membersOf(domain.group);
    case "places":
      return frame.vocabulary.placesOfKind(domain.placeKind);
    case "reported":
      return [];
  }
}

/** The reports of a record that count for finding something. */
interface SoundReports {
  readonly ofKind: (kind: "presence" | "activity") => readonly Observation[];
  readonly exhibitOf: (observation: Observation, side: Exhibit["side"], at: number) => Exhibit;
}

function soundReports(chronicle: Chronicle, knownAt: Position, audience: Audience): SoundReports {
  const counts = (one: Observation) =>
    one.intact &&
    isReleasable(one, audience) &&
    stands(chronicle, one.id, knownAt) &&
    chronicle.ancestors(one).every(({ id }) => stands(chronicle, id, knownAt));
  return {
    ofKind: (kind) =>
      chronicle
        .ofKind(kind)
        .flatMap(({ observation, position }) =>
          position < knownAt && counts(observation) ? [observation] : [],
        ),
    exhibitOf: (one, side, at) => {
      const roots = chronicle.ends(one);
      return {
        side,
        strength: strengthAt(one, chronicle, knownAt),
        seen: { from: one.valid.from, to: seenUntil(one) },
        group: roots.join(" + "),
        ...(roots.length > 1 ? { roots } : {}),
        derived: false,
        sole: false,
        position: at,
      };
    },
  };
}

/** Places that no text declares, each from when reports of it reach the doubt standard. */
function found(
  { ofKind, exhibitOf }: SoundReports,
  kind: string | null,
  frame: Frame,
): readonly Member[] {
  const reports = new Map<Id, Exhibit[]>();
  for (const [at, one] of ofKind("presence").entries()) {
    const place = placeFoundBy(one, kind, frame);
    if (place !== null) addTo(reports, place, exhibitOf(one, "for", at));
  }
  const members = [...reports].flatMap(([id, exhibits]) => {
    const first = spellsOf(exhibits)[0];
    return first === undefined ? [] : [{ id, from: first.from, until: END }];
  });
  return members.sort(byId);
}

function placeFoundBy({ report }: Observation, kind: string | null, frame: Frame): Id | null {
  if (report.kind === "statement" && !asserts(report)) return null;
  const claim = contentOf(report);
  if (claim?.kind !== "presence" || claim.state !== "present") return null;
  if (frame.vocabulary.isDeclaredPlace(claim.place)) return null;
  if (kind === null) return claim.place;
  const isAsked = frame.vocabulary.placeKindsOf(kind).includes(claim.placeKind ?? "");
  return isAsked ? claim.place : null;
}

/**
 * Every subject of which an activity was under way, from when it was first reported to be until it
 * was last reported to be over.
 */
function underWay({ ofKind, exhibitOf }: SoundReports, activity: string): readonly Member[] {
  const reports = new Map<Id, Exhibit[]>();
  for (const [at, one] of ofKind("activity").entries()) {
    const { report } = one;
    if (report.kind !== "activity" || report.activity !== activity) continue;
    const side = report.state === "ongoing" ? "for" : "against";
    addTo(reports, report.subject, exhibitOf(one, side, at));
  }
  const members = [...reports].flatMap(([id, exhibits]) => {
    const spells = spellsOf(exhibits);
    if (spells.length > 0) return [{ id, from: spells[0]!.from, until: spells.at(-1)!.to }];
    // One that is only reported to be over was under way before that.
    const over = spellsOf(exhibits.map((one) => ({ ...one, side: "for" as const })))[0];
    return over === undefined ? [] : [{ id, from: over.from, until: over.from }];
  });
  return members.sort(byId);
}

/** The stretches in which reports together reach the doubt standard; later contrary ones end them. */
function spellsOf(exhibits: readonly Exhibit[]): readonly Interval[] {
  const sweep = new Sweep(exhibits, { ...DEFAULT_CRITERION, open: LEVEL.suspected });
  const spells: Interval[] = [];
  let from: Instant | null = null;
  for (let now = sweep.next; now < END; now = sweep.next) {
    sweep.advance(now);
    const isThere = sweep.for.level >= LEVEL.suspected;
    if (isThere && from === null) from = now;
    if (!isThere && from !== null) {
      spells.push({ from, to: now });
      from = null;
    }
  }
  if (from !== null) spells.push({ from, to: END });
  return spells;
}

function byId(one: Member, other: Member): number {
  return one.id < other.id ? -1 : 1;
}
