import {
  type Account,
  type AccountName,
  type Booking,
  type Discrepancy,
  type MaterialAccount,
  type Percentage,
  type Quantity,
  type ShipAccount,
  toldBalance,
  type Unit,
  type Zone,
} from "@proviso/core";
import { rfc3339 } from "../instants.ts";
import type { Json } from "./clause-json.ts";

/** An account in the documented shape (`docs/cli-json.md`). */
export function accountJson(account: Account, where: Zone): { readonly [key: string]: Json } {
  const { columns, balance } = account;
  return {
    item: account.item,
    title: account.title,
    unit: unitJson(account.unit),
    asOf: rfc3339(where, account.asOf),
    partial: account.partial,
    level: account.level,
    k: account.k,
    columns: {
      declared: entryJson(columns.declared),
      amendedDeclared: entryJson(columns.amendedDeclared),
      estimate: entryJson(columns.estimate),
      base: columns.base,
    },
    unreported: toldBalance(account).flatMap(({ term, amount }) => (amount === null ? [term] : [])),
    balance: {
      declared: quantityJson(balance.declared),
      inPlace: quantityJson(balance.inPlace),
      inTransit: quantityJson(balance.inTransit),
      countedOut: quantityJson(balance.countedOut),
      destroyed: quantityJson(balance.destroyed),
      unaccountedFor: quantityJson(balance.unaccountedFor),
    },
    lines: account.lines.map(({ amount, ...line }) => ({ ...line, amount: quantityJson(amount) })),
    ships: account.ships.map((ship) => shipJson(ship, where)),
    total: { counted: { ...account.total.counted }, notByShip: account.total.notByShip },
    differences: account.differences.map(differenceJson),
    identity: account.identity.map((one) => ({ ...one })),
    percentages: account.percentages.map((one) => percentageJson(one, where)),
    material: account.material.map((one) => materialJson(one, where)),
    doubles: account.doubles.map((one) => ({ ...one })),
    bookings: account.bookings.map((one) => bookingJson(one, where)),
    leftOut: account.leftOut.map((one) => ({ ...one })),
  };
}

function unitJson(unit: Unit): Json {
  return unit.kind === "units" ? null : unit.unit;
}

function entryJson(entry: Account["columns"]["declared"]): Json {
  if (entry === null) return null;
  const { low, high, sigma, from } = entry;
  return { low, high, sigma, from };
}

function quantityJson({ value, low, high, sigma }: Quantity): Json {
  return { value, low, high, sigma };
}

function shipJson(ship: ShipAccount, where: Zone): Json {
  const { counts, departed, counted, ...rest } = ship;
  return {
    ...rest,
    departed: departed === null ? null : { ...departed },
    counted: counted === null ? null : { ...counted },
    counts: counts.map(({ seen, ...count }) => ({ ...count, seen: rfc3339(where, seen) })),
  };
}

function differenceJson({ between, of, difference, means, significant, says }: Discrepancy): Json {
  return { between, of, difference: quantityJson(difference), means, significant, says };
}

function percentageJson(percentage: Percentage, where: Zone): Json {
  const { low, high, measure, base, whole, asOf, by } = percentage;
  return { low, high, measure, base, whole, asOf: rfc3339(where, asOf), by };
}

function materialJson({ stage, place, periods }: MaterialAccount, where: Zone): Json {
  return {
    stage,
    place,
    periods: periods.map(({ from, to, begin, ending, balance, ...flows }) => ({
      from: rfc3339(where, from),
      to: rfc3339(where, to),
      begin: { ...begin },
      ...flows,
      ending: { ...ending },
      balance: { ...balance },
    })),
  };
}

function bookingJson({ by, at, credit, debit, amount, why }: Booking, where: Zone): Json {
  const sides = { credit: nameJson(credit), debit: nameJson(debit) };
  return { by, at: rfc3339(where, at), ...sides, amount, why };
}

function nameJson(name: AccountName): Json {
  return { ...name };
}
