import {
  type Explanation,
  formatGrade,
  limitsOfExplanation,
  nameOfLevel,
  type SideReasons,
  type Zone,
} from "@proviso/core";
import { rfc3339 } from "../instants.ts";
import { type ListedReasons, listedOf } from "../reasons-page.ts";
import { countJson, type Json, passageJson, placeJson } from "./clause-json.ts";

/**
 * An explanation in the documented shape (`docs/cli-json.md`).
 *
 * @param isAll - whether every report of a matter is listed, however many there are.
 */
export function explanationJson(
  explanation: Explanation,
  where: Zone,
  isAll: boolean,
): { readonly [key: string]: Json } {
  const { node, kind, label, value, words, restsOn, at, text, children, atom } = explanation;
  return {
    node,
    kind,
    label,
    value,
    words,
    limits: limitsOfExplanation(explanation),
    restsOn: restsOn.map(passageJson),
    at: placeJson(at),
    text,
    atom: atom === null ? null : atomJson(listedOf(atom, isAll), where),
    children: children.map((child) => explanationJson(child, where, isAll)),
  };
}

function atomJson(atom: ListedReasons, where: Zone): Json {
  return {
    for: sideJson(atom.for),
    against: sideJson(atom.against),
    open: nameOfLevel(atom.open),
    doubt: nameOfLevel(atom.doubt),
    reports: atom.reports.map((report) => ({
      id: report.id,
      side: report.side,
      fate: report.fate,
      grade: formatGrade(report.grade),
      strength: report.strength,
      method: report.method,
      seenUntil: rfc3339(where, report.seenUntil),
      staleAt: rfc3339(where, report.staleAt),
      group: report.group,
      cite: report.cite,
    })),
    excluded: atom.excluded.map((report) => ({
      id: report.id,
      side: report.side,
      codes: report.codes,
      why: report.why,
      grade: formatGrade(report.grade),
      method: report.method,
      cite: report.cite,
    })),
    bearing: atom.bearing,
    count: atom.count === null ? null : countJson(atom.count, where),
    leftOut: { ...atom.leftOut },
  };
}

function sideJson({ level, support, sources, shownBy }: SideReasons): Json {
  return { level: nameOfLevel(level), support, sources, shownBy };
}
