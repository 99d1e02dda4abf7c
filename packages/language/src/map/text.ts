import {
  type AmendmentOp,
  type AmendmentText,
  type Calendar,
  type Declaration,
  id,
  type Requirement,
  type Text,
  WEEKENDS_OFF,
  zone as zoneNamed,
} from "@proviso/core";
import { AstUtils, isReference } from "langium";
import type { Report } from "../check/diagnostic.ts";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import type { ParsedEntry } from "../grammar/parse.ts";
import { Linker, WANTED } from "../link/linker.ts";
import { agreementOf, scopeOf } from "../link/scope.ts";
import type { TextUnit } from "../link/units.ts";
import { calendarOf } from "./calendar.ts";
import { requirementOf } from "./clause.ts";
import { declarationsOf } from "./declaration.ts";
import { at, type Mapping, type Places, textOf, titleOf } from "./values.ts";

const UTC = { name: "UTC", local: (moment: number) => moment } as const;

/**
 * Maps one text of a case to the model.
 *
 * @returns `null` where its head could not be read; what is wrong is reported in any case.
 */
export function mapText(
  unit: TextUnit,
  units: readonly TextUnit[],
  report: Report,
  places: Places,
): Text | null {
  const link = new Linker(scopeOf(unit, units), report, unit.file);
  const zone = zoneOf(agreementOf(unit, units));
  const mapping: Mapping = { file: unit.file, link, report, zone, places };
  for (const entry of unit.entries) if (!entry.sound) linkUnsound(entry, link);
  const { head } = unit;
  const sound = unit.headEntry?.sound === true;
  switch (head?.$type) {
    case "AgreementHead":
      return agreementText(mapping, unit, head);
    case "ReadingHead":
      return sound ? readingText(mapping, unit, head) : headless(mapping, unit);
    case "AmendmentHead":
      return sound ? amendmentText(mapping, unit, head) : headless(mapping, unit);
    case undefined:
      return headless(mapping, unit);
  }
}

// Without a head nobody knows what the text is, but what its sentences say can still be checked.
function headless(mapping: Mapping, unit: TextUnit): null {
  for (const node of soundNodes(unit)) opsOf(mapping, node, () => undefined);
  return null;
}

function zoneOf(agreement: TextUnit | null): Mapping["zone"] {
  for (const { node } of agreement?.entries ?? []) {
    if (node?.$type === "ZoneLine") return zoneNamed(node.zone) ?? UTC;
  }
  return UTC;
}

// What was read of a sentence before its error may still refer to what nothing declares.
function linkUnsound({ pieces }: ParsedEntry, link: Linker): void {
  for (const { node, lost, unsure } of pieces) {
    if (node === null) continue;
    const end = lost ?? Number.POSITIVE_INFINITY;
    for (const { reference } of AstUtils.streamAst(node).flatMap(AstUtils.streamReferences)) {
      if (!isReference(reference)) continue;
      const offset = reference.$refNode?.offset ?? 0;
      if (!(offset >= end) && !unsure.has(offset)) link.exists(reference);
    }
  }
}

function soundNodes({ entries }: TextUnit): readonly ast.Entry[] {
  return entries.flatMap(({ node, sound }) => (sound && node !== null ? [node] : []));
}

function agreementText(mapping: Mapping, unit: TextUnit, head: ast.AgreementHead): Text | null {
  const { report } = mapping;
  let zone: string | null = null;
  let brief: string | null = null;
  let calendar: Calendar | null = null;
  const rest: ast.Entry[] = [];
  for (const node of soundNodes(unit)) {
    if (node.$type === "ZoneLine") zone = checkedZone(mapping, node, zone);
    else if (node.$type === "BriefLine") brief = textOf(node.text);
    else if (node.$type === "CalendarLine") calendar = calendarOf(mapping, node, calendar);
    else rest.push(node);
  }
  const unread = (word: string) => unit.entries.some(({ tokens }) => tokens[0]?.image === word);
  if (zone === null && !unread("time")) {
    report(
      "missing-zone",
      at(mapping, head),
      "The agreement does not say on whose clocks its dates are read.",
      "Add a line such as: time zone America/New_York",
    );
  }
  if (brief === null && !unread("in")) {
    report(
      "missing-brief",
      at(mapping, head),
      "The agreement does not say in brief what it is.",
      'Add a line such as: in brief "No offensive weapons in Cuba."',
    );
  }
  const contents = contentsOf(mapping, rest);
  if (unit.headEntry?.sound !== true) return null;
  return {
    kind: "agreement",
    ...textHead(unit, head.name, textOf(head.title)),
    zone: zone ?? "UTC",
    calendar: calendar ?? WEEKENDS_OFF,
    brief: brief ?? "",
    ...contents,
  };
}

function checkedZone(mapping: Mapping, node: ast.ZoneLine, earlier: string | null): string {
  if (earlier !== null) {
    mapping.report(
      "duplicate-part",
      at(mapping, node),
      "The time zone is stated twice.",
      "State it once.",
    );
  }
  if (zoneNamed(node.zone) === null) {
    mapping.report(
      "unknown-zone",
      at(mapping, node),
      `There is no time zone \`${node.zone}\`.`,
      "Write a name of the IANA database, such as America/New_York or Europe/Moscow.",
    );
  }
  return node.zone;
}

