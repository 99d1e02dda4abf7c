import { type AtomCondition, EACH, type Vocabulary } from "../agreement/index.ts";
import { type Criterion, type Id, type Observation, seenUntil } from "../evidence/index.ts";
import { SHOWN } from "../logic/index.ts";
import type { Atom, Form, QuantifiedForm } from "./form.ts";
import { bitsOf } from "./judgment.ts";
import { sayAtom } from "./label.ts";
import type { Prospect } from "./prospect.ts";
import { sayForm } from "./say-form.ts";
import { countNeeds, sayPackage } from "./say-need.ts";

/** One package of evidence that is needed, with what it would settle. */
export interface Need {
  readonly node: string;
  readonly ask: string;
  readonly by: string;
  readonly overtake: readonly Observation[];
  /** The atoms that it shows beyond doubt; several where one report speaks of a whole term. */
  readonly atoms: readonly Atom[];
  /** The exception that it clears away; `null` where it shows something. */
  readonly clears: Form | null;
  /** The member of the *every* around it, so that a reader is told of all members in a line. */
  readonly member: MemberOfEvery | null;
}

/** Where in which quantifier a need arises. */
export interface MemberOfEvery {
  readonly node: string;
  readonly form: QuantifiedForm;
  readonly member: Id;
}

/** The needs that have come up so far, each under one number. */
export class Needs {
  readonly #prospect: Prospect;
  readonly #numbers = new Map<string, number>();
  readonly all: Need[] = [];

  constructor(prospect: Prospect) {
    this.#prospect = prospect;
  }

  /** The numbers of what an atom needs; `null` with the reason where no evidence could show it. */
  ofAtom(atom: Atom, node: string, member: MemberOfEvery | null): readonly number[] | string {
    const { vocabulary } = this.#prospect.frame;
    const barred = neverShown(atom, vocabulary);
    if (barred !== null) return barred;
    const finding = this.#prospect.finding(atom);
    const { predicate, criterion } = atom;
    const made = { node, overtake: this.#against(atom), atoms: [atom], clears: null };
    if (predicate.kind === "count" && finding.count !== null && !atom.negated) {
      const lacking = countNeeds(predicate, criterion, finding.count, atom.owing, vocabulary);
      return lacking.map(({ what, ask, by }) =>
        this.#number(`${atom.key} ${what}`, { ...made, ask, by, member: null }),
      );
    }
    const ask = sayAtom(atom, vocabulary);
    const by = sayPackage(criterion, vocabulary);
    return [this.#shared(packageKey(atom), { ...made, ask, by, member })];
  }

  /** What shows a whole term at once: a report on the term speaks of each of its classes. */
  ofWhole(
    whole: AtomCondition,
    atoms: readonly Atom[],
    node: string,
    member: MemberOfEvery | null,
  ): readonly number[] | string {
    const { vocabulary } = this.#prospect.frame;
    const barred = atoms.map((atom) => neverShown(atom, vocabulary)).find((one) => one !== null);
    if (barred != null) return barred;
    const key = JSON.stringify(["whole", ...atoms.map((atom) => atom.key)]);
    return [
      this.#number(key, {
        node,
        ask: sayAtom({ predicate: whole.predicate, negated: false }, vocabulary),
        by: sayPackage(whole.criterion, vocabulary),
        overtake: [...new Set(atoms.flatMap((atom) => this.#against(atom)))],
        atoms,
        clears: null,
        member,
      }),
    ];
  }

  /** What it takes that an exception which is shown stands no longer. */
  ofException(exception: Form, node: string): readonly number[] {
    const { frame } = this.#prospect;
    const said = sayForm(exception, frame);
    return [
      this.#number(`exception ${node}`, {
        node,
        ask: `the exception must not stand: ${said}`,
        by: "later evidence of the contrary that alone meets the standard",
        overtake: this.#shownBy(exception),
        atoms: [],
        clears: exception,
        member: null,
      }),
    ];
  }

  /** What brings a status about that no evidence shows: an instant, or a decision. */
  ofStatus(form: Form, node: string, ask: string, by: string): readonly number[] {
    const need = { node, ask, by, overtake: [], atoms: [], clears: null, member: null };
    return [this.#number(`status ${JSON.stringify(form)}`, need)];
  }

  /** Two conditions on two sides of one thing are shown by one report. */
  #shared(key: string, need: Need): number {
    const number = this.#number(key, need);
    const known = this.all[number]!;
    const isNew = need.atoms.some(({ key: atom }) => !known.atoms.some((one) => one.key === atom));
    if (isNew) this.all[number] = { ...known, atoms: [...known.atoms, ...need.atoms] };
    return number;
  }

  #number(key: string, need: Need): number {
    const known = this.#numbers.get(key) ?? this.all.push(need) - 1;
    this.#numbers.set(key, known);
    return known;
  }

