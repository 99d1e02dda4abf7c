import { type Inquiry, type Instant, id, type Judge, parseInstant } from "@proviso/core";
import type { Watched } from "./sensitivity.ts";

/** The instant that a text names; a test that writes none is wrong. */
export function momentOf(text: string): Instant {
  const moment = parseInstant(text);
  if (moment === null) throw new Error(`${text} is no moment.`);
  return moment;
}

/** Asks a record how things stood at a moment, by what was known then. */
export function asKnown(at: string, reading: string | null = null): (judge: Judge) => Inquiry {
  const asOf = momentOf(at);
  const under = reading === null ? null : id(reading);
  return (judge) => ({ asOf, knownAt: judge.positionAt(asOf), reading: under, under: null });
}

/** A finding to be watched while grades are stepped: a clause, as known at a moment. */
export function watch(
  clause: string,
  when: string,
  at: string,
  reading: string | null = null,
): Watched {
  return { clause: id(clause), when, inquiry: asKnown(at, reading) };
}
