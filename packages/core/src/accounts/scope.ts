import type { CountReport, Id } from "../evidence/index.ts";

/** What a figure of one class covers: where, aboard what, of which lot; all `null` for the class. */
export interface Scope {
  readonly place: Id | null;
  readonly vessel: string | null;
  readonly voyage: string | null;
  readonly lot: string | null;
}

/** Whether one place is the other, or holds it. */
export type Covers = (outer: Id, inner: Id) => boolean;

/** Where no text says which place holds which, each holds itself alone. */
export const ITSELF: Covers = (outer, inner) => outer === inner;

/** What a count, or a declaration of a number, covers. */
export function scopeOf(claim: Pick<CountReport, "place" | "vessel" | "voyage" | "lot">): Scope {
  const { place, vessel, voyage, lot } = claim;
  return { place, vessel, voyage, lot: lot ?? null };
}

/** A name for a scope. Aboard a vessel the place only says where it was: it is no part of it. */
export function scopeKey({ place, vessel, voyage, lot }: Scope): string {
  return JSON.stringify([vessel, voyage, vessel === null ? place : null, lot]);
}

/** Whether a scope is no part of another: a vessel, a lot, or a place beside the other. */
export function isDisjoint(one: Scope, other: Scope, covers: Covers): boolean {
  return !isWithin(one, other, covers) && !isWithin(other, one, covers);
}

/** Whether all that the inner scope covers may lie in the outer one. */
function isWithin(inner: Scope, outer: Scope, covers: Covers): boolean {
  if (outer.lot !== null && outer.lot !== inner.lot) return false;
  if (outer.vessel !== null) {
    if (inner.vessel !== outer.vessel) return false;
    return outer.voyage === null || inner.voyage === null || inner.voyage === outer.voyage;
  }
  if (outer.place === null) return outer.lot === null || inner.lot === outer.lot;
  return inner.place !== null && covers(outer.place, inner.place);
}

/** A name for a vessel and voyage; `null` where no vessel is named. */
export function voyageKey({ vessel, voyage }: Pick<Scope, "vessel" | "voyage">): string | null {
  return vessel === null ? null : JSON.stringify([vessel, voyage]);
}

/** The vessel and voyage behind such a name. */
export function voyageOfKey(key: string): {
  readonly vessel: string;
  readonly voyage: string | null;
} {
  const [vessel, voyage] = JSON.parse(key) as [string, string | null];
  return { vessel, voyage };
}

/**
 * How much the parts of a scope may come to by a figure of the whole of it. A figure of a voyage or
 * of a lot is of all of it, and so is one of what stands at a place for now. One without a place, or
 * of what has passed at a place so far, covers only what its report says that it covers; one of a
 * vessel that names no voyage may be of any of its voyages.
 */
export function bound(
  { vessel, voyage, lot, place }: Scope,
  high: number,
  { moves = false, covers = false }: { readonly moves?: boolean; readonly covers?: boolean } = {},
): number {
  const isAll =
    lot !== null || voyage !== null || (vessel === null && (covers || (moves && place !== null)));
  return isAll ? high : Number.POSITIVE_INFINITY;
}
