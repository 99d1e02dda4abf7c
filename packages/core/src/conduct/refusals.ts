import type { Undertaking } from "../agreement/index.ts";
import { type Id, type Observation, weigh } from "../evidence/index.ts";
import { type Instant, sayInZone } from "../time/index.ts";
import type { Segment } from "../verdict/index.ts";
import { atomsOf } from "./atoms.ts";
import { lightsOf } from "./lights.ts";

/** A check that was refused or denied, by whom where that is known, and since when (D3). */
export interface RefusedCheck {
  /** `inspection`, `access to the mill`. */
  readonly check: string;
  readonly by: Id | null;
  readonly since: Instant;
  /** Why, as whoever refused it gave it; `null` where it gave none. */
  readonly why: string | null;
}

/** The checks of an undertaking that stand refused at an instant, each once, the longest first. */
export function refusedChecks(
  segment: Segment,
  undertaking: Undertaking,
  asOf: Instant,
): readonly RefusedCheck[] {
  const { frame, history } = segment;
  const lightOf = lightsOf(undertaking, frame, history);
  const found = new Map<string, RefusedCheck>();
  for (const { atom, evidence } of atomsOf(segment, undertaking.id)) {
    if (lightOf(atom) !== "verification" && atom.predicate.kind !== "access") continue;
    const { fates } = weigh(evidence.exhibits, atom.criterion, asOf);
    evidence.observations.forEach((one, i) => {
      const speaks = fates[i] === "speaks" || fates[i] === "same-source";
      const refusal = speaks && evidence.exhibits[i]!.side === "against" ? refusalIn(one) : null;
      if (refusal === null) return;
      const check = whatIsRefused(one, frame.vocabulary.titleOf);
      const key = `${check} ${refusal.by}`;
      const since = one.valid.from;
      const known = found.get(key);
      if (known === undefined || since < known.since) found.set(key, { check, ...refusal, since });
    });
  }
  return [...found.values()].sort((one, other) => one.since - other.since);
}

/** Whose refusal a report tells of; `null` where it tells of none. */
function refusalIn({ report }: Observation): Pick<RefusedCheck, "by" | "why"> | null {
  if (report.kind === "statement") {
    return report.stance === "refuses" || report.stance === "objects"
      ? { by: report.by, why: null }
      : null;
  }
  if (report.kind === "access" && report.state !== "granted") {
    return { by: report.by ?? null, why: report.reason ?? null };
  }
  // A check that was not carried out, with a reason given, was refused by whoever gave it.
  return report.kind === "activity" && report.state === "absent" && report.reason !== undefined
    ? { by: report.by, why: report.reason }
    : null;
}

function whatIsRefused({ report }: Observation, titleOf: (id: Id) => string): string {
  const claim = report.kind === "statement" ? report.claim : report;
  switch (claim?.kind) {
    case "access":
      return claim.activity === null
        ? `access to ${titleOf(claim.place)}`
        : claim.activity.replaceAll("-", " ");
    case "activity":
      return claim.activity.replaceAll("-", " ");
    default:
      return "a check";
  }
}

/** Says it as a reader would: `inspection refused by Cuba since 1 Nov 1962`. */
export function sayRefusal(
  { check, by, since, why }: RefusedCheck,
  { titleOf, zone }: { titleOf: (id: Id) => string; zone: Parameters<typeof sayInZone>[0] },
): string {
  const who = by === null ? "" : ` by ${titleOf(by)}`;
  const reason = why === null ? "" : ` for ${why}`;
  return `${check} refused${who}${reason} since ${sayInZone(zone, since).split(",")[0]!}`;
}
