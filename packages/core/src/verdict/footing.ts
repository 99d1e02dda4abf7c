import type { Id } from "../evidence/index.ts";
import type { Atom, Form, QuantifiedForm } from "./form.ts";
import { partsOfForm } from "./form-parts.ts";
import type { Frame } from "./frame.ts";
import type { Matters, Turned, Turns } from "./matters.ts";

/**
 * Says since when nothing that a clause rests on has become known: between two such positions its
 * history is the same, whatever else is recorded. What is decided bears on every clause and is not
 * counted here (`Chronicle.decided`).
 */
export class Footings {
  readonly frame: Frame;
  readonly matters: Matters;
  readonly #made = new Map<Id, Footing>();

  constructor(frame: Frame, matters: Matters) {
    this.frame = frame;
    this.matters = matters;
  }

  /** The last position below another at which anything that a clause rests on became known, or -1. */
  lastTurn(clause: Id, knownAt: number): number {
    const footing = this.#footingOf(clause);
    // As all is known now it has been told of its last turn; before that, every one is looked up.
    if (footing.last < knownAt) return footing.last;
    let last = -1;
    for (const turns of this.#turnsOf(footing)) last = Math.max(last, turns.lastBelow(knownAt));
    return last;
  }

  /** Every position, ascending, at which anything that a clause rests on became known. */
  turnsOf(clause: Id): readonly number[] {
    const all = new Set(this.#turnsOf(this.#footingOf(clause)).flatMap(({ at }) => at));
    return [...all].sort((a, b) => a - b);
  }

  #turnsOf({ atoms, quantifiers, clauses }: Footing): readonly Turns[] {
    return [
      ...[...atoms.values()].map((atom) => this.matters.matterOf(atom).turns),
      ...[...quantifiers].map(({ domain }) => this.matters.findsOf(domain).turns),
      ...[...clauses].map((one) => this.matters.turnsOfSaid(one)),
    ];
  }

  #footingOf(clause: Id): Footing {
    const known = this.#made.get(clause);
    this.matters.follow();
    if (known !== undefined) {
      known.follow();
      return known;
    }
    const footing = new Footing(this.frame, this.matters);
    this.#made.set(clause, footing);
    footing.clause(clause);
    footing.follow();
    return footing;
  }
}

/** All that a clause rests on, itself or through other clauses, as more and more is found. */
class Footing implements Turned {
  last = -1;
  readonly atoms = new Map<string, Atom>();
  /** What speaks of each member of a domain: of as many as were ever reported. */
  readonly quantifiers = new Set<QuantifiedForm>();
  readonly clauses = new Set<Id>();
  readonly #frame: Frame;
  readonly #matters: Matters;
  /** Of each quantifier, the members whose forms were gone through. */
  readonly #met = new Map<QuantifiedForm, Set<Id>>();

  constructor(frame: Frame, matters: Matters) {
    this.#frame = frame;
    this.#matters = matters;
  }

  clause(id: Id): void {
    if (this.clauses.has(id)) return;
    this.clauses.add(id);
    this.#matters.turnsOfSaid(id).tell(this);
    for (const form of this.#frame.formsOf(id)) this.#form(form);
  }

  /** Goes through the members of domains that have been found since. */
  follow(): void {
    for (const form of this.quantifiers) {
      const { members } = this.#matters.findsOf(form.domain);
      const met = this.#met.get(form) ?? new Set<Id>();
      this.#met.set(form, met);
      if (met.size === members.size) continue;
      for (const member of members) {
        if (met.has(member)) continue;
        met.add(member);
        this.#form(form.bodyOf(member));
      }
    }
  }

  #form(form: Form): void {
    if (form.kind === "atom") {
      this.atoms.set(form.atom.key, form.atom);
      this.#matters.matterOf(form.atom).turns.tell(this);
    }
    if (form.kind === "quantified") {
      this.quantifiers.add(form);
      this.#matters.findsOf(form.domain).turns.tell(this);
    }
    if (form.kind === "clause" || form.kind === "status") this.clause(form.clause);
    // The members of a domain are followed as they are found.
    for (const one of partsOfForm(form, this.#frame, () => [])) this.#form(one);
  }
}
