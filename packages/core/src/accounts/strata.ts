import { missChance } from "./sampling.ts";

/** A part of what is to be inspected: a site, a class, a kind of container. */
export interface Stratum {
  readonly id: string;
  readonly population: number;
  /** How many defects it would hide, if it hides any. */
  readonly defects: number;
  /** What one inspection costs, in the unit of the budget; a whole number from 1. */
  readonly cost?: number;
  /** The quota: at least and at most so many inspections. */
  readonly least?: number;
  readonly most?: number;
  /** The chance that an inspected defect is seen, given the notice; 1 where it is not said. */
  readonly detection?: number;
  /** How many were inspected already, and found sound. */
  readonly done?: number;
  /** How likely it is held to be that the defects are here, against the others; 1 where unsaid. */
  readonly weight?: number;
}

/** How many to inspect of each part, and what that leaves. */
export interface Allocation {
  readonly strata: readonly {
    readonly id: string;
    /** Inspections, those that were done among them. */
    readonly inspections: number;
    /** The chance of missing all of its defects, if they are here. */
    readonly misses: number;
  }[];
  /** What the inspections that are still to be made cost. */
  readonly spent: number;
  /** The greatest of the chances: what someone would count on who hides all in one part. */
  readonly worst: number;
}

/** The most parts that an allocation is made for. */
export const MAX_STRATA = 1000;

/** The most inspections that an allocation hands out. */
export const MAX_ALLOCATED = 100_000;

/**
 * Spends a budget so that the greatest chance of missing what is hidden in one part is as small as
 * can be. Whoever hides chooses where, so that the weakest part is what counts: each inspection
 * goes where the chance of missing is greatest, the first in the order given among equals. As the
 * chance in a part only falls with its own inspections, no other choice has a smaller greatest.
 *
 * What is left when the weakest part has its quota, or costs more than is left, goes to the next.
 *
 * @returns `null` where the budget does not cover what the quotas ask at least.
 */
export function allocate(strata: readonly Stratum[], budget: number): Allocation | null {
  const parts = strata.map((stratum) => new Part(stratum));
  let left = budget - parts.reduce((sum, part) => sum + part.spent, 0);
  if (left < 0) return null;
  const open = new Set(parts);
  for (let given = 0; open.size > 0 && given < MAX_ALLOCATED; ) {
    const weakest = [...open].reduce((one, other) => (other.misses > one.misses ? other : one));
    if (!weakest.mayTakeMore || weakest.cost > left) {
      open.delete(weakest);
      continue;
    }
    weakest.inspectOneMore();
    left -= weakest.cost;
    given += 1;
  }
  return {
    strata: parts.map(({ stratum, inspections, misses }) => {
      return { id: stratum.id, inspections, misses };
    }),
    spent: budget - left,
    worst: Math.max(0, ...parts.map(({ misses }) => misses)),
  };
}

/** What the next inspection of a part would do. */
export interface NextInspection {
  readonly id: string;
  /** The chance that what is hidden is here, as the sound ones so far leave it. */
  readonly here: number;
  /** The chance that the next inspection here finds something. */
  readonly finds: number;
}

/**
 * Which inspection tells most next: the parts by the chance that one more inspection there finds
 * what is hidden, the greatest first. Each part that was found sound so far is held less likely,
 * by Bayes' rule from the weights.
 */
export function nextInspections(strata: readonly Stratum[]): readonly NextInspection[] {
  const now = strata.map((stratum) => new Part({ ...stratum, least: 0 }));
  const beliefs = now.map(({ stratum, misses }) => (stratum.weight ?? 1) * misses);
  const all = beliefs.reduce((sum, one) => sum + one, 0);
  return now
    .map((part, index): NextInspection => {
      const here = all > 0 ? beliefs[index]! / all : 0;
      const before = part.misses;
      if (before === 0 || !part.mayTakeMore) return { id: part.stratum.id, here, finds: 0 };
      part.inspectOneMore();
      return { id: part.stratum.id, here, finds: here * (1 - part.misses / before) };
    })
    .sort((one, other) => other.finds - one.finds || (one.id < other.id ? -1 : 1));
}

class Part {
  readonly stratum: Stratum;
  readonly cost: number;
  inspections: number;
  misses: number;
  readonly #done: number;

  constructor(stratum: Stratum) {
    const { population, done = 0, least = 0 } = stratum;
    this.stratum = stratum;
    this.cost = stratum.cost ?? 1;
    this.#done = done;
    this.inspections = Math.min(population, Math.max(done, least));
    this.misses = this.#missesNow();
  }

  /** What is still to be paid for. */
  get spent(): number {
    return (this.inspections - this.#done) * this.cost;
  }

  get mayTakeMore(): boolean {
    const { population, most = population } = this.stratum;
    return this.misses > 0 && this.inspections < Math.min(population, most);
  }

  inspectOneMore(): void {
    const { population, defects, detection = 1 } = this.stratum;
    const before = this.inspections;
    this.inspections += 1;
    // One more of those that are left: the chance falls by a factor that needs no new sum.
    this.misses =
      detection >= 1
        ? (this.misses * Math.max(0, population - defects - before)) / (population - before)
        : this.#missesNow();
  }

  #missesNow(): number {
    const { population, defects, detection = 1 } = this.stratum;
    return missChance(population, defects, this.inspections, detection);
  }
}
