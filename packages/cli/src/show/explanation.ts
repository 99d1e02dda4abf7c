import {
  type CountStanding,
  type ExcludedReport,
  type Explanation,
  formatGrade,
  limitsOfExplanation,
  nameOfLevel,
  type SideReasons,
  type WeighedReport,
  type Zone,
} from "@proviso/core";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { type ListedReasons, listedOf } from "../reasons-page.ts";
import { beside, indented, paint, plain, wrap } from "./layout.ts";
import { markOf } from "./value.ts";

const STEP = 3;
/** From how many on the silent parts of a quantifier are said together. */
const FEW = 3;

/**
 * Shows why: the tree from a verdict down to observations, admissibility and passages.
 *
 * @param isFull - whether each place or party on which nothing is reported has its own lines;
 *   otherwise, where there are several under one quantifier, they are said together.
 * @param isAll - whether every report of a matter is listed, however many there are.
 */
export function showExplanation(
  io: Io,
  explanation: Explanation,
  where: Zone,
  { isFull, isAll }: Detail,
): string {
  return node({ io, where, isFull, isAll }, explanation, 0);
}

/** How much of an explanation is shown. */
export interface Detail {
  readonly isFull: boolean;
  readonly isAll: boolean;
}

interface Page extends Detail {
  readonly io: Io;
  readonly where: Zone;
}

function node(page: Page, explanation: Explanation, depth: number): string {
  const { io } = page;
  const indent = depth * STEP;
  const mark = markOf(explanation.value);
  const rest = ` ${explanation.label} [${explanation.node}]`;
  const [first = "", ...more] = wrap(`${mark.text}${rest}`, io.columns - indent);
  const marked = paint(io, mark.style, mark.text) + first.slice(mark.text.length);
  return [
    `${" ".repeat(indent)}${marked}\n`,
    ...more.map((line) => `${" ".repeat(indent + 2)}${line}\n`),
    below(page, explanation, indent + 2),
    children(page, explanation, depth + 1),
  ].join("");
}

function children(page: Page, explanation: Explanation, depth: number): string {
  const ranges = explanation.kind === "every" || explanation.kind === "some";
  const silent = explanation.children.filter(isSilent);
  if (page.isFull || !ranges || silent.length < FEW) {
    return explanation.children.map((child) => node(page, child, depth)).join("");
  }
  const said = explanation.children.filter((child) => !isSilent(child));
  const count = `${silent.length} of ${explanation.children.length}`;
  const line = `□ nothing reported on ${count} (--full lists them)`;
  return (
    said.map((child) => node(page, child, depth)).join("") +
    indented(page.io, depth * STEP, line, "soft")
  );
}

/** Whether nothing at all bears on a node, admissible or not. */
function isSilent({ atom, children, kind }: Explanation): boolean {
  if (kind === "clause" || kind === "no-requirement") return false;
  if (atom !== null) {
    const { reports, excluded: out, bearing, count } = atom;
    return [...reports, ...out, ...bearing].length === 0 && count === null;
  }
  return children.length > 0 && children.every(isSilent);
}

function below({ io, where, isAll }: Page, explanation: Explanation, indent: number): string {
  const { words, restsOn, at, text, atom } = explanation;
  const place = at === null ? "" : `${at.file}:${at.line}`;
  const source = text === null ? place : `${text}, ${place}`;
  const passages = restsOn.map(({ instrument, passage }) => {
    return passage === null ? instrument : `${instrument}.${passage}`;
  });
  const origin = [
    source,
    passages.length === 0 ? "" : `rests on ${passages.join(", ")}`,
    ...limitsOfExplanation(explanation),
  ].filter((part) => part !== "");
  return [
    indented(io, indent, `${words}${origin.length === 0 ? "" : ` (${origin.join("; ")})`}`, "soft"),
    // Of what nothing is reported, "nothing reported" says it all.
    atom === null || isSilent(explanation)
      ? ""
      : showAtom(io, listedOf(atom, isAll), where, indent),
  ].join("");
}

function showAtom(io: Io, atom: ListedReasons, where: Zone, indent: number): string {
  const standards = `opens at ${nameOfLevel(atom.open)}, doubted at ${nameOfLevel(atom.doubt)}`;
  // Of a counting that has not come so far, there is something: how far it has come stands below.
  const none = atom.count === null ? "nothing" : "not shown";
  const sides = `for: ${side(atom.for, none)}; against: ${side(atom.against, none)}`;
  return [
    indented(io, indent, `${sides}; ${standards}`),
    ...atom.reports.map((report) => bullet(io, indent, "•", weighed(report, where))),
    more(io, indent, atom.leftOut.reports, "report"),
    ...atom.excluded.map((report) => bullet(io, indent, "×", excluded(report))),
    more(io, indent, atom.leftOut.excluded, "report that is not counted"),
    atom.bearing.length === 0 ? "" : indented(io, indent, bearingLine(atom)),
    atom.count === null ? "" : showCount(io, atom.count, indent),
    more(io, indent, atom.leftOut.ships, "ship"),
  ].join("");
}

