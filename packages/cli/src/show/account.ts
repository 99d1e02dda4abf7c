import {
  type Account,
  type AccountLine,
  type Id,
  type MaterialBalance,
  type Percentage,
  type Quantity,
  type ShipAccount,
  STAGE_WORDS,
  type ToldTerm,
  toldBalance,
  type Zone,
} from "@proviso/core";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { showDepartures } from "./departures.ts";
import { heading, indented } from "./layout.ts";
import { sayAmount } from "./number.ts";
import { type Column, table } from "./table.ts";

/** What an account is shown with beside itself. */
export interface AccountScene {
  readonly zone: Zone;
  /** The title of a place. */
  readonly titleOf: (id: Id) => string;
}

/** Shows where every one of an item is, and how that is known (T8, T30). */
export function showAccount(io: Io, account: Account, scene: AccountScene): string {
  const { title, item, unit, level, partial } = account;
  const measured = unit.kind === "measured" ? `, in ${unit.unit}` : "";
  return [
    heading(io, `${title} (${item})${measured}`),
    indented(io, 2, `A figure is booked once it is ${level}; the lower bound counts.`, "soft"),
    partial
      ? indented(io, 2, "Partial: for an audience that may not see everything.", "doubtful")
      : "",
    showColumns(io, account),
    showBalance(io, account),
    showDifferences(io, account),
    showLines(io, account, scene),
    showDepartures(io, account, scene),
    showShips(io, account, scene),
    showIdentity(io, account),
    showPercentages(io, account, scene),
    showMaterial(io, account, scene),
    showLeftOut(io, account),
  ].join("");
}

function showColumns(io: Io, { columns }: Account): string {
  const { declared, amendedDeclared, estimate, base } = columns;
  const row = (name: string, entry: typeof declared, none: string) =>
    entry === null
      ? [name, "–", none]
      : [name, `${range(entry)}${sigmaOf(entry.sigma)}`, entry.from.join(", ")];
  const rows = [
    row("declared", declared, "nothing is declared"),
    row("amended", amendedDeclared, "nothing was amended"),
    row("estimated", estimate, "nobody estimates it"),
  ];
  const note = "Three columns, never mixed. The account is held to the greatest declaration";
  const said =
    base === null ? "Nothing is declared to hold it to." : `${note}: ${sayAmount(base)}.`;
  const heads: readonly Column[] = [{ head: "" }, { head: "" }, { head: "" }];
  return (
    heading(io, "What is said") + rowsOnly(table(io, heads, rows)) + indented(io, 2, said, "soft")
  );
}

const TERMS: Readonly<Record<ToldTerm["term"], string>> = {
  inPlace: "in place",
  inTransit: "in transit",
  countedOut: "counted out",
  destroyed: "destroyed",
  unaccountedFor: "unaccounted for",
  declared: "= declared",
};

/** What is unaccounted for goes by another name where more was seen than is declared. */
const NAMED_OVER: Partial<Readonly<Record<ToldTerm["is"], string>>> = {
  over: "less: seen beyond that",
  undeclared: "seen",
};

function showBalance(io: Io, account: Account): string {
  const rows = toldBalance(account).map((told) => {
    const { term, amount, is } = told;
    const figure = amount === null ? "–" : sayAmount(amount.value);
    const doubt = amount === null ? "" : noteOn(amount);
    return [NAMED_OVER[is] ?? TERMS[term], figure, doubt, meaning(told)];
  });
  const heads: readonly Column[] = [
    { head: "" },
    { head: "", isNumber: true },
    { head: "" },
    { head: "" },
  ];
  return heading(io, "Balance") + rowsOnly(table(io, heads, rows)) + apart(io, account);
}

/** What is stated and stands in no term of the balance: a reader of the balance must know of it. */
function apart(io: Io, { percentages, leftOut }: Account): string {
  const count = percentages.filter(({ by }) => leftOut.some((one) => one.by === by)).length;
  if (count === 0) return "";
  const figures = count === 1 ? "1 stated percentage is" : `${count} stated percentages are`;
  return indented(io, 2, `${figures} in no term of it: see below.`, "soft");
}

function meaning({ term, amount, is }: ToldTerm): string {
  if (amount === null) {
    if (term === "unaccountedFor") return "";
    return term === "declared" ? "nothing is declared" : "nothing is reported";
  }
  switch (is) {
    case "as booked":
      return "";
    case "missing":
      return amount.value === 0 ? "" : "declared, and not seen anywhere";
    case "over":
      return "over: more seen than declared";
    case "undeclared":
      return "and nothing is declared to hold it against";
  }
}

