import { type EntryId, fuse, type Id, LEVEL, levelOf } from "../evidence/index.ts";
import type { Duration, Instant, Interval } from "../time/index.ts";

/** What is reported of a ship on its way in. */
export type InboundAct = "notification" | "selection" | "inspection" | "clearance" | "refusal";

/** The activities by which each act is reported; `inbound` says that a ship comes. */
export const INBOUND_ACTIVITIES: Readonly<Record<string, InboundAct>> = {
  inbound: "notification",
  notification: "notification",
  selection: "selection",
  inspection: "inspection",
  clearance: "clearance",
  refusal: "refusal",
};

/** One report of an act on a ship, with what it weighs. */
export interface InboundReport {
  readonly id: EntryId;
  readonly ship: Id;
  readonly act: InboundAct;
  /** An inspection may be going on; every other act is done or is not. */
  readonly state: "ongoing" | "complete";
  readonly by: Id | null;
  readonly reason: string | null;
  readonly seen: Interval;
  /** Whether the end of `seen` is only a bound: it was so by then, and nobody says since when. */
  readonly isBound?: boolean;
  /** In millionths, as `strengthMillionths` gives it. */
  readonly strength: number;
  readonly group: string;
}

/** How far a ship has come. */
export type InboundStanding =
  | "notified"
  | "selected"
  | "under inspection"
  | "inspected"
  | "cleared"
  | "refused";

/** One step that a ship has taken. */
export interface InboundStep {
  readonly standing: InboundStanding;
  /** When it is reported well enough to be suspected so. */
  readonly at: Instant;
  /** Whether `at` is the latest that it can have been, and no more is known. */
  readonly isBound: boolean;
  readonly by: Id | null;
  readonly reason: string | null;
  readonly from: readonly EntryId[];
}

/** A ship on its way in, with its clocks. */
export interface InboundShip {
  readonly ship: Id;
  readonly standing: InboundStanding;
  /** The steps that are reported, in the order of their times. */
  readonly steps: readonly InboundStep[];
  /** How long from the first report of it to the decision, or to the moment asked about. */
  readonly waits: Duration;
  /** Whether it was decided on by then at the latest: it waited at most that long. */
  readonly waitsAtMost: boolean;
  /** How long from each step to the next one reported. */
  readonly delays: readonly {
    readonly from: InboundStanding;
    readonly to: InboundStanding;
    readonly length: Duration;
  }[];
  /** Let through or turned away with no inspection reported. */
  readonly uninspected: boolean;
  /** Both cleared and refused are reported: the later decision is the one that stands. */
  readonly decidedTwice: boolean;
}

/** What is on its way in at a moment (T21): who waits, and for how long. */
export interface Inbound {
  readonly asOf: Instant;
  readonly partial: boolean;
  /** Not yet decided, the longest waiting first. */
  readonly queue: readonly InboundShip[];
  /** Cleared or refused, the latest first. */
  readonly decided: readonly InboundShip[];
  /** The longest wait in the queue; `null` where nobody waits. */
  readonly longestWait: Duration | null;
  /**
   * The middle one of the waits of those decided, of two middle ones the shorter; without those of
   * which only a bound is known.
   */
  readonly medianWait: Duration | null;
}

/**
 * Draws up the queue of what is on its way in: notification, selection, inspection, clearance or
 * refusal. An act counts once its reports make it suspected, the standard at which things are
 * found; it depends on what is reported, and not on the order of the record.
 */