function readingText(mapping: Mapping, unit: TextUnit, head: ast.ReadingHead): Text {
  const of = mapping.link.base(head.of, WANTED.agreement);
  const by = mapping.link.id(head.by, WANTED.observer);
  const authority = mapping.link.optional(head.authority, WANTED.authority);
  const title = titleOf(`${mapping.link.titleOf(by)}: its reading`, head.title, head.lateTitle);
  return {
    kind: "reading",
    ...textHead(unit, head.name, title),
    of,
    by,
    authority,
    ...contentsOf(mapping, soundNodes(unit)),
  };
}

function textHead(unit: TextUnit, name: string, title: string) {
  return { id: id(name), title, file: unit.file, source: unit.source };
}

function contentsOf(
  mapping: Mapping,
  nodes: readonly ast.Entry[],
): {
  readonly declarations: readonly Declaration[];
  readonly requirements: readonly Requirement[];
} {
  const declarations: Declaration[] = [];
  const requirements: Requirement[] = [];
  for (const node of nodes) {
    const isOperation =
      node.$type === "Addition" || node.$type === "Demand" || node.$type === "Repeal";
    if (isOperation) {
      reportMisplaced(
        mapping,
        node,
        "Only an amendment adds, replaces, requires or repeals.",
        "State it without that word, or begin an amendment: amendment ID of TEXT.",
      );
    }
    for (const op of opsOf(mapping, node, misplacedHead)) {
      if ("declaration" in op) declarations.push(op.declaration);
      if ("requirement" in op) requirements.push(op.requirement);
    }
  }
  return { declarations, requirements };
}

function amendmentText(mapping: Mapping, unit: TextUnit, head: ast.AmendmentHead): AmendmentText {
  const of = mapping.link.base(head.of, WANTED.base);
  const authority = mapping.link.optional(head.authority, WANTED.authority);
  const ops: AmendmentOp[] = [];
  for (const node of soundNodes(unit)) {
    const isPlain = node.$type !== "Addition" && node.$type !== "Demand" && node.$type !== "Repeal";
    if (isPlain && !HEAD_LINES.includes(node.$type)) {
      reportMisplaced(
        mapping,
        node,
        "An amendment says what it does with each of its sentences.",
        node.$type === "Requirement"
          ? "Write `require`, `raise` or `lower` before it."
          : "Write `add` or `replace` before it.",
      );
    }
    ops.push(...opsOf(mapping, node, misplacedHead));
  }
  return {
    kind: "amendment",
    ...textHead(unit, head.name, titleOf(head.name, head.title, head.lateTitle)),
    of,
    authority,
    ops,
  };
}

const HEAD_LINES: readonly ast.Entry["$type"][] = ["ZoneLine", "CalendarLine", "BriefLine"];

type OnHead = (mapping: Mapping, node: ast.Entry) => void;

function misplacedHead(mapping: Mapping, node: ast.Entry): void {
  reportMisplaced(
    mapping,
    node,
    "Only an agreement states its time zone, its calendar and what it is in brief.",
    "Move the line to the agreement, below its first line.",
  );
}

function reportMisplaced(mapping: Mapping, node: ast.Entry, message: string, remedy: string): void {
  mapping.report("misplaced", at(mapping, node), message, remedy);
}

function opsOf(mapping: Mapping, node: ast.Entry, onHead: OnHead): readonly AmendmentOp[] {
  const place = at(mapping, node);
  switch (node.$type) {
    case "Addition":
      return declarationsOf(mapping, node.declaration).map((declaration) => {
        if (node.op === "replace") checkReplaced(mapping, declaration);
        return { op: node.op, declaration, at: place };
      });
    case "Demand":
      return [{ op: node.op, requirement: requirementOf(mapping, node.requirement), at: place }];
    case "Repeal":
      return [{ op: "repeal", id: mapping.link.id(node.of, ANY_DECLARED), at: place }];
    case "Requirement":
      return [{ op: "require", requirement: requirementOf(mapping, node), at: place }];
    case "ZoneLine":
    case "CalendarLine":
    case "BriefLine":
    case "AgreementHead":
    case "ReadingHead":
    case "AmendmentHead":
      onHead(mapping, node);
      return [];
    default:
      return declarationsOf(mapping, node).map((declaration) => ({
        op: "add",
        declaration,
        at: place,
      }));
  }
}

// An acceptance is named by what it joins, and not by an id that could be missing.
function checkReplaced(mapping: Mapping, declaration: Declaration): void {
  const { scope } = mapping.link;
  const isThere = declaration.kind === "acceptance" || scope.replaceable.has(declaration.id);
  if (isThere || !scope.complete) return;
  mapping.report(
    "undefined-reference",
    declaration.at,
    `There is no \`${declaration.id}\` to replace.`,
    didYouMean(declaration.id, scope.replaceable, "Write `add` in place of `replace`."),
  );
}

const ANY_DECLARED = {
  kinds: [...WANTED.matter.kinds, "authority", "course"],
  say: "something that the text declares",
} as const;
