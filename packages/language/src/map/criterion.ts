import {
  type AtomCondition,
  type Criterion,
  DEFAULT_CRITERION,
  EACH,
  type Eligibility,
  type Id,
  id,
  LEVEL,
  type Level,
  type NamedLevel,
  RELIABILITIES,
  type Reliability,
} from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type {
  ByName,
  ByPart,
  CoveragePart,
  CriterionPart,
  ObserversPart,
  StandardPart,
} from "../generated/ast.ts";
import { slugOf, WANTED } from "../link/linker.ts";
import { at, fractionOf, lengthOf, type Mapping, textOf } from "./values.ts";

/** What follows a predicate: its criterion, who does it, and the coverage it asks. */
export interface Tail {
  readonly criterion: Criterion;
  readonly by: readonly Id[];
  /** The group of which any member may do it; `by` then says `EACH`. */
  readonly byMemberOf: Id | null;
  readonly coverage: CoveragePart | null;
}

type Draft = { -readonly [Key in keyof Criterion]: Criterion[Key] } & {
  readonly methods: string[];
  readonly soleMethods: string[];
};

const SAY: Readonly<Record<CriterionPart["$type"], string>> = {
  ByPart: "by",
  SeenPart: "seen within",
  CoveragePart: "covered",
  StandardPart: "standard",
  SatisfactoryPart: "satisfactory",
  ObserversPart: "observers",
  LearningPart: "learning only",
  EquivalentPart: "an equivalent",
  CheckPart: "as a check",
  EstimatedPart: "estimated by",
};

/** Reads what it takes to be sure. */
export function tailOf(mapping: Mapping, parts: readonly CriterionPart[]): Tail {
  const draft: Draft = { ...DEFAULT_CRITERION, methods: [], soleMethods: [] };
  const by: Id[] = [];
  let coverage: CoveragePart | null = null;
  const stated = new Set<string>();
  for (const part of parts) {
    const key = part.$type === "StandardPart" ? part.standard : part.$type;
    if (part.$type !== "ByPart" && stated.has(key)) reportTwice(mapping, part);
    stated.add(key);
    if (part.$type === "CoveragePart") coverage = part;
    else applyPart(mapping, part, draft, by);
  }
  return { criterion: draft, by, byMemberOf: groupOf(mapping, parts, by), coverage };
}

/** The group of which any member does it: who else does it would have to be one of its members. */
function groupOf(mapping: Mapping, parts: readonly CriterionPart[], by: readonly Id[]): Id | null {
  const names = parts.flatMap((part) => (part.$type === "ByPart" ? part.names : []));
  const [named, again] = names.filter(({ group }) => group !== undefined);
  if (named?.group === undefined) return null;
  if (again !== undefined || by.length > 1) {
    mapping.report(
      "ambiguous",
      at(mapping, again ?? named),
      "Any member of a group stands beside others who may do it.",
      "Put all who may do it into one group.",
    );
  }
  return mapping.link.id(named.group, WANTED.group);
}

/** The coverage that closes a domain, with its own criterion or that of what it closes. */
export function coverageOf(
  mapping: Mapping,
  part: CoveragePart,
  inherited: Criterion,
): AtomCondition {
  const own = part.own ? tailOf(mapping, part.tails) : null;
  return {
    kind: "atom",
    predicate: {
      kind: "coverage",
      place: mapping.link.id(part.area, WANTED.place),
      fraction: fractionOf(mapping, part.percent, part),
    },
    criterion: own?.criterion ?? inherited,
  };
}

function reportTwice(mapping: Mapping, part: CriterionPart): void {
  mapping.report(
    "duplicate-part",
    at(mapping, part),
    `\`${SAY[part.$type]}\` is stated twice for one condition.`,
    "State it once.",
  );
}

function applyPart(
  mapping: Mapping,
  part: Exclude<CriterionPart, CoveragePart>,
  draft: Draft,
  by: Id[],
): void {
  switch (part.$type) {
    case "ByPart":
      applyBy(mapping, part, draft, by);
      break;
    case "SeenPart":
      draft.freshness = lengthOf(mapping, part.length);
      break;
    case "StandardPart":
      applyStandard(mapping, part, draft);
      break;
    case "SatisfactoryPart":
      draft.satisfactory = true;
      break;
    case "ObserversPart":
      draft.eligibility = eligibilityOf(mapping, part);
      break;
    case "LearningPart":
      draft.learning = part.text === undefined ? part.words.join(" ") : textOf(part.text);
      break;
    case "EquivalentPart":
      draft.equivalentApprovedBy = mapping.link.id(part.approver, WANTED.approver);
      break;
    case "CheckPart":
      draft.check = true;
      break;
    case "EstimatedPart":
      draft.estimatedBy = mapping.link.ids(part.bodies, WANTED.observer);
      break;
  }
}