function showDifferences(io: Io, { differences }: Account): string {
  if (differences.length === 0) return "";
  const lines = differences.map(({ between, says, of }) => {
    const from = of.length === 0 ? "" : ` (${of.join(", ")})`;
    return [`${between}:`, `${says}${from}`];
  });
  return heading(io, "Differences") + rowsOnly(table(io, [{ head: "" }, { head: "" }], lines));
}

function showLines(io: Io, { lines }: Account, { titleOf }: AccountScene): string {
  const columns: readonly Column[] = [
    { head: "stage" },
    { head: "where" },
    { head: "there", isNumber: true },
    { head: "declared", isNumber: true },
    { head: "" },
    { head: "from" },
  ];
  const rows = withShipsTogether(lines).map(({ line, ships }) => [
    STAGE_WORDS[line.stage],
    whereOf(line, ships, titleOf),
    sayAmount(line.amount.value),
    line.declared === null ? "–" : sayAmount(line.declared),
    noteOn(line.amount),
    line.from.join(", "),
  ]);
  const nothing = indented(io, 2, "Nothing was seen, and nothing is declared of any place.");
  return (
    heading(io, "By stage and place") + (rows.length === 0 ? nothing : table(io, columns, rows))
  );
}

interface Shown {
  readonly line: AccountLine;
  /** How many ships it stands for. */
  readonly ships: number;
}

