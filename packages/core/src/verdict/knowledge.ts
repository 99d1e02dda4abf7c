import type { Entry } from "../agreement/index.ts";
import {
  type EntryId,
  type Id,
  type Observation,
  type Position,
  type Report,
  rootsOf,
} from "../evidence/index.ts";

/** A record, indexed once for every question that is put to it. */
export interface Chronicle {
  readonly entries: readonly Entry[];
  /** Where each observation stands in the record. */
  readonly positionOf: ReadonlyMap<EntryId, number>;
  readonly observation: (id: EntryId) => Observation | undefined;
  /** When each entry that no longer stands fell: the position of the withdrawal. */
  readonly fellAt: ReadonlyMap<EntryId, number>;
  /** Methods approved as equivalents: for which clause, by whom, at which position. */
  readonly approvals: readonly Approval[];
  /** The observations whose report, or whose statement's claim, is of a kind, in record order. */
  readonly ofKind: (kind: Report["kind"]) => readonly PlacedObservation[];
  /** Everything that an observation goes back to (`evidence/lineage.ts`). */
  readonly roots: (observation: Observation) => readonly string[];
}

/** An observation and where it stands in the record. */
export interface PlacedObservation {
  readonly observation: Observation;
  readonly position: number;
}

interface Approval {
  readonly clause: Id;
  readonly by: Id;
  readonly method: string;
  readonly position: number;
}

/** Indexes a record. An id that is used twice keeps its first entry. */
export function chronicleOf(entries: readonly Entry[]): Chronicle {
  const positionOf = new Map<EntryId, number>();
  const byId = new Map<EntryId, Observation>();
  const fellAt = new Map<EntryId, number>();
  const approvals: Approval[] = [];
  const byKind = new Map<Report["kind"], PlacedObservation[]>();
  entries.forEach((entry, position) => {
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
        if (!fellAt.has(entry.of)) fellAt.set(entry.of, position);
        return;
      case "decision":
        if (entry.act === "approve-equivalent" && entry.method !== null) {
          approvals.push({ clause: entry.of, by: entry.by, method: entry.method, position });
        }
        return;
      case "amendment":
        return;
    }
  });
  const observation = (id: EntryId) => byId.get(id);
  const closures = new Map<EntryId, readonly string[]>();
  return {
    entries,
    positionOf,
    observation,
    fellAt,
    approvals,
    ofKind: (kind) => byKind.get(kind) ?? [],
    roots: (one) => {
      const known = closures.get(one.id) ?? rootsOf(one, observation);
      closures.set(one.id, known);
      return known;
    },
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
