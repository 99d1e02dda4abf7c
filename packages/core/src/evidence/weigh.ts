import { type Instant, type Interval, isAfter } from "../time/index.ts";
import type { Criterion } from "./criterion.ts";
import type { ReportFate } from "./fate.ts";
import { oddsMillionths } from "./grade.ts";
import { type Level, levelOf, NOTHING, type SideWeight } from "./level.ts";

/** One admissible report on one side of a matter, ready to be weighed. */
export interface Exhibit {
  readonly side: "for" | "against";
  /** In millionths, as `strengthMillionths` gives it. */
  readonly strength: number;
  /** When it was observed; `to` is when the seeing ended. */
  readonly seen: Interval;
  /** The independent source that it belongs to. */
  readonly group: string;
  /** Whether all that it was derived from speaks for itself on the same matter. */
  readonly derived: boolean;
  /** Whether its method is sufficient alone. */
  readonly sole: boolean;
  /** Its place in the record: among equals the earliest speaks. */
  readonly position: number;
}

/** What the weighing makes of both sides, and of each report. */
export interface Weighing {
  readonly for: SideWeight;
  readonly against: SideWeight;
  readonly forLevel: Level;
  readonly againstLevel: Level;
  /** How many independent sources speak on each side. */
  readonly forSources: number;
  readonly againstSources: number;
  /** What became of each exhibit, in the order given. */
  readonly fates: readonly ReportFate[];
}

/**
 * Weighs what is known of a matter at an instant (semantics, sections 3, 4 and 6). Each side is
 * weighed alone: doubt in a report never supports its contrary.
 */
export function weigh(exhibits: readonly Exhibit[], criterion: Criterion, asOf: Instant): Weighing {
  const fates: ReportFate[] = exhibits.map((one) => fateOf(one, exhibits, criterion, asOf));
  const sides = { for: speakersOfSide("for"), against: speakersOfSide("against") };
  return {
    for: sides.for.weight,
    against: sides.against.weight,
    forLevel: levelOf(sides.for.weight),
    againstLevel: levelOf(sides.against.weight),
    forSources: sides.for.sources,
    againstSources: sides.against.sources,
    fates,
  };

  function speakersOfSide(side: Exhibit["side"]) {
    const strongest = new Map<string, number>();
    exhibits.forEach((one, index) => {
      if (one.side !== side || fates[index] !== "speaks") return;
      const rival = strongest.get(one.group);
      const loser = rival === undefined || outspeaks(one, exhibits[rival]!) ? rival : index;
      if (loser !== index) strongest.set(one.group, index);
      if (loser !== undefined) fates[loser] = "same-source";
    });
    const live = exhibits.filter(
      (one, i) => one.side === side && (fates[i] === "speaks" || fates[i] === "same-source"),
    );
    return { weight: fuse(live), sources: strongest.size };
  }
}

/**
 * Fuses the live reports of one side: in each independent source the strongest speaks. A method
 * that is sufficient alone needs no fusion, so it counts even where a stronger report of the same
 * source speaks: otherwise more evidence could lower a level.
 */
export function fuse(live: readonly Exhibit[]): SideWeight {
  let { odds, first, second, sole } = NOTHING;
  for (const { strength } of strongestOfGroups(live)) {
    odds += oddsMillionths(strength);
    if (strength > first) [first, second] = [strength, first];
    else if (strength > second) second = strength;
  }
  for (const one of live) if (one.sole && one.strength > sole) sole = one.strength;
  return { odds, first, second, sole };
}

/** When a report on this side goes stale; `null` for never: contrary evidence does not. */
export function staleAt(exhibit: Exhibit, criterion: Criterion): Instant | null {
  if (exhibit.side === "against" || criterion.freshness === null) return null;
  return (exhibit.seen.to + criterion.freshness) as Instant;
}

function outspeaks(one: Exhibit, other: Exhibit): boolean {
  if (one.strength !== other.strength) return one.strength > other.strength;
  return one.position < other.position;
}

function fateOf(
  one: Exhibit,
  all: readonly Exhibit[],
  criterion: Criterion,
  asOf: Instant,
): ReportFate {
  if (one.derived) return "derived";
  if (one.seen.to > asOf) return "not-yet";
  if (isOvertaken(one, all, criterion, asOf)) return "overtaken";
  const stale = staleAt(one, criterion);
  return stale !== null && stale <= asOf ? "stale" : "speaks";
}

/**
 * Whether later evidence of the contrary has, at some instant up to `asOf`, alone reached the
 * opening standard. What was overtaken once stays so: that the later evidence has gone stale since
 * does not bring back the world before it.
 */
function isOvertaken(
  one: Exhibit,
  all: readonly Exhibit[],
  criterion: Criterion,
  asOf: Instant,
): boolean {
  const later = all.filter(
    (other) =>
      other.side !== one.side &&
      !other.derived &&
      other.seen.to <= asOf &&
      isAfter(other.seen, one.seen),
  );
  return later.some((last) => {
    const at = last.seen.to;
    const fresh = later.filter((other) => {
      const stale = staleAt(other, criterion);
      return other.seen.to <= at && (stale === null || stale > at);
    });
    return levelOf(fuse(fresh)) >= criterion.open;
  });
}

function strongestOfGroups(exhibits: readonly Exhibit[]): readonly Exhibit[] {
  const strongest = new Map<string, Exhibit>();
  for (const one of exhibits) {
    const rival = strongest.get(one.group);
    if (rival === undefined || outspeaks(one, rival)) strongest.set(one.group, one);
  }
  return [...strongest.values()];
}
