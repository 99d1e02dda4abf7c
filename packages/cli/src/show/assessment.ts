import type { Assessed, Assessment, Value, Zone } from "@proviso/core";
import { sayFrom, sayUntil } from "../instants.ts";
import type { Io } from "../io.ts";
import { beside, heading, indented, plain, type Style } from "./layout.ts";
import { markOf } from "./value.ts";

const LEFT_WIDTH = 18;
/** How many outstanding lines the overview shows; `proviso outstanding` shows all. */
const SHOWN_OUTSTANDING = 4;

/** Shows where everything stands: the review of T3, as text. */
export function showAssessment(io: Io, assessment: Assessment, where: Zone): string {
  const { undertakings, measures, assurances, options, questions } = assessment;
  return [
    `\n${indented(io, 0, assessment.headline, "strong")}`,
    indented(io, 0, `“${assessment.brief}”`, "soft"),
    part(io, "Questions", questions, (question) => showQuestion(io, question)),
    part(io, "Undertakings", undertakings, (clause) => showUndertaking(io, clause, where)),
    part(io, "Assurances", assurances, (clause) => showGate(io, clause, where)),
    part(io, "Measures", measures, (clause) => showGate(io, clause, where)),
    part(io, "Options", options, (clause) => showGate(io, clause, where)),
    showRefused(io, assessment),
  ].join("");
}

function part<Status extends string>(
  io: Io,
  title: string,
  clauses: readonly Assessed<Status>[],
  show: (clause: Assessed<Status>) => string,
): string {
  return clauses.length === 0 ? "" : heading(io, title) + clauses.map(show).join("");
}

function showQuestion(io: Io, question: Assessed<Value>): string {
  return (
    beside(io, markOf(question.value), LEFT_WIDTH, titled(question)) +
    indented(io, LEFT_WIDTH, question.finding, "strong") +
    // How far a count has come is asked of it as well, with its measure, its base and its date.
    (question.counts.length === 0 ? "" : indented(io, LEFT_WIDTH, question.reason)) +
    question.progress.map((line) => indented(io, LEFT_WIDTH, line)).join("") +
    limitsOf(io, question)
  );
}

function showUndertaking(io: Io, clause: Assessed<string>, where: Zone): string {
  return [
    beside(io, markOf(clause.value), LEFT_WIDTH, titled(clause)),
    indented(io, LEFT_WIDTH, `${clause.status}${since(clause, where)}; ${clause.finding}`),
    details(io, clause, where),
  ].join("");
}

/** A measure, an assurance or an option: its status leads, its condition's value follows. */
function showGate(io: Io, clause: Assessed<string>, where: Zone): string {
  const left = { text: clause.status, style: "strong" as Style };
  return [
    beside(io, left, LEFT_WIDTH, `${titled(clause)}${since(clause, where)}`),
    hasNoCondition(clause)
      ? ""
      : indented(io, LEFT_WIDTH, `its condition: ${markOf(clause.value).text}; ${clause.finding}`),
    details(io, clause, where),
  ].join("");
}

/** What waits for nothing, or what no text says how to end, is not verified and wants nothing. */
function hasNoCondition({ value, outstanding }: Assessed<string>): boolean {
  return value === "unverified" && outstanding.length === 0;
}

function details(io: Io, clause: Assessed<string>, where: Zone): string {
  const { reason, next } = clause;
  // The reason already names some of what is outstanding; nothing is said twice.
  const outstanding = clause.outstanding.filter((line) => !reason.includes(line));
  const shown = outstanding.slice(0, SHOWN_OUTSTANDING);
  const rest = outstanding.length - shown.length;
  return [
    reason === "" ? "" : indented(io, LEFT_WIDTH, reason),
    limitsOf(io, clause),
    indentedIf(io, freshness(clause, where)),
    ...shown.map((line) => outstandingLine(io, line)),
    rest > 0 ? outstandingLine(io, `${rest} more: proviso outstanding CASE ${clause.id}`) : "",
    next === null
      ? ""
      : indented(
          io,
          LEFT_WIDTH,
          `next: ${next.to} on ${sayFrom(where, next.at)}, ${next.because}`,
          "soft",
        ),
  ].join("");
}

function limitsOf(io: Io, { limits }: Assessed<string>): string {
  return limits.length === 0 ? "" : indented(io, LEFT_WIDTH, limits.join("; "), "doubtful");
}

function outstandingLine(io: Io, line: string): string {
  const left = { text: `${" ".repeat(LEFT_WIDTH)}–`, style: "plain" as Style };
  return beside(io, left, LEFT_WIDTH + 2, line);
}

function indentedIf(io: Io, line: string): string {
  return line === "" ? "" : indented(io, LEFT_WIDTH, line, "soft");
}

function freshness({ fresh }: Assessed<string>, where: Zone): string {
  const seen = fresh.seen === null ? "" : `seen ${sayUntil(where, fresh.seen)}`;
  switch (fresh.state) {
    case "never seen":
    case "does not age":
      return "";
    case "fresh":
      return fresh.staleAt === null
        ? seen
        : `${seen}, fresh until ${sayUntil(where, fresh.staleAt)}`;
    case "stale":
      return fresh.staleAt === null
        ? `${seen}, stale`
        : `${seen}, stale since ${sayFrom(where, fresh.staleAt)}`;
  }
}

function titled({ id, title, by }: Assessed<string>): string {
  const bearer = by === null ? "" : `, by ${by}`;
  return title === id ? `${id}${bearer}` : `${plain(title)} (${id}${bearer})`;
}

function since(clause: Assessed<string>, where: Zone): string {
  return clause.since === null ? "" : ` since ${sayFrom(where, clause.since)}`;
}

function showRefused(io: Io, { refusedDecisions }: Assessment): string {
  if (refusedDecisions.length === 0) return "";
  const lines = refusedDecisions.map(({ id, of, act, why, wouldAllow }) => {
    const allow = wouldAllow.map((line) => outstandingLine(io, line)).join("");
    const left = { text: id, style: "strong" as Style };
    return beside(io, left, LEFT_WIDTH, `to ${act} ${of} has no effect: ${why}`) + allow;
  });
  return heading(io, "Decisions without effect") + lines.join("");
}
