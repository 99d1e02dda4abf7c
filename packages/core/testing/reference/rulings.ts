/** Which decisions have effect: who may make them, and whether they are allowed (section 8). */
import type {
  Authority,
  Decision,
  Declaration,
  Measure,
  Power,
  PowerAct,
} from "../../src/agreement/index.ts";
import type { Id } from "../../src/evidence/index.ts";
import { SHOWN } from "../../src/logic/index.ts";
import { afterSpan, type Instant } from "../../src/time/index.ts";
import type { Case } from "./case.ts";
import { type Consolidated, textAt, type Under } from "./editions.ts";
import { type Declarations, membersOf, partiesOf } from "./names.ts";
import type { Snapshot } from "./replay.ts";

/** A decision with its place in the record. */
export interface Ruled {
  readonly decision: Decision;
  readonly position: number;
  /** Why it has no effect; `null` where it has. */
  readonly refused: string | null;
  /** From when it has effect, where that is not its own to say: it waited for the others. */
  readonly from?: Instant;
}

/** How everything stood at an instant. */
export interface Then {
  /** As known when the decision was made. */
  readonly atDecision: (asOf: Instant) => Snapshot;
  /** As known by the instant itself, where that is later. */
  readonly atEffect: (asOf: Instant) => Snapshot;
}

/** From when a decision has effect: what relieves a duty has none before it was recorded. */
export function effectOf({ act, from, known }: Decision): Instant {
  const relieves = act === "suspend" || act === "resume" || act === "release" || act === "cure";
  return relieves ? (Math.max(from, known) as Instant) : from;
}

/**
 * A release or cure by one of several to whom a duty is owed has effect once all of them have made
 * it, from the last of these on; until then it is without effect, and waits.
 */
export function togetherOnly(
  the: Case,
  all: readonly Ruled[],
  query: Under & { readonly knownAt: number },
): readonly Ruled[] {
  const ledger = the.ledger(query.knownAt);
  const changed = new Map<Ruled, Ruled>();
  const keys = new Set(all.map(({ decision: { act, of } }) => JSON.stringify([act, of])));
  for (const key of keys) {
    let round: Ruled[] = [];
    const own = all
      .filter(({ decision: { act, of } }) => JSON.stringify([act, of]) === key)
      .sort((a, b) => effectOf(a.decision) - effectOf(b.decision) || a.position - b.position);
    for (const one of own) {
      const { decision, refused, position } = one;
      if (decision.act !== "release" && decision.act !== "cure") continue;
      if (refused !== null || !ledger.stands(decision.id)) continue;
      const { names } = textAt(the, effectOf(decision), position, query);
      const creditors = owedTo(names.get(decision.of), names);
      if (!creditors.includes(decision.by)) continue;
      round.push(one);
      const isAll = creditors.every((party) => round.some(({ decision: { by } }) => by === party));
      const from = effectOf(decision);
      for (const each of round) {
        changed.set(each, isAll ? { ...each, from } : { ...each, refused: "it waits for others" });
      }
      if (isAll) round = [];
    }
  }
  return all.map((one) => changed.get(one) ?? one);
}

/** Why a decision has no effect, or `null` where it has: judged as known then. */
export function whyRefused(
  the: Case,
  decision: Decision,
  text: Consolidated,
  then: Then,
): string | null {
  const { names } = text;
  const power = POWER_OF[decision.act];
  const fits = fitsItsTarget(decision, text);
  if (!fits) return `${decision.act} is nothing that can be done to ${decision.of}`;
  const holders = holdersOf(decision, power, text);
  const may = holders.some((one) => mayAct(one, decision, then));
  if (!may) return `${decision.by} may not ${decision.act} ${decision.of}`;
  return whyNotAllowed(the, decision, names, then);
}

