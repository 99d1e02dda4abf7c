import type { Seal } from "../../entries/index.ts";
import type { ShownPlace, ShownPlaces } from "./judge-opening.ts";

/** How far a seal has been opened. */
export interface SealAccount {
  /** All places that were committed to, filled or not. */
  readonly places: number;
  /** The items that were shown, each once. */
  readonly items: readonly ShownPlace[];
  /** Places that were shown to be empty. */
  readonly empty: number;
  /** Places that are still sealed: their number is all that is known of them. */
  readonly sealed: number;
  /** The sites of which every place is shown. */
  readonly wholeSites: readonly string[];
  /** Whether every place is shown, so that nothing is held back. */
  readonly isComplete: boolean;
  /** Items that two places declare; a declaration names each once. */
  readonly declaredTwice: readonly string[];
}

/**
 * What is known of a seal from its openings, those that were refused left out. Places that are
 * shown and places that are sealed add up to what was committed to.
 */
export function accountOf(seal: Seal, openings: readonly ShownPlaces[]): SealAccount {
  const shown = new Map<number, ShownPlace>();
  // One place has one content: two that lead to one root would be a collision of SHA-256.
  for (const { places } of openings) for (const place of places) shown.set(place.index, place);
  const places = seal.sites * seal.itemsPerSite;
  const items = [...shown.values()]
    .filter(({ id }) => id !== null)
    .sort((a, b) => a.index - b.index);
  const ids = items.map(({ id }) => id as string);
  return {
    places,
    items,
    empty: shown.size - items.length,
    sealed: places - shown.size,
    wholeSites: wholeSites(seal, [...shown.values()]),
    isComplete: shown.size === places,
    declaredTwice: [...Map.groupBy(ids, (id) => id)].flatMap(([id, all]) =>
      all.length > 1 ? [id] : [],
    ),
  };
}

/** The sites that have been shown whole, in one opening or in several. */
function wholeSites(seal: Seal, shown: readonly ShownPlace[]): readonly string[] {
  const sites = Map.groupBy(shown, ({ index }) => Math.floor(index / seal.itemsPerSite));
  return [...sites.values()].flatMap((places) => {
    const site = places[0]?.site ?? null;
    return site !== null && places.length === seal.itemsPerSite ? [site] : [];
  });
}
