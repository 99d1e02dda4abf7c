import {
  type Assurance,
  type Content,
  type EventClock,
  type JudgedClause,
  type Measure,
  type Option,
  type PassageRef,
  type Question,
  type Relaxation,
  type Renewal,
  type Requirement,
  type SnapBack,
  saySpan,
  type Undertaking,
  type Zone,
} from "@proviso/core";
import { wordsOf } from "../map/values.ts";
import { printCondition, printEvent, printNotice } from "./condition.ts";
import { cite, printDeadline, printMoment, quote } from "./words.ts";

/** Writes a clause, each of its parts on a line of its own. */
export function printClause(clause: JudgedClause, zone: Zone): string {
  switch (clause.kind) {
    case "undertaking":
      return lines(undertakingHead(clause), clause.restsOn, undertakingParts(clause, zone));
    case "measure":
      return lines(head(clause), clause.restsOn, measureParts(clause, zone));
    case "assurance":
      return lines(assuranceHead(clause), clause.restsOn, [
        clause.while === null
          ? "takes effect"
          : `takes effect while ${printCondition(clause.while, 4)}`,
      ]);
    case "option":
      return lines(
        head(clause),
        clause.restsOn,
        clause.opensWhen === null ? [] : [`opens when ${printCondition(clause.opensWhen, 4)}`],
      );
    case "question":
      return question(clause);
  }
}

/** Writes a requirement. */
export function printRequirement({ clause, level, condition }: Requirement): string {
  const asked = level === null ? "is verified" : `reaches ${level}`;
  return `${clause} ${asked} when ${printCondition(condition, 2)}`;
}

function lines(
  first: string,
  restsOn: readonly PassageRef[],
  parts: readonly (string | null)[],
): string {
  const rests = restsOn.length === 0 ? [] : [`rests on ${restsOn.map(cite).join(", ")}`];
  const stated = [...rests, ...parts.filter((part) => part !== null)];
  return [first, ...stated].join("\n  ");
}

function head({ kind, id, title, by }: Measure | Option | Assurance): string {
  const named = title === wordsOf(id) ? "" : ` ${quote(title, 4)}`;
  return `${kind} ${id}${named} by ${by}`;
}

function assuranceHead(clause: Assurance): string {
  const to = clause.to === null ? "" : ` to ${clause.to}`;
  const concerning = clause.concerning === null ? "" : `, for ${clause.concerning}`;
  return `${head(clause)}${to}${concerning}`;
}

function undertakingHead({ id, title, by, to, content }: Undertaking): string {
  const named = content.kind === "act" && content.text === title ? "" : ` ${quote(title, 4)}`;
  return `undertaking ${id}${named} by ${by}${to === null ? "" : ` to ${to}`}`;
}

function undertakingParts(clause: Undertaking, zone: Zone): readonly (string | null)[] {
  const { cooperationOf, bestEfforts, content, form, exception, dueWhen, within } = clause;
  return [
    cooperationOf.length === 0 ? null : `with the cooperation of ${cooperationOf.join(", ")}`,
    bestEfforts ? "best efforts" : null,
    printContent(content, form),
    // Before any other condition, of which it would else be the exception.
    exception === null ? null : `unless ${printCondition(exception, 4)}`,
    clause.levels.length === 0 ? null : `levels ${clause.levels.join(", ")}`,
    dueWhen === null ? null : `due when ${printCondition(dueWhen, 4)}`,
    within === null ? null : `within ${saySpan(within)}`,
    ...printTimes(clause, zone),
    clause.from === null ? null : `from ${printMoment(clause.from, zone)}`,
  ];
}

