import type { EntryId } from "./ids.ts";
import type { Observation } from "./observation.ts";

/** Finds an observation of the record by its id; `undefined` where there is none. */
export type FindObservation = (id: EntryId) => Observation | undefined;

/**
 * Everything that an observation goes back to: itself, the roots that its lineage names, and, where
 * a root is an entry of the record, whatever that goes back to. Sorted and without repetition, so
 * that two closures can be compared.
 */
export function rootsOf(observation: Observation, find: FindObservation): readonly string[] {
  const seen = new Set<string>();
  const open: Observation[] = [observation];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    for (const root of next.source.lineage) {
      const entry = find(root as EntryId);
      if (entry === undefined) seen.add(root);
      else open.push(entry);
    }
  }
  return [...seen].sort();
}

/**
 * The roots of an observation: where its lineage ends. They are the names outside the record and
 * the entries that go back to nothing else; of one with no lineage it is itself. An observation
 * with several roots is a *compilation* (semantics, section 3). Sorted and without repetition.
 *
 * Reports that cite one another in a circle end nowhere; the circle then counts as one root.
 */
export function endsOf(observation: Observation, find: FindObservation): readonly string[] {
  if (observation.source.lineage.length === 0) return [observation.id];
  const closure = rootsOf(observation, find);
  const ends = closure.filter((name) => {
    const entry = find(name as EntryId);
    return entry === undefined || entry.source.lineage.length === 0;
  });
  return ends.length > 0 ? ends : [circleOf(closure, find)];
}

/** The least name in the smallest closure: what all who go back to one circle agree on. */
function circleOf(closure: readonly string[], find: FindObservation): string {
  let least: readonly string[] = closure;
  for (const name of closure) {
    const inner = rootsOf(find(name as EntryId)!, find);
    if (inner.length < least.length) least = inner;
  }
  return least[0]!;
}

/**
 * Groups observations into independent sources: the connected components under shared roots.
 *
 * @param closures - the roots of each observation, as `rootsOf` gives them.
 * @returns for each observation the name of its group: the least root of the component, so that
 *   the name does not depend on the order of the observations.
 */
export function groupByRoots(closures: readonly (readonly string[])[]): readonly string[] {
  const parent = new Map<string, string>();
  const find = (name: string): string => {
    let top = name;
    for (let up = parent.get(top); up !== undefined && up !== top; up = parent.get(top)) top = up;
    parent.set(name, top);
    return top;
  };
  for (const roots of closures) {
    for (const root of roots) {
      if (!parent.has(root)) parent.set(root, root);
      join(parent, find(roots[0]!), find(root));
    }
  }
  return closures.map((roots) => find(roots[0]!));
}

// The lesser name stays on top, which makes the component's name its least root.
function join(parent: Map<string, string>, one: string, other: string): void {
  if (one === other) return;
  if (one < other) parent.set(other, one);
  else parent.set(one, other);
}
