import {
  type FieldName,
  type Instant,
  type Protocol,
  type ProtocolField,
  shipId,
} from "@proviso/core";
import { MAX_LIST_LENGTH, MAX_NAME_LENGTH } from "@proviso/record/entries";
import type { Clock } from "../../say/clock.ts";
import { inspectWords } from "../../say/words-inspect.ts";
import type { Draft } from "./item.ts";

/** A heading of a form with the fields under it. */
export interface FormGroup {
  readonly name: "who" | "what" | "marks" | "extra";
  readonly fields: readonly ProtocolField[];
}

/** What is missing or wrong, and where. */
export interface FormProblem {
  readonly field: FieldName | "from" | "to" | "sureness" | "key";
  readonly message: string;
}

const GROUP_OF: Readonly<Record<FieldName, FormGroup["name"]>> = {
  observer: "who",
  nationality: "who",
  technical: "who",
  method: "who",
  item: "what",
  place: "what",
  vessel: "what",
  voyage: "what",
  lot: "what",
  low: "what",
  high: "what",
  sigma: "what",
  covered: "what",
  state: "what",
  coverage: "what",
  by: "what",
  serials: "marks",
  seals: "marks",
  tags: "marks",
  photograph: "extra",
  remark: "extra",
};

const GROUPS: readonly FormGroup["name"][] = ["who", "what", "marks", "extra"];

/** The fields of a protocol under their headings: all of them, and none besides (T31). */
export function groupsOf({ fields }: Protocol): readonly FormGroup[] {
  return GROUPS.map((name) => ({
    name,
    fields: fields.filter((field) => GROUP_OF[field.name] === name),
  })).filter((group) => group.fields.length > 0);
}

/**
 * A draft in which everything that has one answer is answered.
 *
 * @param body - the observer's body, where there is only one on this device.
 */
export function emptyDraft(protocol: Protocol, now: string, body: string | null = null): Draft {
  const answers = protocol.fields.flatMap(({ name, type, required, choices }) => {
    const isBody = name === "observer" && choices.some(({ id }) => id === body);
    if (isBody && body !== null) return [[name, body] as const];
    const [only, ...others] = choices;
    const isGiven = type === "choice" && required && only !== undefined && others.length === 0;
    return isGiven ? [[name, only.id] as const] : [];
  });
  return { answers: Object.fromEntries(answers), from: now, to: "", sureness: "" };
}

/** An answer as it counts: without what only surrounds it. */
export function answerTo({ answers }: Draft, name: FieldName): string {
  return (answers[name] ?? "").replace(/[^\S\n]+/g, " ").trim();
}

/** The lines of a list. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** A number as it was typed; `null` where it is none. A comma stands for a point. */
export function numberIn(text: string, type: ProtocolField["type"]): number | null {
  const form = type === "whole number" ? /^\d{1,12}$/ : /^\d{1,12}(?:[.,]\d{1,9})?$/;
  return form.test(text) ? Number(text.replace(",", ".")) : null;
}

const said = inspectWords.problem;

/** The longest remark, in letters. */
export const MOST_LETTERS = 2000;

/** Everything that keeps a form from being signed, in the order of its fields. */
export function problemsOf(
  protocol: Protocol,
  draft: Draft,
  clock: Pick<Clock, "read">,
  now: Instant,
): readonly FormProblem[] {
  const problems = protocol.fields.flatMap((field) => problemIn(field, draft));
  if (problems.length === 0) problems.push(...together(protocol, draft));
  problems.push(...problemsOfTime(draft, clock, now));
  if (draft.sureness === "") problems.push({ field: "sureness", message: said.sure });
  return problems;
}

function problemIn(field: ProtocolField, draft: Draft): readonly FormProblem[] {
  const { name, label, type, required } = field;
  const text = answerTo(draft, name);
  if (text === "") return required ? [{ field: name, message: said.missing(label) }] : [];
  const message = faultOf(field, text, type);
  return message === null ? [] : [{ field: name, message }];
}

