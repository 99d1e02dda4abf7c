import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BalancePeriod, type Measurement, materialBalances } from "./material-balance.ts";

const m = (value: number, sigma = 0): Measurement => ({ value, sigma });
const period = (into: Measurement[], out: Measurement[], ending: Measurement): BalancePeriod => ({
  receipts: into,
  shipments: out,
  ending,
});

describe("a material balance", () => {
  test("is what was there and came, less what went and is there: positive for what is missing", () => {
    const [balance] = materialBalances(m(100), [period([m(50)], [m(30)], m(110))]);
    expect(balance!.muf).toBe(10);
    const [gain] = materialBalances(m(100), [period([], [], m(103))]);
    expect(gain!.muf).toBe(-3);
  });

  test("carries the uncertainties of all that it is made of, in quadrature", () => {
    const [balance] = materialBalances(m(100, 3), [period([m(50, 4)], [m(30, 0)], m(110, 12))]);
    expect(balance!.sigma).toBe(13);
  });

  test("is significant beyond three σ, and not at three", () => {
    const at = (ending: number) =>
      materialBalances(m(100, 3), [period([], [], m(ending, 4))])[0]!.significant;
    expect(at(85)).toBe(false);
    expect(at(84.9)).toBe(true);
  });

  test("of two periods sums to what the outer inventories give: the inner one cancels out", () => {
    const balances = materialBalances(m(100, 3), [
      period([m(10, 1)], [], m(108, 50)),
      period([], [m(8, 2)], m(99, 4)),
    ]);
    expect(balances[1]!.cumuf).toBe(3);
    expect(balances[1]!.cumufSigma).toBeCloseTo(Math.sqrt(9 + 1 + 4 + 16), 12);
  });

  test("of neighbouring periods is freed of what the shared inventory does to both", () => {
    const [first, second] = materialBalances(m(100, 1), [
      period([], [], m(98, 1)),
      period([], [], m(98, 1)),
    ]);
    // Var = 2 each, covariance −1: the second, given the first, is 0 + 2/2 with variance 2 − 1/2.
    expect(first!.sitmuf).toBeCloseTo(2 / Math.SQRT2, 12);
    expect(second!.sitmuf).toBeCloseTo(1 / Math.sqrt(1.5), 12);
  });

  test("that loses a little every time raises Page's alarm, where no single balance is beyond 3 σ", () => {
    const periods = Array.from({ length: 20 }, (_, i) =>
      period([], [], m(1000 - 1.5 * (i + 1), 1)),
    );
    const balances = materialBalances(m(1000, 1), periods);
    expect(balances.every(({ significant }) => !significant)).toBe(true);
    expect(balances.at(-1)!.pageAlarm).toBe(true);
    expect(balances[0]!.pageAlarm).toBe(false);
  });

  test("without any uncertainty takes every difference for one", () => {
    const [balance] = materialBalances(m(10), [period([], [], m(9))]);
    expect(balance!.significant).toBe(true);
    expect(balance!.pageAlarm).toBe(true);
  });

  test("takes nothing for a difference that only binary fractions make", () => {
    const [balance] = materialBalances(m(0.1), [period([m(0.2)], [], m(0.3))]);
    expect(balance).toMatchObject({ muf: 0, significant: false, cumuf: 0, pageAlarm: false });
  });

  test("stays finite where one difference without uncertainty follows another", () => {
    const balances = materialBalances(m(10), [period([], [], m(9)), period([], [], m(8))]);
    expect(balances.at(-1)!.pageLoss).toBe(Number.MAX_VALUE);
    expect(JSON.stringify(balances)).not.toContain("null");
  });

  test("agrees with CUMUF, SITMUF and Page's test reckoned by hand", () => {
    const balances = materialBalances(m(100, 3), [
      period([m(20, 0)], [m(25, 0)], m(92, 4)),
      period([], [], m(86, 4)),
    ]);
    // MUF 3 and 6; var 25 and 32; cov −16. L = [[5], [−3.2, √21.76]]; z = 0.6, (6 + 1.92)/4.66476.
    expect(balances.map(({ muf, cumuf }) => [muf, cumuf])).toEqual([
      [3, 3],
      [6, 9],
    ]);
    expect(balances.map(({ cumufSigma }) => cumufSigma)).toEqual([5, 5]);
    expect(balances[0]!.sitmuf).toBeCloseTo(0.6, 12);
    expect(balances[1]!.sitmuf).toBeCloseTo(1.697836, 6);
    expect(balances[0]!.pageLoss).toBeCloseTo(0.1, 12);
    expect(balances[1]!.pageLoss).toBeCloseTo(1.297836, 6);
    expect(balances.map(({ pageGain }) => pageGain)).toEqual([0, 0]);
  });

  test("adds up: the last cumulative one is opening and flows less the last inventory", () => {
    const measurements = fc.record({ value: fc.nat(1000), sigma: fc.nat(20) });
    const periods = fc.array(
      fc.record({
        receipts: fc.array(measurements, { maxLength: 3 }),
        shipments: fc.array(measurements, { maxLength: 3 }),
        ending: measurements,
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(measurements, periods, (opening, of) => {
        const balances = materialBalances(opening, of);
        const flow = of.reduce((sum, { receipts, shipments }) => {
          const total = (all: readonly Measurement[]) => all.reduce((s, one) => s + one.value, 0);
          return sum + total(receipts) - total(shipments);
        }, 0);
        expect(balances.at(-1)!.cumuf).toBe(opening.value + flow - of.at(-1)!.ending.value);
        expect(balances.every(({ sitmuf }) => Number.isFinite(sitmuf))).toBe(true);
      }),
    );
  });
});
