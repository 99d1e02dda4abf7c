import type {
  AccessReport,
  ActivityReport,
  AssessmentReport,
  Claim,
  CountReport,
  Id,
  Observation,
  PresenceReport,
  Report,
  StatementReport,
} from "../evidence/index.ts";
import type {
  AccessPredicate,
  ActivityPredicate,
  AssessmentPredicate,
  CountPredicate,
  CoveragePredicate,
  IdentityPredicate,
  Predicate,
  PresencePredicate,
  StatementPredicate,
} from "./condition.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * What a report is to a predicate: evidence for it, against it, something that only bears on it (a
 * promise, a pass that saw too little), or nothing.
 */
export type Bearing = "for" | "against" | "bears" | null;

/** Matches an observation to a predicate (semantics, sections 2 and 5, *scope*; ADR 0011). */
export function bearingOf(
  predicate: Predicate,
  { report }: Observation,
  vocabulary: Vocabulary,
): Bearing {
  if (predicate.kind === "statement") {
    return report.kind === "statement" ? statement(predicate, report, vocabulary) : null;
  }
  if (report.kind !== "statement") return claimed(predicate, report, vocabulary);
  if (report.claim === null) return spokenOf(predicate, report);
  const bearing = claimed(predicate, report.claim, vocabulary);
  if (bearing === null || asserts(report)) return bearing;
  // Who refuses access denies it, whichever way its words are put.
  return predicate.kind === "access" && report.stance === "refuses" ? "against" : "bears";
}

/** Whether a statement asserts what it claims; a promise, an offer or a demand does not. */
export function asserts(report: StatementReport): boolean {
  return (
    report.stance === "declares" || report.stance === "performed" || report.stance === "grants"
  );
}

/** The claim of a statement, or the report itself. */
export function contentOf(report: Report): Claim | null {
  return report.kind === "statement" ? report.claim : report;
}

function claimed(predicate: Predicate, claim: Claim, vocabulary: Vocabulary): Bearing {
  if (predicate.kind === "open-term") {
    return "subject" in claim && claim.subject === predicate.term ? "bears" : null;
  }
  switch (claim.kind) {
    case "presence":
      return predicate.kind === "presence" ? presence(predicate, claim, vocabulary) : null;
    case "activity":
      return predicate.kind === "activity" ? activity(predicate, claim, vocabulary) : null;
    case "access":
      return predicate.kind === "access" ? access(predicate, claim, vocabulary) : null;
    case "coverage":
      return predicate.kind === "coverage" && vocabulary.covers(claim.place, predicate.place)
        ? coverage(predicate, claim.fraction)
        : null;
    case "assessment":
      return predicate.kind === "count"
        ? estimates(predicate, claim, vocabulary)
        : predicate.kind === "assessment"
          ? assessment(predicate, claim, vocabulary)
          : null;
    case "count":
      return predicate.kind === "count"
        ? counts(predicate, claim, vocabulary)
        : predicate.kind === "identity"
          ? identity(predicate, claim, vocabulary)
          : null;
    case "transfer":
      // What went where is for the accounts; `counted` is shown by counts alone (ADR 0101).
      return null;
  }
}

function counts(predicate: CountPredicate, report: CountReport, vocabulary: Vocabulary): Bearing {
  if (!isCounted(predicate, report.subject, vocabulary)) return null;
  if (report.stage === "declared") return "bears";
  // What is counted at one stage is so many at that stage or another; not the other way round.
  const stages = [report.stage, ...(report.orStage === undefined ? [] : [report.orStage])];
  const asked = [predicate.stage, ...(predicate.orStage === undefined ? [] : [predicate.orStage])];
  if (!stages.every((stage) => asked.includes(stage))) return null;
  return isThere(predicate.place, report, vocabulary) ? "for" : null;
}

function identity(
  predicate: IdentityPredicate,
  report: CountReport,
  vocabulary: Vocabulary,
): Bearing {
  if (!vocabulary.leaves(predicate.item).includes(report.subject)) return null;
  if (report.stage === "declared") return "bears";
  return isThere(predicate.place, report, vocabulary) ? "for" : null;
}

/** A count of the place that is asked, or of a part of it; one of more bounds it from above. */
function isThere(asked: Id | null, { place, allDepartures }: CountReport, { covers }: Vocabulary) {
  if (asked === null) return true;
  return place === null ? allDepartures : covers(asked, place) || covers(place, asked);
}

function isCounted(predicate: CountPredicate, subject: Id, { leaves }: Vocabulary): boolean {
  const { item, together, inAll } = predicate;
  // A figure for a whole term says nothing of each class in it, and something of all together.
  if (subject === item && inAll) return true;
  return [item, ...together].some((one) => leaves(one).includes(subject));
}

function estimates(
  predicate: CountPredicate,
  report: AssessmentReport,
  vocabulary: Vocabulary,
): Bearing {
  const concerns = isCounted(predicate, report.subject, vocabulary);
  return concerns && report.matter === "estimate" && report.low !== null ? "bears" : null;
}

