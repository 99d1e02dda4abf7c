import {
  type Authority,
  type Declaration,
  type Facility,
  type Instrument,
  type Item,
  isJudgedClause,
  type Place,
  type Power,
  type Term,
  type Zone,
} from "@proviso/core";
import { wordsOf } from "../map/values.ts";
import { printClause } from "./clause.ts";
import { printCondition } from "./condition.ts";
import { cite, printMoment, quote, quoteWhole } from "./words.ts";

/** Writes a declaration. */
export function printDeclaration(declaration: Declaration, zone: Zone): string {
  if (isJudgedClause(declaration)) return printClause(declaration, zone);
  switch (declaration.kind) {
    case "party":
    case "state":
    case "method":
      return `${declaration.kind} ${declaration.id} ${quote(declaration.title, 2)}`;
    case "body": {
      const actsFor = declaration.actsFor === null ? "" : `, acts for ${declaration.actsFor}`;
      return `body ${declaration.id} ${quote(declaration.title, 2)}${actsFor}`;
    }
    case "group": {
      const { id, title, members } = declaration;
      return `group ${id} ${quote(title, 2)} { ${members.join(", ")} }`;
    }
    case "instrument":
      return instrument(declaration, zone);
    case "acceptance": {
      const reader = declaration.readBy === null ? "" : `, as ${declaration.readBy} reads it`;
      return `${declaration.accepting} accepts ${declaration.accepted}${reader}`;
    }
    case "item":
      return item(declaration);
    case "facility":
      return facility(declaration);
    case "term":
      return term(declaration);
    case "place":
      return place(declaration);
    case "place-class": {
      const { id, title, placeKinds } = declaration;
      return `places ${id} ${quote(title, 2)} = ${placeKinds.join(", ")}`;
    }
    case "authority":
      return authority(declaration, zone);
    case "course": {
      const expects = declaration.expects.map((words) => quote(words, 4));
      return `course ${declaration.id} ${quote(declaration.title, 2)}\n  expects ${expects.join(", ")}`;
    }
  }
}

function instrument(declaration: Instrument, zone: Zone): string {
  const { id, title, from, to, on, passages, standsUntouched, obligations } = declaration;
  const head = [
    `instrument ${id} ${quote(title, 2)}`,
    ...(from === null ? [] : [`from ${from}`]),
    ...(to === null ? [] : [`to ${to}`]),
    `on ${printMoment(on, zone)}`,
    ...(standsUntouched ? ["stands untouched"] : []),
  ].join(" ");
  const parts = [
    ...passages.map((passage) => `  passage ${passage.id} ${quote(passage.text, 4)}\n`),
    ...obligations.map(({ of, text }) => `  obligation of ${of} ${quote(text, 4)}\n`),
  ];
  return parts.length === 0 ? head : `${head} {\n${parts.join("")}}`;
}

function item({ id, title, counted, unit }: Item): string {
  const how =
    counted === "each"
      ? "counted each"
      : counted === "by-lot"
        ? "by lot"
        : `measured in ${quote(unit ?? "", 2)}`;
  return `item ${id} ${quote(title, 2)} ${how}`;
}

function facility({ id, title, among, inferredFrom }: Facility): string {
  const members = among.length === 0 ? "" : `, ${among.join(", ")} among them`;
  return `facility ${id} ${quote(title, 2)}${members}${inference(inferredFrom)}`;
}

function term({ id, title, items, definedBy, describedBy, inferredFrom, open }: Term): string {
  const basis = (how: string, refs: Term["definedBy"]) =>
    refs.length === 0 ? "" : `\n  ${how} by ${refs.map(cite).join(", ")}`;
  return [
    `${open ? "open " : ""}term ${id} ${quote(title, 2)}`,
    items.length === 0 ? "" : ` = ${items.join(", ")}`,
    basis("defined", definedBy),
    basis("described", describedBy),
    inference(inferredFrom),
  ].join("");
}

function inference(from: string | null): string {
  return from === null ? "" : `\n  included by inference from ${quote(from, 4)}`;
}

function place({ id, title, placeKind, within, geometry }: Place): string {
  const head =
    placeKind === "area"
      ? `area ${id} ${quote(title, 2)}`
      : `place ${id} ${quote(title, 2)}, ${/^[aeiou]/.test(placeKind) ? "an" : "a"} ${placeKind}`;
  const where = within === null ? "" : ` in ${within}`;
  return `${head}${where}${geometry === null ? "" : ` from ${quoteWhole(geometry)}`}`;
}

function authority({ id, title, may }: Authority, zone: Zone): string {
  const named = title === wordsOf(id) ? "" : ` ${quote(title, 2)}`;
  const powers = may.map((one) => power(one, zone));
  // Below a list the next power begins a line, so that it does not go on with the last item.
  const joined = powers.map((one, i) => {
    if (i === 0) return one;
    return powers[i - 1]?.includes("\n") ? `\n  , and ${one}` : `, and ${one}`;
  });
  return `authority ${id}${named} may ${joined.join("")}`;
}

const EVERY: Readonly<Record<Power["act"], string>> = {
  amend: "texts",
  lift: "measures",
  relax: "measures",
  extend: "measures",
  reimpose: "measures",
  continue: "measures",
  tender: "assurances",
  suspend: "undertakings",
  resume: "undertakings",
  release: "undertakings",
  cure: "undertakings",
  terminate: "texts",
  approve: "equivalents",
  hold: "exceptions",
};

function power({ act, of, withApprovalOf, from, when }: Power, zone: Zone): string {
  return [
    `${act} ${of ?? EVERY[act]}${act === "hold" && of !== null ? " shown" : ""}`,
    withApprovalOf === null ? "" : ` with the approval of ${withApprovalOf}`,
    from === null ? "" : ` from ${printMoment(from, zone)}`,
    when === null ? "" : ` when ${printCondition(when, 4)}`,
  ].join("");
}
