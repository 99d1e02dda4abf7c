import type { Id } from "../evidence/index.ts";
import { type Bits, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import type { Atom, Form, QuantifiedForm } from "./form.ts";
import { isOpenDomain } from "./form-bits.ts";
import { ALREADY, type Family, Implicants, NEVER } from "./implicants.ts";
import { bitsOf } from "./judgment.ts";
import { type MemberOfEvery, Needs } from "./needs.ts";
import type { Prospect } from "./prospect.ts";
import { sayDomain, sayForm } from "./say-form.ts";

/**
 * What is sought of a form: that it be shown, or that it be not shown not. Verified is both, and
 * the two are sought apart, as the two bits are apart in every connective.
 */
type Goal = "shown" | "undoubted";

type StatusForm = Extract<Form, { kind: "status" }>;

/** How many parts of a condition are walked through before the search gives up. */
const MOST_STEPS = 30_000;

/** Seeks what would verify a form: clause references expanded, quantifiers over known members. */
export class Seeker {
  readonly #prospect: Prospect;
  readonly #implicants = new Implicants();
  readonly #made: Readonly<Record<Goal, Map<Form, Family>>> = {
    shown: new Map(),
    undoubted: new Map(),
  };
  /** What would bring each status about that was met. */
  readonly statuses = new Map<Form, Family>();
  /** The clauses that the search is in the middle of, in order. */
  readonly #open: { readonly key: string; readonly clause: Id }[] = [];
  /** The open clauses that were met again: what lies between is not to be kept. */
  readonly #met = new Set<string>();
  readonly #reasons = new Set<string>();
  #steps = 0;
  readonly needs: Needs;

  constructor(prospect: Prospect) {
    this.#prospect = prospect;
    this.needs = new Needs(prospect);
  }

  /** Whether some ways were left out. */
  get truncated(): boolean {
    return this.#implicants.truncated || this.#steps > MOST_STEPS;
  }

  /** Why parts of it can never be shown, a sentence each. */
  get reasons(): readonly string[] {
    if (this.#steps <= MOST_STEPS) return [...this.#reasons];
    return [...this.#reasons, "the condition is too large to be worked through"];
  }

  /** What would verify a form that an explanation numbers `node`. */
  verified(form: Form, node: string): Family {
    return this.#both(form, node, null);
  }

  #both(form: Form, node: string, member: MemberOfEvery | null): Family {
    return this.#implicants.together([
      this.#seek(form, "shown", node, member),
      this.#seek(form, "undoubted", node, member),
    ]);
  }

  #seek(form: Form, goal: Goal, node: string, member: MemberOfEvery | null): Family {
    const known = this.#made[goal].get(form);
    if (known !== undefined) return known;
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) return NEVER;
    const found = this.#sought(form, goal, node, member);
    // What was found on the way to a clause that is still open holds only on that way.
    if (this.#met.size === 0) this.#made[goal].set(form, found);
    return found;
  }

  #sought(form: Form, goal: Goal, node: string, member: MemberOfEvery | null): Family {
    switch (form.kind) {
      case "atom":
        return this.#atom(form.atom, goal, node, member);
      case "threshold":
        return this.#threshold(form, goal, node, member);
      case "blocker":
        return this.#blocker(form, node);
      case "clause":
        return this.#clause(form.clause, form.negated, goal, node);
      case "status":
        return this.#status(form, goal, node);
      case "level":
        return this.#sought(
          this.#prospect.frame.formOfLevel(form.clause, form.level, form.negated),
          goal,
          node,
          member,
        );
      case "quantified":
        return this.#quantified(form, goal, node);
      case "nothing":
        return goal === "undoubted" ? ALREADY : this.#never(this.#unrequired());
    }
  }

  #atom(atom: Atom, goal: Goal, node: string, member: MemberOfEvery | null): Family {
    if (this.#holds(atom, goal)) return ALREADY;
    return this.#needed(this.needs.ofAtom(atom, node, member));
  }

  #needed(numbers: readonly number[] | string): Family {
    if (typeof numbers === "string") return this.#never(numbers);
    return [[...numbers].sort((a, b) => a - b)];
  }

  #holds(atom: Atom, goal: Goal): boolean {
    const bits: Bits = bitsOf(this.#prospect.finding(atom).packed);
    return goal === "shown" ? (bits & SHOWN) !== 0 : (bits & SHOWN_NOT) === 0;
  }

  #threshold(
    form: Extract<Form, { kind: "threshold" }>,
    goal: Goal,
    node: string,
    member: MemberOfEvery | null,
  ): Family {
    if (form.whole !== undefined && form.as === "all") {
      const atoms = form.of.flatMap((one) => (one.kind === "atom" ? one.atom : []));
      if (atoms.every((atom) => this.#holds(atom, goal))) return ALREADY;
      return this.#needed(this.needs.ofWhole(form.whole, atoms, node, member));
    }
    if (form.of.length === 0) {
      return goal === "undoubted" ? ALREADY : this.#never("it asks nothing of anything");
    }
    // So many are shown, or so many are not shown not that fewer than n-k+1 are.
    return this.#implicants.atLeast(
      form.k,
      form.of.map((one, i) => this.#seek(one, goal, `${node}/${i + 1}`, null)),
    );
  }

  #blocker({ exception, negated }: Extract<Form, { kind: "blocker" }>, node: string): Family {
    if (negated) return this.#seek(exception, "shown", `${node}/1`, null);
    if ((this.#prospect.settled(exception) & SHOWN) === 0) return ALREADY;
    return this.#needed(this.needs.ofException(exception, node));
  }

  #clause(clause: Id, negated: boolean, goal: Goal, node: string): Family {
    const key = `${clause} ${negated} ${goal}`;
    const at = this.#open.findIndex((one) => one.key === key);
    if (at !== -1) {
      this.#met.add(key);
      // On its way to itself a clause gains nothing, and loses nothing either.
      return goal === "undoubted" ? ALREADY : this.#never(this.#circle(at));
    }
    this.#open.push({ key, clause });
    const form = this.#prospect.frame.formOfClause(clause, negated);
    const found = this.#seek(form, goal, `${node}/1`, null);
    this.#open.pop();
    this.#met.delete(key);
    return found;
  }

  #circle(at: number): string {
    const names = this.#open.slice(at).map(({ clause }) => clause);
    if (names.length === 1) return `${names[0]} waits on itself, so that it can never move`;
    const [first, ...rest] = names;
    const waits = [...rest, first].join(", which waits on ");
    return `a circular wait: ${first} waits on ${waits}, so that none can ever move`;
  }

  #status(form: StatusForm, goal: Goal, node: string): Family {
    const bits = this.#prospect.settled(form);
    if (goal === "undoubted") {
      const stands = (bits & SHOWN_NOT) !== 0 && form.negated && form.state === "breached";
      return stands ? this.#never(uncured(form.clause)) : ALREADY;
    }
    if ((bits & SHOWN) !== 0) return ALREADY;
    const said = sayForm(form, this.#prospect.frame);
    // That a status does not stand is not brought about by evidence; nor is that it lasts.
    if (form.negated || form.for !== null) return this.#never(`it opens only when ${said}`);
    const found = this.#brought(form, said, node);
    this.statuses.set(form, found);
    return found;
  }

  /** What would bring a status about: a report, an instant, or somebody's decision. */
  #brought(form: StatusForm, said: string, node: string): Family {
    const outlook = this.#prospect.outlook(form.clause, form.state);
    switch (outlook.kind) {
      case "for":
        return this.verified({ kind: "clause", clause: form.clause, negated: false }, node);
      case "against":
        return this.#seek(
          { kind: "clause", clause: form.clause, negated: true },
          "shown",
          node,
          null,
        );
      case "instant":
        return this.#needed(this.needs.ofStatus(form, node, outlook.say, "time alone"));
      case "decision": {
        const by = outlook.by.join(" or ");
        if (by === "") return this.#never(`it opens only when ${said}, and nobody may decide that`);
        return this.#needed(
          this.needs.ofStatus(form, node, `a decision to ${outlook.act} ${form.clause}`, by),
        );
      }
      case "never":
        return this.#never(outlook.why);
    }
  }

  #quantified(form: QuantifiedForm, goal: Goal, node: string): Family {
    const members = this.#prospect.members(form.domain);
    if (members.length === 0) {
      const said = sayDomain(form.domain, this.#prospect.frame.vocabulary);
      const reason = `no ${said} is known, and an empty domain verifies nothing`;
      return goal === "undoubted" ? ALREADY : this.#never(reason);
    }
    const bodies = members.map((member, i) => {
      const body = form.bodyOf(member);
      const within = form.every ? { node, form, member } : null;
      return this.#seek(body, goal, `${node}/${i + 1}`, within);
    });
    const some = form.every ? bodies.length : 1;
    const known = this.#implicants.atLeast(some, bodies);
    if (goal === "shown") {
      if (!form.every) return known;
      return this.#implicants.together([known, this.#closed(form, node, members.length)]);
    }
    // That nothing is left to find cannot be said against "some" while the domain is open.
    return form.every || this.#isClosed(form) ? known : ALREADY;
  }

  #isClosed(form: QuantifiedForm): boolean {
    if (form.coverage === null) return !isOpenDomain(form);
    return form.coverage.kind === "atom" && this.#holds(form.coverage.atom, "shown");
  }

  #closed(form: QuantifiedForm, node: string, members: number): Family {
    if (form.coverage !== null) {
      return this.#seek(form.coverage, "shown", `${node}/${members + 1}`, null);
    }
    if (!isOpenDomain(form)) return ALREADY;
    const said = sayForm(form, this.#prospect.frame);
    return this.#never(
      `"${said}": the text does not say how much of which area must be seen, so that it is never ` +
        "known whether there are others",
    );
  }

  #unrequired(): string {
    const clause = this.#open.at(-1)?.clause;
    const whose = clause === undefined ? "it" : `${clause}`;
    return `no text in force says what would verify ${whose}`;
  }

  #never(reason: string): Family {
    this.#reasons.add(reason);
    return NEVER;
  }
}

function uncured(clause: Id): string {
  return `${clause} stands breached until it is cured on the record`;
}
