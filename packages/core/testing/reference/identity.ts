/** Whether things are the same, by their serials, as those declared (section 7). */
import type { AtomCondition, IdentityPredicate } from "../../src/agreement/index.ts";
import { type CountReport, LEVEL } from "../../src/evidence/index.ts";
import { type Judged, leaf, type Scope } from "./conditions.ts";
import { countsOf, type Figure } from "./figures.ts";
import { weighSide } from "./weighing.ts";

/** Judges identity: every declared serial was read, and none that was not declared. */
export function judgeIdentity(
  atom: AtomCondition,
  predicate: IdentityPredicate,
  negated: boolean,
  scope: Scope,
): Judged {
  const { item, place } = predicate;
  const figures = countsOf(atom, [item], place, scope).filter(({ seen }) => seen.to <= scope.asOf);
  const declared = serialsOf(figures.filter(({ count }) => count.stage === "declared"));
  const read = figures.filter(({ count }) => count.stage !== "declared" && hasSerials(count));
  const newest = latest(read);
  const same = newest.filter(({ count }) => isSame(new Set(count.serials), declared));
  const other = newest.filter(({ count }) => !isSame(new Set(count.serials), declared));
  const opening = negated ? other : same;
  const contrary = negated ? same : other;
  const known = declared.size > 0;
  return leaf(atom, scope, {
    pro: weighSide(known ? opening.filter((one) => one.mayOpen && one.isFresh(scope.asOf)) : []),
    con: weighSide(known ? contrary.filter((one) => scope.lens.countsAgainst(one)) : []),
    bears: figures.length > 0,
  });
}

function hasSerials({ serials }: CountReport): boolean {
  return serials !== undefined && serials.length > 0;
}

function serialsOf(figures: readonly Figure[]): ReadonlySet<string> {
  return new Set(figures.flatMap(({ count }) => count.serials ?? []));
}

function isSame(read: ReadonlySet<string>, declared: ReadonlySet<string>): boolean {
  return read.size === declared.size && [...declared].every((serial) => read.has(serial));
}

/** What later readings that alone are confirmed have not replaced. */
function latest(read: readonly Figure[]): readonly Figure[] {
  return read.filter((one) => {
    const later = read.filter(({ seen }) => seen.from >= one.seen.to && seen.to > one.seen.to);
    return weighSide(later).level < LEVEL.confirmed;
  });
}
