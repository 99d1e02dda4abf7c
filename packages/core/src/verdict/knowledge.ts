import type { Decision, Entry, Supersession, Withdrawal } from "../agreement/index.ts";
import {
  type EntryId,
  endsOf,
  type Id,
  type Observation,
  type Position,
  type Report,
  rootsOf,
  speakersOf,
} from "../evidence/index.ts";

/** A record, indexed once for every question that is put to it. */
export interface Chronicle {
  readonly entries: readonly Entry[];
  /** Where each observation stands in the record. */
  readonly positionOf: ReadonlyMap<EntryId, number>;
  readonly observation: (id: EntryId) => Observation | undefined;
  /** When each entry that no longer stands fell: the position of the withdrawal. */
  readonly fellAt: ReadonlyMap<EntryId, number>;
  /** Withdrawals and supersessions by another than the body whose entry it is: of no effect. */
  readonly withoutEffect: readonly Retraction[];
  /** Every decision, and where it stands. */
  readonly decisions: readonly PlacedDecision[];
  /** Decisions that approve a method as an equivalent, whoever took them. */
  readonly approvals: readonly Approval[];
  /** The observations whose report, or whose statement's claim, is of a kind, in record order. */
  readonly ofKind: (kind: Report["kind"]) => readonly PlacedObservation[];
  /** Everything that an observation goes back to, itself included (`evidence/lineage.ts`). */
  readonly roots: (observation: Observation) => readonly string[];
  /** Where its lineage ends: of a compilation more than one. */
  readonly ends: (observation: Observation) => readonly string[];
  /** The observations of the record that it was derived from. */
  readonly ancestors: (observation: Observation) => readonly Observation[];
}

/** An observation and where it stands in the record. */
export interface PlacedObservation {
  readonly observation: Observation;
  readonly position: number;
}

/** A decision and where it stands in the record. */
export interface PlacedDecision {
  readonly decision: Decision;
  readonly position: number;
}

/** A decision that approves a method as an equivalent, and where it stands in the record. */
export interface Approval {
  readonly decision: Decision;
  readonly method: string;
  readonly position: number;
}

/** A withdrawal or supersession, and where it stands in the record. */
export interface Retraction {
  readonly entry: Withdrawal | Supersession;
  readonly position: number;
  /** The bodies whose entry it is: they, or the keeper of the record, may take it back. */
  readonly belongsTo: readonly Id[];
}

/** Indexes a record. An id that is used twice keeps its first entry. */
export function chronicleOf(entries: readonly Entry[]): Chronicle {
  const positionOf = new Map<EntryId, number>();
  const byId = new Map<EntryId, Observation>();
  const fellAt = new Map<EntryId, number>();
  const approvals: Approval[] = [];
  const decisions: PlacedDecision[] = [];
  const byKind = new Map<Report["kind"], PlacedObservation[]>();
  const retractions: { entry: Withdrawal | Supersession; position: number }[] = [];
  const owners = new Map<EntryId, readonly Id[]>();
  entries.forEach((entry, position) => {
    if ("by" in entry && entry.kind !== "supersession" && !owners.has(entry.id)) {
      owners.set(entry.id, [entry.by]);
    }
    switch (entry.kind) {
      case "observation":
        if (byId.has(entry.id)) return;
        positionOf.set(entry.id, position);
        byId.set(entry.id, entry);
        for (const kind of kindsOf(entry.report)) {
          const placed = { observation: entry, position };
          const known = byKind.get(kind);
          if (known === undefined) byKind.set(kind, [placed]);
          else known.push(placed);
        }
        return;
      case "withdrawal":
      case "supersession":
        retractions.push({ entry, position });
        return;
      case "decision":
        decisions.push({ decision: entry, position });
        if (entry.act === "approve-equivalent" && entry.method !== null) {
          approvals.push({ decision: entry, method: entry.method, position });
        }
        return;
      case "amendment":
        return;
    }
  });
  const observation = (id: EntryId) => byId.get(id);
  const withoutEffect: Retraction[] = [];
  for (const { entry, position } of retractions) {
    const seen = byId.get(entry.of);
    const belongsTo = seen === undefined ? (owners.get(entry.of) ?? []) : speakersOf(seen);
    if (entry.author !== undefined && !belongsTo.includes(entry.author)) {
      withoutEffect.push({ entry, position, belongsTo });
    } else if (!fellAt.has(entry.of)) fellAt.set(entry.of, position);
  }
  return {
    entries,
    positionOf,
    observation,
    fellAt,
    withoutEffect,
    approvals,
    decisions,
    ofKind: (kind) => byKind.get(kind) ?? [],
    ...lineagesOf(observation),
  };
}

/** What observations go back to: worked out once for each that is derived from anything. */
function lineagesOf(
  find: (id: EntryId) => Observation | undefined,
): Pick<Chronicle, "roots" | "ends" | "ancestors"> {
  interface Lineage {
    readonly roots: readonly string[];
    readonly ends: readonly string[];
    readonly ancestors: readonly Observation[];
  }
  const made = new Map<EntryId, Lineage>();
  const lineageOf = (one: Observation): Lineage => {
    const known = made.get(one.id);
    if (known !== undefined) return known;
    const roots = rootsOf(one, find);
    const ancestors = roots.flatMap((root) =>
      root === one.id ? [] : (find(root as EntryId) ?? []),
    );
    const fresh = { roots, ends: endsOf(one, find), ancestors };
    made.set(one.id, fresh);
    return fresh;
  };
  const isFirstHand = ({ source }: Observation) => source.lineage.length === 0;
  return {
    roots: (one) => (isFirstHand(one) ? [one.id] : lineageOf(one).roots),
    ends: (one) => (isFirstHand(one) ? [one.id] : lineageOf(one).ends),
    ancestors: (one) => (isFirstHand(one) ? [] : lineageOf(one).ancestors),
  };
}

/** A statement is a statement, and whatever it claims. */
function kindsOf(report: Report): readonly Report["kind"][] {
  if (report.kind !== "statement" || report.claim === null) return [report.kind];
  return ["statement", report.claim.kind];
}

/** Whether an entry stands, as known at a position. */
export function stands(chronicle: Chronicle, id: EntryId, knownAt: Position): boolean {
  const fell = chronicle.fellAt.get(id);
  return fell === undefined || fell >= knownAt;
}
