import {
  type Criterion,
  type Eligibility,
  type Id,
  STAGE_WORDS,
  type Stage,
} from "../evidence/index.ts";
import type { Duration } from "../time/index.ts";
import type { JudgedClause } from "./clause.ts";
import {
  type ActivityPredicate,
  type AtomCondition,
  type Condition,
  type CountPredicate,
  type Domain,
  EACH,
  type PresencePredicate,
} from "./condition.ts";
import { isJudgedClause, partsOfCondition, verifiedBy } from "./conditions.ts";
import type { Edition } from "./edition.ts";
import { fieldsOf, type ProtocolChoice, type ProtocolField } from "./protocol-field.ts";
import { type Learnable, learnablesOf } from "./protocol-learning.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** What an inspector may be asked to do, by a condition of the agreement. */
export type InspectionAct =
  | {
      readonly kind: "count";
      readonly item: Id;
      readonly stage: Stage;
      /** A second stage that counts as well. */
      readonly orStage: Stage | null;
    }
  | {
      readonly kind: "activity";
      readonly activity: string;
      /** `null`: whoever's or whatever's it is, or a ship that the inspector names. */
      readonly subject: Id | null;
      readonly state: "ongoing" | "ceased" | "complete";
      /** By whom it is to be done; empty for whoever does it. */
      readonly by: readonly Id[];
    }
  | { readonly kind: "presence"; readonly subject: Id; readonly state: "present" | "absent" };

/** What an agreement asks of inspectors in one of its conditions, and how (T31). */
export interface Protocol {
  /** `removal/3`: the clause, and which of its conditions for inspectors, counted from 1. */
  readonly id: string;
  readonly clause: Id;
  readonly clauseTitle: string;
  /** What is asked, in a line. */
  readonly title: string;
  readonly act: InspectionAct;
  /** The unit of the item; `null` for pieces and for what is not counted. */
  readonly unit: string | null;
  readonly methods: readonly ProtocolChoice[];
  /** Those of them that are sufficient alone. */
  readonly soleMethods: readonly string[];
  readonly eligibility: Eligibility | null;
  /** The parties, states and bodies of which an observer may be. */
  readonly observers: readonly ProtocolChoice[];
  /** Who may approve an equivalent method or observer; `null` for nobody. */
  readonly equivalentApprovedBy: Id | null;
  /** The agreement's words for what may be learned; `null` where it does not bound it. */
  readonly learning: string | null;
  /** What may be learned; `null` where the agreement does not bound it. */
  readonly mayLearn: readonly Learnable[] | null;
  /** Words of `learning` that are not understood here: they allow nothing. */
  readonly notUnderstood: readonly string[];
  readonly freshness: Duration | null;
  /** Everything that a form for it may ask, and no more. */
  readonly fields: readonly ProtocolField[];
}

/**
 * What an edition asks of inspectors: a protocol for every count, and for every presence and
 * activity of which it says how, or by whom, it is to be seen. Forms are made from these alone, so
 * that none asks for more than the agreement lets observers learn (T31).
 */
export function protocolsOf(edition: Edition): readonly Protocol[] {
  const vocabulary = vocabularyOf(edition);
  const clauses = [...edition.declarations.values()].flatMap(({ declaration }) =>
    isJudgedClause(declaration) ? [declaration] : [],
  );
  return clauses.flatMap((clause) => {
    const served = conditionsOf(clause, edition).flatMap((one) => servedIn(one, null));
    return served.map((one, index) => protocolOf(edition, vocabulary, clause, one, index + 1));
  });
}

type ServedPredicate = CountPredicate | ActivityPredicate | PresencePredicate;

/** A condition that inspectors serve, with what the quantifier around it ranges over. */
interface Served {
  readonly predicate: ServedPredicate;
  readonly criterion: Criterion;
  readonly domain: Domain | null;
}

function conditionsOf(clause: JudgedClause, edition: Edition): readonly Condition[] {
  const due = clause.kind === "undertaking" ? clause.dueWhen : null;
  return [verifiedBy(clause, edition), due].filter((condition) => condition !== null);
}

function servedIn(condition: Condition, domain: Domain | null): readonly Served[] {
  if (condition.kind === "atom") return servedBy(condition, domain);
  const ranges = condition.kind === "every" || condition.kind === "some";
  const over = ranges ? condition.domain : domain;
  return partsOfCondition(condition).flatMap((one) => servedIn(one, over));
}

function servedBy(
  { predicate, criterion }: AtomCondition,
  domain: Domain | null,
): readonly Served[] {
  switch (predicate.kind) {
    case "count":
      return [{ predicate, criterion, domain }];
    case "presence":
      return saysHow(criterion) ? [{ predicate, criterion, domain }] : [];
    case "activity": {
      const served = saysHow(criterion) || predicate.by.length > 0;
      return served ? [{ predicate, criterion, domain }] : [];
    }
    case "identity":
    case "access":
    case "coverage":
    case "statement":
    case "assessment":
    case "open-term":
      return [];
  }
}

function saysHow({ methods, eligibility, learning }: Criterion): boolean {
  return methods.length > 0 || eligibility !== null || learning !== null;
}

