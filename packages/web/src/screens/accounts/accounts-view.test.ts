import { type Account, accountIn, id, instant, position } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import { openCuba } from "../../../testing/real-case.ts";
import { inquiryOf } from "../../case/moment.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { positionAt } from "../../shared/clocks/timeline.ts";
import { balanceRows, itemsOf, lineRows, sayUnaccounted } from "./accounts-view.ts";
import { type Flow, flowOf, flowRows, keyOfPlace } from "./flow.ts";

let opened: OpenedCase;
beforeAll(async () => {
  opened = await openCuba();
});

function accountAt(item: string, at: string): Account {
  const asOf = instant(Date.parse(at));
  const knownAt = positionAt(opened.timeline, asOf);
  const account = accountIn(opened.judge, id(item), inquiryOf({ asOf, knownAt }, opened.reading));
  if (account === null) throw new Error(`${item} is not declared then.`);
  return account;
}

/** Every account of the case at every tenth entry of its record. */
function* everyAccount(): Generator<Account> {
  for (let place = 10; place <= opened.entries.length; place += 10) {
    const asOf = opened.entries[place - 1]!.known;
    const inquiry = inquiryOf({ asOf, knownAt: position(place) }, opened.reading);
    for (const item of itemsOf(opened)) {
      const account = accountIn(opened.judge, item.id, inquiry);
      if (account !== null) yield account;
    }
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
const into = (flow: Flow, key: string) =>
  sum(flow.links.filter(({ to }) => keyOfPlace(to) === key).map(({ amount }) => amount));
const outOf = (flow: Flow, key: string) =>
  sum(flow.links.filter(({ from }) => keyOfPlace(from) === key).map(({ amount }) => amount));

describe("what the Accounts show", () => {
  test("sums to what is declared, at every moment, and always says what is unaccounted for", () => {
    for (const account of everyAccount()) {
      const rows = balanceRows(account);
      expect(rows.at(-1)?.term).toBe("unaccountedFor");
      const over = account.balance.unaccountedFor.value < 0 ? -2 : 0;
      const all = sum(rows.map(({ amount }) => amount?.value ?? 0));
      expect(all + over * (rows.at(-1)?.amount?.value ?? 0)).toBeCloseTo(
        account.balance.declared.value,
        6,
      );
    }
  });

  test("flows without loss: what enters a stage leaves it or stands there", () => {
    let drawn = 0;
    for (const account of everyAccount()) {
      const flow = flowOf(account);
      if (flow === null) continue;
      drawn += 1;
      expect(outOf(flow, "source")).toBeCloseTo(flow.source, 6);
      for (const { to } of flow.links) {
        if (to.kind !== "stage") continue;
        expect(into(flow, keyOfPlace(to))).toBeCloseTo(outOf(flow, keyOfPlace(to)), 6);
      }
      const ends = flowRows(flow).filter(({ to }) => to.kind === "now");
      expect(sum(ends.map(({ amount }) => amount))).toBeCloseTo(flow.source, 6);
    }
    expect(drawn).toBeGreaterThan(20);
  });

  test("lines put together hold what their parts hold, and the entries of all of them", () => {
    const account = accountAt("missiles", "1962-11-15T23:00Z");
    const rows = lineRows(account);
    const parts = sum(account.lines.map(({ amount }) => amount.value));
    expect(sum(rows.map(({ line }) => line.amount.value))).toBeCloseTo(parts, 6);
    const entries = new Set(rows.flatMap(({ line }) => line.from));
    expect(entries).toEqual(new Set(account.lines.flatMap(({ from }) => from)));
  });

  test("on 9 November 38 of 42 missiles are counted out, and a conclusion counts no more", () => {
    const before = accountAt("missiles", "1962-11-09T23:00Z");
    const shown = (account: Account) => balanceRows(account).map(({ amount }) => amount?.value);
    expect(shown(before)).toEqual([undefined, 0, 38, undefined, 4]);
    const after = accountAt("missiles", "1962-11-15T23:00Z");
    expect(shown(after)).toEqual([undefined, 0, 38, undefined, 4]);
    expect(flowRows(flowOf(after)!).at(-1)).toMatchObject({ amount: 4 });
  });

  test("what was seen beyond what is declared is said to be over, and never as less than none", () => {
    const account = accountAt("missiles", "1962-11-15T23:00Z");
    const { balance } = account;
    const value = (of: number) => ({ ...balance.unaccountedFor, value: of, low: of, high: of });
    const over = { ...account, balance: { ...balance, unaccountedFor: value(-42) } };
    expect(balanceRows(over).at(-1)).toMatchObject({
      words: "seen beyond what is declared",
      amount: { value: 42 },
    });
    expect(sayUnaccounted(over)).toBe(
      "42 seen beyond what is declared: more was seen than is declared",
    );
    const undeclared = { ...over, columns: { ...account.columns, base: null } };
    expect(sayUnaccounted(undeclared)).toBe(
      "42 seen, with nothing declared: there is nothing to hold it against",
    );
  });

  test("an item of which nothing is declared or seen has a balance of nothing known", () => {
    const account = accountAt("bombers", "1962-11-09T23:00Z");
    expect(flowOf(account)?.links).toEqual([]);
    expect(balanceRows(account).map(({ amount }) => amount)).toEqual(Array(5).fill(null));
    expect(sayUnaccounted(account)).toBe("– unaccounted for: nothing is declared");
  });
});
