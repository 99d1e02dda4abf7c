import type { Protocol, ProtocolChoice, ProtocolField } from "@proviso/core";
import { type SheetToWrite, writeXlsx } from "../xlsx/write-xlsx.ts";
import { type NamedProtocol, namedProtocols, questionName, SURENESS } from "./form-names.ts";

/** What a form says of itself. */
export interface FormSettings {
  /** The case, as its folder or its store names it. */
  readonly case: string;
  readonly title: string;
  /** Changes whenever the form does: servers refuse the same version twice. */
  readonly version: string;
}

const SURVEY = [
  "type",
  "name",
  "label",
  "hint",
  "required",
  "relevant",
  "constraint",
  "constraint_message",
  "calculation",
] as const;

type Question = Partial<Readonly<Record<(typeof SURVEY)[number], string>>>;

/**
 * Writes protocols as an XLSForm, which KoboToolbox and ODK take as it is. It asks what the
 * protocols' fields name, when it was seen and how well, and nothing else: no position, no device,
 * no name of who fills it in (T31).
 *
 * @param protocols - one, or several among which the observer chooses first.
 */
export function writeXlsForm(protocols: readonly Protocol[], settings: FormSettings): Uint8Array {
  return writeXlsx(xlsFormSheets(protocols, settings));
}

/** The sheets of such a form. */
export function xlsFormSheets(
  protocols: readonly Protocol[],
  { case: name, title, version }: FormSettings,
): readonly SheetToWrite[] {
  const named = namedProtocols(protocols);
  const lists = new Map<string, readonly ProtocolChoice[]>([
    ["yes_no", [choice("yes", "Yes"), choice("no", "No")]],
    ["sureness", SURENESS.map(({ id, title: label }) => choice(id, label))],
  ]);
  const questions = [...chooser(named, lists), ...named.flatMap((one) => group(one, named, lists))];
  const only = named.length === 1 ? `_${named[0]?.prefix}` : "";
  const formId = `proviso_${name.replace(/[^A-Za-z0-9]+/g, "_")}${only}`;
  return [
    { name: "survey", rows: [SURVEY, ...questions.map(rowOf)] },
    {
      name: "choices",
      rows: [
        ["list_name", "name", "label"],
        ...[...lists].flatMap(([list, choices]) =>
          choices.map(({ id, title: label }) => [list, id, plain(label)]),
        ),
      ],
    },
    {
      name: "settings",
      rows: [
        ["form_title", "form_id", "version"],
        [plain(title), formId, version],
      ],
    },
  ];
}

function choice(id: string, title: string): ProtocolChoice {
  return { id, title };
}

function rowOf(question: Question): readonly string[] {
  return SURVEY.map((column) => question[column] ?? "");
}

/** A label says what it says: `${…}` in it would be taken for a reference. */
function plain(label: string): string {
  return label.replaceAll("${", "$ {").replace(/\s+/g, " ").trim();
}

/** Which protocol it is: asked where there are several, stated where there is one. */
function chooser(
  named: readonly NamedProtocol[],
  lists: Map<string, readonly ProtocolChoice[]>,
): readonly Question[] {
  if (named.length <= 1) return [];
  lists.set(
    "protocol",
    named.map(({ prefix, protocol }) =>
      choice(prefix, `${protocol.title} (${protocol.clauseTitle})`),
    ),
  );
  return [
    { type: "select_one protocol", name: "protocol", label: "What was seen to", required: "yes" },
  ];
}

function group(
  { prefix, protocol }: NamedProtocol,
  named: readonly NamedProtocol[],
  lists: Map<string, readonly ProtocolChoice[]>,
): readonly Question[] {
  const many = named.length > 1;
  const begin: Question = {
    type: "begin group",
    name: prefix,
    label: plain(protocol.title),
    ...(many ? { relevant: `\${protocol} = '${prefix}'` } : {}),
  };
  return [
    begin,
    {
      type: "calculate",
      name: questionName(prefix, "protocol"),
      calculation: `'${protocol.id.replaceAll("'", "")}'`,
    },
    ...whenAndHow(prefix),
    ...protocol.fields.map((field) => question(prefix, field, protocol, lists)),
    { type: "end group" },
  ];
}

function whenAndHow(prefix: string): readonly Question[] {
  const from = questionName(prefix, "seen_from");
  return [
    { type: "dateTime", name: from, label: "Seen from", required: "yes", constraint: ". <= now()" },
    {
      type: "dateTime",
      name: questionName(prefix, "seen_to"),
      label: "Seen until",
      hint: "Leave it out where it was one moment.",
      constraint: `. > \${${from}}`,
      constraint_message: "It ends after it began.",
    },
    {
      type: "select_one sureness",
      name: questionName(prefix, "sureness"),
      label: "How well it was seen",
      required: "yes",
    },
  ];
}

function question(
  prefix: string,
  field: ProtocolField,
  protocol: Protocol,
  lists: Map<string, readonly ProtocolChoice[]>,
): Question {
  const name = questionName(prefix, field.name);
  const asked = {
    name,
    label: plain(field.label),
    required: field.required ? "yes" : "",
    ...relevance(prefix, field, protocol),
  };
  switch (field.type) {
    case "choice":
      lists.set(name, field.choices);
      return { ...asked, type: `select_one ${name}` };
    case "yes or no":
      return { ...asked, type: "select_one yes_no" };
    case "text":
      return { ...asked, type: "text" };
    case "list":
      return { ...asked, type: "text", hint: "One after the other, with semicolons between." };
    case "photograph":
      return { ...asked, type: "image" };
    case "whole number":
      return { ...asked, type: "integer", ...bounds(prefix, field) };
    case "decimal":
      return { ...asked, type: "decimal", ...bounds(prefix, field) };
  }
}

function bounds(prefix: string, { name }: ProtocolField): Question {
  if (name === "coverage") {
    return { constraint: ". >= 0 and . <= 1", constraint_message: "Between 0 and 1." };
  }
  if (name !== "high") return { constraint: ". >= 0", constraint_message: "Not below zero." };
  const low = questionName(prefix, "low");
  return { constraint: `. >= \${${low}}`, constraint_message: "Not below the lower number." };
}

/** The part of a place that was looked at is asked of an absence alone. */
function relevance(prefix: string, { name }: ProtocolField, { fields }: Protocol): Question {
  if (name !== "coverage" || !fields.some((field) => field.name === "state")) return {};
  return { relevant: `\${${questionName(prefix, "state")}} = 'absent'`, required: "yes" };
}
