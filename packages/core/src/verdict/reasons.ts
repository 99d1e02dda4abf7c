import {
  type Level,
  MILLION,
  type Observation,
  seenUntil,
  staleAt,
  support,
} from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type AtomFinding, findingOf } from "./atom.ts";
import { countSides } from "./count/say-sides.ts";
import type { Evidence, Excluded } from "./exhibits.ts";
import type { AtomReasons, ExcludedReport, SideReasons, WeighedReport } from "./explanation.ts";
import type { Atom } from "./form.ts";

/** What an atom's value rests on at an instant, report by report (semantics, section 9). */
export function reasonsOf(atom: Atom, evidence: Evidence, asOf: Instant): AtomReasons {
  const finding = findingOf(atom, evidence, asOf);
  const { weighing } = finding;
  const reports = evidence.exhibits.map((exhibit, i): WeighedReport => {
    const observation = evidence.observations[i]!;
    return {
      id: observation.id,
      side: exhibit.side,
      fate: weighing.fates[i]!,
      grade: observation.grade,
      strength: exhibit.strength / MILLION,
      method: observation.method,
      seenUntil: exhibit.seen.to,
      staleAt: staleAt(exhibit, atom.criterion),
      group: exhibit.group,
      cite: observation.source.cite,
    };
  });
  return {
    ...sidesOf(atom, finding),
    reports,
    excluded: evidence.excluded.map(excludedReport),
    bearing: evidence.bearing.filter((one) => seenUntil(one) <= asOf).map(({ id }) => id),
    open: atom.criterion.open,
    doubt: atom.criterion.doubt,
    count: finding.count,
  };
}

function sidesOf(atom: Atom, finding: AtomFinding): Pick<AtomReasons, "for" | "against"> {
  const { weighing, forLevel, againstLevel } = finding;
  const counted = countSides(atom, finding.count);
  if (counted === null) {
    const { forSources, againstSources } = weighing;
    const [one, other] = [support(weighing.for.odds), support(weighing.against.odds)];
    return {
      for: { level: forLevel, support: one, sources: forSources, shownBy: null },
      against: { level: againstLevel, support: other, sources: againstSources, shownBy: null },
    };
  }
  // All counts are on one pile; a side that figures show rests on it, the other on nothing.
  const pile = {
    support: Math.max(support(weighing.for.odds), support(weighing.against.odds)),
    sources: weighing.forSources + weighing.againstSources,
  };
  const side = (level: Level, shownBy: string): SideReasons =>
    level === 0 ? { level, support: 0, sources: 0, shownBy: null } : { level, ...pile, shownBy };
  return { for: side(forLevel, counted.for), against: side(againstLevel, counted.against) };
}

function excludedReport({ observation, side, failings }: Excluded): ExcludedReport {
  return {
    id: observation.id,
    side,
    codes: failings.map(({ code }) => code),
    why: failings.map(({ why }) => why).join("; "),
    ...described(observation),
  };
}

function described({ grade, method, source }: Observation) {
  return { grade, method, cite: source.cite };
}
