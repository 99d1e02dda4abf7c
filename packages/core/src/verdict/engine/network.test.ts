import { describe, expect, test } from "vitest";
import type { Bits } from "../../logic/index.ts";
import { buildNetwork } from "./network.ts";
import { MAX_INPUTS, NetworkError, type NetworkPlan, type PlannedNode } from "./network-plan.ts";

const atom: PlannedNode = { kind: "atom" };

function all(...nodes: readonly number[]): PlannedNode {
  return { kind: "threshold", k: nodes.length, inputs: nodes.map((node) => same(node)) };
}

function same(node: number): { readonly node: number; readonly role: "counts" } {
  return { node, role: "counts" };
}

function codeOf(plan: NetworkPlan): string {
  try {
    buildNetwork(plan);
    return "none";
  } catch (error) {
    return error instanceof NetworkError ? error.code : "another";
  }
}

describe("a network", () => {
  test("shows a joint condition only once every part of it is shown", () => {
    const network = buildNetwork([atom, atom, all(0, 1)]);
    network.set(0, 1);
    network.settle();
    expect(network.bitsOf(2)).toBe(0);
    network.set(1, 1);
    network.settle();
    expect(network.bitsOf(2)).toBe(1);
    network.set(0, 3);
    network.settle();
    expect(network.bitsOf(2)).toBe(3);
  });

  test("lets an exception block only once it is shown", () => {
    const unless: PlannedNode = {
      kind: "threshold",
      k: 2,
      inputs: [same(0), { node: 1, role: "blocks" }],
    };
    const network = buildNetwork([atom, atom, unless]);
    const after = (condition: Bits, exception: Bits): Bits => {
      network.set(0, condition);
      network.set(1, exception);
      network.settle();
      return network.bitsOf(2);
    };
    expect([after(1, 0), after(1, 2), after(1, 1), after(1, 3)]).toEqual([1, 1, 2, 2]);
  });

  test("leaves two promises that wait on each other unverified, both", () => {
    const network = buildNetwork([atom, all(0, 2), all(0, 1)]);
    network.set(0, 1);
    network.settle();
    expect([network.bitsOf(1), network.bitsOf(2)]).toEqual([0, 0]);
  });

  test("lets nothing in a cycle live on once what it rested on is gone", () => {
    const either = (a: number, b: number): PlannedNode => ({
      kind: "threshold",
      k: 1,
      inputs: [same(a), same(b)],
    });
    // Each of the two holds if its own evidence does, or if the other holds.
    const network = buildNetwork([atom, atom, either(0, 3), either(1, 2)]);
    network.set(0, 1);
    network.settle();
    expect([network.bitsOf(2), network.bitsOf(3)]).toEqual([1, 1]);
    network.set(0, 0);
    network.settle();
    expect([network.bitsOf(2), network.bitsOf(3)]).toEqual([0, 0]);
  });

  test("knows nothing of an empty condition, whatever it asks", () => {
    const empty: PlannedNode = { kind: "threshold", k: 0, inputs: [] };
    expect(buildNetwork([empty]).bitsOf(0)).toBe(0);
  });

  test("changes nothing that is seen when an atom moves and moves back before it settles", () => {
    const network = buildNetwork([atom, all(0)]);
    network.set(0, 1);
    network.set(0, 0);
    expect(network.settle()).toBe(0);
  });

  test("holds the widest condition that it accepts", () => {
    const inputs = Array.from({ length: MAX_INPUTS }, () => same(0));
    const network = buildNetwork([atom, { kind: "threshold", k: MAX_INPUTS, inputs }]);
    network.set(0, 3);
    network.settle();
    expect(network.bitsOf(1)).toBe(3);
    network.set(0, 2);
    network.settle();
    expect(network.bitsOf(1)).toBe(2);
  });

  test("orders a chain of a hundred thousand clauses without recursion", () => {
    const length = 100_000;
    const chain = Array.from({ length }, (_, node) => (node === 0 ? atom : all(node - 1)));
    const network = buildNetwork(chain);
    network.set(0, 1);
    network.settle();
    expect(network.bitsOf(length - 1)).toBe(1);
  });

  test("refuses an exception that would block itself", () => {
    const inputs = [same(0), { node: 1, role: "blocks" as const }];
    expect(codeOf([atom, { kind: "threshold", k: 2, inputs }])).toBe("NETWORK_EXCEPTION_IN_CYCLE");
  });

  test("refuses a plan whose atoms do not come first", () => {
    expect(codeOf([atom, all(0), atom])).toBe("NETWORK_ATOM_AFTER_CONNECTIVE");
  });

  test("refuses an input that is not there, and a condition that is too wide", () => {
    expect(codeOf([atom, all(7)])).toBe("NETWORK_UNKNOWN_INPUT");
    const inputs = Array.from({ length: MAX_INPUTS + 1 }, () => same(0));
    expect(codeOf([atom, { kind: "threshold", k: 1, inputs }])).toBe("NETWORK_TOO_WIDE");
  });
});
