import { type CountReport, type Id, LEVEL, type NamedLevel } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Account, LeftOut } from "./account.ts";
import { accountLines, balanceOf, linesOf } from "./balance.ts";
import { ofMicro, sum } from "./book.ts";
import { basesOf, columnsOf, sigmaOfBase } from "./columns.ts";
import { differencesOf } from "./differences.ts";
import { identityOf } from "./identity.ts";
import { materialAccounts } from "./material-account.ts";
import { statedPercentages, workedOutPercentages } from "./percentages.ts";
import type { Unit } from "./quantity.ts";
import { replay } from "./replay.ts";
import { type Covers, ITSELF } from "./scope.ts";
import { shipsOf } from "./ships.ts";
import { byTime, type Estimate, type Voucher } from "./voucher.ts";

/** Everything that an account is drawn up from. */
export interface AccountBasis {
  readonly item: Id;
  readonly title: string;
  readonly unit: Unit;
  readonly asOf: Instant;
  /** Whether it is for an audience that may not see everything. */
  readonly partial: boolean;
  /** What parties say, and what was seen; later than `asOf` is passed over. */
  readonly vouchers: readonly Voucher[];
  readonly estimates: readonly Estimate[];
  /** What bears on the item and was left out before, with the reason. */
  readonly leftOut: readonly LeftOut[];
  /** How well a figure must be supported to be booked. */
  readonly level?: NamedLevel;
  /** Beyond how many σ a difference is significant; 3, as the IAEA asks. */
  readonly k?: number;
  /** Which place holds which; left out, each holds itself alone. */
  readonly covers?: Covers;
}

/** The level at which an account is drawn up where nothing else is asked. */
export const ACCOUNT_LEVEL: NamedLevel = "probable";

/**
 * Draws up the account of an item (semantics, section 7). It depends on what was reported and not
 * on the order of the record: conservation and order are held by properties.
 */
export function accountOf(basis: AccountBasis): Account {
  const { asOf, unit, k = 3, level: named = ACCOUNT_LEVEL, covers = ITSELF } = basis;
  const level = LEVEL[named];
  const known = uniqueById(basis.vouchers)
    .filter(({ seen }) => seen.to <= asOf)
    .sort(byTime);
  const declarations = known.filter(isDeclaration);
  const estimates = basis.estimates.filter(({ exhibit }) => exhibit.seen.to <= asOf);
  const columns = columnsOf(declarations, estimates, covers);
  const bases = basesOf(declarations, covers);
  const { booked, leftOut } = inUnits(
    known.filter(({ declaredBy }) => declaredBy === null),
    ({ seen }) => bases.findLast(({ cause }) => cause.at <= seen.to)?.total ?? null,
  );
  const { book, doubles } = replay(bases, booked, level, unit, covers);
  const base = { total: columns.base, sigma: sigmaOfBase(declarations, columns.base) };
  const lines = accountLines(book, declarations, unit);
  const balance = balanceOf(book, base, unit);
  // A count that gives only the difference to what is declared aboard still says it of its ship.
  const differing = known.filter(isCount).filter(givesDifference);
  const counts = [...booked.filter(isCount), ...differing];
  const saysWhatLeft = booked.some(saysDeparted);
  const percentages = [
    ...workedOutPercentages(book, balance, columns.base, saysWhatLeft, asOf),
    ...statedPercentages(known.filter(isCount)),
  ];
  const out = linesOf(book, "countedOut");
  return {
    item: basis.item,
    title: basis.title,
    unit,
    asOf,
    partial: basis.partial,
    level: named,
    k,
    columns,
    balance,
    lines,
    ships: shipsOf(counts, declarations, level, unit),
    total: {
      counted: { low: balance.countedOut.low, high: balance.countedOut.high },
      notByShip: ofMicro(
        sum(out.filter(({ name }) => name.vessel === null).map((one) => one.balance)),
      ),
    },
    differences: differencesOf(columns, balance, percentages, k),
    identity: identityOf(declarations, booked),
    percentages,
    material: unit.kind === "measured" ? materialAccounts(booked, level, k) : [],
    doubles,
    bookings: book.bookings,
    leftOut: [...basis.leftOut, ...leftOut, ...known.filter(isDeclaredMove).map(sayDeclaredMove)],
  };
}

function isCount(voucher: Voucher): voucher is Voucher<CountReport> {
  return voucher.claim.kind === "count";
}

function givesDifference({ claim, declaredBy }: Voucher<CountReport>): boolean {
  return declaredBy === null && claim.overDeclared !== undefined;
}

function isDeclaration(voucher: Voucher): voucher is Voucher<CountReport> {
  return voucher.declaredBy !== null && isCount(voucher);
}

function isDeclaredMove({ claim, declaredBy }: Voucher): boolean {
  return declaredBy !== null && claim.kind === "transfer";
}

function sayDeclaredMove({ id, declaredBy }: Voucher): LeftOut {
  return { by: id, why: `${declaredBy} says that it moved, and nobody else saw it` };
}

function saysDeparted({ claim }: Voucher): boolean {
  return (claim.kind === "count" ? claim.stage : claim.to.stage) === "departed";
}

/** A report that is entered twice is one report. */
function uniqueById(vouchers: readonly Voucher[]): readonly Voucher[] {
  return [...new Map(vouchers.map((one) => [one.id, one])).values()];
}

/**
 * What can be booked: amounts in the item's unit, each at one stage.
 *
 * @param baseAt - what was declared when a report was made: a percentage is of that, and a later
 *   declaration does not make more of it.
 */
function inUnits(
  seen: readonly Voucher[],
  baseAt: (voucher: Voucher) => number | null,
): { readonly booked: readonly Voucher[]; readonly leftOut: readonly LeftOut[] } {
  const booked: Voucher[] = [];
  const leftOut: LeftOut[] = [];
  for (const voucher of seen) {
    const base = baseAt(voucher);
    const why = unbookable(voucher, base);
    if (why === null) booked.push(inAmount(voucher, base));
    else leftOut.push({ by: voucher.id, why });
  }
  return { booked, leftOut };
}

function unbookable({ claim }: Voucher, base: number | null): string | null {
  if (claim.kind === "count" && claim.stage === "declared") {
    return "what is declared is a party's to say";
  }
  if (claim.kind === "count" && claim.orStage !== undefined) {
    return "one figure for two stages: it is shown as it is stated, and booked at neither";
  }
  if (claim.kind === "count" && claim.overDeclared !== undefined) {
    return "only a difference to what is declared: it is shown with its ship";
  }
  return claim.percentOf !== undefined && base === null
    ? "a percentage of what is declared, and no amount is declared by then"
    : null;
}

function inAmount(voucher: Voucher, base: number | null): Voucher {
  const { claim } = voucher;
  if (claim.percentOf === undefined || base === null) return voucher;
  const { percentOf: _percent, ...rest } = claim;
  const low = (base * claim.low) / 100;
  const high = (base * claim.high) / 100;
  return { ...voucher, claim: { ...rest, low, high } };
}