function faultOf(
  { name, label, choices }: ProtocolField,
  text: string,
  type: ProtocolField["type"],
): string | null {
  switch (type) {
    case "choice":
      return choices.some(({ id }) => id === text) ? null : said.choice(label);
    case "yes or no":
      return text === "yes" || text === "no" ? null : said.choice(label);
    case "whole number":
      return numberIn(text, type) === null ? said.whole(label) : null;
    case "decimal": {
      const number = numberIn(text, type);
      if (number === null) return said.decimal(label);
      return name === "coverage" && number > 1 ? said.fraction(label) : null;
    }
    case "text": {
      const most = name === "remark" ? MOST_LETTERS : MAX_NAME_LENGTH;
      if (text.length > most) return said.tooLong(label, most);
      return name === "item" && shipId(text) === null ? said.ship : null;
    }
    case "list":
      return faultOfList(label, linesOf(text));
    case "photograph":
      return null;
  }
}

function faultOfList(label: string, lines: readonly string[]): string | null {
  if (lines.length > MAX_LIST_LENGTH) return said.tooMany(label, MAX_LIST_LENGTH);
  if (lines.some((line) => line.length > MAX_NAME_LENGTH)) {
    return said.tooLong(label, MAX_NAME_LENGTH);
  }
  const twice = lines.find((line, at) => lines.indexOf(line) !== at);
  return twice === undefined ? null : said.twice(label, twice);
}

/** What is wrong between fields that are each right by themselves. */
function together(protocol: Protocol, draft: Draft): readonly FormProblem[] {
  const problems: FormProblem[] = [];
  const number = (name: FieldName) => {
    const field = protocol.fields.find((one) => one.name === name);
    return field === undefined ? null : numberIn(answerTo(draft, name), field.type);
  };
  const [low, high, covered] = [number("low"), number("high"), number("covered")];
  if (low !== null && high !== null && high < low) {
    problems.push({ field: "high", message: said.order });
  }
  if (covered !== null && high !== null && covered > high) {
    problems.push({ field: "covered", message: said.covered });
  }
  const isAbsent = protocol.act.kind === "presence" && answerTo(draft, "state") === "absent";
  if (isAbsent && answerTo(draft, "coverage") === "") {
    problems.push({ field: "coverage", message: said.coverage });
  }
  const asksForSerials = protocol.fields.some(({ name }) => name === "serials");
  const serials = asksForSerials ? linesOf(answerTo(draft, "serials")).length : 0;
  if (high !== null && serials > high) problems.push({ field: "serials", message: said.serials });
  return [...problems, ...ineligible(protocol, draft)];
}

function ineligible({ eligibility }: Protocol, draft: Draft): readonly FormProblem[] {
  if (eligibility === null) return [];
  const { notOf, of, technical } = eligibility;
  const nationality = answerTo(draft, "nationality");
  const isOut = notOf.some((one) => one === nationality);
  const isIn = of.length === 0 || of.some((one) => one === nationality);
  const problems: FormProblem[] = [];
  if (isOut || !isIn) problems.push({ field: "nationality", message: said.nationality });
  const expert = answerTo(draft, "technical");
  if (technical === true && expert === "no") {
    problems.push({ field: "technical", message: said.technical.layman });
  }
  if (technical === false && expert === "yes") {
    problems.push({ field: "technical", message: said.technical.expert });
  }
  return problems;
}

function problemsOfTime(
  { from, to }: Draft,
  clock: Pick<Clock, "read">,
  now: Instant,
): readonly FormProblem[] {
  const words = inspectWords.form;
  const [begins, ends] = [clock.read(from), to.trim() === "" ? null : clock.read(to)];
  if (begins === null) return [{ field: "from", message: said.when(words.from) }];
  if (begins > now) return [{ field: "from", message: said.whenLater }];
  if (to.trim() === "") return [];
  if (ends === null) return [{ field: "to", message: said.when(words.to) }];
  return ends <= begins ? [{ field: "to", message: said.whenOrder }] : [];
}
