import type { Domain } from "../../agreement/index.ts";
import { type Id, position } from "../../evidence/index.ts";
import { membersOf } from "../domain.ts";
import type { Atom, Form, QuantifiedForm } from "../form.ts";
import type { Frame } from "../frame.ts";
import { chronicleOf } from "../knowledge.ts";
import type { Input, InputRole, NetworkPlan, NodeIndex, PlannedNode } from "./network-plan.ts";

/**
 * What an atom of the network stands for: an atom of a requirement, weighed from evidence; a
 * member of an open domain, there once it is found; or a clause's breach, of which its life cycle
 * tells.
 */
export type Leaf =
  | { readonly kind: "evidence"; readonly atom: Atom }
  | { readonly kind: "member"; readonly domain: Domain; readonly member: Id }
  | { readonly kind: "breach"; readonly clause: Id };

/** The requirements of an edition, compiled. Leaf `i` is node `i` of the plan. */
export interface Compiled {
  readonly leaves: readonly Leaf[];
  readonly plan: NetworkPlan;
  /** The node of each clause that was compiled; referred clauses are among them. */
  readonly roots: ReadonlyMap<Id, NodeIndex>;
  /** Domains whose members are found on the record, so that the plan may have to grow. */
  readonly openDomains: readonly Domain[];
}

/** The members found so far of each open domain, by `domainKey`. */
export type FoundMembers = ReadonlyMap<string, ReadonlySet<Id>>;

/** Two domains with the same key range over the same members. */
export function domainKey(domain: Domain): string {
  return JSON.stringify(domain);
}

/**
 * Compiles what verifies the clauses of an edition into one network.
 *
 * @param found - members of open domains beyond those that the text declares.
 */
export function compile(frame: Frame, clauses: readonly Id[], found: FoundMembers): Compiled {
  return new Compiler(frame, found).run(clauses);
}

/** A node while the plan is drawn up: leaves and connectives are numbered apart. */
type Draft = { readonly leaf: number } | { readonly connective: number };

interface DraftInput {
  readonly draft: Draft;
  readonly role: InputRole;
}

interface Connective {
  k: number;
  inputs: readonly DraftInput[];
}

class Compiler {
  readonly #frame: Frame;
  readonly #found: FoundMembers;
  readonly #leaves: Leaf[] = [];
  readonly #leafOf = new Map<string, number>();
  readonly #connectives: Connective[] = [];
  readonly #clauses = new Map<string, Draft>();
  readonly #open = new Map<string, Domain>();
  #waiting: (() => void)[] = [];

  constructor(frame: Frame, found: FoundMembers) {
    this.#frame = frame;
    this.#found = found;
  }

