import type { Account } from "../accounts/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Inquiry } from "../verdict/index.ts";
import { accountAt } from "./account.ts";
import { sceneOf, type Verdicts } from "./verdicts.ts";

/**
 * Where every one of an item is, and how that is known (T8, T30): the account that a `Judge` gives,
 * for whoever opened the verdicts alone.
 *
 * @returns `null` where the texts in force then declare no such item.
 */
export function accountIn(verdicts: Verdicts, item: Id, inquiry: Inquiry): Account | null {
  return accountAt(sceneOf(verdicts, inquiry), item, inquiry);
}
