import { END, type Instant, type Interval } from "../time/index.ts";
import type { Criterion } from "./criterion.ts";

/** One admissible report on one side of a matter, ready to be weighed. */
export interface Exhibit {
  readonly side: "for" | "against";
  /** In millionths, as `strengthMillionths` gives it. */
  readonly strength: number;
  /** When it was observed; `to` is when the seeing ended. */
  readonly seen: Interval;
  /** The root that it goes back to; of a compilation its roots, named together. */
  readonly group: string;
  /** The roots of a compilation; left out where `group` is its one root. */
  readonly roots?: readonly string[];
  /** Whether all that it was derived from speaks for itself on the same matter. */
  readonly derived: boolean;
  /** Whether its method is sufficient alone. */
  readonly sole: boolean;
  /** Its place in the record: among equals the earliest speaks. */
  readonly position: number;
  /**
   * From when it may speak, where that is later than its seeing: its method was approved as an
   * equivalent from then on.
   */
  readonly speaksFrom?: Instant;
  /** From when it speaks no more, whatever its freshness: its party has said otherwise. */
  readonly replacedAt?: Instant;
  /** `false` where the text does not accept it: it may doubt, and may not convict. */
  readonly convicts?: boolean;
}

/** From when a report may speak: when its seeing ended, or its method was accepted if later. */
export function arrivesAt({ seen, speaksFrom }: Exhibit): Instant {
  return speaksFrom !== undefined && speaksFrom > seen.to ? speaksFrom : seen.to;
}

/** When a report on this side goes stale; `null` for never: contrary evidence does not. */
export function staleAt(exhibit: Exhibit, criterion: Criterion): Instant | null {
  if (exhibit.side === "against" || criterion.freshness === null) return null;
  return (exhibit.seen.to + criterion.freshness) as Instant;
}

/** From when a report speaks no more, for being stale or replaced; `END` for never. */
export function leavesAt(exhibit: Exhibit, criterion: Criterion): Instant {
  const stale = staleAt(exhibit, criterion) ?? END;
  const { replacedAt = END } = exhibit;
  return Math.min(replacedAt, stale) as Instant;
}
