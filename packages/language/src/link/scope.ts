import type { DeclaredName } from "./symbols.ts";
import { namesOf } from "./symbols.ts";
import type { Head, TextUnit } from "./units.ts";

/** What the references of one text can mean. */
export interface Scope {
  readonly names: ReadonlyMap<string, DeclaredName>;
  /** What only an amendment declares, where the text itself cannot count on it. */
  readonly amendments: ReadonlyMap<string, DeclaredName>;
  /** The ids that an amendment can replace: those of what it amends, and what others add to it. */
  readonly replaceable: ReadonlySet<string>;
  /** Whether all that the text builds on was given; otherwise what is missing may be there. */
  readonly complete: boolean;
}

/** The agreement, reading or amendment that a text is of; `null` for an agreement. */
export function baseIdOf(head: Head): string | null {
  return head.$type === "AgreementHead" ? null : (head.of?.$refText ?? "");
}

/**
 * The scope of a text: an agreement sees itself; a reading also sees the agreement it is of; an
 * amendment sees the text that it amends, all that that builds on, and what every amendment of
 * those adds, since the record and not the file says in which order they come into force.
 */
export function scopeOf(unit: TextUnit, units: readonly TextUnit[]): Scope {
  const chain = chainOf(unit, units);
  const bases = chain.units.filter(({ head }) => head?.$type !== "AmendmentHead");
  const baseIds = new Set(bases.map(({ head }) => head?.name));
  const isAmending = (one: TextUnit) =>
    one.head?.$type === "AmendmentHead" && baseIds.has(baseIdOf(one.head) ?? "");
  const amending = units.filter(isAmending);
  const seesAmendments = unit.head?.$type === "AmendmentHead";
  const seen = seesAmendments ? [...bases, ...amending] : bases;
  const names = new Map<string, DeclaredName>();
  for (const text of units) {
    const entry = text.headEntry;
    for (const name of entry === null ? [] : namesOf(text.file, entry)) names.set(name.id, name);
  }
  const others = seen.filter((one) => one !== unit).flatMap((one) => one.names);
  const replaceable = new Set(others.map(({ id }) => id));
  // The own names come last, so that a reading's own version of a term is the one it speaks of.
  for (const one of [...seen, unit]) for (const name of one.names) names.set(name.id, name);
  const amendments = new Map(amending.flatMap((one) => one.names.map((name) => [name.id, name])));
  return { names, amendments, replaceable, complete: chain.complete };
}

function chainOf(
  unit: TextUnit,
  units: readonly TextUnit[],
): { readonly units: readonly TextUnit[]; readonly complete: boolean } {
  const chain: TextUnit[] = [];
  let current: TextUnit | undefined = unit;
  while (current !== undefined && !chain.includes(current)) {
    chain.push(current);
    if (current.head === null) return { units: chain, complete: current.headEntry === null };
    const of = baseIdOf(current.head);
    if (of === null) return { units: chain.reverse(), complete: true };
    current = units.find(({ head }) => head?.name === of);
  }
  return { units: chain.reverse(), complete: false };
}

/** The agreement on which a text is built, or `null` where it was not given. */
export function agreementOf(unit: TextUnit, units: readonly TextUnit[]): TextUnit | null {
  const { units: chain } = chainOf(unit, units);
  return chain.find(({ head }) => head?.$type === "AgreementHead") ?? null;
}
