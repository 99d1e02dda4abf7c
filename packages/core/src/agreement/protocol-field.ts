import type { Eligibility, Id, Stage } from "../evidence/index.ts";
import {
  type ActivityPredicate,
  type CountPredicate,
  type Domain,
  EACH,
  type PresencePredicate,
} from "./condition.ts";
import type { Edition } from "./edition.ts";
import type { Learnable } from "./protocol-learning.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A choice that a form offers: an id or word of the agreement, and what a person reads. */
export interface ProtocolChoice {
  readonly id: string;
  readonly title: string;
}

/** Every field that a form may have: a closed list. */
export type FieldName =
  | "observer"
  | "nationality"
  | "technical"
  | "method"
  | "item"
  | "place"
  | "vessel"
  | "voyage"
  | "lot"
  | "low"
  | "high"
  | "sigma"
  | "covered"
  | "serials"
  | "seals"
  | "tags"
  | "state"
  | "coverage"
  | "by"
  | "photograph"
  | "remark";

/** One field of a form. */
export interface ProtocolField {
  /** Where its answer is kept: in the report, or in its observation or observers. */
  readonly name: FieldName;
  readonly label: string;
  readonly type:
    | "choice"
    | "text"
    | "whole number"
    | "decimal"
    | "yes or no"
    | "list"
    | "photograph";
  readonly required: boolean;
  /** For a choice, all that may be chosen; empty otherwise. */
  readonly choices: readonly ProtocolChoice[];
  /** What it lets an observer write down about the thing itself; `null` for nothing. */
  readonly learns: Learnable | null;
}

/** What the fields of a form are made from. */
export interface FieldBasis {
  readonly edition: Edition;
  readonly vocabulary: Vocabulary;
  readonly predicate: CountPredicate | ActivityPredicate | PresencePredicate;
  readonly domain: Domain | null;
  readonly unit: string | null;
  readonly methods: readonly ProtocolChoice[];
  readonly observers: readonly ProtocolChoice[];
  readonly eligibility: Eligibility | null;
  readonly mayLearn: readonly Learnable[] | null;
}

/**
 * All that a form may ask. A field that would learn what the agreement does not name is left out;
 * so is free text, which could say anything, wherever it says *learning only*.
 */
export function fieldsOf(basis: FieldBasis): readonly ProtocolField[] {
  const { mayLearn } = basis;
  const fields = [...aboutObservers(basis), ...aboutThing(basis), ...everywhere()];
  return fields.filter(
    ({ name, learns }) =>
      mayLearn === null || (name !== "remark" && (learns === null || mayLearn.includes(learns))),
  );
}

function aboutObservers(basis: FieldBasis): readonly ProtocolField[] {
  const { edition, methods, observers, eligibility } = basis;
  const { technical = null, of = [], notOf = [] } = eligibility ?? {};
  const nations = [...edition.declarations.values()].flatMap(({ declaration }) =>
    declaration.kind === "party" || declaration.kind === "state"
      ? [{ id: declaration.id, title: declaration.title }]
      : [],
  );
  return [
    choice("observer", "Observer's body", observers, true),
    choice("nationality", "Observer's nationality", nations, of.length + notOf.length > 0),
    field("technical", "Technical expert", "yes or no", technical !== null),
    choice("method", "Method", methods, true),
  ];
}

function aboutThing(basis: FieldBasis): readonly ProtocolField[] {
  switch (basis.predicate.kind) {
    case "count":
      return fieldsOfCount(basis, basis.predicate);
    case "activity":
      return fieldsOfActivity(basis, basis.predicate);
    case "presence":
      return fieldsOfPresence(basis, basis.predicate);
  }
}

/** Stages at which a thing is aboard a ship, so that the ship must be named. */
const ABOARD: readonly Stage[] = ["loaded", "departed", "counted-aboard"];

function fieldsOfCount(basis: FieldBasis, predicate: CountPredicate): readonly ProtocolField[] {
  const { unit } = basis;
  const aboard = ABOARD.includes(predicate.stage);
  const type = unit === null ? "whole number" : "decimal";
  const of = unit === null ? "" : ` (${unit})`;
  return [
    itemField(basis, predicate.item),
    choice("place", "Place", placesOf(basis, null), false),
    field("vessel", "Ship", "text", aboard),
    field("voyage", "Voyage", "text", false),
    ...(isByLot(basis, predicate.item) ? [field("lot", "Lot", "text", false, "lot")] : []),
    field("low", `At least${of}`, type, true, "number"),
    field("high", `At most${of}`, type, true, "number"),
    ...(unit === null ? [] : [field("sigma", `One σ${of}`, "decimal", false, "number")]),
    field("covered", `Of these not uncovered${of}`, type, false, "number"),
    ...identityFields(),
  ];
}

