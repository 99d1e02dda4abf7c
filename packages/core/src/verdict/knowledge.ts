import type { Entry } from "../agreement/index.ts";
import {
  type EntryId,
  type Id,
  type Observation,
  type Position,
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
  /** Everything that an observation goes back to (`evidence/lineage.ts`). */
  readonly roots: (observation: Observation) => readonly string[];
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
  entries.forEach((entry, position) => {
    switch (entry.kind) {
      case "observation":
        if (byId.has(entry.id)) return;
        positionOf.set(entry.id, position);
        byId.set(entry.id, entry);
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
    roots: (one) => {
      const known = closures.get(one.id) ?? rootsOf(one, observation);
      closures.set(one.id, known);
      return known;
    },
  };
}

/** Whether an entry stands, as known at a position. */
export function stands(chronicle: Chronicle, id: EntryId, knownAt: Position): boolean {
  const fell = chronicle.fellAt.get(id);
  return fell === undefined || fell >= knownAt;
}
