import type { PassageRef, TextPlace } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import type { Explanation } from "./explanation.ts";
import type { Atom, Form } from "./form.ts";
import type { FormHistory } from "./form-history.ts";
import type { Frame } from "./frame.ts";
import type { Segment } from "./history.ts";
import { type Packed, unpack, wordsOf } from "./judgment.ts";
import { sayAtom, sayCriterion } from "./label.ts";
import { reasonsOf } from "./reasons.ts";
import { sayException } from "./say-exception.ts";
import { sayForm } from "./say-form.ts";
import { valueAt } from "./steps.ts";

/**
 * The tree from a clause's verdict down to the observations and passages that it rests on, as of
 * an instant (semantics, section 9, *why*).
 *
 * @returns `null` where no text in force has such a clause.
 */
export function explainClause(segment: Segment, id: Id, asOf: Instant): Explanation | null {
  const clause = segment.frame.clause(id);
  if (clause === undefined) return null;
  return new Telling(segment, asOf).clause(id, id, new Set());
}

/** Finds a node of an explanation by its path: `removal/1/3`. */
export function findNode(tree: Explanation, node: string): Explanation | null {
  if (tree.node === node) return tree;
  for (const child of tree.children) {
    const found = node.startsWith(child.node) ? findNode(child, node) : null;
    if (found !== null) return found;
  }
  return null;
}

/** What a node of the tree says of itself, before its children. */
interface Said {
  readonly node: string;
  readonly kind: Explanation["kind"];
  readonly label: string;
  readonly packed: Packed;
}

class Telling {
  readonly #frame: Frame;
  readonly #history: FormHistory;
  readonly #asOf: Instant;

  constructor(segment: Segment, asOf: Instant) {
    this.#frame = segment.frame;
    this.#history = segment.history;
    this.#asOf = asOf;
  }

  clause(node: string, id: Id, above: ReadonlySet<Id>): Explanation {
    const clause = this.#frame.clause(id);
    const form = this.#frame.formOfClause(id, false);
    const required = this.#frame.edition.requirements.get(id);
    const packed = valueAt(this.#history.clause(id, false), this.#asOf);
    const label = clause?.title ?? id;
    const told = { node, kind: "clause", label, packed } as const;
    const source = {
      restsOn: clause?.restsOn ?? [],
      at: required?.requirement.at ?? clause?.at ?? null,
      text: required?.text ?? this.#frame.edition.declarations.get(id)?.text ?? null,
    };
    // A clause that waits on itself is told once; the second time it is only named.
    if (above.has(id)) return this.#told(told, [], source);
    const child = this.#form(`${node}/1`, form, new Set(above).add(id));
    return this.#told(told, [child], source);
  }

  #form(node: string, form: Form, above: ReadonlySet<Id>): Explanation {
    const packed = this.#packed(form);
    const children = (forms: readonly Form[]) =>
      forms.map((one, i) => this.#form(`${node}/${i + 1}`, one, above));
    switch (form.kind) {
      case "atom":
        return this.#atom(node, form.atom, packed);
      case "threshold": {
        const label =
          form.whole === undefined
            ? thresholdLabel(form.as, form.k, form.of.length)
            : sayForm(form, this.#frame);
        return this.#told({ node, kind: form.as, label, packed }, children(form.of));
      }
      case "blocker": {
        const label = sayException(form.exception, this.#history, this.#asOf);
        const told = this.#told(
          { node, kind: "exception", label, packed },
          children([form.exception]),
        );
        // How well the exception itself is supported; that it blocks nothing is no finding.
        return { ...told, words: wordsOf(unpack(this.#packed(form.exception))) };
      }
      case "clause":
        return form.negated
          ? this.#told({ node, kind: "not", label: `${form.clause} is not verified`, packed }, [
              this.#form(`${node}/1`, this.#frame.formOfClause(form.clause, true), above),
            ])
          : this.clause(node, form.clause, above);
      case "status": {
        const label = sayForm(form, this.#frame);
        return this.#told({ node, kind: form.negated ? "not" : "clause", label, packed }, []);
      }
      case "level": {
        const label = sayForm(form, this.#frame);
        const child = this.#frame.formOfLevel(form.clause, form.level, form.negated);
        return this.#told({ node, kind: "all", label, packed }, children([child]));
      }
      case "quantified": {
        const members = this.#history
          .members(form.domain)
          .filter(({ from }) => from <= this.#asOf)
          .map(({ id }) => form.bodyOf(id));
        const parts = form.coverage === null ? members : [...members, form.coverage];
        const label = sayForm(form, this.#frame);
        const kind = form.every ? "every" : "some";
        return this.#told({ node, kind, label, packed }, children(parts));
      }
      case "nothing":
        return this.#told(
          {
            node,
            kind: "no-requirement",
            label: "no text in force says what would verify it",
            packed,
          },
          [],
        );
    }
  }

  #atom(node: string, atom: Atom, packed: Packed): Explanation {
    const { evidence } = this.#history.atom(atom);
    const vocabulary = this.#frame.vocabulary;
    const asked = sayCriterion(atom.criterion, vocabulary);
    const label = [sayAtom(atom, vocabulary), ...asked].join(", ");
    const told = this.#told({ node, kind: "atom", label, packed }, []);
    return { ...told, atom: reasonsOf(atom, evidence, this.#asOf) };
  }

  #packed(form: Form): Packed {
    return valueAt(this.#history.stepsOf(form), this.#asOf);
  }

  #told(
    said: Said,
    children: readonly Explanation[],
    source: {
      readonly restsOn: readonly PassageRef[];
      readonly at: TextPlace | null;
      readonly text: Id | null;
    } = { restsOn: [], at: null, text: null },
  ): Explanation {
    const { packed, ...told } = said;
    const judgment = unpack(packed);
    return {
      ...told,
      value: valueOfBits(judgment.bits),
      words: wordsOf(judgment),
      declaredOnly: judgment.declaredOnly,
      ...source,
      children,
      atom: null,
    };
  }
}

function thresholdLabel(as: "all" | "any" | "at-least" | "unless", k: number, n: number): string {
  switch (as) {
    case "all":
      return "all of";
    case "any":
      return "any of";
    case "at-least":
      return `at least ${k} of ${n}`;
    case "unless":
      return "unless an exception is shown";
  }
}