function identityFields(): readonly ProtocolField[] {
  return [
    field("serials", "Serial numbers", "list", false, "identity"),
    field("seals", "Seals", "list", false, "identity"),
    field("tags", "Tags", "list", false, "identity"),
  ];
}

function fieldsOfActivity(
  basis: FieldBasis,
  { subject, place, by }: ActivityPredicate,
): readonly ProtocolField[] {
  const { vocabulary } = basis;
  const doers = by.map((id) => ({ id, title: vocabulary.titleOf(id) }));
  return [
    subjectField(basis, subject),
    choice("place", "Place", placesOf(basis, place), place !== null),
    choice("state", "State", wordsOf(["ongoing", "ceased", "complete", "absent"]), true),
    ...(doers.length === 0 ? [] : [choice("by", "Done by", doers, true)]),
  ];
}

function fieldsOfPresence(
  basis: FieldBasis,
  { subject, place }: PresencePredicate,
): readonly ProtocolField[] {
  return [
    itemField(basis, subject),
    choice("place", "Place", placesOf(basis, place), true),
    choice("state", "Present or absent", wordsOf(["present", "absent"]), true),
    field("coverage", "For an absence: part of the place looked at (0 to 1)", "decimal", false),
  ];
}

function everywhere(): readonly ProtocolField[] {
  return [
    field("photograph", "Photograph", "photograph", false, "picture"),
    field("remark", "Remark", "text", false, "condition"),
  ];
}

/**
 * The class of what is seen. Where classes may not be learned, the term stands for all of them; a
 * number is always of one class, while what is seen or done may be said of the whole term.
 */
function itemField({ vocabulary, mayLearn, predicate }: FieldBasis, subject: Id): ProtocolField {
  const leaves = vocabulary.leaves(subject);
  const told = (mayLearn === null || mayLearn.includes("class")) && leaves.length > 0;
  const whole = predicate.kind === "count" && told ? [] : [subject];
  const classes = [...new Set([...whole, ...(told ? leaves : [])])];
  const choices = classes.map((id) => ({ id, title: vocabulary.titleOf(id) }));
  return choice("item", "What", choices, true);
}

function subjectField(basis: FieldBasis, subject: Id | null): ProtocolField {
  const { domain, vocabulary } = basis;
  if (subject !== null && subject !== EACH) return itemField(basis, subject);
  if (subject === EACH && domain?.kind === "members") {
    const members = vocabulary.membersOf(domain.group);
    const choices = members.map((id) => ({ id, title: vocabulary.titleOf(id) }));
    return choice("item", "Whose", choices, true);
  }
  // A ship is not declared: its inspector writes its name, with its voyage where there are several.
  return field("item", "Ship, with its voyage", "text", true);
}

function placesOf({ edition, vocabulary, domain }: FieldBasis, place: Id | null) {
  const kind = place === EACH && domain?.kind === "places" ? domain.placeKind : null;
  const all = vocabulary.placesOfKind(kind);
  const within =
    place === null || place === EACH ? all : all.filter((one) => vocabulary.covers(place, one));
  const named = place !== null && place !== EACH && !within.includes(place) ? [place] : [];
  return [...named, ...within]
    .filter((id) => edition.declarations.has(id))
    .map((id) => ({ id: id as string, title: vocabulary.titleOf(id) }));
}

function isByLot({ edition, vocabulary }: FieldBasis, item: Id): boolean {
  return vocabulary.leaves(item).some((leaf) => {
    const declared = edition.declarations.get(leaf)?.declaration;
    return declared?.kind === "item" && declared.counted === "by-lot";
  });
}

function wordsOf(words: readonly string[]): readonly ProtocolChoice[] {
  return words.map((word) => ({ id: word, title: word }));
}

function choice(
  name: FieldName,
  label: string,
  choices: readonly ProtocolChoice[],
  required: boolean,
): ProtocolField {
  return { name, label, type: "choice", required, choices, learns: null };
}

function field(
  name: FieldName,
  label: string,
  type: ProtocolField["type"],
  required: boolean,
  learns: Learnable | null = null,
): ProtocolField {
  return { name, label, type, required, choices: [], learns };
}
