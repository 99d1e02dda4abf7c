import type { EntryId, Id, Observation } from "../evidence/index.ts";
import { type Bits, opens, SHOWN, SHOWN_NOT, type Value, valueOfBits } from "../logic/index.ts";
import type { Form } from "./form.ts";
import { partsOfForm } from "./form-parts.ts";
import type { Family, NeedSet } from "./implicants.ts";
import { type Need, sayEach } from "./needs.ts";
import { type Prospect, type Supposition, supposedBits } from "./prospect.ts";
import { type Refusing, refusingIn } from "./refusing.ts";
import { Seeker } from "./seeker.ts";

/** One thing that would have to be shown. */
export interface Needed {
  /** The node that it would satisfy. */
  readonly node: string;
  /** What to show: `4 more missiles counted aboard departing ships`. */
  readonly ask: string;
  /** By what: `one report of A2 or better by count alongside`. */
  readonly by: string;
  /** What stands against it and must be overtaken. */
  readonly overtake: readonly EntryId[];
  /** Which of these are refusals, and whose. */
  readonly refused: readonly Refusing[];
}

/** One smallest set of findings that would open a gate (semantics, section 9). */
export interface Way {
  /** The number of packages of evidence. */
  readonly cost: number;
  /** What to show; members of one *every* stand in one line, each of which costs a package. */
  readonly needs: readonly Needed[];
}

/** *What would it take?* */
export interface Outstanding {
  readonly node: string;
  readonly value: Value;
  /** Nearest first; at most 20. Empty with `impossible` where no evidence could. */
  readonly ways: readonly Way[];
  readonly more: boolean;
  readonly impossible: readonly string[];
}

/** How many ways are told. */
export const MOST_WAYS = 20;

/**
 * *What would it take?* for a clause (`removal`) or a node of its explanation (`removal/1/2`).
 *
 * @returns `null` where there is no such node at that moment.
 */
export function outstandingAt(node: string, prospect: Prospect): Outstanding | null {
  const form = formAt(node, prospect);
  return form === null ? null : waysTo(form, prospect, node);
}

/** The ways to verify a form, the nearest first (ADR 0015). */
export function waysTo(form: Form, prospect: Prospect, node: string): Outstanding {
  const bits = prospect.settled(form);
  const value = valueOfBits(bits);
  if (opens(bits)) {
    return { node, value, ways: [{ cost: 0, needs: [] }], more: false, impossible: [] };
  }
  const { sets, needs, truncated, reasons } = implicantsOf(form, prospect, node);
  const ways = sets
    .map((set) => wayOf(set, needs, prospect))
    .sort((one, other) => one.cost - other.cost || compare(nameOf(one), nameOf(other)));
  return {
    node,
    value,
    ways: ways.slice(0, MOST_WAYS),
    more: ways.length > 0 && (truncated || ways.length > MOST_WAYS),
    impossible: ways.length === 0 ? reasons : [],
  };
}

/** The smallest sets of needs that verify a form, before they are put into words. */
export interface FoundImplicants {
  readonly sets: readonly NeedSet[];
  readonly needs: readonly Need[];
  readonly truncated: boolean;
  /** Why parts of it can never be shown. */
  readonly reasons: readonly string[];
}

/** Finds the prime implicants of a form: each verifies it, and none of its needs is to spare. */
export function implicantsOf(form: Form, prospect: Prospect, node: string): FoundImplicants {
  const seeker = new Seeker(prospect);
  const candidates = seeker.verified(form, node);
  const needs = seeker.needs.all;
  const packagesOf = Map.groupBy(
    needs.flatMap(({ atoms }, number) => atoms.map(({ key }) => ({ key, number }))),
    ({ key }) => key,
  );
  const verifies = (set: NeedSet) => {
    const supposed = supposedBits(form, prospect, {
      ...supposing(set, needs, packagesOf),
      statuses: broughtBy(set, seeker.statuses),
    });
    return supposed !== null && opens(supposed);
  };
  const found = new Map<string, NeedSet>();
  for (const candidate of candidates) {
    if (isSelfContradictory(candidate, needs) || !verifies(candidate)) continue;
    const prime = hasOverlap(candidate, needs) ? reduced(candidate, verifies) : candidate;
    found.set(prime.join(" "), prime);
  }
  const sets = [...found.values()].filter((set) => set.length > 0);
  return { sets, needs, truncated: seeker.truncated, reasons: seeker.reasons };
}

/** Drops each need without which the rest would do. */
function reduced(set: NeedSet, verifies: (set: NeedSet) => boolean): NeedSet {
  let kept = set;
  for (const need of set) {
    const without = kept.filter((one) => one !== need);
    if (without.length > 0 && verifies(without)) kept = without;
  }
  return kept;
}

