import type {
  Assessed,
  AssessedUndertaking,
  CountStanding,
  PassageRef,
  TextPlace,
  Zone,
} from "@proviso/core";
import { rfc3339 } from "../instants.ts";

/** A value of the JSON that we print. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A judged clause in the documented shape (`docs/cli-json.md`). */
export function clauseJson(
  clause: Assessed<string>,
  where: Zone,
): { readonly [key: string]: Json } {
  const { fresh, next } = clause;
  return {
    id: clause.id,
    title: clause.title,
    by: clause.by,
    value: clause.value,
    words: clause.words,
    finding: clause.finding,
    status: clause.status,
    reason: clause.reason,
    since: rfc3339(where, clause.since),
    fresh: {
      state: fresh.state,
      seen: rfc3339(where, fresh.seen),
      staleAt: rfc3339(where, fresh.staleAt),
    },
    next:
      next === null ? null : { at: rfc3339(where, next.at), to: next.to, because: next.because },
    outstanding: clause.outstanding,
    progress: clause.progress,
    limits: clause.limits,
    counts: clause.counts.map((count) => countJson(count, where)),
    restsOn: clause.restsOn.map(passageJson),
    at: placeJson(clause.at),
    requirementAt: placeJson(clause.requirementAt),
  };
}

/** A judged undertaking: what every clause has, and its two lights (`docs/cli-json.md`). */
export function undertakingJson(
  clause: AssessedUndertaking,
  where: Zone,
): { readonly [key: string]: Json } {
  const { performance, lights, late, level, occurrences, refusedChecks } = clause;
  return {
    ...clauseJson(clause, where),
    performance,
    lights: { performance: lights.performance, verification: lights.verification },
    late: late === null ? null : { count: late.count, unit: late.unit },
    level,
    occurrences:
      occurrences === null
        ? null
        : {
            performed: occurrences.performed,
            late: occurrences.late,
            overdue: occurrences.overdue,
            missed: occurrences.missed,
            nextEnds: rfc3339(where, occurrences.nextEnds),
          },
    refusedChecks: refusedChecks.map(({ check, by, since, why }) => {
      return { check, by, since: rfc3339(where, since), why };
    }),
  };
}

/** How a count stands; a number that is per cent of what was declared says so, and since when. */
export function countJson(count: CountStanding, where: Zone): Json {
  const { item, declared, estimate, counted, toGo, ships, countedUntil = null } = count;
  return {
    item,
    declared,
    estimate: estimate === null ? null : { low: estimate.low, high: estimate.high },
    counted: counted === null ? null : { low: counted.low, high: counted.high },
    reported: count.reported ?? null,
    bound: count.bound,
    asked: count.asked,
    toGo,
    inPercentOfDeclared: count.inPercentOfDeclared === true,
    countedUntil: rfc3339(where, countedUntil),
    ships: ships.map((ship) => ({
      vessel: ship.vessel,
      voyage: ship.voyage,
      declared: ship.declared,
      counted: ship.counted === null ? null : { low: ship.counted.low, high: ship.counted.high },
      standing: ship.standing,
    })),
  };
}

/** A passage that something rests on. */
export function passageJson({ instrument, passage }: PassageRef): Json {
  return { instrument, passage };
}

/** Where in which text something stands. */
export function placeJson(place: TextPlace | null): Json {
  if (place === null) return null;
  const { file, line, column, endLine, endColumn } = place;
  return { file, line, column, endLine, endColumn };
}
