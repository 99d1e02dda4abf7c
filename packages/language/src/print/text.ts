import {
  type AgreementText,
  type AmendmentOp,
  type AmendmentText,
  type Calendar,
  type ReadingText,
  type Text,
  WEEKENDS_OFF,
  type Zone,
  zone,
} from "@proviso/core";
import { WEEKDAYS } from "../map/calendar.ts";
import { printRequirement } from "./clause.ts";
import { printDeclaration } from "./declaration.ts";
import { quote } from "./words.ts";

/**
 * Writes a text of the model in the language. Reading it again, with the texts that it builds on,
 * gives the same model, but for places and the source itself.
 *
 * @param clocks - the IANA zone on whose clocks a reading or an amendment is to be dated: that of
 *   its agreement. An agreement has its own.
 * @throws {RangeError} when the zone does not exist.
 */
export function printText(text: Text, clocks = "UTC"): string {
  const name = text.kind === "agreement" ? text.zone : clocks;
  const opened = zone(name);
  if (opened === null) {
    throw new RangeError(`There is no time zone ${name}: name one of the IANA database.`);
  }
  return `${paragraphs(text, opened).reduce(joinParagraphs)}\n`;
}

// Declarations of one kind that take a line each stand together; everything else stands apart.
function joinParagraphs(above: string, below: string): string {
  const lastLine = above.slice(above.lastIndexOf("\n") + 1);
  const isShort = !below.includes("\n") && wordOf(lastLine) === wordOf(below);
  return `${above}${isShort ? "\n" : "\n\n"}${below}`;
}

function wordOf(line: string): string {
  return line.slice(0, line.indexOf(" "));
}

function paragraphs(text: Text, clocks: Zone): readonly string[] {
  switch (text.kind) {
    case "agreement":
      return [agreementHead(text), ...contents(text, clocks)];
    case "reading":
      return [readingHead(text), ...contents(text, clocks)];
    case "amendment":
      return [amendmentHead(text), ...text.ops.map((op) => printOp(op, clocks))];
  }
}

function contents(text: AgreementText | ReadingText, clocks: Zone): readonly string[] {
  return [
    ...text.declarations.map((declaration) => printDeclaration(declaration, clocks)),
    ...text.requirements.map(printRequirement),
  ];
}

function agreementHead({ id, title, zone: name, calendar, brief }: AgreementText): string {
  const clocks = `time zone ${name}${calendarLine(calendar)}`;
  return `agreement ${id} ${quote(title, 2)}\n${clocks}\nin brief ${quote(brief, 2)}`;
}

/** Writes on which days no business is done, where that is not on Saturdays and Sundays alone. */
function calendarLine({ weekend, holidays }: Calendar): string {
  const usual = weekend.join() === WEEKENDS_OFF.weekend.join();
  if (usual && holidays.length === 0) return "";
  const days = [...weekend.flatMap((day) => WEEKDAYS[day] ?? []), ...holidays];
  return `\nno business on ${days.join(", ")}`;
}

function readingHead({ id, title, of, by, authority }: ReadingText): string {
  return `reading ${id} of ${of} by ${by}${under(authority)} ${quote(title, 2)}`;
}

function amendmentHead({ id, title, of, authority }: AmendmentText): string {
  return `amendment ${id} of ${of}${under(authority)} ${quote(title, 2)}`;
}

function under(authority: string | null): string {
  return authority === null ? "" : ` under authority ${authority}`;
}

function printOp(op: AmendmentOp, clocks: Zone): string {
  switch (op.op) {
    case "add":
    case "replace":
      return `${op.op} ${printDeclaration(op.declaration, clocks)}`;
    case "require":
    case "raise":
    case "lower":
      return `${op.op} ${printRequirement(op.requirement)}`;
    case "repeal":
      return `repeal ${op.id}`;
  }
}