function applyBy(mapping: Mapping, part: ByPart, draft: Draft, by: Id[]): void {
  const methods: string[] = [];
  for (const name of part.names) {
    const found = meaningOf(mapping, name);
    if (found.kind === "method") methods.push(found.id);
    else by.push(found.id as Id);
  }
  for (const method of methods) draft.methods.push(method);
  if (!part.alone) return;
  for (const method of methods) draft.soleMethods.push(method);
  if (methods.length > 0) return;
  mapping.report(
    "wrong-kind",
    at(mapping, part),
    "Only a method is sufficient alone.",
    "Write `sufficient alone` after the method: `by count alongside, sufficient alone`.",
  );
}

function meaningOf(
  mapping: Mapping,
  name: ByName,
): { readonly kind: "method" | "actor"; readonly id: string } {
  if (name.it || name.group !== undefined) return { kind: "actor", id: EACH };
  const written = name.words.join(" ");
  const slug = slugOf(written);
  const method = mapping.link.called("method", slug);
  if (method !== null) return { kind: "method", id: method.id };
  if (name.words.length === 1 && isActing(mapping, written)) return { kind: "actor", id: written };
  const isUnsure = !mapping.link.scope.complete || mapping.link.isUnread(...METHOD_WORDS);
  if (isUnsure) return { kind: "method", id: slug };
  const { link } = mapping;
  const known = [
    ...link.ofKind("method").flatMap((one) => [one.title, one.id]),
    ...[...link.ofKind("party"), ...link.ofKind("body")].map((one) => one.id),
  ];
  mapping.report(
    "unknown-method",
    at(mapping, name),
    `\`${written}\` is neither a method nor a body.`,
    didYouMean(written, known, `Declare it: method ${slug} "${written}".`),
  );
  return { kind: "method", id: slug };
}

/** Whether a word names someone who can do something, and not a method. */
export function isActing(mapping: Mapping, word: string | undefined): boolean {
  const named = word === undefined ? null : mapping.link.find(word);
  return (
    named !== null && ACTING.includes(named.kind) && !METHOD_WORDS.includes(named.unread ?? "")
  );
}

const METHOD_WORDS: readonly string[] = ["method", "methods"];

const ACTING: readonly string[] = ["party", "state", "body", "unreadable"];

function applyStandard(mapping: Mapping, part: StandardPart, draft: Draft): void {
  const level = levelOf(mapping, part);
  switch (part.standard) {
    case "opening":
      draft.open = level;
      break;
    case "doubting":
      draft.doubt = level;
      break;
    case "breached":
      draft.breach = level;
      break;
  }
}

function levelOf(mapping: Mapping, part: StandardPart): Level {
  const level = Object.hasOwn(LEVEL, part.level) ? LEVEL[part.level as NamedLevel] : undefined;
  if (level !== undefined) return level;
  mapping.report(
    "unknown-level",
    at(mapping, part),
    `There is no level \`${part.level}\`.`,
    didYouMean(part.level, Object.keys(LEVEL), "Write suspected, probable or confirmed."),
  );
  return LEVEL.confirmed;
}

function eligibilityOf(mapping: Mapping, { rules }: ObserversPart): Eligibility {
  let atLeast: Reliability | null = null;
  let technical: boolean | null = null;
  let excludesAll = false;
  const notOf: Id[] = [];
  const of: Id[] = [];
  for (const rule of rules) {
    switch (rule.$type) {
      case "ReliableRule":
        atLeast = reliabilityOf(mapping, rule.grade, rule);
        break;
      case "TechnicalRule":
        excludesAll ||= technical !== null && technical === rule.not;
        technical = !rule.not;
        break;
      case "BodiesRule":
        (rule.not ? notOf : of).push(...mapping.link.ids(rule.bodies, WANTED.observer));
        break;
    }
  }
  return { atLeast, technical, ...(excludesAll ? { excludesAll: true as const } : {}), notOf, of };
}

function reliabilityOf(
  mapping: Mapping,
  grade: string,
  node: ObserversPart["rules"][number],
): Reliability {
  const found = RELIABILITIES.find((one) => one === grade);
  if (found !== undefined) return found;
  mapping.report(
    "unknown-grade",
    at(mapping, node),
    `There is no reliability \`${grade}\`.`,
    "Write a letter from A (completely reliable) to F (not to be judged).",
  );
  return "A";
}

/** An id that stands for words which name nothing, so that mapping can go on. */
export function idOfWords(words: readonly string[]): Id {
  return id(slugOf(words.join(" ")));
}
