/** What is known at a position of a record, and what still stands (semantics, sections 1 to 3). */
import type { Entry, Supersession, Withdrawal } from "../../src/agreement/index.ts";
import {
  type EntryId,
  type Id,
  type Observation,
  strengthMillionths,
} from "../../src/evidence/index.ts";

/** An observation with its place in the record. */
export interface Placed {
  readonly observation: Observation;
  readonly position: number;
}

/** The record as known at a position. */
export interface Ledger {
  readonly knownAt: number;
  /** What is known, in record order. */
  readonly known: readonly Entry[];
  /** Every known observation once, fallen ones included. */
  readonly observations: readonly Placed[];
  /** Whether an entry is known and neither withdrawn nor superseded. */
  readonly stands: (id: EntryId) => boolean;
  /** Everything of the record that an observation was drawn from, directly or not. */
  readonly ancestors: (observation: Observation) => readonly Observation[];
  /** Where it goes back to in the end: itself, or the roots that nothing else is drawn from. */
  readonly roots: (observation: Observation) => readonly string[];
  /** In millionths. Credibility 1 that nothing confirms counts as 2. */
  readonly strength: (observation: Observation) => number;
  /** Withdrawals and supersessions by someone whose report it is not: they have no effect. */
  readonly withoutEffect: readonly (Withdrawal | Supersession)[];
}

/** Reads the first `knownAt` entries of a record. */
export function ledgerAt(entries: readonly Entry[], knownAt: number): Ledger {
  const known = entries.slice(0, knownAt);
  const byId = new Map<EntryId, Entry>();
  const observations: Placed[] = [];
  known.forEach((entry, position) => {
    if (byId.has(entry.id)) return;
    byId.set(entry.id, entry);
    if (entry.kind === "observation") observations.push({ observation: entry, position });
  });
  const fallen = new Set<EntryId>();
  const withoutEffect: (Withdrawal | Supersession)[] = [];
  for (const entry of known) {
    if (entry.kind !== "withdrawal" && entry.kind !== "supersession") continue;
    if (mayTakeBack(entry, byId.get(entry.of))) fallen.add(entry.of);
    else withoutEffect.push(entry);
  }
  const find = (id: string): Observation | undefined => {
    const entry = byId.get(id as EntryId);
    return entry?.kind === "observation" ? entry : undefined;
  };
  const stands = (id: EntryId) => byId.has(id) && !fallen.has(id);
  const roots = (observation: Observation) => rootsOf(observation, find, []);
  return {
    knownAt,
    known,
    observations,
    stands,
    ancestors: (observation) => ancestorsOf(observation, find, []),
    roots,
    strength: (observation) => strengthOf(observation, find, stands, roots),
    withoutEffect,
  };
}

/** Only the body whose act it is takes an entry back, or the keeper, who names no author. */
function mayTakeBack({ author }: Withdrawal | Supersession, target: Entry | undefined): boolean {
  if (author === undefined) return true;
  if (target === undefined) return false;
  return authorsOf(target).includes(author);
}

/** Whose act an entry is. */
function authorsOf(entry: Entry): readonly Id[] {
  switch (entry.kind) {
    case "observation":
      return wordOf(entry);
    case "decision":
    case "amendment":
      return [entry.by];
    case "withdrawal":
    case "supersession":
      return entry.author === undefined ? [] : [entry.author];
  }
}

/** Whose word an observation is: its source, its observers, the speaker of a statement. */
export function wordOf({ report, source, observers }: Observation): readonly Id[] {
  const speaker = report.kind === "statement" ? [report.by] : [];
  const body = source.body === null ? [] : [source.body];
  return [...speaker, ...body, ...observers.map((observer) => observer.body)];
}

type Find = (id: string) => Observation | undefined;

function ancestorsOf(
  { source }: Observation,
  find: Find,
  below: readonly EntryId[],
): readonly Observation[] {
  const all = source.lineage.flatMap((name) => {
    const parent = find(name);
    if (parent === undefined || below.includes(parent.id)) return [];
    return [parent, ...ancestorsOf(parent, find, [...below, parent.id])];
  });
  return [...new Set(all)];
}

function rootsOf(observation: Observation, find: Find, below: readonly EntryId[]): string[] {
  const { lineage } = observation.source;
  if (lineage.length === 0 || below.includes(observation.id)) return [observation.id];
  const all = lineage.flatMap((name) => {
    const parent = find(name);
    return parent === undefined ? [name] : rootsOf(parent, find, [...below, observation.id]);
  });
  return [...new Set(all)];
}

function strengthOf(
  observation: Observation,
  find: Find,
  stands: (id: EntryId) => boolean,
  roots: (observation: Observation) => readonly string[],
): number {
  const { grade, report } = observation;
  const claim = report.kind === "statement" ? report.claim : report;
  const isAbsence = claim?.kind === "presence" && claim.state === "absent";
  const own = roots(observation);
  const confirmed = (grade.confirmedBy ?? []).some((id) => {
    const other = find(id);
    return other !== undefined && stands(id) && !roots(other).some((root) => own.includes(root));
  });
  const credibility = grade.credibility === 1 && !confirmed ? 2 : grade.credibility;
  return strengthMillionths({ ...grade, credibility }, isAbsence ? claim.coverage : 1);
}
