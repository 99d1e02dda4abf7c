import { article } from "../link/linker.ts";
import { baseIdOf } from "../link/scope.ts";
import { type DeclaredName, namesOf } from "../link/symbols.ts";
import type { TextUnit } from "../link/units.ts";
import type { Report } from "./diagnostic.ts";

/** Reports ids that are declared twice where only one can be meant. */
export function checkDuplicates(units: readonly TextUnit[], report: Report): void {
  const heads = new Map<string, DeclaredName>();
  for (const unit of units) {
    for (const name of unit.headEntry === null ? [] : namesOf(unit.file, unit.headEntry)) {
      twice(heads.get(name.id), name, report);
      heads.set(name.id, name);
    }
  }
  for (const unit of units) {
    const own = new Map<string, DeclaredName>();
    for (const name of unit.names) {
      twice(own.get(name.id) ?? heads.get(name.id), name, report);
      own.set(name.id, name);
    }
    checkAgainstBase(unit, units, report);
  }
}

function twice(earlier: DeclaredName | undefined, name: DeclaredName, report: Report): void {
  if (earlier === undefined) return;
  report(
    "duplicate-id",
    name.at,
    `\`${name.id}\` is declared already, at ${earlier.at.file}:${earlier.at.line}.`,
    "Give one of them another id.",
  );
}

/** A reading may have its own version of what was agreed, but not make another thing of it. */
function checkAgainstBase(unit: TextUnit, units: readonly TextUnit[], report: Report): void {
  const of = unit.head === null ? null : baseIdOf(unit.head);
  const base = units.find(({ head }) => of !== null && head?.name === of);
  if (base === undefined) return;
  const names = new Map(base.names.map((name) => [name.id, name]));
  const isAmendment = unit.head?.$type === "AmendmentHead";
  for (const entry of unit.entries) {
    const op = entry.node?.$type === "Addition" ? entry.node.op : null;
    for (const name of namesOf(unit.file, entry)) {
      const earlier = names.get(name.id);
      if (isAmendment && op === "add" && earlier !== undefined) {
        report(
          "duplicate-id",
          name.at,
          `\`${name.id}\` is declared already, at ${earlier.at.file}:${earlier.at.line}.`,
          "Write `replace` in place of `add`, or give it another id.",
        );
      } else if (earlier !== undefined && isAnotherKind(earlier, name)) {
        report(
          "duplicate-id",
          name.at,
          `\`${name.id}\` is ${article(earlier.kind)} at ${earlier.at.file}:${earlier.at.line}.`,
          "Give it another id, or keep its kind.",
        );
      }
    }
  }
}

const SAME: readonly string[] = ["term", "open term"];

function isAnotherKind(one: DeclaredName, other: DeclaredName): boolean {
  if (one.kind === "unreadable" || other.kind === "unreadable") return false;
  return one.kind !== other.kind && !(SAME.includes(one.kind) && SAME.includes(other.kind));
}
