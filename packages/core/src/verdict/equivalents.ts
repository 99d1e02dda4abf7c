import type { Decision, Edition, Power } from "../agreement/index.ts";
import type { Id, Position } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Atom } from "./form.ts";
import { type Chronicle, stands } from "./knowledge.ts";

/**
 * The methods that are approved as equivalents for an atom as known at a position, each with the
 * instant from which it is accepted.
 */
export type Equivalents = (atom: Atom, knownAt: Position) => ReadonlyMap<string, Instant>;

const NONE: ReadonlyMap<string, Instant> = new Map();

/**
 * The equivalents that the decisions of a record have approved, by whoever the text names and with
 * the approval that it asks for, from the instant that each takes effect, and not after it was
 * withdrawn (semantics, sections 5 and 8).
 *
 * @param edition - whose authorities give the power; left out where only the requirement says who.
 */
export function equivalentsOf(chronicle: Chronicle, edition?: Edition): Equivalents {
  return ({ clause, criterion }, knownAt) => {
    const approver = criterion.equivalentApprovedBy;
    if (approver === null || chronicle.approvals.length === 0) return NONE;
    const found = new Map<string, Instant>();
    for (const { decision, method, position } of chronicle.approvals) {
      if (decision.of !== clause || position >= knownAt) continue;
      if (!stands(chronicle, decision.id, knownAt)) continue;
      if (refusalOfApproval(decision, approver, edition) !== null) continue;
      const known = found.get(method);
      if (known === undefined || decision.from < known) found.set(method, decision.from);
    }
    return found;
  };
}

/**
 * Why a decision to approve an equivalent has no effect, or `null` where it has.
 *
 * @param approver - whom the requirement names; `null` where it accepts no equivalent.
 */
export function refusalOfApproval(
  decision: Decision,
  approver: Id | null,
  edition?: Edition,
): string | null {
  if (approver === null) return `no requirement of ${decision.of} accepts an equivalent`;
  if (decision.by !== approver) return `only ${approver} may approve an equivalent`;
  if (edition === undefined) return null;
  const power = powerToApprove(decision, edition);
  if (power === null) return `no authority gives ${decision.by} the power to approve`;
  if (power.from !== null && decision.from < power.from) {
    return `${decision.by} has no power to approve before then`;
  }
  const { withApprovalOf } = power;
  if (withApprovalOf === null) return null;
  if (decision.approvedBy === decision.by) return "its author may not approve it";
  return decision.approvedBy === withApprovalOf
    ? null
    : `it needs the approval of ${withApprovalOf}`;
}

/** The power by which it was taken; `null` where the text gives none. */
function powerToApprove({ by, of }: Decision, edition: Edition): Power | null {
  const declared = edition.declarations.get(by)?.declaration;
  if (declared?.kind !== "authority") return null;
  const powers = declared.may.filter((power) => power.act === "approve");
  return (
    powers.find((power) => power.of === of) ?? powers.find((power) => power.of === null) ?? null
  );
}
