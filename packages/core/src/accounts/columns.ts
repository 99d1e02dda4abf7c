import type { CountReport } from "../evidence/index.ts";
import type { ColumnEntry, Columns } from "./account.ts";
import type { Cause } from "./book.ts";
import { DeclaredSum, greatestDeclared } from "./declared.ts";
import { estimated } from "./estimate.ts";
import { type Covers, scopeKey, scopeOf } from "./scope.ts";
import { ScopeSum } from "./scope-sum.ts";
import { byTime, type Estimate, type Voucher } from "./voucher.ts";

type Declaration = Voucher<CountReport>;

/** What each side says there is, in columns that are never mixed (semantics, section 7). */
export function columnsOf(
  declarations: readonly Declaration[],
  estimates: readonly Estimate[],
  covers: Covers,
): Columns {
  const all = totalDeclarations(declarations);
  const first = declaredBy(all, (of) => of[0]!, covers);
  const last = declaredBy(
    all,
    (of) => of.findLast((one) => differs(one, of[0]!)) ?? of[0]!,
    covers,
  );
  const isAmended = first !== null && last !== null && last.from.join() !== first.from.join();
  const estimate = estimated(estimates);
  return {
    declared: first,
    amendedDeclared: isAmended ? last : null,
    estimate:
      estimate === null
        ? null
        : {
            low: estimate.low,
            high: estimate.high,
            sigma: 0,
            from: estimate.of.map(({ id }) => id).sort(),
          },
    base: greatestDeclared(
      all.map(({ claim }) => claim),
      covers,
    ),
  };
}

/**
 * What is declared of each scope, one declaration a scope, and added up: what is declared of the
 * whole, where that is declared at all; a smaller part is no amendment of it.
 */
function declaredBy(
  declarations: readonly Declaration[],
  choose: (of: readonly Declaration[]) => Declaration,
  covers: Covers,
): ColumnEntry | null {
  const scopes = new Map<string, Declaration[]>();
  for (const one of declarations) {
    const key = scopeKey(scopeOf(one.claim));
    scopes.set(key, [...(scopes.get(key) ?? []), one]);
  }
  const whole = scopes.get(scopeKey(EVERYWHERE));
  if (whole !== undefined) return entryOf(choose(whole));
  const chosen = [...scopes.values()].map(choose);
  if (chosen.length === 0) return null;
  const lows = new ScopeSum(covers);
  const highs = new ScopeSum(covers);
  for (const { claim } of chosen) {
    lows.set(scopeOf(claim), { low: claim.low, high: Number.POSITIVE_INFINITY });
    highs.set(scopeOf(claim), { low: claim.high, high: Number.POSITIVE_INFINITY });
  }
  const sigma = Math.hypot(...chosen.map(({ claim }) => claim.sigma ?? 0));
  return { low: lows.total, high: highs.total, sigma, from: chosen.map(({ id }) => id) };
}

const EVERYWHERE = { place: null, vessel: null, voyage: null, lot: null };

/** The declarations of how many there are, in the order in which they were made. */
export function totalDeclarations(declarations: readonly Declaration[]): readonly Declaration[] {
  return declarations
    .filter(({ claim }) => claim.stage === "declared" && claim.percentOf === undefined)
    .sort(byTime);
}

/** The base of the account at each instant at which it rose, with what raised it. */
export function basesOf(
  declarations: readonly Declaration[],
  covers: Covers,
): readonly { readonly total: number; readonly cause: Cause }[] {
  const known = new DeclaredSum(covers);
  let base = 0;
  return totalDeclarations(declarations).flatMap(({ id, claim, seen }) => {
    known.add(claim);
    const total = known.total ?? 0;
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

function differs({ claim: one }: Declaration, { claim: other }: Declaration): boolean {
  return one.low !== other.low || one.high !== other.high;
}

function entryOf({ id, claim }: Declaration): ColumnEntry {
  return { low: claim.low, high: claim.high, sigma: claim.sigma ?? 0, from: [id] };
}
