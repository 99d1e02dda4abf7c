import type { Authority, Decision, DecisionAct, Edition, PowerAct } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";

const POWER_OF: Readonly<Record<DecisionAct, PowerAct | null>> = {
  lift: "lift",
  relax: "relax",
  extend: "extend",
  reimpose: "reimpose",
  suspend: "suspend",
  "approve-equivalent": "approve",
  // To go on, to tender what has become due, and to end a matter are the bearer's own acts.
  continue: null,
  tender: null,
  resume: null,
  release: null,
  cure: null,
  terminate: null,
  "hold-shown": "hold",
};

/**
 * Why a decision is beyond the power of whoever took it, or `null` where it is within it.
 *
 * Where an agreement names no authority at all, the party that the clause binds decides.
 */
export function beyondPower(
  decision: Decision,
  bearer: Id | null,
  edition: Edition,
): string | null {
  const act = POWER_OF[decision.act];
  const authorities = [...edition.declarations.values()]
    .map(({ declaration }) => declaration)
    .filter((one) => one.kind === "authority");
  if (act === null || authorities.length === 0) return null;
  const power = powerOf(authorities, decision, act);
  if (power === undefined) {
    return decision.by === bearer && !isReserved(authorities, act)
      ? null
      : `${decision.by} has no power to ${decision.act} ${decision.of}`;
  }
  const { withApprovalOf } = power;
  if (withApprovalOf === null) return null;
  if (decision.approvedBy === decision.by) return "its author may not approve it";
  return decision.approvedBy === withApprovalOf
    ? null
    : `it needs the approval of ${withApprovalOf}`;
}

function powerOf(authorities: readonly Authority[], decision: Decision, act: PowerAct) {
  return authorities
    .filter(({ id }) => id === decision.by)
    .flatMap(({ may }) => may)
    .find((power) => power.act === act && (power.of === null || power.of === decision.of));
}

/** Whether the text gives an act to some authority, so that the party itself may not do it. */
function isReserved(authorities: readonly Authority[], act: PowerAct): boolean {
  return authorities.some(({ may }) => may.some((power) => power.act === act));
}
