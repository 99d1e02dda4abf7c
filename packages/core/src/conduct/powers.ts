import type {
  Authority,
  Decision,
  DecisionAct,
  Edition,
  JudgedClause,
  Power,
  PowerAct,
} from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";

/** The power that each act takes. */
export const POWER_OF: Readonly<Record<DecisionAct, PowerAct>> = {
  lift: "lift",
  relax: "relax",
  extend: "extend",
  continue: "continue",
  reimpose: "reimpose",
  tender: "tender",
  suspend: "suspend",
  resume: "resume",
  release: "release",
  cure: "cure",
  terminate: "terminate",
  "hold-shown": "hold",
  "approve-equivalent": "approve",
};

/** Acts that are the bearer's own where the text names nobody for them on that clause. */
const BEARERS_OWN: ReadonlySet<PowerAct> = new Set([
  "lift",
  "relax",
  "extend",
  "continue",
  "reimpose",
  "tender",
]);

/** Who may decide, by the text: the powers named for an act on a clause. */
export interface Named {
  readonly authority: Id;
  readonly power: Power;
}

/** The powers that an edition names for an act on a clause, or on every one of its kind. */
export function namedFor(edition: Edition, act: PowerAct, of: Id): readonly Named[] {
  // Whoever may suspend may also end the suspension.
  const acts: readonly PowerAct[] = act === "resume" ? ["resume", "suspend"] : [act];
  return authoritiesOf(edition).flatMap(({ id, may }) =>
    may
      .filter((power) => acts.includes(power.act) && (power.of === null || power.of === of))
      .map((power) => ({ authority: id, power })),
  );
}

/** Every authority that an edition declares. */
export function authoritiesOf(edition: Edition): readonly Authority[] {
  return [...edition.declarations.values()]
    .map(({ declaration }) => declaration)
    .filter((one) => one.kind === "authority");
}

/** Every party that an edition declares. */
export function partiesOf(edition: Edition): readonly Id[] {
  return [...edition.declarations.values()].flatMap(({ declaration }) =>
    declaration.kind === "party" ? [declaration.id] : [],
  );
}

/**
 * To whom a duty is owed: the party named, of a group each member, or every other party; each for
 * itself.
 */
export function owedTo(clause: JudgedClause, edition: Edition): readonly Id[] {
  if (clause.kind !== "undertaking") return [];
  if (clause.to !== null) {
    const named = edition.declarations.get(clause.to)?.declaration;
    return named?.kind === "group" && named.members.length > 0 ? named.members : [clause.to];
  }
  return partiesOf(edition).filter((party) => party !== clause.by);
}

/** Who may take a decision on a clause, as far as the text says: what it waits for aside. */
export function holdersOf(act: PowerAct, clause: JudgedClause, edition: Edition): readonly Id[] {
  const named = namedFor(edition, act, clause.id).map(({ authority }) => authority);
  if (isCreditors(act)) return [...new Set([...owedTo(clause, edition), ...named])];
  if (named.length > 0) return [...new Set(named)];
  return BEARERS_OWN.has(act) && "by" in clause ? [clause.by] : [];
}

/** Acts that whom a duty is owed to may do without being named. */
function isCreditors(act: PowerAct): boolean {
  return act === "release" || act === "cure";
}

/**
 * Why a decision is beyond the power of whoever took it, or `null` where it is within it
 * (semantics, section 8, *Powers*).
 *
 * @param holds - whether what a power waits for was verified at the decision.
 */
export function beyondPower(
  decision: Decision,
  clause: JudgedClause | null,
  edition: Edition,
  from: Instant,
  holds: (power: Power) => boolean,
): string | null {
  const act = POWER_OF[decision.act];
  const { by, of } = decision;
  if (isCreditors(act) && clause !== null && owedTo(clause, edition).includes(by)) return null;
  const named = namedFor(edition, act, of);
  if (named.length === 0) {
    const bearer = clause !== null && "by" in clause ? clause.by : null;
    if (BEARERS_OWN.has(act) && by === bearer) return null;
    return `${by} may not ${decision.act} ${of}: ${whoMay(act, clause, edition)}`;
  }
  const own = named.filter(({ authority }) => authority === by);
  if (own.length === 0) {
    const others = [...new Set(named.map(({ authority }) => authority))].join(" or ");
    return `${by} may not ${decision.act} ${of}: the text gives that to ${others}`;
  }
  const refusals = own.map(({ power }) => beyondTerms(decision, power, from, holds));
  return refusals.includes(null) ? null : refusals[0]!;
}

function beyondTerms(
  decision: Decision,
  power: Power,
  from: Instant,
  holds: (power: Power) => boolean,
): string | null {
  if (power.from !== null && from < power.from) {
    return `${decision.by} may ${decision.act} ${decision.of} only from a later day on`;
  }
  if (power.when !== null && !holds(power)) {
    return `what ${decision.by} waits for to ${decision.act} ${decision.of} was not verified then`;
  }
  const { withApprovalOf } = power;
  if (withApprovalOf === null) return null;
  if (decision.approvedBy === decision.by) return "its author may not approve it";
  return decision.approvedBy === withApprovalOf
    ? null
    : `it needs the approval of ${withApprovalOf}`;
}

function whoMay(act: PowerAct, clause: JudgedClause | null, edition: Edition): string {
  if (clause === null) return "the text gives that to nobody";
  if (isCreditors(act)) {
    const owed = owedTo(clause, edition);
    return owed.length === 0
      ? "it is owed to nobody"
      : `that is for whom it is owed to, ${owed.join(" and ")}`;
  }
  if (BEARERS_OWN.has(act) && "by" in clause)
    return `where the text names nobody, it is ${clause.by}'s`;
  return "the text gives that to nobody";
}
