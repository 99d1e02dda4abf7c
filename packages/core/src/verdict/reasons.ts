import { MILLION, type Observation, seenUntil, staleAt, support } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { findingOf } from "./atom.ts";
import type { Evidence, Excluded } from "./exhibits.ts";
import type { AtomReasons, ExcludedReport, WeighedReport } from "./explanation.ts";
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
    for: {
      level: finding.forLevel,
      support: support(weighing.for.odds),
      sources: weighing.forSources,
    },
    against: {
      level: finding.againstLevel,
      support: support(weighing.against.odds),
      sources: weighing.againstSources,
    },
    reports,
    excluded: evidence.excluded.map(excludedReport),
    bearing: evidence.bearing.filter((one) => seenUntil(one) <= asOf).map(({ id }) => id),
    open: atom.criterion.open,
    doubt: atom.criterion.doubt,
    count: finding.count,
  };
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
