/** What the names of an edition stand for, by the reference: classes, places, agents. */
import type { Declaration } from "../../src/agreement/index.ts";
import type { Id } from "../../src/evidence/index.ts";

/** The declarations of an edition, under their ids. */
export type Declarations = ReadonlyMap<Id, Declaration>;

/** The least classes that a subject stands for; a facility stands for itself as well. */
export function leavesOf(names: Declarations, subject: Id, above: readonly Id[] = []): Id[] {
  if (above.includes(subject)) return [];
  const declared = names.get(subject);
  const below = [...above, subject];
  const of = (ids: readonly Id[]) => ids.flatMap((id) => leavesOf(names, id, below));
  if (declared?.kind === "term" && declared.items.length > 0)
    return [...new Set(of(declared.items))];
  if (declared?.kind === "facility") return [...new Set([subject, ...of(declared.among)])];
  return [subject];
}

/** Whether `outer` is `inner` or holds it; what no text places lies in every area (ADR 0011). */
export function holds(names: Declarations, outer: Id, inner: Id, steps = 0): boolean {
  if (outer === inner) return true;
  if (steps > 64) return false;
  const declared = names.get(inner);
  if (declared === undefined) {
    const area = names.get(outer);
    return area?.kind === "place" && area.placeKind === "area";
  }
  if (declared.kind !== "place" || declared.within === null) return false;
  return holds(names, outer, declared.within, steps + 1);
}

/** Whether two places have any ground in common. */
export function touch(names: Declarations, one: Id, other: Id): boolean {
  return holds(names, one, other) || holds(names, other, one);
}

/** Parties with every body that acts for one of them; a group stands for its members. */
export function withAgents(names: Declarations, parties: readonly Id[]): ReadonlySet<Id> {
  const all = new Set(parties.flatMap((party) => [party, ...membersOf(names, party)]));
  for (const declared of names.values()) {
    if (declared.kind === "body" && declared.actsFor !== null && all.has(declared.actsFor)) {
      all.add(declared.id);
    }
  }
  return all;
}

/** The members of a group; none of what is no group. */
export function membersOf(names: Declarations, group: Id): readonly Id[] {
  const declared = names.get(group);
  return declared?.kind === "group" ? declared.members : [];
}

/** Every party of the agreement. */
export function partiesOf(names: Declarations): readonly Id[] {
  return [...names.values()].filter(({ kind }) => kind === "party").map(({ id }) => id);
}

/** Whether a kind of place is of the kind asked: a class of kinds stands for each of them. */
export function isOfKind(names: Declarations, kind: string | null, asked: string | null): boolean {
  if (asked === null) return kind !== "area";
  const declared = names.get(asked as Id);
  if (declared?.kind === "place-class") return kind !== null && declared.placeKinds.includes(kind);
  return kind === asked;
}

/** The declared places of a kind; areas are none, unless areas are asked for. */
export function placesOf(names: Declarations, asked: string | null): readonly Id[] {
  return [...names.values()].flatMap((one) =>
    one.kind === "place" && isOfKind(names, one.placeKind, asked) ? [one.id] : [],
  );
}
