import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawnUp, someInstant, someVouchers } from "../../testing/vouchers.ts";
import type { Account, AccountName, Booking } from "./account.ts";
import { micro } from "./book.ts";

const nameOf = (account: AccountName): string => JSON.stringify(account);

/** What the bookings alone leave on every account, in millionths. */
function balancesFrom(bookings: readonly Booking[]): ReadonlyMap<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { credit, debit, amount } of bookings) {
    const moved = micro(amount);
    balances.set(nameOf(credit), (balances.get(nameOf(credit)) ?? 0n) - moved);
    balances.set(nameOf(debit), (balances.get(nameOf(debit)) ?? 0n) + moved);
  }
  return balances;
}

const TERMS = ["inPlace", "inTransit", "countedOut", "destroyed", "unaccountedFor"] as const;

function expectBalanced({ balance, bookings }: Account): void {
  const terms = TERMS.reduce((sum, term) => sum + micro(balance[term].value), 0n);
  expect(terms).toBe(micro(balance.declared.value));
  const balances = [...balancesFrom(bookings).values()];
  expect(balances.reduce((sum, one) => sum + one, 0n)).toBe(0n);
}

/** An account without what only says which entry was read first. */
const plain = (account: Account) => JSON.stringify(account);

const runs = { numRuns: 500 };

describe("an account", () => {
  test("declared = in place + in transit + counted out + destroyed + unaccounted for, always", () => {
    fc.assert(
      fc.property(someVouchers, someInstant, (vouchers, asOf) => {
        expectBalanced(drawnUp(vouchers, { asOf }));
      }),
      runs,
    );
  });

  test("is the same in whatever order its reports were entered", () => {
    const shuffled = someVouchers.chain((vouchers) =>
      fc.tuple(
        fc.constant(vouchers),
        fc.shuffledSubarray([...vouchers], { minLength: vouchers.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([vouchers, others]) => {
        expect(plain(drawnUp(others))).toBe(plain(drawnUp(vouchers)));
      }),
      runs,
    );
  });

  test("is the same where a report is entered twice", () => {
    fc.assert(
      fc.property(someVouchers, (vouchers) => {
        expect(plain(drawnUp([...vouchers, ...vouchers]))).toBe(plain(drawnUp(vouchers)));
      }),
      runs,
    );
  });

  test("of a moment says nothing of what was seen after it", () => {
    fc.assert(
      fc.property(someVouchers, someInstant, (vouchers, asOf) => {
        const then = vouchers.filter(({ seen }) => seen.to <= asOf);
        expect(plain(drawnUp(then, { asOf }))).toBe(plain(drawnUp(vouchers, { asOf })));
      }),
      runs,
    );
  });

  test("has on every line what its bookings leave there", () => {
    fc.assert(
      fc.property(someVouchers, (vouchers) => {
        const { bookings, lines } = drawnUp(vouchers);
        const byKey = new Map<string, bigint>();
        for (const [name, amount] of balancesFrom(bookings)) {
          const { kind, ...line } = JSON.parse(name);
          if (kind !== "line") continue;
          // Aboard a ship the place is a remark, and no part of the account's name.
          const key = JSON.stringify({ ...line, place: line.vessel === null ? line.place : null });
          byKey.set(key, (byKey.get(key) ?? 0n) + amount);
        }
        for (const { amount, stage, place, vessel, voyage, lot } of lines) {
          const placed = vessel === null ? place : null;
          const key = JSON.stringify({ stage, place: placed, vessel, voyage, lot });
          expect(micro(amount.value)).toBe(byKey.get(key) ?? 0n);
        }
      }),
      runs,
    );
  });

  test("never has less than nothing in place, in transit, counted out or destroyed", () => {
    fc.assert(
      fc.property(someVouchers, (vouchers) => {
        const { balance } = drawnUp(vouchers);
        expect(balance.countedOut.value).toBeGreaterThanOrEqual(0);
        expect(balance.inTransit.value).toBeGreaterThanOrEqual(0);
        expect(balance.inPlace.value).toBeGreaterThanOrEqual(0);
        expect(balance.destroyed.value).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });
});
