import type { RecordEntry } from "../../entries/index.ts";
import type { Hold, KeptRecord, ProjectedRow, Projection } from "../../store/store.ts";
import type { CaseTerms } from "../index.ts";
import { walkKept } from "./kept-walk.ts";

/** Something that is computed from the entries of a record, in their order, and can be again. */
export interface Projector<State> {
  readonly name: string;
  /** Raised whenever it computes something else from the same record. */
  readonly version: number;
  /** What the entries of the case are read by. */
  readonly terms: CaseTerms;
  /** Before the first entry. */
  readonly start: State;
  /** After an entry that everyone may read. What is under a label never reaches a projection. */
  readonly after: (state: State, entry: RecordEntry, position: number) => State;
  /** What is kept of a state. */
  readonly rows: (state: State) => readonly ProjectedRow[];
  /** Whether what is kept was computed by what this computes by; by default it was. */
  readonly isOf?: (kept: Projection) => boolean;
}

/**
 * Computes a projection from the record alone.
 *
 * @param upTo - how many entries to take account of; all by default.
 * @returns its state after them, and how many there were.
 */
export async function computeProjection<State>(
  record: KeptRecord,
  { terms, start, after }: Pick<Projector<State>, "terms" | "start" | "after">,
  upTo?: number,
): Promise<{ readonly state: State; readonly upTo: number }> {
  let state = start;
  const size = await record.size();
  const end = Math.min(upTo ?? size, size);
  // What is wrong with an entry is for fsck to name, which reads projections too, and goes on.
  const walked = walkKept(record, terms, { verify: "none", range: { begin: 0, end } });
  for await (const { said, position } of walked) {
    if (said !== null) state = after(state, said.statement.entry, position);
  }
  return { state, upTo: end };
}

/** A projection that a store may keep, with how it is computed from the record alone. */
export interface ProjectionSource {
  readonly name: string;
  /** Whether what is kept was computed as it would be now, be it by fewer entries. */
  readonly isOf: (kept: Projection) => boolean;
  /** What is to be kept of it after so many entries; after all of them by default. */
  readonly rows: (record: KeptRecord, upTo?: number) => Promise<readonly ProjectedRow[]>;
  /** Drops what is kept of it, and keeps what is computed anew. */
  readonly rebuild: (hold: Hold) => Promise<void>;
}

/** The source of a projection, whatever its states are. */
export function sourceOf<State>(projector: Projector<State>): ProjectionSource {
  const { name, version } = projector;
  return {
    name,
    isOf: (kept) => kept.version === version && (projector.isOf?.(kept) ?? true),
    rows: async (record, upTo) => {
      return projector.rows((await computeProjection(record, projector, upTo)).state);
    },
    rebuild: async (hold) => {
      await rebuildProjection(hold, projector);
    },
  };
}

/** Drops what is kept of a projection, and keeps what is computed from the record alone. */
export async function rebuildProjection<State>(
  hold: Hold,
  projector: Projector<State>,
): Promise<State> {
  const { state, upTo } = await computeProjection(hold.record, projector);
  const { name, version } = projector;
  await hold.dropProjection(name);
  await hold.project(name, { version, upTo, rows: projector.rows(state) });
  return state;
}
