/**
 * How many of a population to inspect, so that hidden defects are not missed: each plan draws
 * without replacement, and a defect that is inspected is seen.
 */

/** A population, how many defects it would hide, and how likely it may be that none is found. */
export interface SamplingQuestion {
  /** How many there are; a whole number from 1 to 10¹². */
  readonly population: number;
  /** How many of them would be defects; a whole number from 1 to the population. */
  readonly defects: number;
  /** The greatest chance, above 0 and below 1, at which a sample may hold none of them. */
  readonly miss: number;
}

/** How many to inspect, by the exact distribution and by two formulas, and what that leaves. */
export interface SamplingPlan {
  /** The smallest sample whose chance of holding none of the defects is at most `miss`. */
  readonly exact: number;
  /** ⌈N(1 − β^(1/d))⌉, as in the IAEA's statistics: as if each draw left the population whole. */
  readonly approximate: number;
  /** ⌈(N − (d − 1)/2)(1 − β^(1/d))⌉: nearer, and seldom above the exact by more than one. */
  readonly improved: number;
  /** The chance that the exact sample holds none of the defects. */
  readonly missesAll: number;
  /** The chance that it does not hold a given one of them. */
  readonly missesOne: number;
}

/** Why a question about a sample has no answer. */
export interface SamplingFault {
  readonly code: "population-range" | "defects-range" | "miss-range" | "detection-range";
  readonly message: string;
  readonly remedy: string;
}

const MAX_POPULATION = 1e12;

/** What is wrong with a question; `null` where it can be answered. */
export function samplingFault(question: SamplingQuestion): SamplingFault | null {
  const { population, defects, miss } = question;
  if (!Number.isInteger(population) || population < 1 || population > MAX_POPULATION) {
    const message = `${population} is no size of a population.`;
    return { code: "population-range", message, remedy: "Write a whole number from 1 to 10^12." };
  }
  if (!Number.isInteger(defects) || defects < 1 || defects > population) {
    const message = `${defects} is no number of defects among ${population}.`;
    const remedy = `Write a whole number from 1 to ${population}.`;
    return { code: "defects-range", message, remedy };
  }
  if (!(miss > 0 && miss < 1)) {
    const message = `${miss} is no chance of missing them.`;
    return { code: "miss-range", message, remedy: "Write a number above 0 and below 1: 0.05." };
  }
  return null;
}

/**
 * How many to inspect.
 *
 * The exact form is the hypergeometric P(none) = Π (N−n−i)/(N−i) over i below the lesser of n and
 * d. A sample counts as large enough where that is at most β, or above it by no more than a part
 * in 10¹²: logarithms are summed with compensation, and are no more exact than that.
 *
 * @see J. L. Jaech, *Statistical Methods in Nuclear Material Control*, TID-26298 (1973), attribute
 *   sampling; IAEA, *Statistical Concepts and Techniques for IAEA Safeguards*, IAEA/SG/SCT/5 (1998).
 * @throws {RangeError} where the question has no answer; `samplingFault` says why.
 */
export function samplingPlan(question: SamplingQuestion): SamplingPlan {
  const fault = samplingFault(question);
  if (fault !== null) throw new RangeError(`${fault.code}: ${fault.message}`);
  const { population, defects, miss } = question;
  const share = -Math.expm1(Math.log(miss) / defects);
  const roundedUp = (size: number) => Math.min(population, Math.max(1, ceiling(size)));
  const approximate = roundedUp(population * share);
  const improved = roundedUp((population - (defects - 1) / 2) * share);
  const exact = smallestSample(question, approximate, improved);
  return {
    exact,
    approximate,
    improved,
    missesAll: missChance(population, defects, exact),
    missesOne: (population - exact) / population,
  };
}

/** A number rounded up, but not for the last digits of what is a whole number. */
function ceiling(size: number): number {
  const nearest = Math.round(size);
  return Math.abs(size - nearest) <= 1e-11 * Math.max(1, size) ? nearest : Math.ceil(size);
}

const TOLERANCE = 1e-12;

/**
 * The smallest sample. The approximation is never below it, since Π (1 − n/(N−i)) is at most
 * (1 − n/N)^d; the improved form is close to it, so that few sums are needed.
 */
function smallestSample(
  { population, defects, miss }: SamplingQuestion,
  approximate: number,
  improved: number,
): number {
  const bound = Math.log(miss) + TOLERANCE;
  const suffices = (size: number) => logMiss(population, defects, size) <= bound;
  // With so many drawn that fewer than d are left, none can have been missed.
  let enough = Math.min(approximate, population - defects + 1);
  let tooFew = 0;
  for (let step = 1; step < enough - tooFew; step *= 4) {
    const below = Math.min(improved, enough) - step;
    if (below <= tooFew) break;
    if (!suffices(below)) {
      tooFew = below;
      break;
    }
    enough = below;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2);
    if (suffices(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/**
 * The chance that a sample of `size` holds none of the defects, or, where an inspected defect is
 * seen only with a chance, that none is seen.
 *
 * @param detection - the chance, above 0 and at most 1, that a defect which is inspected is seen:
 *   1 less what may be hidden or moved within the notice that is given.
 */
export function missChance(
  population: number,
  defects: number,
  size: number,
  detection = 1,
): number {
  if (detection >= 1) return Math.exp(logMiss(population, defects, size));
  return missChanceImperfect(population, defects, size, detection);
}

/** The logarithm of the chance that a sample holds none of the defects. */
export function logMiss(population: number, defects: number, size: number): number {
  if (size > population - defects) return Number.NEGATIVE_INFINITY;
  const terms = Math.min(defects, size);
  const other = Math.max(defects, size);
  let sum = 0;
  let lost = 0;
  // Compensated summation (Kahan 1965): the terms are many and of one sign.
  for (let i = 0; i < terms; i += 1) {
    const term = Math.log1p(-other / (population - i)) - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return sum;
}

/** E[(1−p)^K], K the defects in the sample: the sum over the hypergeometric distribution. */
function missChanceImperfect(
  population: number,
  defects: number,
  size: number,
  detection: number,
): number {
  const least = Math.max(0, size + defects - population);
  const most = Math.min(defects, size);
  let log = logChanceOf(population, defects, size, least);
  let sum = 0;
  for (let k = least; k <= most; k += 1) {
    sum += Math.exp(log + k * Math.log1p(-detection));
    const more = ((defects - k) * (size - k)) / ((k + 1) * (population - defects - size + k + 1));
    log += Math.log(more);
  }
  return Math.min(1, sum);
}

/** The logarithm of the chance that a sample holds exactly `k` of the defects. */
function logChanceOf(population: number, defects: number, size: number, k: number): number {
  if (k === 0) return logMiss(population, defects, size);
  // The least that a sample can hold is all that the sound ones cannot fill: all of those are in it.
  const sound = population - defects;
  return logMiss(population, sound, population - size);
}
