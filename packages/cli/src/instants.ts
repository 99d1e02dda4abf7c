import {
  formatUtc,
  type Instant,
  parseInstant,
  parseInZone,
  sayInZone,
  type Zone,
} from "@proviso/core";

// Beyond these a date has no name: the beginning and the end of time, which texts may leave open.
const FURTHEST_MS = 8.64e15;

/**
 * Writes an instant as RFC 3339 with the zone's own offset (`1962-11-03T20:44:00-05:00`); `null`
 * for one that lies at an open end of time. An offset that is not in whole minutes, as local mean
 * time has, is written in UTC instead: RFC 3339 knows no seconds there.
 */
export function rfc3339(where: Zone, moment: Instant): string;
export function rfc3339(where: Zone, moment: Instant | null): string | null;
export function rfc3339(where: Zone, moment: Instant | null): string | null {
  if (moment === null || Math.abs(moment) > FURTHEST_MS) return null;
  // The zone gives whole seconds; what an instant has beyond them is the same on every clock.
  const fraction = ((moment % 1000) + 1000) % 1000;
  const offsetMinutes = (where.local(moment) - (moment - fraction)) / 60_000;
  if (!Number.isInteger(offsetMinutes)) return formatUtc(moment);
  const local = new Date(moment + offsetMinutes * 60_000).toISOString();
  const sign = offsetMinutes < 0 ? "-" : "+";
  const minutes = Math.abs(offsetMinutes);
  const clock = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  return `${local.replace(/(\.000)?Z$/, "")}${sign}${clock}`;
}

/** Says an instant for a reader, `3 Nov 1962, 20:44`; the ends of time in words. */
export function sayMoment(where: Zone, moment: Instant): string {
  if (moment <= -FURTHEST_MS) return "the beginning";
  return moment >= FURTHEST_MS ? "the end" : sayInZone(where, moment);
}

/** Says since when, or on what: what begins with a day is said as that day. */
export function sayFrom(where: Zone, moment: Instant): string {
  return sayMoment(where, moment).replace(MIDNIGHT, "");
}

/** Says until when: what ends with a day is said as that day, the last of it. */
export function sayUntil(where: Zone, moment: Instant): string {
  const said = sayMoment(where, moment);
  if (!MIDNIGHT.test(said)) return said;
  return sayMoment(where, (moment - 1) as Instant).split(",")[0]!;
}

const MIDNIGHT = /, 00:00$/;

/**
 * Reads an instant as people type it: RFC 3339, or `1962-11-03 20:44`, or `1962-11-03` for the
 * start of that day, on the case's clocks; `null` where it is none of them.
 */
export function readMoment(where: Zone, text: string): Instant | null {
  return parseInstant(text) ?? parseInZone(where, text);
}

function pad(count: number): string {
  return String(count).padStart(2, "0");
}