  run(clauses: readonly Id[]): Compiled {
    const roots = clauses.map((id) => [id, this.#clause(id, false)] as const);
    // Clauses are opened when they are met and drawn up afterwards, so that cycles close.
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const draw of waiting) draw();
    }
    const leafCount = this.#leaves.length;
    const nodeOf = (draft: Draft) => ("leaf" in draft ? draft.leaf : leafCount + draft.connective);
    const inputOf = ({ draft, role }: DraftInput): Input => ({ node: nodeOf(draft), role });
    const connectives = this.#connectives.map(
      ({ k, inputs }): PlannedNode => ({ kind: "threshold", k, inputs: inputs.map(inputOf) }),
    );
    return {
      leaves: this.#leaves,
      plan: [...this.#leaves.map((): PlannedNode => ({ kind: "atom" })), ...connectives],
      roots: new Map(roots.map(([id, draft]) => [id, nodeOf(draft)])),
      openDomains: [...this.#open.values()],
    };
  }

  #clause(id: Id, negated: boolean): Draft {
    const key = JSON.stringify([id, negated]);
    const known = this.#clauses.get(key);
    if (known !== undefined) return known;
    const root = this.#connective(1, []);
    this.#clauses.set(key, root);
    this.#waiting.push(() => {
      const draft = this.#form(this.#frame.formOfClause(id, negated));
      this.#define(root, 1, [{ draft, role: "counts" }]);
    });
    return root;
  }

  #connective(k: number, inputs: readonly DraftInput[]): Draft {
    return { connective: this.#connectives.push({ k, inputs }) - 1 };
  }

  #define(draft: Draft, k: number, inputs: readonly DraftInput[]): void {
    if ("connective" in draft) this.#connectives[draft.connective] = { k, inputs };
  }

  #leaf(key: string, leaf: Leaf): Draft {
    const known = this.#leafOf.get(key);
    if (known !== undefined) return { leaf: known };
    const index = this.#leaves.push(leaf) - 1;
    this.#leafOf.set(key, index);
    return { leaf: index };
  }

  #form(form: Form): Draft {
    switch (form.kind) {
      case "atom":
        return this.#leaf(`atom ${form.atom.key}`, { kind: "evidence", atom: form.atom });
      case "threshold":
        return this.#connective(
          form.k,
          form.of.map((one) => this.#input(one)),
        );
      case "blocker":
      case "status":
        return this.#connective(1, [this.#input(form)]);
      case "level":
        return this.#form(this.#frame.formOfLevel(form.clause, form.level, form.negated));
      case "clause":
        return this.#clause(form.clause, form.negated);
      case "quantified":
        return this.#quantified(form);
      case "nothing":
        return this.#connective(1, []);
    }
  }

  /** A form as an input: exceptions and breaches play a part of their own. */
  #input(form: Form): DraftInput {
    if (form.kind === "blocker") {
      return { draft: this.#form(form.exception), role: form.negated ? "admits" : "blocks" };
    }
    if (form.kind === "status") {
      const { clause } = form;
      const draft = this.#leaf(`breach ${clause}`, { kind: "breach", clause });
      return { draft, role: form.negated ? "contrary" : "counts" };
    }
    return { draft: this.#form(form), role: "counts" };
  }

  /**
   * A quantifier: all, or one, of its members, each of which counts only once it is found, and
   * what closes the domain beside them (semantics, section 6).
   */
  #quantified(form: QuantifiedForm): Draft {
    const { domain, every } = form;
    const closes: InputRole = every ? "closes-every" : "closes-some";
    const inputs: DraftInput[] = [];
    const declared = this.#declaredOf(domain);
    for (const member of declared) inputs.push(this.#input(form.bodyOf(member)));
    const found: DraftInput[] = [];
    for (const member of this.#foundOf(domain, declared)) {
      const there = this.#leaf(`member ${domainKey(domain)} ${member}`, {
        kind: "member",
        domain,
        member,
      });
      const body = this.#input(form.bodyOf(member));
      const gate: DraftInput = { draft: there, role: every ? "blocks" : "admits" };
      inputs.push({ draft: this.#connective(every ? 1 : 2, [body, gate]), role: "counts" });
      found.push({ draft: there, role: "counts" });
    }
    // A domain that is empty, or that nothing closes, verifies nothing.
    if (declared.length === 0) inputs.push({ draft: this.#connective(1, found), role: closes });
    if (form.coverage !== null) {
      inputs.push({ draft: this.#form(form.coverage), role: closes });
    } else if (domain.kind === "places" && !domain.declaredOnly) {
      inputs.push({ draft: this.#connective(1, []), role: "counts" });
    }
    return this.#connective(every ? inputs.length : 1, inputs);
  }

  #declaredOf(domain: Domain): readonly Id[] {
    const nothing = chronicleOf([]);
    return membersOf(domain, this.#frame, nothing, position(0)).map(({ id }) => id);
  }

  #foundOf(domain: Domain, declared: readonly Id[]): readonly Id[] {
    const isOpen = domain.kind === "places" ? !domain.declaredOnly : domain.kind === "reported";
    if (!isOpen) return [];
    const key = domainKey(domain);
    this.#open.set(key, domain);
    return [...(this.#found.get(key) ?? [])].filter((id) => !declared.includes(id));
  }
}
