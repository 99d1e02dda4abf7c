import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atLeast, type Bits, not } from "../../logic/index.ts";
import { buildNetwork, type Network } from "./network.ts";
import type { Input, InputRole, NetworkPlan, PlannedNode } from "./network-plan.ts";

const ATOMS = 6;
const STRATUM = 5;
const STRATA = 3;
const SIZE = ATOMS + STRATUM * STRATA;

/** What a role says, in words of the semantics rather than by a table. */
function read(bits: Bits, role: InputRole): Bits {
  const shown = (bits & 1) !== 0;
  switch (role) {
    case "counts":
      return bits;
    case "contrary":
      return not(bits);
    case "admits":
      return shown ? 1 : 2;
    case "blocks":
      return shown ? 2 : 1;
    case "closes-every":
      return shown ? 1 : 0;
    case "closes-some":
      return shown ? 2 : 0;
  }
}

/** The least fixed point, stratum by stratum, by sweeping until nothing changes. */
function sweep(plan: NetworkPlan, atoms: readonly Bits[]): readonly Bits[] {
  const value: Bits[] = plan.map((_, node) => atoms[node] ?? 0);
  for (let start = ATOMS; start < SIZE; start += STRATUM) {
    for (let changed = true; changed; ) {
      changed = false;
      for (let node = start; node < start + STRATUM; node += 1) {
        const planned = plan[node] as PlannedNode;
        if (planned.kind === "atom") continue;
        const inputs = planned.inputs.map((input) => read(value[input.node] as Bits, input.role));
        const now = atLeast(planned.k, inputs);
        changed ||= now !== value[node];
        value[node] = now;
      }
    }
  }
  return value;
}

/** A connective of a stratum: it may wait on its own stratum, but never through an exception. */
function connective(stratum: number): fc.Arbitrary<PlannedNode> {
  const below = ATOMS + stratum * STRATUM;
  const waiting = fc.record({
    node: fc.nat(below + STRATUM - 1),
    role: fc.constantFrom<InputRole>("counts", "contrary", "closes-every", "closes-some"),
  });
  const blocking = fc.record({
    node: fc.nat(below - 1),
    role: fc.constantFrom<InputRole>("blocks", "admits"),
  });
  const inputs: fc.Arbitrary<Input[]> = fc.array(fc.oneof(waiting, blocking), { maxLength: 6 });
  return fc.record({ kind: fc.constant("threshold" as const), k: fc.nat(6), inputs });
}

const plans: fc.Arbitrary<NetworkPlan> = fc
  .tuple(...Array.from({ length: STRATUM * STRATA }, (_, at) => connective((at / STRATUM) | 0)))
  .map((connectives) => [
    ...Array.from({ length: ATOMS }, (): PlannedNode => ({ kind: "atom" })),
    ...connectives,
  ]);

type Wave = readonly { readonly atom: number; readonly bits: Bits }[];

const wave: fc.Arbitrary<Wave> = fc.array(
  fc.record({ atom: fc.nat(ATOMS - 1), bits: fc.constantFrom<Bits>(0, 1, 2, 3) }),
  { maxLength: 4 },
);

function valuesOf(network: Network): readonly Bits[] {
  return Array.from({ length: SIZE }, (_, node) => network.bitsOf(node));
}

/** Plays a wave: the last atom by `update`, which settles; how many connectives changed. */
function play(network: Network, sets: Wave): number {
  const last = sets.at(-1);
  for (const { atom, bits } of sets.slice(0, -1)) network.set(atom, bits);
  return last === undefined ? network.settle() : network.update(last.atom, last.bits);
}

describe("a network", () => {
  test("has after every wave what sweeping from nothing known would give", () => {
    fc.assert(
      fc.property(plans, fc.array(wave, { maxLength: 12 }), (plan, waves) => {
        const network = buildNetwork(plan);
        const atoms: Bits[] = Array.from({ length: ATOMS }, () => 0);
        expect(valuesOf(network)).toEqual(sweep(plan, atoms));
        for (const sets of waves) {
          for (const { atom, bits } of sets) atoms[atom] = bits;
          play(network, sets);
          expect(valuesOf(network)).toEqual(sweep(plan, atoms));
        }
      }),
      { numRuns: 400 },
    );
  });

  test("tells of each connective once a wave, of what changed and of nothing else", () => {
    fc.assert(
      fc.property(plans, fc.array(wave, { maxLength: 12 }), (plan, waves) => {
        const network = buildNetwork(plan);
        for (const sets of waves) {
          const before = valuesOf(network);
          const count = play(network, sets);
          const told = Array.from(network.changes).slice(0, count);
          const after = valuesOf(network);
          const changed = after.flatMap((bits, node) =>
            node >= ATOMS && bits !== before[node] ? [node] : [],
          );
          expect(told.sort((a, b) => a - b)).toEqual(changed);
        }
      }),
      { numRuns: 200 },
    );
  });
});
