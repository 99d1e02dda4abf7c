import { type Account, accountOf, id, instant } from "@proviso/core";
import { describe, expect, test } from "vitest";
import { flowOf, flowRows } from "./flow.ts";

const NOTHING: Account = accountOf({
  item: id("missiles"),
  title: "missiles",
  unit: { kind: "units" },
  asOf: instant(0),
  partial: false,
  vouchers: [],
  estimates: [],
  leftOut: [],
});

const quantity = (value: number) => ({
  unit: NOTHING.unit,
  value,
  low: value,
  high: value,
  sigma: 0,
});
const at = (stage: "in-place" | "crated", amount: number) => ({
  stage,
  place: null,
  vessel: null,
  voyage: null,
  lot: null,
  amount: quantity(amount),
  declared: null,
  from: [],
});
const name = (stage: "in-place" | "crated") => ({
  kind: "line" as const,
  stage,
  place: null,
  vessel: null,
  voyage: null,
  lot: null,
});

describe("the flow of an account", () => {
  test("in which more came back than went is drawn by where things are now", () => {
    const moved = { at: instant(0), by: "O-1", amount: 3, why: "transfer" } as const;
    const account = {
      ...NOTHING,
      balance: { ...NOTHING.balance, declared: quantity(3), inPlace: quantity(3) },
      lines: [at("in-place", 3)],
      bookings: [{ ...moved, credit: name("crated"), debit: name("in-place") }],
    } as unknown as Account;
    const flow = flowOf(account);
    expect(flow?.isDirect).toBe(true);
    expect(flow?.links.map(({ amount }) => amount)).toEqual([3, 3]);
  });

  test("is not drawn where a stage stands below nothing", () => {
    expect(flowOf({ ...NOTHING, lines: [at("crated", -1)] })).toBeNull();
  });

  test("gives what was seen beyond the declaration at its source, and nothing as unaccounted for", () => {
    const account = {
      ...NOTHING,
      balance: { ...NOTHING.balance, inPlace: quantity(2), unaccountedFor: quantity(-2) },
      lines: [at("in-place", 2)],
      bookings: [
        {
          by: "O-1",
          at: instant(0),
          credit: { kind: "unaccounted" },
          debit: name("in-place"),
          amount: 2,
          why: "count",
        },
      ],
    } as unknown as Account;
    const flow = flowOf(account);
    expect(flow).toMatchObject({ source: 2, unaccounted: 0, isDirect: false });
    expect(flowRows(flow!).at(-1)?.amount).toBe(0);
  });
});
