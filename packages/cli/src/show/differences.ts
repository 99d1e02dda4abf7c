import {
  type AccessReport,
  BEGINNING,
  type Cause,
  type ClauseDifference,
  type CountDifference,
  type CountStanding,
  type DecisionDifference,
  type Differences,
  type Id,
  type ReportDifference,
  type StatementReport,
  type TextDifference,
  type Zone,
} from "@proviso/core";
import { sayMoment } from "../instants.ts";
import type { Io } from "../io.ts";
import { heading, indented, paint, plain } from "./layout.ts";
import { sayAmount } from "./number.ts";
import { markOf } from "./value.ts";

/** What differences are shown with beside themselves. */
export interface DifferenceScene {
  readonly zone: Zone;
  readonly titleOf: (id: Id) => string;
}

const INDENT = 3;

/** Shows what changed between two moments, and because of which entries. */
export function showDifferences(io: Io, all: Differences, scene: DifferenceScene): string {
  const { clauses, counts, texts, decisions, statements, accesses } = all;
  const shown = [
    part(io, "How it stands", clauses, (one) => showClause(io, one)),
    part(io, "Counts", counts, (one) => showCount(io, one)),
    part(io, "Texts", texts, (one) => showText(io, one)),
    part(io, "Decisions", decisions, (one) => showDecision(io, one, scene)),
    part(io, "What was said", statements, (one) => showReport(io, one, sayStatement, scene)),
    part(io, "Who was let in", accesses, (one) => showReport(io, one, sayAccess, scene)),
  ].join("");
  return shown === "" ? "\nNothing changed.\n" : shown;
}

function part<One>(io: Io, title: string, of: readonly One[], show: (one: One) => string): string {
  return of.length === 0 ? "" : heading(io, title) + of.map(show).join("");
}

function showClause(io: Io, difference: ClauseDifference): string {
  const { id, kind, title, before, after, because } = difference;
  const name = title === id ? `${kind} ${id}` : `${kind} ${id}: ${title}`;
  return [
    indented(io, 0, plain(name), "strong"),
    indented(io, INDENT, `was  ${say(kind, before)}`),
    indented(io, INDENT, `is   ${say(kind, after)}`),
    showCauses(io, because),
  ].join("");
}

function say(kind: ClauseDifference["kind"], state: ClauseDifference["before"]): string {
  // A question's status is its value again.
  const status = kind === "question" ? "" : `, ${state.status}`;
  const finding = state.finding === "" ? "" : `; ${state.finding}`;
  return `${markOf(state.value).text}${status}${finding}`;
}

function showCauses(io: Io, because: readonly Cause[]): string {
  const said = sayCauses(because);
  return said === "" ? "" : indented(io, INDENT, `because ${said}`, "soft");
}

/** Says because of what: entries of which the same is said together. */
function sayCauses(because: readonly Cause[]): string {
  const entries = Map.groupBy(
    because.filter(({ entry }) => entry !== null),
    ({ how }) => how,
  );
  const named = [...entries].map(
    ([how, of]) => `${of.map(({ entry }) => entry).join(", ")} ${how}`,
  );
  const times = because.flatMap(({ entry, how }) => (entry === null ? [how] : []));
  return [...named, ...times].join("; ");
}

function showCount(io: Io, { title, before, after, because }: CountDifference): string {
  const figures = FIGURES.flatMap(([name, figure]) => {
    const [was, is] = [before, after].map((one) => (one === null ? "–" : figure(one)));
    return was === is ? [] : [`${name} ${was} → ${is}`];
  });
  if (before === null) figures.push("asked for since");
  if (after === null) figures.push("asked for no more");
  return [
    paint(io, "strong", `${plain(title)}\n`),
    indented(io, INDENT, figures.join("; ")),
    showCauses(io, because),
  ].join("");
}

