import { type Observation, type Observer, position, witnessKey } from "../../evidence/index.ts";
import { evidenceFor } from "../exhibits.ts";
import type { Atom } from "../form.ts";
import { chronicleOf } from "../knowledge.ts";
import { type Measure, measureOf } from "./scales.ts";

/**
 * Whether observations count for atoms, asked once for each pair that can differ. Atoms that admit
 * by the same rules share a *gate*; observations that the rules cannot tell apart share a
 * *witness*. What is withdrawn, or derived from what another says, is judged apart.
 */
export class Admission {
  readonly #gateOf = new Map<string, number>();
  readonly #gates: Gate[] = [];
  readonly #witnessOf = new Map<string, number>();
  /** The observation that was met last, and its witness: most come in runs. */
  #last: Observation | null = null;
  #lastWitness = -1;

  /** The gate of an atom. */
  gateOf(atom: Atom): number {
    const { criterion, predicate } = atom;
    const key = JSON.stringify([criterion, [...atom.self].sort(), predicate.kind]);
    const known = this.#gateOf.get(key);
    if (known !== undefined) return known;
    const gate = this.#gates.push({ atom, measure: measureOf(criterion), admits: [] }) - 1;
    this.#gateOf.set(key, gate);
    return gate;
  }

  /** What the atoms behind a gate ask of their evidence, in numbers. */
  measureOf(gate: number): Measure {
    return this.#gates[gate]!.measure;
  }

  /** The witness of an observation. */
  witnessOf(observation: Observation): number {
    if (this.#last !== null && isSameWitness(observation, this.#last)) return this.#lastWitness;
    const key = witnessKey(observation);
    let witness = this.#witnessOf.get(key);
    if (witness === undefined) {
      witness = this.#witnessOf.size;
      this.#witnessOf.set(key, witness);
    }
    this.#last = observation;
    this.#lastWitness = witness;
    return witness;
  }

  /** Whether an observation counts on a side of the atoms behind a gate, taken by itself. */
  admits(
    gate: number,
    witness: number,
    side: "for" | "against",
    observation: Observation,
  ): Admitted {
    const { admits, atom } = this.#gates[gate]!;
    const slot = 2 * witness + (side === "for" ? 0 : 1);
    const known = admits[slot];
    if (known !== undefined) return known;
    const alone: Observation = {
      ...observation,
      source: { ...observation.source, lineage: [] },
    };
    const postings = [{ observation: alone, position: 0, bearing: side }];
    const { exhibits } = evidenceFor(atom, postings, chronicleOf([alone]), position(1));
    const exhibit = exhibits[0];
    const admitted = exhibit === undefined ? "barred" : exhibit.sole ? "sole" : "admitted";
    admits[slot] = admitted;
    return admitted;
  }
}

/** What an observation is to a gate; `sole`: its method suffices alone. */
export type Admitted = "barred" | "admitted" | "sole";

interface Gate {
  /** Any of the atoms behind it. */
  readonly atom: Atom;
  readonly measure: Measure;
  readonly admits: (Admitted | undefined)[];
}

/** Whether two observations, neither a statement, have the same `witnessKey`. */
function isSameWitness(one: Observation, other: Observation): boolean {
  return (
    one.method === other.method &&
    one.grade.reliability === other.grade.reliability &&
    one.intact === other.intact &&
    one.source.body === other.source.body &&
    one.report.kind !== "statement" &&
    other.report.kind !== "statement" &&
    areSameObservers(one.observers, other.observers)
  );
}

function areSameObservers(some: readonly Observer[], others: readonly Observer[]): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i += 1) {
    const [one, other] = [some[i]!, others[i]!];
    if (one.body !== other.body || one.nationality !== other.nationality) return false;
    if (one.technical !== other.technical) return false;
  }
  return true;
}
