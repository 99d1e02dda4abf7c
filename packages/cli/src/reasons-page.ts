import type { AtomReasons, ExcludedReport, ReportFate, WeighedReport } from "@proviso/core";

/** How many of a kind are listed of one matter, unless all are asked for. */
export const MOST_LISTED = 20;

/** What a matter rests on, as far as it is listed. */
export interface ListedReasons extends AtomReasons {
  /** How many of each list were left out. */
  readonly leftOut: {
    readonly reports: number;
    readonly excluded: number;
    readonly bearing: number;
    readonly ships: number;
  };
}

/**
 * The reports that an explanation lists of one matter. Where there are many, those that speak come
 * first and then what was seen last; of what does not count and of what only bears on it, what came
 * last into the record; of ships those whose figures do not agree.
 */
export function listedOf(atom: AtomReasons, isAll: boolean): ListedReasons {
  if (isAll) return { ...atom, leftOut: { reports: 0, excluded: 0, bearing: 0, ships: 0 } };
  const ships = atom.count?.ships ?? [];
  const amiss = ships.filter(({ standing }) => standing === "short" || standing === "over");
  const rest = ships.filter(({ standing }) => standing !== "short" && standing !== "over");
  const firstShips = ships.length <= MOST_LISTED ? ships : [...amiss, ...rest];
  return {
    ...atom,
    reports: speakingFirst(atom.reports),
    excluded: lastOf<ExcludedReport>(atom.excluded),
    bearing: lastOf(atom.bearing),
    count: atom.count === null ? null : { ...atom.count, ships: firstShips.slice(0, MOST_LISTED) },
    leftOut: {
      reports: beyond(atom.reports),
      excluded: beyond(atom.excluded),
      bearing: beyond(atom.bearing),
      ships: beyond(ships),
    },
  };
}

function speakingFirst(reports: readonly WeighedReport[]): readonly WeighedReport[] {
  if (reports.length <= MOST_LISTED) return reports;
  return reports
    .toSorted((one, other) => RANK[one.fate] - RANK[other.fate] || other.seenUntil - one.seenUntil)
    .slice(0, MOST_LISTED);
}

/** In which order the fates of reports are listed where not all are. */
const RANK: Readonly<Record<ReportFate, number>> = {
  speaks: 0,
  "same-source": 1,
  stale: 2,
  replaced: 3,
  overtaken: 3,
  derived: 4,
  "not-yet": 5,
};

function lastOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(-MOST_LISTED);
}

function beyond(items: readonly unknown[]): number {
  return Math.max(0, items.length - MOST_LISTED);
}