  /** What stands against an atom at the doubt standard and would have to be overtaken. */
  #against(atom: Atom): readonly Observation[] {
    const { weighing, count, againstLevel } = this.#prospect.finding(atom);
    if (againstLevel < atom.criterion.doubt) return [];
    const { exhibits, observations, excluded } = this.#prospect.evidence(atom);
    if (count !== null) {
      const counts = [...observations, ...excluded.map(({ observation }) => observation)];
      return counts
        .filter((one) => one.report.kind === "count" && one.report.allDepartures)
        .filter((one) => seenUntil(one) <= this.#prospect.asOf);
    }
    return observations.filter(
      (_, i) => exhibits[i]!.side === "against" && isHeard(weighing.fates[i]!),
    );
  }

  #shownBy(form: Form): readonly Observation[] {
    if (form.kind === "threshold") return form.of.flatMap((one) => this.#shownBy(one));
    if (form.kind !== "atom") return [];
    const { packed, weighing } = this.#prospect.finding(form.atom);
    if ((bitsOf(packed) & SHOWN) === 0) return [];
    const { exhibits, observations } = this.#prospect.evidence(form.atom);
    return observations.filter(
      (_, i) => exhibits[i]!.side === "for" && isHeard(weighing.fates[i]!),
    );
  }
}

/** What one report would show: that a thing is at a place, or that it is not, however asked. */
function packageKey({ key, predicate, criterion, negated, self }: Atom): string {
  if (predicate.kind !== "presence") return key;
  const isPresent = (predicate.state === "present") !== negated;
  const { subject, place } = predicate;
  return JSON.stringify(["presence", subject, place, isPresent, criterion, self]);
}

function isHeard(fate: string): boolean {
  return fate === "speaks" || fate === "same-source";
}

/** Why no evidence could ever show an atom; `null` where some could. */
export function neverShown(
  atom: { readonly predicate: Atom["predicate"] } & {
    readonly criterion: Criterion;
    readonly self: readonly Id[];
  },
  vocabulary: Vocabulary,
): string | null {
  const { predicate, criterion, self } = atom;
  if (predicate.kind === "open-term") {
    return `${vocabulary.titleOf(predicate.term)} is an open term: it must be settled first`;
  }
  const { eligibility } = criterion;
  if (eligibility === null || eligibility.of.length === 0) return null;
  const able = eligibility.of.filter((one) => !eligibility.notOf.includes(one));
  const said = sayAtom({ predicate, negated: false }, vocabulary);
  if (able.length === 0) return `nobody may observe ${said}: who may is also excluded`;
  const owed = predicate.kind !== "statement" && able.every((one) => self.includes(one));
  return owed ? `only who owes it may observe ${said}, and its own word verifies nothing` : null;
}

/** Says for all members of an *every* at once what is asked of each. */
export function sayEach(need: Need, members: readonly Id[], prospect: Prospect): string {
  const { vocabulary } = prospect.frame;
  const { form } = need.member!;
  const each = form.bodyOf(EACH);
  const predicate =
    each.kind === "atom"
      ? each.atom.predicate
      : each.kind === "threshold"
        ? each.whole?.predicate
        : undefined;
  if (predicate === undefined) return need.ask;
  const names = members.map(vocabulary.titleOf);
  const listed =
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const titleOf: Vocabulary["titleOf"] = (id) => (id === EACH ? listed : vocabulary.titleOf(id));
  const negated = each.kind === "atom" && each.atom.negated;
  return sayAtom({ predicate, negated }, { ...vocabulary, titleOf });
}
