import { partsOf } from "./rows.ts";
import type { Hold, KeptEnvelope, KeptLeaf, KeptRecord, ProjectedRow } from "./store.ts";

/** Something that is computed from the entries of a record, in their order, and can be again. */
export interface Projector<State> {
  readonly name: string;
  /** Raised whenever it computes something else from the same record. */
  readonly version: number;
  /** Before the first entry. */
  readonly start: State;
  /** After an entry that everyone may read. What is under a label never reaches a projection. */
  readonly after: (state: State, leaf: KeptLeaf, envelope: KeptEnvelope) => State;
  /** What is kept of a state. */
  readonly rows: (state: State) => readonly ProjectedRow[];
}

/**
 * Computes a projection from the record alone.
 *
 * @returns its state after every entry, and how many there were.
 */
export async function computeProjection<State>(
  record: KeptRecord,
  { start, after }: Pick<Projector<State>, "start" | "after">,
): Promise<{ readonly state: State; readonly upTo: number }> {
  let state = start;
  const upTo = await record.size();
  for (const part of partsOf({ begin: 0, end: upTo })) {
    const envelopes = new Map(
      (await record.envelopes(part)).map((kept) => [kept.position, kept] as const),
    );
    for (const leaf of await record.leaves(part)) {
      const envelope = envelopes.get(leaf.position);
      if (envelope !== undefined && envelope.label === null) state = after(state, leaf, envelope);
    }
  }
  return { state, upTo };
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
