import type { Account, Balance } from "./account.ts";
import type { Quantity } from "./quantity.ts";
import { TERM_OF, type Term } from "./stages.ts";

/** One line of a balance as a reader is told it: unknown is never 0, and nothing is less than none. */
export interface ToldTerm {
  readonly term: keyof Balance;
  /** `null` where nobody reports or declares anything of it: unknown, and not 0. */
  readonly amount: Quantity | null;
  /**
   * Of what is unaccounted for: whether less was seen than declared, more, or whether nothing is
   * declared to hold what was seen against. The amount is never below 0.
   */
  readonly is: "as booked" | "missing" | "over" | "undeclared";
}

const TERMS: readonly Term[] = ["inPlace", "inTransit", "countedOut", "destroyed"];

/** The terms of a balance in their order, what is declared last (semantics, section 7). */
export function toldBalance(
  account: Pick<Account, "balance" | "columns" | "lines">,
): readonly ToldTerm[] {
  const { balance, columns, lines } = account;
  const reported = new Set(
    lines.flatMap(({ stage, from }) =>
      stage === "declared" || from.length === 0 ? [] : [TERM_OF[stage]],
    ),
  );
  const declared = columns.base === null ? null : balance.declared;
  return [
    ...TERMS.map((term): ToldTerm => {
      return { term, amount: reported.has(term) ? balance[term] : null, is: "as booked" };
    }),
    unaccounted(balance.unaccountedFor, declared !== null),
    { term: "declared", amount: declared, is: "as booked" },
  ];
}

function unaccounted(amount: Quantity, isDeclared: boolean): ToldTerm {
  const term = "unaccountedFor";
  if (amount.value >= 0) {
    // Of what nobody declared, nothing is missing and nothing is known to be all there.
    return { term, amount: isDeclared ? amount : null, is: "missing" };
  }
  const { value, low, high } = amount;
  const over = { ...amount, value: -value, low: -high, high: -low };
  return { term, amount: over, is: isDeclared ? "over" : "undeclared" };
}
