import {
  type Amendment,
  DECISION_ACTS,
  type Decision,
  entryId,
  type Id,
  type Instant,
  id,
  type Supersession,
  type Withdrawal,
} from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import {
  type Fields,
  has,
  identifier,
  instantOrDate,
  missing,
  object,
  optionalBoolean,
  optionalIdentifier,
  optionalText,
  problem,
  sha256,
  text,
  word,
} from "./fields.ts";
import { readSource } from "./observation.ts";

/** Reads a withdrawal: an earlier entry no longer stands. */
export function readWithdrawal(fields: Fields, head: EntryHead): Withdrawal {
  return {
    kind: "withdrawal",
    id: head.id,
    known: head.known,
    of: entryId(identifier(fields, "of")),
    ...authorOf(fields),
    reason: text(fields, "reason"),
  };
}

/** Reads a supersession: an earlier entry is replaced by another earlier one. */
export function readSupersession(fields: Fields, head: EntryHead): Supersession {
  const of = entryId(identifier(fields, "of"));
  const by = entryId(identifier(fields, "by"));
  if (of === by && of !== "") {
    const remedy = "Name the entry that says better what was seen.";
    problem(fields, "by", "unknown-entry", "is the entry that it supersedes", remedy);
  }
  const author = authorOf(fields);
  const reason = text(fields, "reason");
  return { kind: "supersession", id: head.id, known: head.known, of, by, ...author, reason };
}

/** Whose act it is; left out for whoever keeps the record, citing it. */
function authorOf(fields: Fields): { readonly author?: Id } {
  return has(fields, "author") ? { author: id(identifier(fields, "author")) } : {};
}

// Only the two folders of texts, one level deep: a path can name nothing else.
const ADOPTABLE = /^(?:readings|amendments)\/[A-Za-z0-9][A-Za-z0-9._-]*\.proviso$/;

/** Reads an amendment: a text comes into force. */
export function readAmendment(fields: Fields, head: EntryHead): Amendment {
  const before = fields.problems.length;
  const adopts = text(fields, "adopts");
  if (fields.problems.length === before && !ADOPTABLE.test(adopts)) {
    const remedy = "Write readings/NAME.proviso or amendments/NAME.proviso.";
    problem(fields, "adopts", "malformed-text", "is no text of a case folder", remedy);
  }
  return {
    kind: "amendment",
    id: head.id,
    known: head.known,
    adopts,
    sha256: sha256(fields, "sha256"),
    by: id(identifier(fields, "by")),
    from: fromOrKnown(fields, head),
    source: readSource(object(fields, "source")),
  };
}

/** Reads a decision. Whether the verdict allows it is for the judge to say. */
export function readDecision(fields: Fields, head: EntryHead): Decision {
  const act = word(fields, "act", DECISION_ACTS);
  const from = fromOrKnown(fields, head);
  return {
    kind: "decision",
    id: head.id,
    known: head.known,
    act,
    of: id(identifier(fields, "of")),
    by: id(identifier(fields, "by")),
    approvedBy: optionalId(fields, "approvedBy"),
    from,
    until: readUntil(fields, head, act, from),
    inReturnFor: optionalText(fields, "inReturnFor"),
    part: readPart(fields, act),
    movesDate: readMovesDate(fields, act),
    method: readMethod(fields, act),
    reason: text(fields, "reason"),
    source: readSource(object(fields, "source")),
  };
}

const ACTS_WITH_AN_END: readonly Decision["act"][] = ["relax", "extend", "suspend"];
const ACTS_THAT_MUST_END: readonly Decision["act"][] = ["relax", "suspend"];

function readUntil(
  fields: Fields,
  head: EntryHead,
  act: Decision["act"],
  from: Instant,
): Instant | null {
  if (!has(fields, "until")) {
    if (ACTS_THAT_MUST_END.includes(act)) missing(fields, "until", `To ${act} takes an end.`);
    return null;
  }
  if (!ACTS_WITH_AN_END.includes(act)) {
    problem(fields, "until", "unknown-field", `has no meaning to ${act}`, "Leave it out.");
    return null;
  }
  const until = instantOrDate(fields, "until", head.zone);
  if (until <= from) {
    const remedy = "Write when it ends, after it takes effect.";
    problem(fields, "until", "impossible-interval", "is not after it takes effect", remedy);
  }
  return until;
}

function readPart(fields: Fields, act: Decision["act"]): Id | null {
  if (has(fields, "part") && act !== "relax") {
    problem(fields, "part", "unknown-field", `has no meaning to ${act}`, "Leave it out.");
  }
  return optionalId(fields, "part");
}

function readMovesDate(fields: Fields, act: Decision["act"]): boolean | null {
  if (has(fields, "movesDate") && act !== "suspend") {
    problem(fields, "movesDate", "unknown-field", `has no meaning to ${act}`, "Leave it out.");
  }
  return optionalBoolean(fields, "movesDate");
}

function readMethod(fields: Fields, act: Decision["act"]): string | null {
  const isApproval = act === "approve-equivalent";
  if (!has(fields, "method")) {
    if (isApproval) missing(fields, "method", "Name the method that is approved.");
    return null;
  }
  if (!isApproval) {
    problem(fields, "method", "unknown-field", `has no meaning to ${act}`, "Leave it out.");
  }
  return identifier(fields, "method");
}

function fromOrKnown(fields: Fields, head: EntryHead): Instant {
  return has(fields, "from") ? instantOrDate(fields, "from", head.zone) : head.known;
}

function optionalId(fields: Fields, key: string): Id | null {
  const value = optionalIdentifier(fields, key);
  return value === null ? null : id(value);
}