/** The ships of one stage and place in one row: each has a row of its own further down. */
function withShipsTogether(lines: readonly AccountLine[]): readonly Shown[] {
  const groups = new Map<string, AccountLine[]>();
  for (const line of lines) {
    const { stage, place, vessel, lot } = line;
    const key = JSON.stringify([stage, place, lot, vessel === null]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((of): Shown => {
    const [first] = of;
    if (of.length === 1) return { line: first!, ships: first!.vessel === null ? 0 : 1 };
    const sum = (pick: (line: AccountLine) => number) =>
      of.reduce((all, one) => all + pick(one), 0);
    const amount = {
      ...first!.amount,
      value: sum(({ amount: { value } }) => value),
      low: sum(({ amount: { low } }) => low),
      high: sum(({ amount: { high } }) => high),
      sigma: Math.hypot(...of.map(({ amount: { sigma } }) => sigma)),
    };
    return { line: { ...first!, amount, declared: null, from: [] }, ships: of.length };
  });
}

function whereOf(
  { place, vessel, voyage, lot, amount }: AccountLine,
  ships: number,
  titleOf: (id: Id) => string,
): string {
  const named = ships > 1 ? `${ships} ships` : (vessel ?? "");
  const ship = ships === 1 && voyage !== null ? `${named}, ${voyage}` : named;
  const at = place === null ? "" : titleOf(place);
  const said = [ship, at, lot === null ? "" : `lot ${lot}`].filter((one) => one !== "");
  if (said.length > 0) return said.join(", ");
  return amount.value < 0 ? "moved on, from where is not said" : "not said where";
}

function showShips(io: Io, { ships, total }: Account, { titleOf }: AccountScene): string {
  if (ships.length === 0) return "";
  const columns: readonly Column[] = [
    { head: "ship" },
    { head: "from" },
    { head: "declared", isNumber: true },
    { head: "left", isNumber: true },
    { head: "counted", isNumber: true },
    { head: "covered", isNumber: true },
    { head: "" },
  ];
  const rows = ships.map((ship) => shipRow(ship, titleOf));
  const others =
    total.notByShip === 0 ? "" : `, ${sayAmount(total.notByShip)} of them by no named ship`;
  const isCounted = total.notByShip !== 0 || ships.some(({ counted }) => counted !== null);
  const said = isCounted
    ? `In total ${range(total.counted)} counted out${others}.`
    : "Nobody reports that any was counted out.";
  return heading(io, "Ship by ship") + table(io, columns, rows) + indented(io, 2, said);
}

function shipRow(ship: ShipAccount, titleOf: (id: Id) => string): readonly string[] {
  const { vessel, voyage, place, declared, departed, counted, covered, says, counts } = ship;
  const entries = counts.length === 0 ? "" : ` (${counts.map(({ by }) => by).join(", ")})`;
  return [
    voyage === null ? vessel : `${vessel}, ${voyage}`,
    place === null ? "" : titleOf(place),
    declared === null ? "–" : sayAmount(declared),
    departed === null ? "–" : range(departed),
    counted === null ? "–" : range(counted),
    covered === null ? "" : sayAmount(covered),
    `${says}${entries}`,
  ];
}

function showIdentity(io: Io, { identity, doubles }: Account): string {
  const rows = identity.map(({ by, verdict, says, missing, unknown }) => {
    const named = [
      missing.length === 0 || verdict === "not given"
        ? ""
        : `not seen again: ${missing.join(", ")}`,
      unknown.length === 0 || verdict === "not given" ? "" : `never named: ${unknown.join(", ")}`,
    ].filter((one) => one !== "");
    return [by, verdict, [says, ...named].join("; ")];
  });
  const again = doubles.map(({ by, first, because, what }) =>
    indented(io, 2, `Not added twice: ${by} counts ${what}, which ${first} counts (${because}).`),
  );
  const given = identity.some(({ verdict }) => verdict !== "not given");
  const shown = given
    ? rowsOnly(table(io, [{ head: "" }, { head: "" }, { head: "" }], rows))
    : indented(io, 2, "No serials, seals or tags to compare: it is a number, and no more.");
  return heading(io, "Whether they are the same ones") + shown + again.join("");
}

function showPercentages(io: Io, { percentages }: Account, { zone }: AccountScene): string {
  if (percentages.length === 0) return "";
  const columns: readonly Column[] = [
    { head: "", isNumber: true },
    { head: "measure" },
    { head: "of what is" },
    { head: "as of" },
    { head: "from" },
  ];
  const rows = percentages.map((one) => [
    percent(one),
    one.measure,
    one.whole === null ? one.base : `${one.base} (${sayAmount(one.whole)})`,
    sayMoment(zone, one.asOf),
    one.by ?? "worked out here",
  ]);
  return heading(io, "Percentages") + table(io, columns, rows);
}

function showMaterial(io: Io, { material, k }: Account, { zone, titleOf }: AccountScene): string {
  if (material.length === 0) return "";
  const columns: readonly Column[] = [
    { head: "until" },
    { head: "began", isNumber: true },
    { head: "came", isNumber: true },
    { head: "went", isNumber: true },
    { head: "is there", isNumber: true },
    { head: "missing", isNumber: true },
    { head: "σ", isNumber: true },
    { head: "" },
  ];
  const tables = material.map(({ stage, place, periods }) => {
    const where = place === null ? STAGE_WORDS[stage] : `${titleOf(place)}, ${STAGE_WORDS[stage]}`;
    const rows = periods.map(({ to, begin, receipts, shipments, ending, balance }) => [
      sayMoment(zone, to),
      sayAmount(begin.value),
      sayAmount(receipts),
      sayAmount(shipments),
      sayAmount(ending.value),
      sayAmount(balance.muf),
      sayAmount(balance.sigma),
      sayTests(balance, k),
    ]);
    return indented(io, 2, where, "strong") + table(io, columns, rows);
  });
  const note = "Missing is what was there and came, less what went and is there; negative: a gain.";
  return heading(io, "Material balance") + indented(io, 2, note, "soft") + tables.join("");
}

function sayTests(balance: MaterialBalance, k: number): string {
  const { significant, cumuf, cumufSigma, cumufSignificant, pageAlarm } = balance;
  const total = `in all ${sayAmount(cumuf)} ± ${sayAmount(cumufSigma)}`;
  return [
    significant ? `beyond ${k} σ` : `within ${k} σ`,
    cumufSignificant ? `${total}, beyond ${k} σ` : total,
    pageAlarm ? "Page's test: alarm" : "",
  ]
    .filter((one) => one !== "")
    .join("; ");
}

function showLeftOut(io: Io, { leftOut }: Account): string {
  if (leftOut.length === 0) return "";
  const byReason = new Map<string, string[]>();
  for (const { by, why } of leftOut) byReason.set(why, [...(byReason.get(why) ?? []), by]);
  const lines = [...byReason].map(([why, of]) => indented(io, 2, `${of.join(", ")}: ${why}.`));
  return heading(io, "Not booked") + lines.join("");
}

/** A table without its line of heads, where the rows say what they are. */
function rowsOnly(set: string): string {
  return set.slice(set.indexOf("\n") + 1);
}

function noteOn({ value, low, high, sigma }: Quantity): string {
  const bounds = low === value && high === value ? "" : `${sayAmount(low)} to ${sayAmount(high)}`;
  return [sigmaOf(sigma), bounds].filter((one) => one !== "").join(", ");
}

function sigmaOf(sigma: number): string {
  return sigma === 0 ? "" : ` ± ${sayAmount(sigma)} (1 σ)`;
}

function percent({ low, high }: Percentage): string {
  const digits = (amount: number) => String(Number(amount.toFixed(1)));
  return low === high ? `${digits(low)} %` : `${digits(low)} to ${digits(high)} %`;
}

function range({ low, high }: { readonly low: number; readonly high: number }): string {
  return low === high ? sayAmount(low) : `${sayAmount(low)} to ${sayAmount(high)}`;
}
