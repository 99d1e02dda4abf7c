import type { CountReport } from "../evidence/index.ts";
import type { ColumnEntry, Columns } from "./account.ts";
import type { Cause } from "./book.ts";
import { greatestDeclared } from "./declared.ts";
import { byTime, type Estimate, type Voucher } from "./voucher.ts";

type Declaration = Voucher<CountReport>;

/** What each side says there is, in columns that are never mixed (semantics, section 7). */
export function columnsOf(
  declarations: readonly Declaration[],
  estimates: readonly Estimate[],
): Columns {
  const all = totalDeclarations(declarations);
  const totals = all.filter(({ claim }) => claim.vessel === null);
  const first = totals[0];
  const last = totals.findLast(({ claim }) => first !== undefined && differs(claim, first.claim));
  return {
    declared: first === undefined ? sumOfShips(all) : entryOf(first),
    amendedDeclared: last === undefined ? null : entryOf(last),
    estimate: latest(estimates),
    base: greatestDeclared(all.map(({ claim }) => claim)),
  };
}

/** The declarations of how many there are, in the order in which they were made. */
export function totalDeclarations(declarations: readonly Declaration[]): readonly Declaration[] {
  return declarations
    .filter(({ claim }) => claim.stage === "declared" && claim.percentOf === undefined)
    .sort(byTime);
}

/** The base of the account at each instant at which it rose, with what raised it. */
export function basesOf(
  declarations: readonly Declaration[],
): readonly { readonly total: number; readonly cause: Cause }[] {
  const all = totalDeclarations(declarations);
  let base = 0;
  return all.flatMap(({ id, seen }, index) => {
    const known = all.slice(0, index + 1).map(({ claim }) => claim);
    const total = greatestDeclared(known) ?? 0;
    if (total <= base) return [];
    base = total;
    return [{ total, cause: { by: id, at: seen.to, why: "declaration" as const } }];
  });
}

/** The standard uncertainty of the declaration that the account is held to. */
export function sigmaOfBase(declarations: readonly Declaration[], base: number | null): number {
  const giving = totalDeclarations(declarations).find(({ claim }) => claim.low === base);
  return giving?.claim.sigma ?? 0;
}

function differs(one: CountReport, other: CountReport): boolean {
  return one.low !== other.low || one.high !== other.high;
}

function entryOf({ id, claim }: Declaration): ColumnEntry {
  return { low: claim.low, high: claim.high, sigma: claim.sigma ?? 0, from: [id] };
}

function sumOfShips(declarations: readonly Declaration[]): ColumnEntry | null {
  const total = greatestDeclared(declarations.map(({ claim }) => claim));
  if (total === null) return null;
  return { low: total, high: total, sigma: 0, from: declarations.map(({ id }) => id) };
}

function latest(estimates: readonly Estimate[]): ColumnEntry | null {
  const last = [...estimates].sort(
    (one, other) => one.seen.to - other.seen.to || (one.id < other.id ? -1 : 1),
  );
  const found = last.at(-1);
  if (found === undefined) return null;
  return { low: found.low, high: found.high, sigma: 0, from: [found.id] };
}
