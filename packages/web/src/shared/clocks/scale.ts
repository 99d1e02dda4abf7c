import type { Instant } from "@proviso/core";

/**
 * The scale of the two clocks. A case is quiet for weeks and then crowded for days: on a scale by
 * time alone the crowded days could not be told apart, on one by entries alone the quiet weeks
 * would vanish. This one gives each its share, and never runs backwards.
 */
export interface Scale {
  readonly first: Instant;
  readonly last: Instant;
  /** The place of an instant, 0 to 1; what lies outside is at its end. */
  readonly placeOf: (moment: Instant) => number;
  /** The instant at a place, to the minute. */
  readonly instantAt: (place: number) => Instant;
}

const SHARE_OF_TIME = 0.35;
const MINUTE = 60_000;

/**
 * Makes the scale of the instants at which something is on the record.
 *
 * @param knots - rising, each once.
 */
export function scaleOf(knots: readonly Instant[]): Scale {
  const first = knots[0] ?? (0 as Instant);
  const last = knots.at(-1) ?? first;
  const span = Math.max(last - first, MINUTE);
  const steps = Math.max(knots.length - 1, 1);
  const knotAt = (rank: number) => knots[rank] as number;
  // Worked out where it is asked for: a long record has more knots than are ever looked at.
  const placeAt = (rank: number) =>
    SHARE_OF_TIME * ((knotAt(rank) - first) / span) + (1 - SHARE_OF_TIME) * (rank / steps);
  const { length } = knots;
  return {
    first,
    last,
    placeOf: (moment) => clamp(interpolate({ length, xAt: knotAt, yAt: placeAt }, moment)),
    instantAt: (place) => {
      const moment = interpolate({ length, xAt: placeAt, yAt: knotAt }, clamp(place));
      return (Math.round(moment / MINUTE) * MINUTE) as Instant;
    },
  };
}

function clamp(place: number): number {
  return Math.min(1, Math.max(0, place));
}

/** A rising, piecewise straight line, by its corners. */
interface Corners {
  readonly length: number;
  readonly xAt: (rank: number) => number;
  readonly yAt: (rank: number) => number;
}

/** Reads a line at a place. */
function interpolate({ length, xAt, yAt }: Corners, x: number): number {
  if (length === 0) return 0;
  const after = countUpTo(length, xAt, x);
  if (after === 0) return yAt(0);
  if (after === length) return yAt(length - 1);
  const [x0, x1] = [xAt(after - 1), xAt(after)];
  const [y0, y1] = [yAt(after - 1), yAt(after)];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** How many of the rising `values` are at most `limit`. */
export function upperBound(values: readonly number[], limit: number): number {
  return countUpTo(values.length, (at) => values[at] as number, limit);
}

function countUpTo(length: number, valueAt: (at: number) => number, limit: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
