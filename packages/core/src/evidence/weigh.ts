import type { Instant } from "../time/index.ts";
import type { Criterion } from "./criterion.ts";
import { arrivesAt, type Exhibit, staleAt } from "./exhibit.ts";
import type { ReportFate } from "./fate.ts";
import { type Level, levelOf, type SideWeight } from "./level.ts";
import { LiveSide } from "./live-side.ts";
import { Sweep } from "./sweep.ts";

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
  const sweep = new Sweep(exhibits, criterion);
  sweep.advance(asOf);
  const weights = { for: sweep.for.weight(), against: sweep.against.weight() };
  const speaking = { for: sweep.for.speaking(), against: sweep.against.speaking() };
  const heard = new Set([...speaking.for, ...speaking.against]);
  return {
    for: weights.for,
    against: weights.against,
    forLevel: levelOf(weights.for),
    againstLevel: levelOf(weights.against),
    forSources: speaking.for.length,
    againstSources: speaking.against.length,
    fates: exhibits.map((one, index) => {
      if (one.derived) return "derived";
      if (arrivesAt(one) > asOf) return "not-yet";
      if (sweep.isOvertaken(index)) return "overtaken";
      if (heard.has(index)) return "speaks";
      if (sweep.isLive(index)) return one.strength === 0 ? "speaks" : "same-source";
      const stale = staleAt(one, criterion);
      return stale !== null && stale <= asOf ? "stale" : "replaced";
    }),
  };
}

/** Fuses reports of one side, all of them live. */
export function fuse(live: readonly Exhibit[]): SideWeight {
  const side = new LiveSide(live);
  for (const index of live.keys()) side.add(index);
  return side.weight();
}
