/** The seven rules of section 5 by the reference, but for scope, which `matching.ts` settles. */
import type { Predicate } from "../../src/agreement/index.ts";
import {
  type Audience,
  type Criterion,
  type Eligibility,
  type Id,
  isAtLeastAsReliable,
  isReleasable,
  type Observation,
} from "../../src/evidence/index.ts";
import type { Case } from "./case.ts";
import { type Ledger, wordOf } from "./ledger.ts";

/** For whom, on whose words, and by which methods a condition is judged. */
export interface Rules {
  readonly ledger: Ledger;
  readonly audience: Audience;
  /** Whose word never opens it. */
  readonly barred: ReadonlySet<Id>;
  /** Methods that stand approved as equivalents at the instant asked. */
  readonly equivalents: readonly { readonly method: string; readonly by: Id }[];
  /** The clause that the condition belongs to. */
  readonly clause: Id;
  /** The texts by which names are read. */
  readonly text: readonly Id[];
  /** Answers a question about these rules by what was answered before (`case.ts`). */
  readonly once: Case["once"];
}

/** Integrity, standing and release: what a report fails of these counts on neither side. */
export function isSound(
  observation: Observation,
  { ledger, audience }: Pick<Rules, "ledger" | "audience">,
): boolean {
  const drawnFrom = ledger.ancestors(observation);
  return (
    observation.intact &&
    isReleasable(observation, audience) &&
    [observation, ...drawnFrom].every((one) => ledger.stands(one.id))
  );
}

/** Method, observers and not-self: what a report must pass to open a condition. */
export function mayOpen(
  observation: Observation,
  criterion: Criterion,
  predicate: Predicate,
  rules: Rules,
): boolean {
  return isOthersWord(observation, predicate, rules) && isAcceptable(observation, criterion, rules);
}

/** Method and observers, its own and of all that it was drawn from. */
export function isAcceptable(
  observation: Observation,
  criterion: Criterion,
  { ledger, equivalents }: Rules,
): boolean {
  const { methods, eligibility, equivalentApprovedBy } = criterion;
  const approved = equivalents.filter(({ by }) => by === equivalentApprovedBy);
  return [observation, ...ledger.ancestors(observation)].every(
    (one) =>
      (methods.length === 0 ||
        methods.includes(one.method) ||
        approved.some(({ method }) => method === one.method)) &&
      isEligible(one, eligibility),
  );
}

/** Not-self: neither its own word nor drawn from it, save where saying it is what is owed. */
export function isOthersWord(
  observation: Observation,
  predicate: Predicate,
  { ledger, barred, clause }: Rules,
): boolean {
  return [observation, ...ledger.ancestors(observation)].every(
    (one) => performs(one, predicate, clause) || !wordOf(one).some((body) => barred.has(body)),
  );
}

function performs({ report }: Observation, predicate: Predicate, clause: Id): boolean {
  if (report.kind !== "statement") return false;
  // A grant is made by being said.
  if (predicate.kind === "access") return report.stance === "grants";
  if (predicate.kind !== "statement") return false;
  return !(report.stance === "performed" && report.on === clause);
}

function isEligible(observation: Observation, rule: Eligibility | null): boolean {
  if (rule === null) return true;
  const { observers, grade } = observation;
  if (rule.atLeast !== null && !isAtLeastAsReliable(grade.reliability, rule.atLeast)) return false;
  if (observers.length === 0) return false;
  return observers.every(({ body, nationality, technical }) => {
    const isOf = (ids: readonly Id[]) => ids.some((id) => id === body || id === nationality);
    if (isOf(rule.notOf) || (rule.notOf.length > 0 && nationality === null)) return false;
    if (rule.of.length > 0 && !isOf(rule.of)) return false;
    return rule.technical === null || technical === rule.technical;
  });
}
