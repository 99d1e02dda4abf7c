import { DAY_MS, inZone, MINUTE_MS, type Zone } from "@proviso/core";
import { wallIn } from "../table/wall-clock.ts";
import type { RegisterMapping } from "./mapping.ts";
import type { Value } from "./value.ts";

/** That a date was moved as a zone moves it: the instant may be the same, read on other clocks. */
export interface DateShift {
  /** Forward, in minutes. */
  readonly minutes: number;
  /** The zone whose difference from the register's own it is; `null` for a whole day. */
  readonly zone: string | null;
}

/**
 * Finds whether a date was moved by a whole day, or by just the difference between the register's
 * zone and another that its mapping allows for, at that time. A date without a time that is read on
 * other clocks moves by a day. That somebody meant the new date is never excluded by it.
 */
export function dateShift(
  before: Value,
  after: Value,
  { zone, zones }: Pick<RegisterMapping, "zone" | "zones">,
): DateShift | null {
  const [from, to] = [wallIn(String(before)), wallIn(String(after))];
  if (from === null || to === null || from === to) return null;
  const moved = to - from;
  if (Math.abs(moved) === DAY_MS) return { minutes: moved / MINUTE_MS, zone: null };
  const other = zones.find((one) => {
    const difference = differenceAt(zone, one, from);
    return difference !== 0 && Math.abs(moved) === Math.abs(difference);
  });
  return other === undefined ? null : { minutes: moved / MINUTE_MS, zone: other.name };
}

/** How far the clocks of one zone are ahead of another's, when the first shows a moment. */
function differenceAt(zone: Zone, other: Zone, wall: number): number {
  const moment = inZone(zone, wall);
  return zone.local(moment) - other.local(moment);
}
