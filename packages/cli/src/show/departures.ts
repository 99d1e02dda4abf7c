import type { Account, Id, ShipAccount, Zone } from "@proviso/core";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { heading, indented } from "./layout.ts";
import { sayAmount } from "./number.ts";
import { type Column, table } from "./table.ts";

const COLUMNS: readonly Column[] = [
  { head: "from" },
  { head: "ships", isNumber: true },
  { head: "left", isNumber: true },
  { head: "counted", isNumber: true },
  { head: "of what left", isNumber: true },
];

/**
 * Shows what left from each place and how much of it was counted, at the lower bounds; nothing where
 * no ship is reported to have left from a place.
 */
export function showDepartures(
  io: Io,
  { ships, asOf }: Account,
  { zone, titleOf }: { readonly zone: Zone; readonly titleOf: (id: Id) => string },
): string {
  const left = ships.filter(({ place, departed }) => place !== null && departed !== null);
  const places = [...new Set(left.flatMap(({ place }) => place ?? []))].sort();
  if (places.length === 0) return "";
  const rows = places.map((place) => {
    return rowOf(
      titleOf(place),
      left.filter((ship) => ship.place === place),
    );
  });
  const total = places.length === 1 ? [] : [rowOf("in all", left)];
  const when = `As of ${sayMoment(zone, asOf)}; what each voyage left with is the base.`;
  return (
    heading(io, "By place of departure") +
    table(io, COLUMNS, [...rows, ...total]) +
    indented(io, 2, when, "soft")
  );
}

function rowOf(name: string, ships: readonly ShipAccount[]): readonly string[] {
  const left = sum(ships.map(({ departed }) => departed?.low ?? 0));
  // More counted than left with is a discrepancy of its own ship, and no part of what left.
  const counted = sum(ships.map((ship) => Math.min(ship.counted?.low ?? 0, ship.departed!.low)));
  // Where nobody counted anything, 0 would be nobody's figure.
  if (ships.every((ship) => ship.counted === null)) {
    return [name, String(ships.length), sayAmount(left), "–", "–"];
  }
  const share = left === 0 ? "" : `${Math.round((counted / left) * 1000) / 10} %`;
  return [name, String(ships.length), sayAmount(left), sayAmount(counted), share];
}

function sum(of: readonly number[]): number {
  return of.reduce((all, one) => all + one, 0);
}
