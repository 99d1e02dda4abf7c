import type { Account, Id, ShipAccount } from "@proviso/core";

/** What left from one place, and how much of it was counted; in the account's unit. */
export interface DepartureRow {
  /** `null` for all the places together. */
  readonly place: Id | null;
  readonly ships: number;
  readonly left: number;
  /** `null` where nobody counted anything. */
  readonly counted: number | null;
  /** In percent; `null` where nothing left, or nobody counted anything of it. */
  readonly share: number | null;
}

/**
 * What left from each place at the lower bounds, and in all where there are several; empty where no
 * ship is reported to have left from a place.
 */
export function departuresOf({ ships }: Pick<Account, "ships">): readonly DepartureRow[] {
  const left = ships.filter(({ place, departed }) => place !== null && departed !== null);
  const places = [...new Set(left.flatMap(({ place }) => place ?? []))].sort();
  const rows = places.map((place) =>
    rowOf(
      place,
      left.filter((ship) => ship.place === place),
    ),
  );
  return places.length < 2 ? rows : [...rows, rowOf(null, left)];
}

function rowOf(place: Id | null, ships: readonly ShipAccount[]): DepartureRow {
  const left = sum(ships.map(({ departed }) => departed?.low ?? 0));
  // More counted than left with is a discrepancy of its own ship, and no part of what left.
  const counted = sum(
    ships.map((ship) => Math.min(ship.counted?.low ?? 0, ship.departed?.low ?? 0)),
  );
  const isCounted = ships.some((ship) => ship.counted !== null);
  return {
    place,
    ships: ships.length,
    left,
    counted: isCounted ? counted : null,
    share: left === 0 || !isCounted ? null : (counted / left) * 100,
  };
}

function sum(of: readonly number[]): number {
  return Math.round(of.reduce((all, one) => all + one, 0) * 1e6) / 1e6;
}
