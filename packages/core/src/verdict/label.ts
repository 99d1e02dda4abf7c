import type { CountPredicate, Predicate, Vocabulary } from "../agreement/index.ts";
import {
  type Criterion,
  type Eligibility,
  type Id,
  nameOfLevel,
  STAGE_WORDS,
} from "../evidence/index.ts";
import { formatDuration } from "../time/index.ts";
import type { Atom } from "./form.ts";

/** Says what an atom asks, in a line: `IL-28 bombers: absent from San Julián`. */
export function sayAtom(atom: Pick<Atom, "predicate" | "negated">, vocabulary: Vocabulary): string {
  return atom.negated
    ? sayContrary(atom.predicate, vocabulary)
    : sayPredicate(atom.predicate, vocabulary);
}

/** Says the contrary of a predicate as one would: `no firing by A`, and never "not so: firing". */
function sayContrary(predicate: Predicate, vocabulary: Vocabulary): string {
  switch (predicate.kind) {
    case "presence": {
      const state = predicate.state === "absent" ? "present" : "absent";
      return sayPredicate({ ...predicate, state }, vocabulary);
    }
    case "activity":
      return CONTRARY[predicate.state](sayWork(predicate, vocabulary));
    case "access":
    case "coverage":
    case "count":
    case "identity": {
      const said = sayPredicate(predicate, vocabulary);
      const colon = said.lastIndexOf(": ");
      return `${said.slice(0, colon)}: not ${said.slice(colon + 2)}`;
    }
    case "statement":
    case "assessment":
    case "open-term":
      return `no ${sayPredicate(predicate, vocabulary)}`;
  }
}

const CONTRARY: Readonly<Record<ActivityPredicate["state"], (work: string) => string>> = {
  ongoing: (work) => `no ${work}`,
  ceased: (work) => `no end of ${work}`,
  complete: (work) => `no ${work} carried out`,
};

type ActivityPredicate = Extract<Predicate, { kind: "activity" }>;

function sayWork({ activity, subject, place, by }: ActivityPredicate, { titleOf }: Vocabulary) {
  const of = subject === null ? "" : ` of ${titleOf(subject)}`;
  const at = place === null ? "" : ` at ${titleOf(place)}`;
  const who = by.length === 0 ? "" : ` by ${either(by.map(titleOf))}`;
  return `${spaced(activity)}${of}${at}${who}`;
}

/** Says by what methods something is to be seen, as a short addition; empty for any method. */
export function sayMethods({ methods }: Criterion, { titleOf }: Vocabulary): string {
  return methods.length === 0 ? "" : `, by ${either(methods.map((one) => titleOf(one as Id)))}`;
}

/** Says a clause by its name: `no reintroduction`. */
export function sayClause(clause: Id): string {
  return spaced(clause);
}

/** Says a predicate with the titles of what it names. */
export function sayPredicate(predicate: Predicate, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf;
  switch (predicate.kind) {
    case "presence": {
      const where = predicate.state === "absent" ? "absent from" : "present at";
      return `${title(predicate.subject)}: ${where} ${title(predicate.place)}`;
    }
    case "activity":
      return `${sayWork(predicate, vocabulary)}: ${predicate.state}`;
    case "access": {
      const purpose = predicate.activity === null ? "" : ` for ${spaced(predicate.activity)}`;
      const safe = predicate.safety ? ", with safety guaranteed" : "";
      return `access to ${title(predicate.place)}${purpose}: granted${safe}`;
    }
    case "coverage":
      return `${percent(predicate.fraction)} of ${title(predicate.place)}: seen`;
    case "count":
      return sayCountPredicate(predicate, title);
    case "identity": {
      const at = predicate.place === null ? "" : ` at ${title(predicate.place)}`;
      return `${title(predicate.item)}${at}: the same by serial as declared`;
    }
    case "statement": {
      const matter = predicate.on === null ? "" : ` on ${title(predicate.on)}`;
      return `${title(predicate.by)} ${predicate.stance}${matter}`;
    }
    case "assessment":
      return `${spaced(predicate.matter)} of ${title(predicate.subject)}`;
    case "open-term":
      return `${title(predicate.term)}, an open term`;
  }
}

/** Says what is counted: `missiles`, or `missiles and bombers together`. */
export function sayCounted(
  { item, together }: Pick<CountPredicate, "item" | "together">,
  titleOf: Vocabulary["titleOf"],
): string {
  if (together.length === 0) return titleOf(item);
  const titles = [item, ...together].map(titleOf);
  return `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)} together`;
}

function sayCountPredicate(predicate: CountPredicate, titleOf: Vocabulary["titleOf"]): string {
  const { place, inAll } = predicate;
  const at = place === null ? "" : ` at ${titleOf(place)}`;
  const stage = `${sayStages(predicate)}${at}`;
  return `${sayCounted(predicate, titleOf)}, ${stage}: ${sayAmount(predicate)}${inAll ? " in all" : ""}`;
}

/** The stage of a count, or the two that count alike: `departed or destroyed in place`. */
export function sayStages({ stage, orStage }: Pick<CountPredicate, "stage" | "orStage">): string {
  const words = STAGE_WORDS[stage];
  return orStage === undefined ? words : `${words} or ${STAGE_WORDS[orStage]}`;
}

function sayAmount({ amount, bound }: CountPredicate): string {
  const how = bound.replace("-", " ");
  if (typeof amount === "object") return `${how} ${amount.percentOfDeclared} % of what is declared`;
  if (amount === "declared") return `${how} as many as declared`;
  return bound === "at-least" ? String(amount) : `${how} ${amount}`;
}

/** Says what a requirement asks of its evidence, clause by clause; empty where it asks nothing. */
export function sayCriterion(criterion: Criterion, vocabulary: Vocabulary): readonly string[] {
  const { methods, soleMethods, eligibility, freshness, learning } = criterion;
  const asked: string[] = [];
  if (methods.length > 0) {
    const alone = soleMethods.length === 0 ? "" : ", sufficient alone";
    asked.push(`by ${either(methods.map((one) => vocabulary.titleOf(one as Id)))}${alone}`);
  }
  if (freshness !== null) asked.push(`seen within ${formatDuration(freshness)}`);
  if (eligibility !== null) asked.push(sayEligibility(eligibility, vocabulary));
  if (learning !== null) asked.push(`learning ${learning}`);
  if (criterion.equivalentApprovedBy !== null) {
    asked.push(
      `or an equivalent approved by ${vocabulary.titleOf(criterion.equivalentApprovedBy)}`,
    );
  }
  if (criterion.open !== 3) asked.push(`opening at ${nameOfLevel(criterion.open)}`);
  return asked;
}

function sayEligibility(rule: Eligibility, { titleOf }: Vocabulary): string {
  const asked: string[] = [];
  if (rule.atLeast !== null) asked.push(`of reliability ${rule.atLeast} or better`);
  if (rule.technical !== null) asked.push(rule.technical ? "technical" : "not technical");
  if (rule.notOf.length > 0) asked.push(`not of ${either(rule.notOf.map(titleOf))}`);
  if (rule.of.length > 0) asked.push(`of ${either(rule.of.map(titleOf))}`);
  return `observers ${asked.join(", ")}`;
}

/** Writes a fraction as a percentage, without digits that say nothing. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(1))} %`;
}

/** Joins names as alternatives: `A, B or C`. */
export function either(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** An id, or another word of the language, as the words that it is made of. */
export function spaced(word: string): string {
  return word.replaceAll("-", " ");
}