/** The figures of a counting; what is unknown is a dash, and never 0. */
const FIGURES: readonly (readonly [string, (standing: CountStanding) => string])[] = [
  ["counted", ({ counted, inPercentOfDeclared: p }) => range(counted, p)],
  ["declared", ({ declared }) => (declared === null ? "–" : sayAmount(declared))],
  ["estimated", ({ estimate }) => range(estimate)],
  [
    "to go",
    ({ toGo, inPercentOfDeclared: p }) => (toGo === null ? "–" : inUnit(sayAmount(toGo), p)),
  ],
];

function range(
  interval: { readonly low: number; readonly high: number | null } | null,
  inPercent?: true,
): string {
  if (interval === null) return "–";
  const { low, high } = interval;
  if (high === null) return inUnit(`${sayAmount(low)} or more`, inPercent);
  return inUnit(
    low >= high ? sayAmount(low) : `${sayAmount(low)} to ${sayAmount(high)}`,
    inPercent,
  );
}

function inUnit(amount: string, inPercent?: true): string {
  return inPercent === true ? `${amount} %` : amount;
}

function showText(io: Io, { text, change, because }: TextDifference): string {
  const by = because.map(({ entry, how }) => `${entry} ${how}`).join(", ");
  const adopted = by === "" ? "" : ` (${by})`;
  return indented(io, INDENT, `${text.id}, ${text.title}: ${change}${adopted}`);
}

function showDecision(
  io: Io,
  difference: DecisionDifference,
  { titleOf }: DifferenceScene,
): string {
  const { id, act, of, by, before, after, because } = difference;
  const what = `${id}, ${titleOf(by)}: to ${act.replaceAll("-", " ")} ${titleOf(of)}`;
  const became = after ?? `taken back (${sayCauses(because)})`;
  const was = before === null ? "" : `, after ${before}`;
  return indented(io, INDENT, `${what}: ${became}${was}`);
}

function showReport<Kind extends StatementReport | AccessReport>(
  io: Io,
  { id, report, valid, precision, change, because }: ReportDifference<Kind>,
  sayIt: (report: Kind, scene: DifferenceScene) => string,
  scene: DifferenceScene,
): string {
  const when = sayWhen(scene.zone, valid, precision);
  const gone = change === "taken back" ? ` – taken back (${sayCauses(because)})` : "";
  return indented(io, INDENT, `${id}, ${when}: ${sayIt(report, scene)}${gone}`);
}

/** When it was so: a report of a day speaks of that day, and of no minute of it. */
function sayWhen(
  zone: Zone,
  { from }: ReportDifference<AccessReport>["valid"],
  precision: ReportDifference<AccessReport>["precision"],
): string {
  if (from === BEGINNING) return "undated";
  const moment = sayMoment(zone, from);
  return precision === "minute" || precision === "hour" ? moment : moment.split(",")[0]!;
}

function sayStatement(
  { by, to, stance, on, text }: StatementReport,
  scene: DifferenceScene,
): string {
  const { titleOf } = scene;
  const whom = to === null ? "" : ` to ${titleOf(to)}`;
  const matter = on === null ? "" : titleOf(on);
  // A question is cited as it is asked.
  const what = matter === "" ? "" : `, on ${matter.endsWith("?") ? `“${matter}”` : matter}`;
  const words = text === "" ? "" : `: “${text}”`;
  return `${titleOf(by)}${whom}: ${stance}${what}${words}`;
}

function sayAccess(
  { place, activity, state, safety, by, reason }: AccessReport,
  { titleOf }: DifferenceScene,
): string {
  const purpose = activity === null ? "" : ` for ${activity.replaceAll("-", " ")}`;
  const who = by === undefined ? "" : ` by ${titleOf(by)}`;
  const why = reason === undefined ? "" : `, for ${reason}`;
  const safe =
    safety === null ? "" : safety ? ", with safety guaranteed" : ", no safety guaranteed";
  return `access to ${titleOf(place)}${purpose} ${state}${who}${safe}${why}`;
}
