import {
  type CountReport,
  fuse,
  type Id,
  type Level,
  levelOf,
  nameOfLevel,
} from "../evidence/index.ts";
import type { Bounds, ShipAccount, ShipCount } from "./account.ts";
import { declaredByVoyage } from "./declared.ts";
import { withoutDoubles } from "./figures.ts";
import type { Unit } from "./quantity.ts";
import { voyageKey, voyageOfKey } from "./scope.ts";
import { supportedLow } from "./supported.ts";
import { byTime, type Voucher, weighed } from "./voucher.ts";

type Count = Voucher<CountReport>;

/**
 * The counting ship by ship (T30): what is declared aboard, what is reported to have left, what
 * was counted and how, and what of it nobody uncovered.
 */
export function shipsOf(
  counts: readonly Count[],
  declarations: readonly Count[],
  level: Level,
  unit: Unit,
): readonly ShipAccount[] {
  const declared = declaredByVoyage(
    declarations.map(({ claim }) => claim).filter(({ stage }) => stage === "declared"),
  );
  const aboard = byShip(
    counts.filter(({ claim }) => claim.stage === "counted-aboard"),
    unit,
  );
  const left = byShip(
    counts.filter(({ claim }) => claim.stage === "departed" || claim.stage === "loaded"),
    unit,
  );
  const keys = [...new Set([...declared.keys(), ...left.keys(), ...aboard.keys()])].sort();
  return keys.map((key) => {
    const of = aboard.get(key) ?? [];
    const departed = boundsOf(left.get(key) ?? [], level);
    return shipOf(key, of, left.get(key) ?? [], declared.get(key) ?? null, departed, level);
  });
}

function shipOf(
  key: string,
  counts: readonly Count[],
  left: readonly Count[],
  declared: number | null,
  departed: Bounds | null,
  level: Level,
): ShipAccount {
  // Where only a difference to what is declared is reported, both figures stay blank.
  const whole = counts.filter(({ claim }) => (claim.overDeclared ?? 0) === 0);
  const counted = boundsOf(whole, level);
  const isOver =
    whole.length < counts.length &&
    levelOf(fuse(counts.map((one) => weighed(one).exhibit!))) >= level;
  const standing = isOver ? "over" : shipStanding(declared, counted);
  const covered = counts.flatMap(({ claim }) => claim.covered ?? []);
  const ship = {
    ...voyageOfKey(key),
    place: placeOf([...left, ...counts]),
    declared,
    departed,
    counted,
    counts: counts.map(shipCount),
    blind: blindOf(counts),
    // Two counts may have uncovered different ones: the more that one left covered is what is sure.
    covered: covered.length === 0 ? null : Math.max(...covered),
    standing,
  } satisfies Omit<ShipAccount, "says">;
  return { ...ship, says: sayShip(ship) };
}

function byShip(counts: readonly Count[], unit: Unit): ReadonlyMap<string, readonly Count[]> {
  const sound = withoutDoubles(counts, "on two voyages", unit).counts;
  const found = new Map<string, Count[]>();
  for (const count of [...sound].sort(byTime)) {
    const key = voyageKey(count.claim);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), count]);
  }
  return found;
}

function placeOf(counts: readonly Count[]): Id | null {
  return counts.find(({ claim }) => claim.place !== null)?.claim.place ?? null;
}

function boundsOf(counts: readonly Count[], level: Level): Bounds | null {
  const low = supportedLow(counts.map(weighed), level);
  if (low === null) return null;
  return { low, high: Math.max(low, Math.min(...counts.map(({ claim }) => claim.high))) };
}

function shipCount(voucher: Count): ShipCount {
  const { claim, id, seen, method, observers } = voucher;
  return {
    by: id,
    low: claim.low,
    high: claim.high,
    seen: seen.to,
    method,
    observers,
    blind: claim.blind === true,
    covered: claim.covered ?? null,
    level: nameOfLevel(levelOf(fuse([weighed(voucher).exhibit!]))),
  };
}

/**
 * Counts made without knowledge of each other agree where some number satisfies them all. Two of
 * one source are one: who counts twice knows the first number.
 */
function blindOf(counts: readonly Count[]): ShipAccount["blind"] {
  const blind = counts.filter(({ claim }) => claim.blind === true);
  const sources = new Set(blind.map(({ group }) => group)).size;
  if (sources < 2) return sources === 1 ? "one only" : "none";
  const low = Math.max(...blind.map(({ claim }) => claim.low));
  const high = Math.min(...blind.map(({ claim }) => claim.high));
  return low <= high ? "agreed" : "differ";
}

/** How what was counted aboard a ship stands to what was declared aboard. */
export function shipStanding(
  declared: number | null,
  counted: Bounds | null,
): ShipAccount["standing"] {
  if (declared === null || counted === null) return "open";
  if (counted.high < declared) return "short";
  return counted.low > declared ? "over" : "agrees";
}

function sayShip(ship: Omit<ShipAccount, "says">): string {
  const { declared, counted, standing, blind, covered } = ship;
  const said: string[] = [];
  if (standing === "over" && counted === null) said.push("more seen aboard than declared");
  else if (counted === null) said.push(sayUncounted(ship));
  else if (declared === null) said.push(sayUndeclared(ship.departed, counted));
  else if (standing === "agrees") said.push("agrees with what is declared");
  else if (standing === "short")
    said.push(`${number(declared - counted.high)} short of what is declared`);
  else said.push(`${number(counted.low - declared)} more than declared`);
  if (blind === "agreed") said.push("blind counts agree");
  if (blind === "differ") said.push("blind counts differ, and all stand");
  if (covered !== null && covered > 0) said.push(`${number(covered)} of them not uncovered`);
  return said.join("; ");
}

function sayUndeclared(departed: Bounds | null, counted: Bounds): string {
  if (departed === null) return "counted, and nothing declared to hold it against";
  if (counted.high < departed.low) return `${number(departed.low - counted.high)} fewer than left`;
  if (counted.low > departed.high) return `${number(counted.low - departed.high)} more than left`;
  return "as much as left";
}

function sayUncounted({ counts, declared }: Omit<ShipAccount, "says">): string {
  if (counts.length > 0) {
    const low = Math.min(...counts.map((one) => one.low));
    const high = Math.max(...counts.map((one) => one.high));
    const seen = low === high ? number(low) : `${number(low)} to ${number(high)}`;
    return `${seen} counted, too weakly to be booked`;
  }
  return declared === null ? "left, and not counted" : "declared, and not counted";
}

function number(amount: number): string {
  return String(Math.round(amount * 1e6) / 1e6);
}
