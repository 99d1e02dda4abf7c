import type { Text } from "../agreement/index.ts";
import type { EntryId, Id } from "../evidence/index.ts";
import { findingOf, type Inquiry } from "../verdict/index.ts";
import { assess } from "./assess.ts";
import type { Assessed, Assessment, Difference } from "./assessment.ts";
import { atomsOf } from "./atoms.ts";
import type { Conduct } from "./conduct.ts";

/** A conduct with the inquiry that is put to it. */
export interface Side {
  readonly conduct: Conduct;
  readonly inquiry: Inquiry;
}

/** What changed between two inquiries, clause by clause, and because of which entries. */
export function differences(before: Side, after: Side): readonly Difference[] {
  const then = clausesOf(assess(before.conduct, before.inquiry));
  const now = clausesOf(assess(after.conduct, after.inquiry));
  const ids = [...new Set([...then.keys(), ...now.keys()])];
  return ids.flatMap((id) => {
    const one = then.get(id);
    const other = now.get(id);
    const was = said(one);
    const is = said(other);
    if (was.value === is.value && was.status === is.status && was.finding === is.finding) return [];
    const kind = (other ?? one)!.kind;
    return [{ id, kind, before: was, after: is, because: because(id, before, after) }];
  });
}

interface Told {
  readonly kind: Difference["kind"];
  readonly clause: Assessed<string>;
}

function clausesOf(assessment: Assessment): ReadonlyMap<Id, Told> {
  const told = (kind: Told["kind"], of: readonly Assessed<string>[]) =>
    of.map((clause): readonly [Id, Told] => [clause.id, { kind, clause }]);
  return new Map([
    ...told("undertaking", assessment.undertakings),
    ...told("assurance", assessment.assurances),
    ...told("measure", assessment.measures),
    ...told("option", assessment.options),
    ...told("question", assessment.questions),
  ]);
}

function said(told: Told | undefined): Difference["before"] {
  if (told === undefined) return { value: "unverified", status: "not in the text", finding: "" };
  const { value, status, finding } = told.clause;
  return { value, status, finding };
}

/**
 * The entries because of which a clause stands otherwise, in the order of the record: texts that
 * came into force, decisions, reports that became known or fell, and reports whose weight changed
 * with time. Where the text itself changed, other reports count under other requirements, and
 * that is the text's doing, not theirs.
 */
function because(id: Id, before: Side, after: Side): readonly EntryId[] {
  const { entries } = after.conduct.scene.chronicle;
  const differ = (of: (side: Side) => ReadonlyMap<EntryId, string>) => {
    const then = of(before);
    const now = of(after);
    return (entry: EntryId) => then.get(entry) !== now.get(entry);
  };
  const acts = differ((side) => actsOn(id, side));
  const reports = differ((side) => reportsOn(id, side));
  const textChanged = entries.some((entry) => entry.kind === "amendment" && acts(entry.id));
  const [first, last] = [before.inquiry.knownAt, after.inquiry.knownAt].sort((a, b) => a - b);
  return entries.flatMap((entry, position) => {
    const isNew = position >= first! && position < last!;
    const speaks = reports(entry.id) && (isNew || !textChanged);
    return acts(entry.id) || speaks ? [entry.id] : [];
  });
}

/** How each report is weighed for a clause: what became of it, on which side. */
function reportsOn(id: Id, { conduct, inquiry }: Side): ReadonlyMap<EntryId, string> {
  const segment = conduct.scene.history.segmentAt(inquiry.asOf);
  const fates = new Map<EntryId, Set<string>>();
  const add = (entry: EntryId, fate: string) =>
    fates.set(entry, (fates.get(entry) ?? new Set()).add(fate));
  for (const { atom, evidence } of atomsOf(segment, id, "references")) {
    const { fates: found } = findingOf(atom, evidence, inquiry.asOf).weighing;
    evidence.observations.forEach((one, i) => {
      if (found[i] !== "not-yet") add(one.id, `${evidence.exhibits[i]!.side} ${found[i]}`);
    });
    for (const { observation, side } of evidence.excluded) add(observation.id, `${side} excluded`);
    for (const one of evidence.bearing) {
      if (one.valid.from <= inquiry.asOf) add(one.id, "bears");
    }
  }
  return new Map([...fates].map(([entry, set]) => [entry, [...set].sort().join()]));
}

/** The decisions and the texts that act on a clause at a moment. */
function actsOn(id: Id, { conduct, inquiry }: Side): ReadonlyMap<EntryId, string> {
  const { scene } = conduct;
  const acts = new Map<EntryId, string>();
  for (const { decision, from, refused } of conduct.rulings()) {
    if (decision.of !== id || from > inquiry.asOf) continue;
    acts.set(decision.id, refused === null ? "decided" : "refused");
  }
  const { adoptions } = scene.history.segmentAt(inquiry.asOf).frame.edition;
  for (const { text, entry } of adoptions) {
    if (entry !== null && touches(text, id)) acts.set(entry, "in force");
  }
  return acts;
}

/** Whether a text sets or changes what a clause says or what verifies it. */
function touches(text: Text, id: Id): boolean {
  if (text.kind !== "amendment") {
    return text.requirements.some(({ clause }) => clause === id);
  }
  return text.ops.some((op) => {
    if (op.op === "repeal") return op.id === id;
    return "requirement" in op ? op.requirement.clause === id : op.declaration.id === id;
  });
}
