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
import { figureOf, lessened, markedFigureOf } from "./figures.ts";
import { CountedOnce } from "./once.ts";
import type { Unit } from "./quantity.ts";
import { bound, ITSELF, type Scope, scopeKey, scopeOf, voyageKey, voyageOfKey } from "./scope.ts";
import { ScopeSum } from "./scope-sum.ts";
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
  const aboard = byShip(counts.filter(({ claim }) => claim.stage === "counted-aboard"));
  const left = byShip(
    counts.filter(({ claim }) => claim.stage === "departed" || claim.stage === "loaded"),
  );
  const countedAboard = boundsOf(aboard, level, unit);
  const departed = boundsOf(left, level, unit);
  const keys = [...new Set([...declared.keys(), ...left.keys(), ...aboard.keys()])].sort();
  return keys.map((key) =>
    shipOf(key, aboard.get(key) ?? [], left.get(key) ?? [], {
      declared: declared.get(key) ?? null,
      departed: departed.get(key) ?? null,
      counted: countedAboard.get(key) ?? null,
      level,
    }),
  );
}

interface ShipFigures {
  readonly declared: number | null;
  readonly departed: Bounds | null;
  readonly counted: Bounds | null;
  readonly level: Level;
}

function shipOf(
  key: string,
  counts: readonly Count[],
  left: readonly Count[],
  { declared, departed, counted, level }: ShipFigures,
): ShipAccount {
  const whole = counts.filter(isWhole);
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
    covered: covered.length === 0 ? null : greatest(covered, (one) => one),
    standing,
  } satisfies Omit<ShipAccount, "says">;
  return { ...ship, says: sayShip(ship) };
}

// Where only a difference to what is declared is reported, both figures stay blank.
function isWhole({ claim }: Count): boolean {
  return (claim.overDeclared ?? 0) === 0;
}

function byShip(counts: readonly Count[]): ReadonlyMap<string, readonly Count[]> {
  const found = new Map<string, Count[]>();
  for (const count of [...counts].sort(byTime)) {
    const key = voyageKey(count.claim);
    if (key === null) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [count]);
    else known.push(count);
  }
  return found;
}

function placeOf(counts: readonly Count[]): Id | null {
  return counts.find(({ claim }) => claim.place !== null)?.claim.place ?? null;
}

/**
 * What is supported aboard each ship, its parcels together, and what is known by a mark only once;
 * a ship of which nothing is supported is left out.
 */
function boundsOf(
  ships: ReadonlyMap<string, readonly Count[]>,
  level: Level,
  unit: Unit,
): ReadonlyMap<string, Bounds> {
  const pieces = unit.kind === "units";
  const once = new CountedOnce({ moves: false, pieces, covers: ITSELF });
  const parcels = [...ships].flatMap(([ship, counts]) =>
    parcelsOf(counts.filter(isWhole)).flatMap(({ scope, key, of }) => {
      const figure = figureOf(of, level, false);
      if (figure === null) return [];
      once.put(key, markedFigureOf(figure, scope, of, false));
      return [{ ship, scope, key, figure }];
    }),
  );
  const sums = new Map<string, { low: ScopeSum; high: ScopeSum }>();
  for (const { ship, scope, key, figure } of parcels) {
    const known = sums.get(ship) ?? { low: new ScopeSum(ITSELF), high: new ScopeSum(ITSELF) };
    sums.set(ship, known);
    const { low, high } = lessened(figure, once.less(key), pieces);
    known.low.set(scope, { low, high: bound(scope, high) });
    known.high.set(scope, { low: high, high: Number.POSITIVE_INFINITY });
  }
  return new Map(
    [...sums].map(([ship, { low, high }]) => [
      ship,
      { low: low.total, high: Math.max(low.total, high.total) },
    ]),
  );
}

/** The counts of each parcel of a ship, and of the ship as a whole. */
function parcelsOf(counts: readonly Count[]) {
  const found = new Map<string, { scope: Scope; key: string; of: Count[] }>();
  for (const count of counts) {
    const scope = scopeOf(count.claim);
    const key = scopeKey(scope);
    const known = found.get(key) ?? { scope, key, of: [] };
    found.set(key, known);
    known.of.push(count);
  }
  return [...found.values()];
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
  const low = greatest(blind, ({ claim }) => claim.low);
  const high = -greatest(blind, ({ claim }) => -claim.high);
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
    const low = -greatest(counts, (one) => -one.low);
    const high = greatest(counts, (one) => one.high);
    const seen = low === high ? number(low) : `${number(low)} to ${number(high)}`;
    return `${seen} counted, too weakly to be booked`;
  }
  return declared === null ? "left, and not counted" : "declared, and not counted";
}

/** The greatest number of several, however many there are: more than a call takes as arguments. */
function greatest<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((most, one) => Math.max(most, numberOf(one)), Number.NEGATIVE_INFINITY);
}

function number(amount: number): string {
  return String(Math.round(amount * 1e6) / 1e6);
}
