import type { Loaded, Outcome } from "./contender.ts";
import { type Lists, turned } from "./lists.ts";
import type { Workload } from "./workload.ts";

/** The layered work needs a worklist, in the order of the layers so that nothing flips twice. */
export function loadLayered(workload: Workload): Loaded {
  const { eventFacts, eventValues } = workload;
  const so = new Uint8Array(workload.facts);
  const layers = new Layers(workload);
  return {
    run(events): Outcome {
      for (let event = 0; event < events; event += 1) {
        const fact = eventFacts[event] as number;
        const value = eventValues[event] as number;
        if (so[fact] === value) continue;
        so[fact] = value;
        layers.move(fact, value === 1 ? 1 : -1);
        layers.settle();
      }
      return { tally: () => ({ flips: layers.flips, kept: layers.kept }) };
    },
  };
}

const LAYERS = 10;

class Layers {
  flips = 0;
  kept = 0;
  readonly above: Lists;
  readonly next: Lists;
  readonly factsSo: Uint8Array;
  readonly eitherSo: Uint8Array;
  readonly keeps: Uint8Array;
  readonly listed: Uint8Array;
  readonly width: number;
  readonly lists: Int32Array;
  readonly lengths = new Int32Array(LAYERS);
  readonly layerOf: Uint8Array;

  constructor({ rules, facts }: Workload) {
    this.above = turned(
      rules.map((rule) => rule.facts),
      facts,
    );
    this.next = turned(
      rules.map((rule) => rule.either),
      rules.length,
    );
    this.factsSo = new Uint8Array(rules.length);
    this.eitherSo = Uint8Array.from(rules, (rule) => (rule.either.length === 0 ? 1 : 0));
    this.keeps = new Uint8Array(rules.length);
    this.listed = new Uint8Array(rules.length);
    this.width = rules.length / LAYERS;
    this.lists = new Int32Array(rules.length);
    this.layerOf = Uint8Array.from(rules, (_, rule) => Math.floor(rule / this.width));
  }

  move(fact: number, step: number): void {
    const { above, factsSo } = this;
    const end = above.first[fact + 1] as number;
    for (let at = above.first[fact] as number; at < end; at += 1) {
      const rule = above.all[at] as number;
      const before = factsSo[rule] as number;
      factsSo[rule] = before + step;
      if (before === 3 || before + step === 3) this.list(rule);
    }
  }

  settle(): void {
    const { lengths, lists, listed, factsSo, eitherSo, keeps, width } = this;
    for (let layer = 0; layer < LAYERS; layer += 1) {
      const length = lengths[layer] as number;
      lengths[layer] = 0;
      for (let index = 0; index < length; index += 1) {
        const rule = lists[layer * width + index] as number;
        listed[rule] = 0;
        const now = factsSo[rule] === 3 && (eitherSo[rule] as number) > 0 ? 1 : 0;
        if (now === keeps[rule]) continue;
        keeps[rule] = now;
        this.flips += 1;
        this.kept += now === 1 ? 1 : -1;
        this.climb(rule, now === 1 ? 1 : -1);
      }
    }
  }

  climb(rule: number, step: number): void {
    const { next, eitherSo } = this;
    const end = next.first[rule + 1] as number;
    for (let at = next.first[rule] as number; at < end; at += 1) {
      const higher = next.all[at] as number;
      const before = eitherSo[higher] as number;
      eitherSo[higher] = before + step;
      if (before === 0 || before + step === 0) this.list(higher);
    }
  }

  list(rule: number): void {
    if (this.listed[rule] === 1) return;
    this.listed[rule] = 1;
    const layer = this.layerOf[rule] as number;
    const length = this.lengths[layer] as number;
    this.lists[layer * this.width + length] = rule;
    this.lengths[layer] = length + 1;
  }
}
