import {
  type AccessReport,
  type ActivityReport,
  type AssessmentReport,
  type Claim,
  type CountReport,
  type CoverageReport,
  entryId,
  type Id,
  id,
  type Marks,
  type PresenceReport,
  type Report,
  STAGES,
  STANCES,
  type Stage,
  type StatementReport,
  type TransferReport,
  type Whereabouts,
} from "@proviso/core";
import {
  closeFields,
  type Fields,
  has,
  identifier,
  number,
  object,
  optionalBoolean,
  optionalIdentifier,
  optionalText,
  problem,
  text,
  texts,
  word,
} from "./fields.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";

const READ_CLAIM: Readonly<Record<Claim["kind"], (fields: Fields) => Claim>> = {
  presence,
  activity,
  access,
  coverage,
  count,
  transfer,
  assessment,
};

// From the readers, so that no kind can have the one and lack the other.
const CLAIM_KINDS = Object.keys(READ_CLAIM) as readonly Claim["kind"][];
const REPORT_KINDS: readonly Report["kind"][] = [...CLAIM_KINDS, "statement"];

/** Reads what an observation says about its one subject (semantics, section 2). */
export function readReport(fields: Fields): Report {
  const kind = word(fields, "kind", REPORT_KINDS);
  const report = kind === "statement" ? statement(fields) : READ_CLAIM[kind](fields);
  closeFields(fields);
  return report;
}

function presence(fields: Fields): PresenceReport {
  const state = word(fields, "state", ["present", "absent"]);
  if (state === "present" && has(fields, "coverage")) {
    const remedy = "Leave it out: what was seen was seen, however little was looked at.";
    problem(fields, "coverage", "unknown-field", "belongs to an absence", remedy);
  }
  const placeKind = optionalText(fields, "placeKind", MAX_NAME_LENGTH);
  const placeName = optionalText(fields, "placeName", MAX_NAME_LENGTH);
  if ((placeKind === null) !== (placeName === null)) {
    const key = placeKind === null ? "placeKind" : "placeName";
    const remedy = "A place that no text declares takes both its kind and its name.";
    problem(fields, key, "missing-field", "is missing", remedy);
  }
  return {
    kind: "presence",
    subject: id(identifier(fields, "subject")),
    place: id(identifier(fields, "place")),
    state,
    coverage: state === "absent" ? number(fields, "coverage", 0, 1) : 1,
    placeKind,
    placeName,
  };
}

function activity(fields: Fields): ActivityReport {
  return {
    kind: "activity",
    activity: identifier(fields, "activity"),
    subject: id(identifier(fields, "subject")),
    place: optionalId(fields, "place"),
    state: word(fields, "state", ["ongoing", "ceased", "complete", "absent"]),
    by: optionalId(fields, "by"),
    ...(has(fields, "reason") ? { reason: text(fields, "reason") } : {}),
  };
}

function access(fields: Fields): AccessReport {
  const state = word(fields, "state", ["granted", "restricted", "denied"]);
  if (state === "granted" && has(fields, "reason")) {
    const remedy = "Leave it out: it says why access was restricted or denied.";
    problem(fields, "reason", "unknown-field", "belongs to what is not granted", remedy);
  }
  return {
    kind: "access",
    place: id(identifier(fields, "place")),
    activity: optionalIdentifier(fields, "activity"),
    state,
    safety: optionalBoolean(fields, "safety"),
    ...(has(fields, "by") ? { by: id(identifier(fields, "by")) } : {}),
    ...(has(fields, "reason") ? { reason: text(fields, "reason") } : {}),
  };
}

function coverage(fields: Fields): CoverageReport {
  return {
    kind: "coverage",
    place: id(identifier(fields, "place")),
    fraction: number(fields, "fraction", 0, 1),
  };
}

function count(fields: Fields): CountReport {
  const amount = amountOf(fields);
  const report: CountReport = {
    kind: "count",
    subject: id(identifier(fields, "subject")),
    stage: word(fields, "stage", STAGES),
    ...(has(fields, "orStage") ? { orStage: word(fields, "orStage", REACHED) } : {}),
    ...amount,
    place: optionalId(fields, "place"),
    vessel: optionalText(fields, "vessel", MAX_NAME_LENGTH),
    voyage: optionalText(fields, "voyage", MAX_NAME_LENGTH),
    allDepartures: optionalBoolean(fields, "allDepartures") ?? false,
    ...(has(fields, "overDeclared") ? { overDeclared: number(fields, "overDeclared") } : {}),
    ...(has(fields, "covered") ? { covered: number(fields, "covered") } : {}),
    ...(optionalBoolean(fields, "blind") === true ? { blind: true as const } : {}),
    ...(has(fields, "lot") ? { lot: text(fields, "lot", MAX_NAME_LENGTH) } : {}),
    ...marksOf(fields, amount),
  };
  checkCount(fields, report);
  return report;
}

function checkCount(fields: Fields, { stage, orStage, high, covered = 0 }: CountReport): void {
  if (orStage === stage) {
    const remedy = "Leave it out, or name the second of the two stages.";
    problem(fields, "orStage", "out-of-range", "is the stage itself", remedy);
  }
  if (orStage !== undefined && stage === "declared") {
    const remedy = "Write what is declared of each stage as a claim of its own.";
    problem(fields, "orStage", "unknown-field", "stands beside what is declared", remedy);
  }
  if (covered > high) {
    const remedy = "It says how many of those counted were not uncovered.";
    problem(fields, "covered", "out-of-range", "is more than what was counted", remedy);
  }
}