export function inboundOf(
  reports: readonly InboundReport[],
  asOf: Instant,
  partial: boolean,
): Inbound {
  const byShip = new Map<Id, InboundReport[]>();
  for (const report of reports) {
    if (report.seen.to > asOf) continue;
    byShip.set(report.ship, [...(byShip.get(report.ship) ?? []), report]);
  }
  const ships = [...byShip].flatMap(([ship, of]) => shipOf(ship, of, asOf) ?? []);
  const isDecided = ({ standing }: InboundShip) => standing === "cleared" || standing === "refused";
  const last = ({ steps }: InboundShip) => steps.at(-1)!.at;
  const byName = (one: InboundShip, other: InboundShip) => (one.ship < other.ship ? -1 : 1);
  const queue = ships
    .filter((one) => !isDecided(one))
    .sort((one, other) => other.waits - one.waits || byName(one, other));
  const decided = ships
    .filter(isDecided)
    .sort((one, other) => last(other) - last(one) || byName(one, other));
  return {
    asOf,
    partial,
    queue,
    decided,
    longestWait: queue[0]?.waits ?? null,
    medianWait: medianOf(
      decided.filter(({ waitsAtMost }) => !waitsAtMost).map(({ waits }) => waits),
    ),
  };
}

const STANDINGS: readonly InboundStanding[] = [
  "notified",
  "selected",
  "under inspection",
  "inspected",
  "cleared",
  "refused",
];

function standingOf({ act, state }: InboundReport): InboundStanding {
  switch (act) {
    case "notification":
      return "notified";
    case "selection":
      return "selected";
    case "inspection":
      return state === "ongoing" ? "under inspection" : "inspected";
    case "clearance":
      return "cleared";
    case "refusal":
      return "refused";
  }
}

function shipOf(ship: Id, reports: readonly InboundReport[], asOf: Instant): InboundShip | null {
  const steps = STANDINGS.flatMap(
    (standing) =>
      stepOf(
        standing,
        reports.filter((one) => standingOf(one) === standing),
      ) ?? [],
  ).sort(
    (one, other) =>
      one.at - other.at || STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing),
  );
  const decisions = steps.filter(
    ({ standing }) => standing === "cleared" || standing === "refused",
  );
  const furthest =
    decisions.at(-1) ??
    steps.reduce<InboundStep | undefined>((one, other) => {
      if (one === undefined) return other;
      return STANDINGS.indexOf(other.standing) > STANDINGS.indexOf(one.standing) ? other : one;
    }, undefined);
  const [first] = steps;
  if (first === undefined || furthest === undefined) return null;
  const decision = decisions.at(-1);
  return {
    ship,
    standing: furthest.standing,
    steps,
    waits: lengthOf(first.at, decision?.at ?? asOf),
    waitsAtMost: decision?.isBound ?? false,
    delays: steps.slice(1).map((step, index) => {
      const from = steps[index]!;
      return { from: from.standing, to: step.standing, length: lengthOf(from.at, step.at) };
    }),
    uninspected: decisions.length > 0 && !steps.some(({ standing }) => INSPECTED.has(standing)),
    decidedTwice: decisions.length > 1,
  };
}

const INSPECTED: ReadonlySet<InboundStanding> = new Set(["under inspection", "inspected"]);

/** The step that reports together make; `null` while they are too weak to make one. */
function stepOf(standing: InboundStanding, reports: readonly InboundReport[]): InboundStep | null {
  const ordered = [...reports].sort(
    (one, other) => one.seen.to - other.seen.to || (one.id < other.id ? -1 : 1),
  );
  for (const last of ordered) {
    const known = ordered.filter(({ seen }) => seen.to <= last.seen.to);
    if (levelOf(fuse(known.map(exhibitOf))) < LEVEL.suspected) continue;
    return {
      standing,
      at: last.seen.to,
      isBound: last.isBound ?? false,
      by: ordered.find(({ by }) => by !== null)?.by ?? null,
      reason: ordered.find(({ reason }) => reason !== null)?.reason ?? null,
      from: ordered.map(({ id }) => id),
    };
  }
  return null;
}

function exhibitOf({ strength, group, seen }: InboundReport, position: number) {
  return { side: "for" as const, strength, seen, group, derived: false, sole: false, position };
}

function lengthOf(from: Instant, to: Instant): Duration {
  return Math.max(0, to - from) as Duration;
}

function medianOf(lengths: readonly Duration[]): Duration | null {
  const sorted = [...lengths].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
