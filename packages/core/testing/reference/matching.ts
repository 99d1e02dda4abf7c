/** Which report bears on which condition, by the reference (section 5, *scope*; ADR 0011). */
import type {
  AccessPredicate,
  ActivityPredicate,
  Predicate,
  PresencePredicate,
  StatementPredicate,
} from "../../src/agreement/index.ts";
import type {
  AccessReport,
  ActivityReport,
  Claim,
  Id,
  PresenceReport,
  Report,
  StatementReport,
} from "../../src/evidence/index.ts";
import { type Declarations, holds, leavesOf, touch, withAgents } from "./names.ts";

/** Evidence for a predicate or against it, something that only bears on it, or nothing. */
export type Bearing = "for" | "against" | "bears" | null;

/** What a report is to a predicate other than a count, which `counts.ts` matches by itself. */
export function bearing(names: Declarations, predicate: Predicate, report: Report): Bearing {
  if (predicate.kind === "open-term") return ofOpenTerm(predicate.term, report);
  if (predicate.kind === "statement") {
    return report.kind === "statement" ? ofStatement(names, predicate, report) : null;
  }
  const claim = report.kind === "statement" ? report.claim : report;
  if (claim === null) return null;
  const bears = ofClaim(names, predicate, claim);
  return bears === null || report.kind !== "statement" || asserts(report) ? bears : "bears";
}

/** Whether a statement says that its claim is so. A refusal says that access is denied. */
export function asserts({ stance, claim }: StatementReport): boolean {
  if (stance === "refuses") return claim?.kind === "access" && claim.state !== "granted";
  return stance === "declares" || stance === "performed" || stance === "grants";
}

function ofOpenTerm(term: Id, report: Report): Bearing {
  if (report.kind === "statement" && (report.on === term || report.term === term)) return "bears";
  const claim = report.kind === "statement" ? report.claim : report;
  return claim !== null && "subject" in claim && claim.subject === term ? "bears" : null;
}

function ofClaim(names: Declarations, predicate: Predicate, claim: Claim): Bearing {
  switch (predicate.kind) {
    case "presence":
      return claim.kind === "presence" ? ofPresence(names, predicate, claim) : null;
    case "activity":
      return claim.kind === "activity" ? ofActivity(names, predicate, claim) : null;
    case "access":
      return claim.kind === "access" ? ofAccess(names, predicate, claim) : null;
    case "coverage":
      if (claim.kind !== "coverage" || !holds(names, claim.place, predicate.place)) return null;
      return claim.fraction >= predicate.fraction ? "for" : "bears";
    case "assessment":
      if (claim.kind !== "assessment" || claim.matter !== predicate.matter) return null;
      if (!share(names, predicate.subject, claim.subject)) return null;
      return claim.state === "so" ? "for" : "against";
    default:
      return null;
  }
}

function ofPresence(names: Declarations, asked: PresencePredicate, seen: PresenceReport): Bearing {
  const whole = (part: Id, all: Id) => {
    const leaves = leavesOf(names, all);
    return leavesOf(names, part).every((leaf) => leaves.includes(leaf));
  };
  if (seen.state === "absent") {
    // An absence speaks of what it covers: every class asked, at every part of the place asked.
    const covers = holds(names, seen.place, asked.place) && whole(asked.subject, seen.subject);
    if (!covers) return null;
    return asked.state === "absent" ? "for" : "against";
  }
  if (asked.state === "absent") {
    const there = touch(names, seen.place, asked.place);
    return there && share(names, asked.subject, seen.subject) ? "against" : null;
  }
  return holds(names, asked.place, seen.place) && whole(seen.subject, asked.subject) ? "for" : null;
}

function ofActivity(names: Declarations, asked: ActivityPredicate, seen: ActivityReport): Bearing {
  if (seen.activity !== asked.activity) return null;
  if (asked.subject !== null && !share(names, asked.subject, seen.subject)) return null;
  if (asked.by.length > 0 && (seen.by === null || !asked.by.includes(seen.by))) return null;
  const says = SAYS[asked.state][seen.state];
  const going = asked.state === "ongoing";
  if (says === "for" && !going && asked.subject !== null) {
    // Work on one class of a term is work on it; its end is not the end of the work.
    const done = leavesOf(names, seen.subject);
    if (!leavesOf(names, asked.subject).every((leaf) => done.includes(leaf))) return "bears";
  }
  if (asked.place === null) return says;
  if (seen.place === null) return "bears";
  if (says !== "for") return touch(names, seen.place, asked.place) ? says : null;
  if (holds(names, seen.place, asked.place)) return "for";
  return going && holds(names, asked.place, seen.place) ? "for" : null;
}

const SAYS: Record<ActivityPredicate["state"], Record<ActivityReport["state"], Bearing>> = {
  ongoing: { ongoing: "for", ceased: "against", complete: "against", absent: "against" },
  ceased: { ongoing: "against", ceased: "for", complete: "for", absent: "for" },
  complete: { ongoing: "bears", ceased: "against", complete: "for", absent: "against" },
};

function ofAccess(names: Declarations, asked: AccessPredicate, seen: AccessReport): Bearing {
  if (asked.activity !== null && seen.activity !== null && asked.activity !== seen.activity) {
    return null;
  }
  const granted = seen.state === "granted" && !(asked.safety && seen.safety === false);
  if (!granted) {
    if (!touch(names, seen.place, asked.place)) return null;
    // Refused for a reason for which the text allows it: neither granted nor denied.
    const excused = seen.reason !== undefined && asked.refusableFor.includes(seen.reason);
    return excused ? "bears" : "against";
  }
  if (!holds(names, seen.place, asked.place)) return null;
  return asked.safety && seen.safety !== true ? "bears" : "for";
}

function ofStatement(
  names: Declarations,
  asked: StatementPredicate,
  said: StatementReport,
): Bearing {
  if (!withAgents(names, [asked.by]).has(said.by)) return null;
  if (asked.on !== null && said.on !== asked.on && said.term !== asked.on) return null;
  if (said.stance === asked.stance) return "for";
  return said.stance === "refuses" || said.stance === "objects" ? "against" : null;
}

function share(names: Declarations, one: Id, other: Id): boolean {
  const leaves = leavesOf(names, other);
  return one === other || leavesOf(names, one).some((leaf) => leaves.includes(leaf));
}
