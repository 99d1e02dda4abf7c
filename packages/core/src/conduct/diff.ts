import type { Text } from "../agreement/index.ts";
import type { EntryId, Id } from "../evidence/index.ts";
import { findingOf, type Inquiry } from "../verdict/index.ts";
import { assess } from "./assess.ts";
import type { Assessed, Assessment, Difference } from "./assessment.ts";
import { atomsOf } from "./breach.ts";
import type { Conduct } from "./conduct.ts";
import { decisionsOn } from "./scene.ts";

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

/** The entries that speak differently of a clause on the two sides, in the order of the record. */
function because(id: Id, before: Side, after: Side): readonly EntryId[] {
  const then = voices(id, before);
  const now = voices(id, after);
  const { entries } = after.conduct.scene.chronicle;
  return entries.map((entry) => entry.id).filter((entry) => then.get(entry) !== now.get(entry));
}

/** What each entry does to a clause: how it is weighed, whether it is a text or a decision. */
function voices(id: Id, { conduct, inquiry }: Side): ReadonlyMap<EntryId, string> {
  const { scene } = conduct;
  const segment = scene.history.segmentAt(inquiry.asOf);
  const voice = new Map<EntryId, string>();
  const add = (entry: EntryId, what: string) =>
    voice.set(entry, `${voice.get(entry) ?? ""} ${what}`);
  for (const { atom, evidence } of atomsOf(segment, id, "references")) {
    const { fates } = findingOf(atom, evidence, inquiry.asOf).weighing;
    evidence.observations.forEach((one, i) => {
      if (fates[i] !== "not-yet") add(one.id, `${atom.key} ${fates[i]}`);
    });
    for (const { observation } of evidence.excluded) add(observation.id, `${atom.key} excluded`);
    for (const one of evidence.bearing) {
      if (one.valid.from <= inquiry.asOf) add(one.id, `${atom.key} bears`);
    }
  }
  for (const { decision } of decisionsOn(scene, id)) {
    if (decision.from <= inquiry.asOf) add(decision.id, "decided");
  }
  for (const { text, entry } of segment.frame.edition.adoptions) {
    if (entry !== null && touches(text, id)) add(entry, "in force");
  }
  return voice;
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
