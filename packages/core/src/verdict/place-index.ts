import type { Declaration, Edition } from "../agreement/index.ts";
import { addTo, type Id } from "../evidence/index.ts";

/** Places within places are followed no further than the vocabulary follows them. */
const MOST_PLACES = 64;

/**
 * What is about a place, found by any place that holds it or lies in it. What is about no place in
 * particular may be about any.
 */
export class PlaceIndex<One> {
  readonly #edition: Edition;
  readonly #areas: readonly Id[];
  readonly #all: One[] = [];
  readonly #anywhere: One[] = [];
  readonly #at = new Map<Id, One[]>();
  /** By every place that holds the place it is about, that place included. */
  readonly #within = new Map<Id, One[]>();

  constructor(edition: Edition) {
    this.#edition = edition;
    this.#areas = [...edition.declarations.values()].flatMap(({ declaration }) =>
      declaration.kind === "place" && declaration.placeKind === "area" ? [declaration.id] : [],
    );
  }

  add(place: Id | null, one: One): void {
    this.#all.push(one);
    if (place === null) {
      this.#anywhere.push(one);
      return;
    }
    addTo(this.#at, place, one);
    for (const outer of this.#chainOf(place)) addTo(this.#within, outer, one);
  }

  /** All that may be about a place, or a part of it, or what holds it. */
  touching(place: Id | null): readonly One[] {
    if (place === null) return this.#all;
    const outer = this.#chainOf(place).filter((one) => one !== place);
    return [
      ...this.#anywhere,
      ...(this.#within.get(place) ?? []),
      ...outer.flatMap((one) => this.#at.get(one) ?? []),
    ];
  }

  /** A place and all that hold it; one that no text declares may lie in any area. */
  #chainOf(place: Id): readonly Id[] {
    const chain: Id[] = [place];
    for (let at: Id | null = place; at !== null && chain.length <= MOST_PLACES; ) {
      const declared: Declaration | undefined = this.#edition.declarations.get(at)?.declaration;
      if (declared?.kind !== "place") return [...new Set([...chain, ...this.#areas])];
      at = declared.within;
      if (at !== null) chain.push(at);
    }
    return chain;
  }
}