/** Whether one atom is settled by two of the needs, so that one of them may be to spare. */
function hasOverlap(set: NeedSet, needs: readonly Need[]): boolean {
  const keys = set.flatMap((number) => needs[number]!.atoms.map(({ key }) => key));
  return new Set(keys).size < keys.length;
}

/** Whether it asks to show a thing and its contrary: no evidence does both at once. */
function isSelfContradictory(set: NeedSet, needs: readonly Need[]): boolean {
  const asked = new Map<string, string>();
  return set
    .flatMap((number) => needs[number]!.atoms)
    .some(({ predicate, negated }) => {
      const { state, ...matter } = { state: "", ...predicate };
      const key = JSON.stringify(matter);
      // "Not present" and "absent" are one side of one thing.
      const isPresence = predicate.kind === "presence";
      const stance = isPresence ? `${(state === "present") !== negated}` : `${state} ${negated}`;
      const other = asked.get(key) ?? stance;
      asked.set(key, stance);
      return other !== stance && predicate.kind !== "activity";
    });
}

/** What is supposed in supposing that some needs are met, their contraries included. */
function supposing(
  set: NeedSet,
  needs: readonly Need[],
  packagesOf: ReadonlyMap<string, readonly { readonly number: number }[]>,
): Supposition {
  const met = new Set(set);
  const atoms = new Map<string, Bits>();
  for (const number of set) {
    const { atoms: settled } = needs[number]!;
    for (const { key } of settled) {
      // A count lacks several things at once, and is shown only when it lacks none of them.
      const packages = settled.length > 1 ? [] : (packagesOf.get(key) ?? []);
      const lacksNone = packages.every(
        (one) => met.has(one.number) || needs[one.number]!.atoms.length > 1,
      );
      if (lacksNone) atoms.set(key, SHOWN);
      atoms.set(contraryKey(key), SHOWN_NOT);
    }
  }
  const cleared = new Set(set.flatMap((number) => needs[number]!.clears ?? []));
  return { atoms, cleared, statuses: new Set() };
}

/** The statuses that a set of needs brings about. */
function broughtBy(set: NeedSet, statuses: ReadonlyMap<Form, Family>): ReadonlySet<Form> {
  const met = new Set(set);
  return new Set(
    [...statuses].flatMap(([form, family]) =>
      family.some((needed) => needed.every((number) => met.has(number))) ? [form] : [],
    ),
  );
}

/** The key of the atom that asks the contrary of the same predicate. */
function contraryKey(key: string): string {
  const [predicate, criterion, negated, ...rest] = JSON.parse(key) as unknown[];
  return JSON.stringify([predicate, criterion, negated !== true, ...rest]);
}

function wayOf(set: NeedSet, needs: readonly Need[], prospect: Prospect): Way {
  const lines = new Map<string, Need[]>();
  for (const number of set) {
    const need = needs[number]!;
    const line = need.member === null ? `${number}` : `${need.member.node} ${need.by}`;
    lines.set(line, [...(lines.get(line) ?? []), need]);
  }
  const told = [...lines.values()].map((several): Needed => {
    const [first] = several as [Need, ...Need[]];
    if (several.length === 1) return needed(first);
    const members = several.map(({ member }) => member!.member);
    return {
      node: first.member!.node,
      ask: sayEach(first, members, prospect),
      by: `${first.by}, for each of the ${several.length}`,
      ...standingAgainst(several.flatMap(({ overtake }) => overtake)),
    };
  });
  return { cost: set.length, needs: told };
}

function needed({ node, ask, by, overtake }: Need): Needed {
  return { node, ask, by, ...standingAgainst(overtake) };
}

function standingAgainst(reports: readonly Observation[]): Pick<Needed, "overtake" | "refused"> {
  const each = [...new Set(reports)];
  return {
    overtake: each.map(({ id }) => id),
    refused: each.flatMap((one) => refusingIn(one) ?? []),
  };
}

function nameOf(way: Way): string {
  return way.needs.map(({ ask }) => ask).join("; ");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The form at a node, numbered as explanations number it. */
function formAt(node: string, prospect: Prospect): Form | null {
  const [clause, ...steps] = node.split("/");
  if (prospect.frame.clause(clause as Id) === undefined) return null;
  let form: Form | null = { kind: "clause", clause: clause as Id, negated: false };
  for (const step of steps) {
    const index: number = Number(step) - 1;
    form = form === null ? null : (partsOf(form, prospect)[index] ?? null);
  }
  return form;
}

function partsOf(form: Form, { frame, members }: Prospect): readonly Form[] {
  if (form.kind === "clause") return [frame.formOfClause(form.clause, form.negated)];
  return partsOfForm(form, frame, (domain) => members(domain).map((id) => ({ id })));
}