function printTimes(clause: Undertaking, zone: Zone): readonly (string | null)[] {
  const { eventClock, promptly, deadline, recurrence, grace, suspensionMovesDate } = clause;
  return [
    eventClock === null ? null : printEventClock(eventClock),
    promptly ? "promptly" : null,
    deadline === null ? null : `by ${printDeadline(deadline, zone)}`,
    recurrence === null
      ? null
      : `every ${saySpan(recurrence.every)}, the first by ${printDeadline(recurrence.first, zone)}`,
    grace === null ? null : `with ${saySpan(grace)} of grace`,
    suspensionMovesDate ? null : "a suspension does not move the date",
  ];
}

function printEventClock({ when, span, event }: EventClock): string {
  const said = when === "before" ? "at least" : "within";
  return `${said} ${saySpan(span)} ${when} ${printEvent(event, 4)}`;
}

function printContent(content: Content, form: Undertaking["form"]): string {
  switch (content.kind) {
    case "remove":
      return `to remove ${content.subject} from ${content.from} through ${content.through.join(", ")}`;
    case "absent":
      return `that ${content.subject} is absent from ${content.place}`;
    case "present":
      return `that ${content.subject} is present at ${content.place}`;
    case "move":
      return `to move ${content.subject} from ${content.from} to ${content.to}`;
    case "no-entry":
      return `that no ${content.subject} enters ${content.place}`;
    case "act":
      return `${ACT[form]} ${quote(content.text, 4)}`;
  }
}

const ACT: Readonly<Record<Undertaking["form"], string>> = {
  achieve: "to",
  keep: "that",
  refrain: "not to",
};

function measureParts(clause: Measure, zone: Zone): readonly (string | null)[] {
  const { from, liftWithin, promptly, relaxation, mayExtend, snapBack, parts, renewal } = clause;
  const begins = from === null ? "" : ` from ${printMoment(from, zone)}`;
  return [
    `in force${begins}${printEnd(clause, zone)}`,
    parts.length === 0
      ? null
      : `in parts ${parts.map(({ id, title }) => `${id} ${quote(title, 4)}`).join(", ")}`,
    renewal === null ? null : printRenewal(renewal),
    liftWithin === null ? null : `then lifted within ${saySpan(liftWithin)}`,
    promptly ? "then lifted promptly" : null,
    relaxation === null ? null : printRelaxation(relaxation),
    mayExtend ? "may be extended" : null,
    snapBack === null ? null : printSnapBack(snapBack),
  ];
}

function printEnd({ expires, until }: Measure, zone: Zone): string {
  if (expires === null) return until === null ? "" : ` until ${printCondition(until, 4)}`;
  const ends = ` until ${printDeadline(expires, zone)}`;
  return until === null ? ends : `${ends} or ${printCondition(until, 4)}`;
}

function printRenewal({ span, unless }: Renewal): string {
  return `extended for ${saySpan(span)}${unless === null ? "" : ` unless ${printCondition(unless, 4)}`}`;
}

function printRelaxation({ atMost, inReturnFor, inPart }: Relaxation): string {
  const consideration =
    typeof inReturnFor === "string" ? quote(inReturnFor, 4) : printCondition(inReturnFor, 4);
  const bounds = `${inPart ? "in part " : ""}for at most ${saySpan(atMost)}`;
  return `may be relaxed ${bounds}, in return for ${consideration}`;
}

function printSnapBack(snapBack: SnapBack): string {
  if (snapBack.kind === "condition") return "snaps back";
  const { after, notice, unlessContinuedBy: keeper } = snapBack;
  const stated = `snaps back ${saySpan(after)} after ${printNotice(notice, 4)}`;
  if (keeper === null) return stated;
  return `${stated}${stated.includes("\n") ? "\n   " : ""} unless ${keeper} continues it`;
}

function question({ id, title, restsOn, about, soWords, notWords, condition }: Question): string {
  return lines(`question ${id} ${quote(title, 4)}`, restsOn, [
    `about ${quote(about, 4)}`,
    `if so ${quote(soWords, 4)}`,
    `if not ${quote(notWords, 4)}:`,
    printCondition(condition, 4),
  ]);
}