function protocolOf(
  edition: Edition,
  vocabulary: Vocabulary,
  clause: JudgedClause,
  { predicate, criterion, domain }: Served,
  number: number,
): Protocol {
  const learning = learnablesOf(criterion.learning);
  const owing = clause.kind === "undertaking" ? [clause.by, ...clause.cooperationOf] : [];
  const observers = eligibleObservers(edition, criterion.eligibility, owing);
  const act = actOf(predicate, domain);
  const unit = unitOf(edition, predicate, vocabulary);
  const methods = methodsOf(edition, criterion, vocabulary);
  return {
    id: `${clause.id}/${number}`,
    clause: clause.id,
    clauseTitle: clause.title,
    title: titleOf(predicate, vocabulary, domain),
    act,
    unit,
    methods,
    soleMethods: criterion.soleMethods,
    eligibility: criterion.eligibility,
    observers,
    equivalentApprovedBy: criterion.equivalentApprovedBy,
    learning: criterion.learning,
    mayLearn: learning.may,
    notUnderstood: learning.notUnderstood,
    freshness: criterion.freshness,
    fields: fieldsOf({
      edition,
      vocabulary,
      predicate,
      domain,
      unit,
      methods,
      observers,
      eligibility: criterion.eligibility,
      mayLearn: learning.may,
    }),
  };
}

function actOf(predicate: ServedPredicate, domain: Domain | null): InspectionAct {
  const named = (subject: Id | null) => (subject === EACH ? membersSubject(domain) : subject);
  switch (predicate.kind) {
    case "count": {
      const { item, stage, orStage = null } = predicate;
      return { kind: "count", item, stage, orStage };
    }
    case "activity": {
      const { activity, subject, state, by } = predicate;
      return { kind: "activity", activity, subject: named(subject), state, by };
    }
    case "presence":
      return { kind: "presence", subject: predicate.subject, state: predicate.state };
  }
}

function membersSubject(domain: Domain | null): Id | null {
  return domain?.kind === "members" ? domain.group : null;
}

function methodsOf(
  edition: Edition,
  { methods }: Criterion,
  vocabulary: Vocabulary,
): readonly ProtocolChoice[] {
  const declared = [...edition.declarations.values()].flatMap(({ declaration }) =>
    declaration.kind === "method" && declaration.id !== "statement" ? [declaration.id] : [],
  );
  // Where the condition accepts any method, any that the texts declare may be chosen.
  const names = methods.length > 0 ? methods.map((one) => one as Id) : declared;
  return names.map((one) => ({ id: one, title: vocabulary.titleOf(one) }));
}

/** Whoever the texts declare and no rule excludes; the word of who owes the thing shows nothing. */
function eligibleObservers(
  edition: Edition,
  rule: Eligibility | null,
  owing: readonly Id[],
): readonly ProtocolChoice[] {
  const excluded = [...owing, ...(rule?.notOf ?? [])];
  return [...edition.declarations.values()].flatMap(({ declaration }) => {
    const { kind } = declaration;
    if (kind !== "party" && kind !== "state" && kind !== "body") return [];
    const actsFor = kind === "body" && declaration.actsFor !== null ? [declaration.actsFor] : [];
    const of = [declaration.id, ...actsFor];
    if (excluded.some((one) => of.includes(one))) return [];
    // A rule may name nationalities: an observer of any body may have one of them.
    const asked = rule?.of ?? [];
    const mayBe = asked.length === 0 || kind === "body" || asked.some((one) => of.includes(one));
    return mayBe ? [{ id: declaration.id, title: declaration.title }] : [];
  });
}

function unitOf(
  edition: Edition,
  predicate: ServedPredicate,
  vocabulary: Vocabulary,
): string | null {
  if (predicate.kind !== "count") return null;
  const units = vocabulary.leaves(predicate.item).map((leaf) => {
    const declared = edition.declarations.get(leaf)?.declaration;
    return declared?.kind === "item" ? declared.unit : null;
  });
  return units[0] ?? null;
}

function titleOf(
  predicate: ServedPredicate,
  vocabulary: Vocabulary,
  domain: Domain | null,
): string {
  const title = (id: Id) => (id === EACH ? eachOf(domain, vocabulary) : vocabulary.titleOf(id));
  switch (predicate.kind) {
    case "count": {
      const { item, stage, orStage } = predicate;
      const or = orStage === undefined ? "" : ` or ${STAGE_WORDS[orStage]}`;
      return `${title(item)}: how many, ${STAGE_WORDS[stage]}${or}`;
    }
    case "activity": {
      const { activity, subject, place } = predicate;
      const of = subject === null ? "" : ` of ${title(subject)}`;
      const at = place === null ? "" : ` at ${title(place)}`;
      return `${activity.replaceAll("-", " ")}${of}${at}`;
    }
    case "presence":
      return `${title(predicate.subject)}: present or absent at ${title(predicate.place)}`;
  }
}

function eachOf(domain: Domain | null, vocabulary: Vocabulary): string {
  switch (domain?.kind) {
    case "places":
      return `each ${domain.declaredOnly ? "declared " : ""}${
        domain.placeKind === null ? "site" : vocabulary.placeKindsOf(domain.placeKind).join(" or ")
      }`;
    case "members":
      return `each member of ${vocabulary.titleOf(domain.group)}`;
    case "reported":
      return `each that is ${domain.activity.replaceAll("-", " ")}`;
    case undefined:
      return "each";
  }
}