const POWER_OF: Readonly<Record<Decision["act"], PowerAct>> = {
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

function fitsItsTarget({ act, of }: Decision, { names, agreement }: Consolidated): boolean {
  const target = names.get(of);
  switch (act) {
    case "lift":
    case "relax":
    case "extend":
    case "continue":
    case "reimpose":
      return target?.kind === "measure";
    case "tender":
      return target?.kind === "assurance";
    case "suspend":
    case "resume":
    case "release":
    case "cure":
      return target?.kind === "undertaking";
    case "approve-equivalent":
      return target !== undefined && JUDGED.has(target.kind);
    case "hold-shown":
      return target?.kind === "term" && target.open;
    case "terminate":
      return of === agreement.id;
  }
}

const JUDGED: ReadonlySet<string> = new Set([
  "undertaking",
  "measure",
  "assurance",
  "option",
  "question",
]);

/** Someone who may act, and under which conditions. */
interface Holder {
  readonly who: Id;
  readonly power: Power | null;
}

/** Whoever the text names for the act; where it names nobody, whoever has it by the rules. */
function holdersOf(decision: Decision, act: PowerAct, text: Consolidated): readonly Holder[] {
  const named = namedFor(act, decision.of, text.names);
  const target = text.names.get(decision.of);
  // Whoever may suspend may also end the suspension.
  if (act === "resume") return [...named, ...namedFor("suspend", decision.of, text.names)];
  if (act === "release" || act === "cure") return [...named, ...owed(target, text.names)];
  if (named.length > 0) return named;
  const free = (parties: readonly Id[]) => parties.map((who) => ({ who, power: null }));
  switch (act) {
    case "lift":
    case "relax":
    case "extend":
    case "reimpose":
      return target?.kind === "measure" ? free([target.by]) : [];
    case "continue":
      if (target?.kind !== "measure") return [];
      return free([target.by, ...continuesItsLifting(target)]);
    case "tender":
      return target?.kind === "assurance" ? free([target.by]) : [];
    default:
      return [];
  }
}

function owed(target: Declaration | undefined, names: Declarations): readonly Holder[] {
  return owedTo(target, names).map((who) => ({ who, power: null }));
}

function namedFor(act: PowerAct, of: Id, names: Declarations): readonly Holder[] {
  const authorities = [...names.values()].filter(
    (one): one is Authority => one.kind === "authority",
  );
  return authorities.flatMap(({ id, may }) =>
    may
      .filter((power) => power.act === act && (power.of === null || power.of === of))
      .map((power) => ({ who: id, power })),
  );
}

function continuesItsLifting({ snapBack }: Measure): readonly Id[] {
  if (snapBack?.kind !== "notice" || snapBack.unlessContinuedBy === null) return [];
  return [snapBack.unlessContinuedBy];
}

/** The party that a duty is owed to; where none is named, every other party. */
export function owedTo(
  target: { readonly kind: string } | undefined,
  names: Declarations,
): readonly Id[] {
  if (target?.kind !== "undertaking") return [];
  const { by, to } = target as unknown as { readonly by: Id; readonly to: Id | null };
  if (to === null) return partiesOf(names).filter((party) => party !== by);
  const members = membersOf(names, to);
  return members.length > 0 ? members : [to];
}

function mayAct({ who, power }: Holder, decision: Decision, then: Then) {
  const { by, approvedBy, known } = decision;
  const from = effectOf(decision);
  if (by !== who) return false;
  if (power === null) return true;
  if (power.from !== null && power.from > from) return false;
  if (power.withApprovalOf !== null) {
    if (approvedBy === null || approvedBy === by) return false;
    if (approvedBy !== power.withApprovalOf) return false;
  }
  return power.when === null || then.atDecision(known).isVerified(power.when, decision.of);
}

function whyNotAllowed(
  { clocks }: Case,
  decision: Decision,
  names: Declarations,
  then: Then,
): string | null {
  const { act, of, known, from } = decision;
  const verified = ({ standing }: Snapshot) => standing(of)?.value.bits === SHOWN;
  const both = verified(then.atDecision(known)) && verified(then.atEffect(from));
  switch (act) {
    case "extend":
      return (names.get(of) as Measure).mayExtend ? null : "the text does not provide for it";
    case "lift": {
      const { from: stands } = names.get(of) as Measure;
      if (stands !== null && from < stands) return "it is not yet in force";
      return both ? null : "its condition is not verified";
    }
    case "tender":
      return both ? null : "its condition is not verified";
    case "reimpose":
      return verified(then.atDecision(from)) ? "its condition is verified" : null;
    case "relax": {
      const measure = names.get(of) as Measure;
      const { relaxation } = measure;
      if (relaxation === null) return "the text does not provide for it";
      const { until, part } = decision;
      if (until === null || until > afterSpan(clocks, from, relaxation.atMost)) return "too long";
      if (part !== null && !measure.parts.some(({ id }) => id === part)) return "no such part";
      if (part === null && relaxation.inPart) return "only a part may be relaxed";
      if (typeof relaxation.inReturnFor !== "string") {
        const given = then.atDecision(known).isVerified(relaxation.inReturnFor, of);
        return given ? null : "nothing in return";
      }
      return decision.inReturnFor === null ? "no consideration is named" : null;
    }
    case "cure": {
      const states = then.atDecision(effectOf(decision)).standing(of)?.states ?? [];
      return states.includes("breached") ? null : "nothing is breached";
    }
    default:
      return null;
  }
}
