/** A measured amount with its standard uncertainty, both in the unit of the item. */
export interface Measurement {
  readonly value: number;
  readonly sigma: number;
}

/** What went in and out between two inventories, and the inventory that ends the period. */
export interface BalancePeriod {
  readonly receipts: readonly Measurement[];
  readonly shipments: readonly Measurement[];
  readonly ending: Measurement;
}

/** The material balance of a period, with the tests up to it. */
export interface MaterialBalance {
  /**
   * Material unaccounted for: begin + receipts − shipments − ending. **Positive: less is there
   * than should be** (missing); negative: more is there than should be (a gain).
   */
  readonly muf: number;
  /** Its standard uncertainty, by propagation of independent errors. */
  readonly sigma: number;
  /** Whether |MUF| exceeds k σ. */
  readonly significant: boolean;
  /** The sum of MUF from the first period on, and its σ: inner inventories cancel out. */
  readonly cumuf: number;
  readonly cumufSigma: number;
  readonly cumufSignificant: boolean;
  /** MUF freed of what its inventory shares with the period before, in units of its own σ. */
  readonly sitmuf: number;
  /** Page's cumulative sums of it, for a loss and for a gain. */
  readonly pageLoss: number;
  readonly pageGain: number;
  /** Whether either passes `h`: a small loss in every period adds up to an alarm. */
  readonly pageAlarm: boolean;
}

/** What the tests ask. */
export interface BalanceTests {
  /** How many σ a single balance must exceed: 3, as the IAEA does by default. */
  readonly k: number;
  /** Page's reference value and decision limit, in σ. */
  readonly pageReference: number;
  readonly pageLimit: number;
}

/** The tests where nothing else is asked. */
export const DEFAULT_TESTS: BalanceTests = { k: 3, pageReference: 0.5, pageLimit: 5 };

/**
 * The material balances of successive periods. Each begins with the inventory that ended the one
 * before, so that neighbouring balances err together, in opposite directions: Page's test is made
 * on balances freed of that (SITMUF), by the Cholesky factor of their covariance.
 *
 * @see IAEA, *Safeguards Glossary* (2022), material balance, MUF and σMUF.
 * @see E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954).
 * @see R. R. Picard, "Sequential analysis of materials balances", JNMM 15 (1987).
 */
export function materialBalances(
  opening: Measurement,
  periods: readonly BalancePeriod[],
  tests: BalanceTests = DEFAULT_TESTS,
): readonly MaterialBalance[] {
  let begin = opening;
  let cumuf = 0;
  let flowVariance = 0;
  let before = { sitmuf: 0, root: 1, shared: 0 };
  let page = { loss: 0, gain: 0 };
  return periods.map(({ receipts, shipments, ending }) => {
    const flows = varianceOf([...receipts, ...shipments]);
    const muf = tidy(begin.value + totalOf(receipts) - totalOf(shipments) - ending.value);
    const variance = varianceOf([begin, ending]) + flows;
    cumuf = tidy(cumuf + muf);
    flowVariance += flows;
    const cumufSigma = Math.sqrt(varianceOf([opening, ending]) + flowVariance);
    // The covariance with the period before is that of the inventory between them, negative.
    const lower = -before.shared / before.root;
    const root = Math.sqrt(Math.max(0, variance - lower * lower));
    const sitmuf = ratio(muf - lower * before.sitmuf, root);
    page = {
      loss: within(page.loss + sitmuf - tests.pageReference),
      gain: within(page.gain - sitmuf - tests.pageReference),
    };
    before = { sitmuf, root: root > 0 ? root : 1, shared: ending.sigma * ending.sigma };
    begin = ending;
    const sigma = Math.sqrt(variance);
    return {
      muf,
      sigma,
      significant: Math.abs(muf) > tests.k * sigma,
      cumuf,
      cumufSigma,
      cumufSignificant: Math.abs(cumuf) > tests.k * cumufSigma,
      sitmuf,
      pageLoss: page.loss,
      pageGain: page.gain,
      pageAlarm: page.loss > tests.pageLimit || page.gain > tests.pageLimit,
    };
  });
}

/** A difference in units of its σ; without any uncertainty every difference is beyond all of it. */
function ratio(difference: number, sigma: number): number {
  if (sigma > 0) return difference / sigma;
  return difference === 0 ? 0 : Math.sign(difference) * Number.MAX_VALUE;
}

/** To a millionth of a unit, as the book keeps it: what binary fractions leave is no difference. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** A cumulative sum: never below 0, and finite where a difference has no σ to be measured in. */
function within(sum: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(0, sum));
}

function totalOf(measurements: readonly Measurement[]): number {
  return measurements.reduce((sum, { value }) => sum + value, 0);
}

function varianceOf(measurements: readonly Measurement[]): number {
  return measurements.reduce((sum, { sigma }) => sum + sigma * sigma, 0);
}
