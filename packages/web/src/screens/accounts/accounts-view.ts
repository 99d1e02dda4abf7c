import {
  type Account,
  type AccountLine,
  type Id,
  type Quantity,
  STAGE_WORDS,
  type ToldTerm,
  toldBalance,
} from "@proviso/core";
import { namedIn } from "../../case/lens.ts";
import type { OpenedCase } from "../../case/opened-case.ts";
import { accountsWords } from "../../say/words-accounts.ts";
import { sayAmount } from "./amount.ts";
import type { BalanceTerm, FlowPlace } from "./flow.ts";

/** An item that some text of a case declares. */
export interface ItemName {
  readonly id: Id;
  readonly title: string;
}

/** Every item that any text of the case declares, in the order of the texts. */
export function itemsOf(opened: Pick<OpenedCase, "texts">): readonly ItemName[] {
  const found = new Map<Id, ItemName>();
  for (const text of opened.texts) {
    const titles = new Map(namedIn(text).map(({ id, title }) => [id, title]));
    const declarations =
      text.kind === "amendment"
        ? text.ops.flatMap((op) => ("declaration" in op ? op.declaration : []))
        : text.declarations;
    for (const { kind, id } of declarations) {
      if (kind !== "item" || found.has(id)) continue;
      found.set(id, { id, title: titles.get(id) ?? id });
    }
  }
  return [...found.values()];
}

/** One term of the balance. */
export interface BalanceRow {
  readonly term: BalanceTerm;
  readonly words: string;
  /** `null` where nobody reports or declares anything of it. */
  readonly amount: Quantity | null;
  readonly note: string;
}

/** The terms of the balance; what is unaccounted for is among them, also where it is 0. */
export function balanceRows(account: Account): readonly BalanceRow[] {
  return toldBalance(account).flatMap((told) => {
    const { term, amount } = told;
    if (term === "declared") return [];
    const note = term === "unaccountedFor" ? noteOf(told) : amount === null ? unreported : "";
    return [{ term, words: termOf(told), amount, note }];
  });
}

/** How much is unaccounted for, or was seen beyond what is declared, and what that means. */
export function sayUnaccounted(account: Account): string {
  const told = toldBalance(account).find(({ term }) => term === "unaccountedFor")!;
  const { amount } = told;
  const head = `${amount === null ? "–" : sayAmount(amount.value)} ${termOf(told)}`;
  const note = noteOf(told);
  return note === "" ? head : `${head}: ${note}`;
}

const { unreported } = accountsWords.balance;

function termOf({ term, is }: ToldTerm): string {
  const { over, undeclared } = accountsWords.beyond;
  if (is === "over") return over;
  if (is === "undeclared") return undeclared;
  return term === "declared" ? accountsWords.declared : accountsWords.terms[term];
}

function noteOf({ amount, is }: ToldTerm): string {
  const { lost, over, undeclared, all, undeclaredYet } = accountsWords.balance;
  if (amount === null) return undeclaredYet;
  if (is === "over") return over;
  if (is === "undeclared") return undeclared;
  return amount.value > 0 ? lost : all;
}

/** A place of the flow in words, with what is declared where it begins. */
export function sayPlace(place: FlowPlace, { balance }: Account): string {
  const { flow, terms } = accountsWords;
  switch (place.kind) {
    case "source": {
      const over = -balance.unaccountedFor.value;
      if (over <= 0) return flow.source;
      return flow.beyond(sayAmount(balance.declared.value), sayAmount(over));
    }
    case "stage":
      return STAGE_WORDS[place.stage];
    case "now":
      return place.term === "unaccountedFor" ? terms.unaccountedFor : flow.now(terms[place.term]);
  }
}

/** A line of the account as it is shown: the ships of one stage and place are one line. */
export interface LineRow {
  readonly key: string;
  readonly line: AccountLine;
  readonly ships: number;
}

/** The lines by stage and place; each ship has a row of its own in the table of ships. */
export function lineRows({ lines }: Account): readonly LineRow[] {
  const groups = new Map<string, AccountLine[]>();
  for (const line of lines) {
    const { stage, place, vessel, lot } = line;
    const key = JSON.stringify([stage, place, lot, vessel === null]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups].map(([key, of]): LineRow => {
    const first = of[0]!;
    if (of.length === 1) return { key, line: first, ships: first.vessel === null ? 0 : 1 };
    const sum = (pick: (amount: Quantity) => number) =>
      of.reduce((all, { amount }) => all + pick(amount), 0);
    const said = of.flatMap(({ declared }) => declared ?? []);
    const amount = {
      ...first.amount,
      value: sum(({ value }) => value),
      low: sum(({ low }) => low),
      high: sum(({ high }) => high),
      sigma: Math.hypot(...of.map(({ amount: { sigma } }) => sigma)),
    };
    const declared = said.length === 0 ? null : said.reduce((all, one) => all + one, 0);
    const from = [...new Set(of.flatMap((one) => one.from))];
    return { key, line: { ...first, amount, declared, from }, ships: of.length };
  });
}

/** Where a line is: the ship or how many, the place, the lot. */
export function sayWhere({ line, ships }: LineRow, titleOf: (id: Id) => string): string {
  const { place, vessel, voyage, lot, amount } = line;
  const words = accountsWords.lines;
  const ship = [vessel, voyage].filter((one) => one !== null).join(", ");
  const said = [
    ships > 1 ? words.ships(ships) : ship,
    place === null ? "" : titleOf(place),
    lot === null ? "" : words.lot(lot),
  ].filter((one) => one !== "");
  if (said.length > 0) return said.join(", ");
  return amount.value < 0 ? words.movedOn : words.nowhere;
}