// A statement without a claim that an observation could show speaks at most of the open term.
function spokenOf(predicate: Predicate, report: StatementReport): Bearing {
  if (predicate.kind !== "open-term") return null;
  return report.on === predicate.term || report.term === predicate.term ? "bears" : null;
}

function presence(
  predicate: PresencePredicate,
  report: PresenceReport,
  vocabulary: Vocabulary,
): Bearing {
  const asked = vocabulary.leaves(predicate.subject);
  const seen = vocabulary.leaves(report.subject);
  const within = (some: readonly Id[], whole: readonly Id[]) =>
    some.every((leaf) => whole.includes(leaf));
  if (report.state === "absent") {
    if (!vocabulary.covers(report.place, predicate.place) || !within(asked, seen)) return null;
    return predicate.state === "absent" ? "for" : "against";
  }
  if (predicate.state === "absent") {
    const overlap = asked.some((leaf) => seen.includes(leaf));
    return overlap && touches(report.place, predicate.place, vocabulary) ? "against" : null;
  }
  const inside = vocabulary.covers(predicate.place, report.place);
  return inside && within(seen, asked) ? "for" : null;
}

function activity(
  predicate: ActivityPredicate,
  report: ActivityReport,
  vocabulary: Vocabulary,
): Bearing {
  if (report.activity !== predicate.activity) return null;
  if (predicate.subject !== null && !overlaps(predicate.subject, report.subject, vocabulary)) {
    return null;
  }
  if (predicate.by.length > 0 && (report.by === null || !predicate.by.includes(report.by))) {
    return null;
  }
  const bearing = ACTIVITY_BEARING[predicate.state][report.state];
  const going = predicate.state === "ongoing";
  // Work on one class of a term is work on it; its end is not the end of the work (T10).
  if (bearing === "for" && !going && !isWhole(predicate.subject, report.subject, vocabulary)) {
    return "bears";
  }
  if (predicate.place === null) return bearing;
  if (report.place === null) return "bears";
  if (bearing === "for" && !vocabulary.covers(report.place, predicate.place)) {
    return going && vocabulary.covers(predicate.place, report.place) ? "for" : null;
  }
  return touches(report.place, predicate.place, vocabulary) ? bearing : null;
}

function isWhole(asked: Id | null, reported: Id, vocabulary: Vocabulary): boolean {
  if (asked === null) return true;
  const seen = vocabulary.leaves(reported);
  return vocabulary.leaves(asked).every((leaf) => seen.includes(leaf));
}

const ACTIVITY_BEARING: Readonly<
  Record<ActivityPredicate["state"], Readonly<Record<ActivityReport["state"], Bearing>>>
> = {
  ongoing: { ongoing: "for", ceased: "against", complete: "against", absent: "against" },
  ceased: { ongoing: "against", ceased: "for", complete: "for", absent: "for" },
  complete: { ongoing: "bears", ceased: "against", complete: "for", absent: "against" },
};

function access(predicate: AccessPredicate, report: AccessReport, vocabulary: Vocabulary): Bearing {
  const { activity: asked } = predicate;
  if (asked !== null && report.activity !== null && asked !== report.activity) return null;
  const granted = report.state === "granted" && !(predicate.safety && report.safety === false);
  if (!granted) {
    if (!touches(report.place, predicate.place, vocabulary)) return null;
    // Refused for a reason for which the text allows it: neither granted nor refused.
    return isExcused(predicate, report) ? "bears" : "against";
  }
  if (!vocabulary.covers(report.place, predicate.place)) return null;
  return predicate.safety && report.safety !== true ? "bears" : "for";
}

function isExcused({ refusableFor }: AccessPredicate, { reason }: AccessReport): boolean {
  return reason !== undefined && refusableFor.includes(reason);
}

function coverage(predicate: CoveragePredicate, fraction: number): Bearing {
  return fraction >= predicate.fraction ? "for" : "bears";
}

function assessment(
  predicate: AssessmentPredicate,
  report: AssessmentReport,
  vocabulary: Vocabulary,
): Bearing {
  if (report.matter !== predicate.matter) return null;
  if (!overlaps(predicate.subject, report.subject, vocabulary)) return null;
  return report.state === "so" ? "for" : "against";
}

function statement(
  predicate: StatementPredicate,
  report: StatementReport,
  vocabulary: Vocabulary,
): Bearing {
  if (!vocabulary.withAgents(predicate.by).includes(report.by)) return null;
  if (predicate.on !== null && report.on !== predicate.on && report.term !== predicate.on) {
    return null;
  }
  if (report.stance === predicate.stance) return "for";
  return report.stance === "refuses" || report.stance === "objects" ? "against" : null;
}

function overlaps(one: Id, other: Id, vocabulary: Vocabulary): boolean {
  const leaves = vocabulary.leaves(other);
  return one === other || vocabulary.leaves(one).some((leaf) => leaves.includes(leaf));
}

function touches(one: Id, other: Id, vocabulary: Vocabulary): boolean {
  return vocabulary.covers(one, other) || vocabulary.covers(other, one);
}
