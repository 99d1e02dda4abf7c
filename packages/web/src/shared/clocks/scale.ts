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

/** Makes the scale of the instants at which something is on the record. */
export function scaleOf(moments: readonly Instant[]): Scale {
  const knots = [...new Set(moments)].sort((one, other) => one - other);
  const first = knots[0] ?? (0 as Instant);
  const last = knots.at(-1) ?? first;
  const span = Math.max(last - first, MINUTE);
  const steps = Math.max(knots.length - 1, 1);
  const places = knots.map(
    (knot, rank) => SHARE_OF_TIME * ((knot - first) / span) + (1 - SHARE_OF_TIME) * (rank / steps),
  );
  return {
    first,
    last,
    placeOf: (moment) => clamp(interpolate(knots, places, moment)),
    instantAt: (place) => {
      const moment = interpolate(places, knots, clamp(place));
      return (Math.round(moment / MINUTE) * MINUTE) as Instant;
    },
  };
}

function clamp(place: number): number {
  return Math.min(1, Math.max(0, place));
}

/** Reads a rising, piecewise straight line, given by its corners. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const after = upperBound(xs, x);
  if (after === 0) return ys[0] ?? 0;
  if (after === xs.length) return ys.at(-1) ?? 0;
  const [x0 = 0, x1 = 0] = [xs[after - 1], xs[after]];
  const [y0 = 0, y1 = 0] = [ys[after - 1], ys[after]];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

/** How many of the rising `values` are at most `limit`. */
export function upperBound(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