/** Stages at which something stands: what is declared is nowhere yet. */
const REACHED: readonly Stage[] = STAGES.filter((stage) => stage !== "declared");

function transfer(fields: Fields): TransferReport {
  const amount = amountOf(fields);
  const from = whereabouts(object(fields, "from"), STANDING);
  const to = whereabouts(object(fields, "to"), REACHED);
  if (from.stage === to.stage && from.place === to.place && from.lot === to.lot) {
    const remedy = "Write where it went: another stage, place or lot.";
    problem(fields, "to", "out-of-range", "is where it came from", remedy);
  }
  return {
    kind: "transfer",
    subject: id(identifier(fields, "subject")),
    ...amount,
    from,
    to,
    vessel: optionalText(fields, "vessel", MAX_NAME_LENGTH),
    voyage: optionalText(fields, "voyage", MAX_NAME_LENGTH),
    ...marksOf(fields, amount),
  };
}

/** Stages from which something can go on: what is destroyed goes nowhere. */
const STANDING: readonly Stage[] = REACHED.filter((stage) => !stage.startsWith("destroyed"));

function whereabouts(fields: Fields, stages: readonly Stage[]): Whereabouts {
  const found: Whereabouts = {
    stage: word(fields, "stage", stages),
    place: optionalId(fields, "place"),
    lot: optionalText(fields, "lot", MAX_NAME_LENGTH),
  };
  closeFields(fields);
  return found;
}

interface Amount {
  readonly low: number;
  readonly high: number;
  readonly sigma?: number;
  readonly percentOf?: "declared";
}

/** Reads how many, or how much: a number or an interval, with its σ, or in percent. */
function amountOf(fields: Fields): Amount {
  if (!has(fields, "number") && !has(fields, "low") && !has(fields, "high")) {
    const remedy = "Write a number, or low and high where the source gives an interval.";
    problem(fields, "number", "missing-field", "is missing", remedy);
  }
  const { low, high } = bounds(fields);
  const inPercent = has(fields, "percentOf");
  if (inPercent && has(fields, "sigma")) {
    const remedy = "State an uncertain percentage as low and high.";
    problem(fields, "sigma", "unknown-field", "stands beside a percentage", remedy);
  }
  return {
    low: low ?? 0,
    high: high ?? 0,
    ...(has(fields, "sigma") ? { sigma: number(fields, "sigma") } : {}),
    ...(inPercent ? { percentOf: word(fields, "percentOf", ["declared"] as const) } : {}),
  };
}

/** Reads what tells the things apart: each mark once, and no more of a kind than there are things. */
function marksOf(fields: Fields, { high, percentOf }: Amount): Marks {
  const read = (key: keyof Marks): readonly string[] => {
    const marks = texts(fields, key);
    if (new Set(marks).size < marks.length) {
      problem(fields, key, "out-of-range", "names one twice", "Write each of them once.");
    }
    if (key === "serials" && percentOf === undefined && marks.length > high) {
      const remedy = "Correct the number, or leave out those that were not among what was counted.";
      problem(fields, key, "out-of-range", "has more members than were counted", remedy);
    }
    return marks;
  };
  const marks = { serials: read("serials"), seals: read("seals"), tags: read("tags") };
  return Object.fromEntries(Object.entries(marks).filter(([, named]) => named.length > 0));
}

function assessment(fields: Fields): AssessmentReport {
  const { low, high } = bounds(fields);
  return {
    kind: "assessment",
    matter: identifier(fields, "matter"),
    subject: id(identifier(fields, "subject")),
    state: word(fields, "state", ["so", "not-so"]),
    low,
    high,
    from: texts(fields, "from").map(entryId),
  };
}

function statement(fields: Fields): StatementReport {
  return {
    kind: "statement",
    by: id(identifier(fields, "by")),
    to: optionalId(fields, "to"),
    stance: word(fields, "stance", STANCES),
    on: optionalId(fields, "on"),
    term: optionalId(fields, "term"),
    text: text(fields, "text"),
    instrument: optionalId(fields, "instrument"),
    claim: has(fields, "claim") ? readClaim(object(fields, "claim")) : null,
  };
}

function readClaim(fields: Fields): Claim {
  const claim = READ_CLAIM[word(fields, "kind", CLAIM_KINDS)](fields);
  closeFields(fields);
  return claim;
}

/** Reads `number`, or `low` and `high`; both `null` where none is given. */
function bounds(fields: Fields): { readonly low: number | null; readonly high: number | null } {
  const exact = has(fields, "number") ? number(fields, "number") : null;
  if (exact !== null) {
    for (const key of ["low", "high"]) {
      if (!has(fields, key)) continue;
      const remedy = "Write a number, or low and high, and not both.";
      problem(fields, key, "unknown-field", "stands beside a number", remedy);
    }
    return { low: exact, high: exact };
  }
  if (!has(fields, "low") && !has(fields, "high")) return { low: null, high: null };
  const low = number(fields, "low");
  const high = number(fields, "high");
  if (low > high) {
    problem(fields, "low", "out-of-range", "is above the high", "Write the lower number first.");
  }
  return { low, high };
}

function optionalId(fields: Fields, key: string): Id | null {
  const value = optionalIdentifier(fields, key);
  return value === null ? null : id(value);
}
