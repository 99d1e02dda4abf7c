import type { Claim, Report } from "../evidence/index.ts";

/**
 * What of a report decides on which predicates it bears, on which side, and what it finds that no
 * text declares: two reports of one shape do so alike, so that it is worked out once for all of them.
 */
export function shapeOf(report: Report): string {
  if (report.kind !== "statement") return shapeOfClaim(report);
  const { by, stance, on, term, claim } = report;
  return shape("says", by, stance, on, term, claim === null ? null : shapeOfClaim(claim));
}

function shapeOfClaim(claim: Claim): string {
  switch (claim.kind) {
    case "presence":
      return shape(claim.subject, claim.place, claim.state, claim.placeKind);
    case "activity":
      return shape(claim.activity, claim.subject, claim.place, claim.state, claim.by);
    case "access":
      return shape("to", claim.place, claim.activity, claim.state, claim.safety, claim.reason);
    case "coverage":
      return shape("seen", claim.place, claim.fraction);
    case "count":
      return shape(
        "count",
        claim.subject,
        claim.stage,
        claim.orStage,
        claim.place,
        claim.allDepartures,
      );
    case "transfer":
      return shape("moved", claim.subject);
    case "assessment":
      return shape("held", claim.matter, claim.subject, claim.state, claim.low === null);
  }
}

type Part = string | number | boolean | null | undefined;

// The parts are ids, numbers and single words, so that no part holds a line break.
function shape(...parts: readonly Part[]): string {
  return parts.join("\n");
}
