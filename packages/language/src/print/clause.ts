import {
  type Assurance,
  type Content,
  type Declaration,
  type JudgedClause,
  type Measure,
  type Option,
  type PassageRef,
  type Question,
  type Requirement,
  saySpan,
  type Undertaking,
  type Zone,
} from "@proviso/core";
import { wordsOf } from "../map/values.ts";
import { printCondition } from "./condition.ts";
import { cite, printDeadline, printMoment, quote } from "./words.ts";

const JUDGED: readonly Declaration["kind"][] = [
  "undertaking",
  "measure",
  "assurance",
  "option",
  "question",
];

/** Whether a declaration is one on which a verdict is given. */
export function isJudged(declaration: Declaration): declaration is JudgedClause {
  return JUDGED.includes(declaration.kind);
}

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
export function printRequirement({ clause, condition }: Requirement): string {
  return `${clause} is verified when ${printCondition(condition, 2)}`;
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
  const { cooperationOf, bestEfforts, content, form, dueWhen, within, promptly } = clause;
  return [
    cooperationOf.length === 0 ? null : `with the cooperation of ${cooperationOf.join(", ")}`,
    bestEfforts ? "best efforts" : null,
    printContent(content, form),
    dueWhen === null ? null : `due when ${printCondition(dueWhen, 4)}`,
    within === null ? null : `within ${saySpan(within)}`,
    promptly ? "promptly" : null,
    clause.deadline === null ? null : `by ${printDeadline(clause.deadline, zone)}`,
    clause.from === null ? null : `from ${printMoment(clause.from, zone)}`,
  ];
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
  const { from, until, liftWithin, promptly, relaxation, mayExtend, snapBack } = clause;
  const begins = from === null ? "" : ` from ${printMoment(from, zone)}`;
  const ends = until === null ? "" : ` until ${printCondition(until, 4)}`;
  return [
    `in force${begins}${ends}`,
    liftWithin === null ? null : `then lifted within ${saySpan(liftWithin)}`,
    promptly ? "then lifted promptly" : null,
    relaxation === null
      ? null
      : `may be relaxed for at most ${saySpan(relaxation.atMost)}, in return for ${quote(
          typeof relaxation.inReturnFor === "string" ? relaxation.inReturnFor : "",
          4,
        )}`,
    mayExtend ? "may be extended" : null,
    snapBack === null ? null : "snaps back",
  ];
}

function question({ id, title, restsOn, about, soWords, notWords, condition }: Question): string {
  return lines(`question ${id} ${quote(title, 4)}`, restsOn, [
    `about ${quote(about, 4)}`,
    `if so ${quote(soWords, 4)}`,
    `if not ${quote(notWords, 4)}:`,
    printCondition(condition, 4),
  ]);
}
