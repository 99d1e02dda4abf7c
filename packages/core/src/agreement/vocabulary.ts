import type { Id } from "../evidence/index.ts";
import type { Edition } from "./edition.ts";

/** What the names of an edition stand for: classes of things, places within places, who acts for whom. */
export interface Vocabulary {
  /** The least classes that a subject stands for: the items of a term, the kinds of a facility. */
  readonly leaves: (subject: Id) => readonly Id[];
  /** Whether one place is the other, or holds it. */
  readonly covers: (outer: Id, inner: Id) => boolean;
  readonly isDeclaredPlace: (place: Id) => boolean;
  readonly isArea: (place: Id) => boolean;
  /** The kinds of place that a text asks for: those of a class of kinds, or the one it names. */
  readonly placeKindsOf: (asked: string) => readonly string[];
  /** Declared places of a kind, or of a class of kinds; `null` for every place that is no area. */
  readonly placesOfKind: (placeKind: string | null) => readonly Id[];
  readonly membersOf: (group: Id) => readonly Id[];
  /** A party with the bodies that act for it. */
  readonly withAgents: (party: Id) => readonly Id[];
  /** Whether an item is measured, and not counted piece by piece. */
  readonly isMeasured: (item: Id) => boolean;
  /** The title of what an id declares; the id itself where nothing does. */
  readonly titleOf: (id: Id) => string;
}

/** Reads the vocabulary of an edition. */
export function vocabularyOf(edition: Edition): Vocabulary {
  const get = (id: Id) => edition.declarations.get(id)?.declaration;
  const all = [...edition.declarations.values()].map(({ declaration }) => declaration);
  const places = all.filter((one) => one.kind === "place");
  const bodies = all.filter((one) => one.kind === "body");
  const isArea = (id: Id) => {
    const place = get(id);
    return place?.kind === "place" && place.placeKind === "area";
  };
  const placeKindsOf = (asked: string) => {
    const named = get(asked as Id);
    return named?.kind === "place-class" ? named.placeKinds : [asked];
  };
  const isDeclaredPlace = (id: Id) => get(id)?.kind === "place";
  const leavesOf = new Map<Id, readonly Id[]>();
  return {
    leaves: (subject) => {
      const known = leavesOf.get(subject);
      if (known !== undefined) return known;
      const found = leaves(edition, subject, new Set());
      leavesOf.set(subject, found);
      return found;
    },
    isArea,
    placeKindsOf,
    isDeclaredPlace,
    covers: (outer, inner) => covers(edition, outer, inner),
    placesOfKind: (kind) =>
      places
        .filter(({ placeKind }) =>
          kind === null ? placeKind !== "area" : placeKindsOf(kind).includes(placeKind),
        )
        .map(({ id }) => id),
    membersOf: (group) => {
      const declared = get(group);
      return declared?.kind === "group" ? declared.members : [];
    },
    withAgents: (party) => [
      party,
      ...bodies.filter(({ actsFor }) => actsFor === party).map(({ id }) => id),
    ],
    isMeasured: (id) => {
      const item = get(id);
      return item?.kind === "item" && item.counted === "measured";
    },
    titleOf: (id) => {
      const declared = get(id);
      return declared === undefined || declared.kind === "acceptance" ? id : declared.title;
    },
  };
}

function leaves(edition: Edition, subject: Id, above: Set<Id>): readonly Id[] {
  const declared = edition.declarations.get(subject)?.declaration;
  // A class among its own members is refused by the language; here it must only not run for ever.
  if (above.has(subject)) return [];
  const below = new Set(above).add(subject);
  if (declared?.kind === "term" && declared.items.length > 0) {
    return unique(declared.items.flatMap((item) => leaves(edition, item, below)));
  }
  if (declared?.kind === "facility") {
    return unique([subject, ...declared.among.flatMap((one) => leaves(edition, one, below))]);
  }
  return [subject];
}

function covers(edition: Edition, outer: Id, inner: Id): boolean {
  let steps = 0;
  for (let place: Id | null = inner; place !== null && steps < 64; steps += 1) {
    if (place === outer) return true;
    const declared: unknown = edition.declarations.get(place)?.declaration;
    if (declared === undefined) return isAreaOf(edition, outer);
    place = (declared as { within?: Id | null }).within ?? null;
  }
  return false;
}

// A place that no text declares lies in every area: what is found counts until it is placed.
function isAreaOf(edition: Edition, outer: Id): boolean {
  const declared = edition.declarations.get(outer)?.declaration;
  return declared?.kind === "place" && declared.placeKind === "area";
}

function unique(ids: readonly Id[]): readonly Id[] {
  return [...new Set(ids)];
}
