import type { Entry } from "../../agreement/index.ts";
import {
  type EntryId,
  groupByRoots,
  type Observation,
  type Position,
  position,
  seenUntil,
} from "../../evidence/index.ts";
import { type Bits, NEITHER, SHOWN } from "../../logic/index.ts";
import type { Instant } from "../../time/index.ts";
import { changesOf, findingOf } from "../atom.ts";
import { membersOf } from "../domain.ts";
import { type Evidence, evidenceFor, postingsOf } from "../exhibits.ts";
import type { Frame } from "../frame.ts";
import { bitsOf } from "../judgment.ts";
import { type Chronicle, chronicleOf, stands } from "../knowledge.ts";
import type { Leaf } from "./compile.ts";

/** Gives back an entry of the record by its position: the engine keeps no entry itself. */
export type Recall = (at: Position) => Entry;

/** An entry that changes what others are worth: a withdrawal, an approved equivalent. */
export interface Notice {
  readonly entry: Exclude<Entry, Observation>;
  readonly position: number;
}

/**
 * The part of a record that one leaf rests on, for the plain evaluator: its own reports, all that
 * they are derived from, and what has been said of any of these since.
 */
export interface Dossier {
  readonly chronicle: Chronicle;
  /** The position in the record of each entry of the dossier. */
  readonly positions: readonly number[];
}

/** Puts a dossier together from the positions of a leaf's reports. */
export function dossierOf(
  reports: readonly number[],
  recall: Recall,
  find: (id: EntryId) => number | undefined,
  notices: readonly Notice[],
): Dossier {
  const entries = new Map<number, Entry>();
  const ids = new Set<EntryId>();
  const open = [...reports];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (entries.has(at)) continue;
    const entry = recall(position(at));
    entries.set(at, entry);
    ids.add(entry.id);
    if (entry.kind !== "observation") continue;
    open.push(...entry.source.lineage.flatMap((root) => find(root as EntryId) ?? []));
  }
  for (const { entry, position: at } of notices) {
    const concerns = entry.kind === "decision" || ("of" in entry && ids.has(entry.of as EntryId));
    if (concerns) entries.set(at, entry);
  }
  const inOrder = [...entries].sort(([one], [other]) => one - other);
  return {
    chronicle: chronicleOf(inOrder.map(([, entry]) => entry)),
    positions: inOrder.map(([at]) => at),
  };
}

/** A position of the record as a position of the dossier. */
export function positionIn(dossier: Dossier, knownAt: number): Position {
  return position(dossier.positions.filter((at) => at < knownAt).length);
}

/** The evidence before an atom, as known at a position of the record. */
export function evidenceIn(
  dossier: Dossier,
  leaf: Extract<Leaf, { kind: "evidence" }>,
  frame: Frame,
  knownAt: number,
): Evidence {
  const { chronicle } = dossier;
  const postings = postingsOf(leaf.atom, chronicle, frame.vocabulary);
  return evidenceFor(leaf.atom, postings, chronicle, positionIn(dossier, knownAt));
}

/** The bits of a leaf by the plain evaluator. */
export function plainBits(
  dossier: Dossier,
  leaf: Leaf,
  frame: Frame,
  asOf: Instant,
  knownAt: number,
): Bits {
  switch (leaf.kind) {
    case "evidence": {
      const evidence = evidenceIn(dossier, leaf, frame, knownAt);
      return bitsOf(findingOf(leaf.atom, evidence, asOf).packed);
    }
    case "member": {
      const { chronicle } = dossier;
      const members = membersOf(leaf.domain, frame, chronicle, positionIn(dossier, knownAt));
      const there = members.some(({ id, from }) => id === leaf.member && from <= asOf);
      return there ? SHOWN : NEITHER;
    }
    case "breach":
      return NEITHER;
  }
}

/** The next instant after one at which an atom that is judged plainly may change; or `null`. */
export function nextPlainChange(
  dossier: Dossier,
  leaf: Leaf,
  frame: Frame,
  after: Instant,
  knownAt: number,
): Instant | null {
  if (leaf.kind === "breach") return null;
  const instants =
    leaf.kind === "member"
      ? dossier.chronicle.entries.flatMap((one) =>
          one.kind === "observation" ? [seenUntil(one)] : [],
        )
      : changesOf(leaf.atom.criterion, evidenceIn(dossier, leaf, frame, knownAt));
  const later = instants.filter((at) => at > after);
  return later.length === 0 ? null : (Math.min(...later) as Instant);
}

/** How one report stands on its leaf, with the roots that make up its independent source. */
export interface Standing {
  readonly position: number;
  readonly side: "for" | "against";
  readonly sole: boolean;
  readonly group: string;
  readonly roots: readonly string[];
}

/** The reports of a leaf that count, as known at a position of the record. */
export function standingsIn(
  dossier: Dossier,
  leaf: Leaf,
  frame: Frame,
  knownAt: number,
): readonly Standing[] {
  const { chronicle, positions } = dossier;
  if (leaf.kind === "evidence") {
    const { exhibits, observations } = evidenceIn(dossier, leaf, frame, knownAt);
    return exhibits.flatMap((exhibit, i) => {
      const { side, sole, group, derived } = exhibit;
      const roots = chronicle.roots(observations[i]!);
      const at = positions[exhibit.position]!;
      return derived ? [] : [{ position: at, side, sole, group, roots }];
    });
  }
  const known = positionIn(dossier, knownAt);
  const reports = [...chronicle.positionOf].flatMap(([id, at]) => {
    const observation = chronicle.observation(id)!;
    const counts = observation.intact && stands(chronicle, id, known) && at < known;
    return counts ? [{ at, roots: chronicle.roots(observation) }] : [];
  });
  const groups = groupByRoots(reports.map(({ roots }) => roots));
  return reports.map(({ at, roots }, i) => ({
    position: positions[at]!,
    side: "for",
    sole: false,
    group: groups[i]!,
    roots,
  }));
}