/** Says how many were left out of a list, so that nobody takes it for the whole. */
function more(io: Io, indent: number, leftOut: number, one: string): string {
  if (leftOut === 0) return "";
  const [first = "", ...rest] = one.split(" that is ");
  const many = [`${first}s`, ...rest].join(" that are ");
  const count = leftOut.toLocaleString("en");
  return indented(
    io,
    indent,
    `and ${count} more ${leftOut === 1 ? one : many} (--all lists them)`,
    "soft",
  );
}

function bearingLine({ bearing, leftOut }: ListedReasons): string {
  const rest = leftOut.bearing === 0 ? "" : ` and ${leftOut.bearing} more (--all lists them)`;
  return `bears on it, and shows nothing: ${bearing.join(", ")}${rest}`;
}

function bullet(io: Io, indent: number, mark: string, text: string): string {
  return beside(io, { text: `${" ".repeat(indent)}${mark}`, style: "plain" }, indent + 2, text);
}

function side({ level, support, sources, shownBy }: SideReasons, none: string): string {
  if (shownBy !== null) return `${nameOfLevel(level)} (${shownBy})`;
  if (sources === 0) return none;
  const name = nameOfLevel(level) ?? "below suspected";
  return `${name} (${support.toFixed(3)}, ${sources === 1 ? "1 source" : `${sources} sources`})`;
}

const FATES: Readonly<Record<WeighedReport["fate"], string>> = {
  speaks: "speaks",
  "same-source": "a stronger report of its source speaks for it",
  derived: "derived: its roots are on the record",
  stale: "stale",
  overtaken: "overtaken by later evidence",
  replaced: "its party has since said otherwise",
  "not-yet": "seen only later",
};

function weighed(report: WeighedReport, where: Zone): string {
  const { id, side: towards, fate, grade, strength, method, seenUntil, staleAt, cite } = report;
  const seen = `seen until ${sayMoment(where, seenUntil)}`;
  const stale = staleAt === null ? "" : `, fresh until ${sayMoment(where, staleAt)}`;
  const weight = `${formatGrade(grade)} = ${strength.toFixed(3)}`;
  return `${id} ${towards}, ${FATES[fate]}: ${weight} by ${method}, ${seen}${stale}; ${cite}`;
}

function excluded({ id, side: towards, codes, why, grade, method, cite }: ExcludedReport): string {
  const reasons = `${codes.join(", ")}: ${why}`;
  return `${id} ${towards}, not counted (${reasons}): ${formatGrade(grade)} by ${method}; ${cite}`;
}

function sayCounted({ low, high }: NonNullable<CountStanding["counted"]>, unit: string): string {
  return unit === "" ? `${range(low, high)} counted` : `${low}${unit}`;
}

function showCount(io: Io, count: CountStanding, indent: number): string {
  const { declared, estimate, counted, toGo, ships } = count;
  const unit = count.inPercentOfDeclared ? " % of what was declared" : "";
  const parts = [
    unit !== "" ? "" : declared === null ? "none declared" : `${declared} declared`,
    estimate === null ? "no estimate" : `estimated ${range(estimate.low, estimate.high)}`,
    counted === null ? "none counted" : sayCounted(counted, unit),
    toGo === null ? "" : `${toGo}${unit === "" ? "" : " %"} to go`,
  ].filter((part) => part !== "");
  const byShip = ships.map((ship) => {
    const said = ship.declared === null ? "not declared" : `declared ${ship.declared}`;
    const seen =
      ship.counted === null
        ? "not counted"
        : `counted ${range(ship.counted.low, ship.counted.high)}`;
    const voyage = ship.voyage === null ? "" : `, ${ship.voyage}`;
    return indented(
      io,
      indent,
      `  ${plain(ship.vessel)}${voyage}: ${said}, ${seen}; ${ship.standing}`,
    );
  });
  return indented(io, indent, parts.join("; ")) + byShip.join("");
}

function range(low: number, high: number | null): string {
  if (high === null) return `${low} or more`;
  return low === high ? String(low) : `${low} to ${high}`;
}
