import {
  type Attachment,
  CREDIBILITIES,
  entryId,
  formatUtc,
  type Id,
  id,
  type Observation,
  type Observer,
  RELIABILITIES,
  type Source,
} from "@proviso/core";
import type { EntryHead } from "./entry.ts";
import {
  closeFields,
  type Fields,
  has,
  identifier,
  list,
  object,
  openFields,
  optionalBoolean,
  optionalIdentifier,
  problem,
  sha256,
  text,
  texts,
  word,
} from "./fields.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";
import { readReport } from "./report.ts";
import { readValidTime } from "./valid-time.ts";

/** Reads an observation: one report, and all that is needed to weigh it. */
export function readObservation(fields: Fields, head: EntryHead): Observation {
  const { valid, precision } = readValidTime(object(fields, "valid"), head.zone);
  if (valid.from > head.known) {
    const remedy = `It was known at ${formatUtc(head.known)}: correct the one that is wrong.`;
    problem(fields, "valid", "dated-impossibly", "begins after it was known", remedy);
  }
  const report = readReport(object(fields, "report"));
  // A party's word needs no method to be a party's word.
  const isWord = report.kind === "statement" && !has(fields, "method");
  const grade = readGrade(object(fields, "grade"));
  return {
    kind: "observation",
    id: head.id,
    known: head.known,
    valid,
    precision,
    report,
    method: isWord ? "statement" : identifier(fields, "method"),
    observers: list(fields, "observers", (value, path) => {
      return readObserver(openFields(value, path, fields.problems));
    }),
    source: readSource(object(fields, "source")),
    ...grade,
    labels: texts(fields, "labels"),
    attachments: list(fields, "attachments", (value, path) => {
      return readAttachment(openFields(value, path, fields.problems));
    }),
    // Whether attachments match is for whoever holds the files to say.
    intact: true,
  };
}

/** Reads where a report, an amendment or a decision comes from. */
export function readSource(fields: Fields): Source {
  const body = optionalIdentifier(fields, "body");
  const source: Source = {
    cite: text(fields, "cite"),
    body: body === null ? null : id(body),
    lineage: texts(fields, "lineage"),
  };
  closeFields(fields);
  return source;
}

function readGrade(fields: Fields): Pick<Observation, "grade" | "gradeBy" | "gradeWhy"> {
  const reliability = word(fields, "reliability", RELIABILITIES);
  const credibility = word(fields, "credibility", CREDIBILITIES);
  const confirmedBy = texts(fields, "confirmedBy").map(entryId);
  if (confirmedBy.length > 0 && credibility !== 1) {
    const remedy = "Leave it out: only credibility 1 says that others confirm it.";
    problem(fields, "confirmedBy", "unknown-field", "belongs to credibility 1", remedy);
  }
  const grade = {
    reliability,
    credibility,
    ...(confirmedBy.length > 0 ? { confirmedBy } : {}),
  };
  const gradeBy = text(fields, "by", MAX_NAME_LENGTH);
  const gradeWhy = text(fields, "why");
  closeFields(fields);
  return { grade, gradeBy, gradeWhy };
}

function readObserver(fields: Fields): Observer {
  const nationality: Id | null = has(fields, "nationality")
    ? id(identifier(fields, "nationality"))
    : null;
  const observer: Observer = {
    body: id(identifier(fields, "body")),
    nationality,
    technical: optionalBoolean(fields, "technical"),
  };
  closeFields(fields);
  return observer;
}

function readAttachment(fields: Fields): Attachment {
  const attachment: Attachment = {
    sha256: sha256(fields, "sha256"),
    name: text(fields, "name", MAX_NAME_LENGTH),
  };
  closeFields(fields);
  return attachment;
}
