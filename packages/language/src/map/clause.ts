import type {
  Condition,
  Content,
  Deadline,
  Id,
  Instant,
  JudgedClause,
  PassageRef,
  Relaxation,
  Requirement,
  SnapBack,
  TextPlace,
  TimeSpan,
} from "@proviso/core";
import { id, STAGES } from "@proviso/core";
import { didYouMean } from "../check/suggest.ts";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import { conditionOf } from "./condition.ts";
import {
  at,
  deadlineOf,
  type Mapping,
  momentOf,
  spanOf,
  textOf,
  titleOf,
  wordsOf,
} from "./values.ts";

type ClauseKind = ast.ClauseDecl["kind"];
type PartType = ast.ClausePart["$type"];

/** What each part is called, and the clauses in which it can stand. */
const PARTS: Readonly<Record<PartType, { say: string; in: readonly ClauseKind[] }>> = {
  RestsPart: { say: "rests on", in: ["undertaking", "measure", "assurance", "option"] },
  BestEffortsPart: { say: "best efforts", in: ["undertaking"] },
  CooperationPart: { say: "with the cooperation of", in: ["undertaking"] },
  DuePart: { say: "due when", in: ["undertaking"] },
  WithinPart: { say: "within", in: ["undertaking"] },
  PromptlyPart: { say: "promptly", in: ["undertaking"] },
  DeadlinePart: { say: "by", in: ["undertaking"] },
  StartPart: { say: "from", in: ["undertaking"] },
  RemovalPart: { say: "what it is to do", in: ["undertaking"] },
  NoEntryPart: { say: "what it is to do", in: ["undertaking"] },
  AbsencePart: { say: "what it is to do", in: ["undertaking"] },
  ActPart: { say: "what it is to do", in: ["undertaking"] },
  InForcePart: { say: "in force", in: ["measure"] },
  LiftedPart: { say: "then lifted", in: ["measure"] },
  RelaxationPart: { say: "may be relaxed", in: ["measure"] },
  ExtensionPart: { say: "may be extended", in: ["measure"] },
  SnapBackPart: { say: "snaps back", in: ["measure"] },
  EffectPart: { say: "takes effect", in: ["assurance"] },
  OpensPart: { say: "opens when", in: ["option"] },
};

interface Parts {
  restsOn: readonly PassageRef[];
  bestEfforts: boolean;
  cooperationOf: readonly Id[];
  dueWhen: Condition | null;
  within: TimeSpan | null;
  promptly: boolean;
  deadline: Deadline | null;
  from: Instant | null;
  content: ContentAndForm | null;
  until: Condition | null;
  liftWithin: TimeSpan | null;
  relaxation: Relaxation | null;
  mayExtend: boolean;
  snapBack: SnapBack | null;
  while: Condition | null;
  opensWhen: Condition | null;
}

interface ContentAndForm {
  readonly content: Content;
  readonly form: "achieve" | "keep" | "refrain";
  readonly title: string;
}

function nothing(): Parts {
  return {
    restsOn: [],
    bestEfforts: false,
    cooperationOf: [],
    dueWhen: null,
    within: null,
    promptly: false,
    deadline: null,
    from: null,
    content: null,
    until: null,
    liftWithin: null,
    relaxation: null,
    mayExtend: false,
    snapBack: null,
    while: null,
    opensWhen: null,
  };
}

/** Reads an undertaking, measure, assurance or option. */
export function clauseOf(mapping: Mapping, node: ast.ClauseDecl): JudgedClause {
  const parts = partsOf(mapping, node);
  const { restsOn } = parts;
  const place = at(mapping, node);
  const by = mapping.link.id(node.by, WANTED.actor);
  const to = mapping.link.optional(node.to, WANTED.actor);
  const concerning = mapping.link.optional(node.concerning, WANTED.concern);
  checkHead(mapping, node);
  const clause = (otherwise: string) => ({
    id: id(node.name),
    title: titleOf(otherwise, node.title, node.lateTitle),
    restsOn,
    at: place,
  });
  switch (node.kind) {
    case "undertaking":
      return undertaking(mapping, node, parts, by, to, clause);
    case "measure": {
      const { from, until, liftWithin, promptly, relaxation, mayExtend, snapBack } = parts;
      const states = { from, until, liftWithin, promptly, relaxation, mayExtend, snapBack };
      const unstated = { expires: null, renewal: null, parts: [] };
      return { kind: "measure", ...clause(wordsOf(node.name)), by, ...states, ...unstated };
    }
    case "assurance": {
      const body = { by, to, concerning, while: parts.while };
      return { kind: "assurance", ...clause(wordsOf(node.name)), ...body };
    }
    case "option": {
      const { opensWhen } = parts;
      return { kind: "option", ...clause(wordsOf(node.name)), by, opensWhen };
    }
  }
}

function undertaking(
  mapping: Mapping,
  node: ast.ClauseDecl,
  parts: Parts,
  by: Id,
  to: Id | null,
  clause: (otherwise: string) => Omit<Requirement, "kind" | "clause" | "level" | "condition"> & {
    id: Id;
    title: string;
    restsOn: readonly PassageRef[];
    at: TextPlace;
  },
): JudgedClause {
  const { cooperationOf, bestEfforts, dueWhen, within, deadline, promptly, from } = parts;
  const stated = parts.content ?? missingContent(mapping, node);
  return {
    kind: "undertaking",
    ...clause(stated.title),
    by,
    to,
    cooperationOf,
    content: stated.content,
    form: stated.form,
    bestEfforts,
    dueWhen,
    within,
    deadline,
    eventClock: null,
    recurrence: null,
    grace: null,
    suspensionMovesDate: true,
    exception: null,
    levels: [],
    promptly,
    from,
  };
}

function missingContent(mapping: Mapping, node: ast.ClauseDecl): ContentAndForm {
  mapping.report(
    "missing-part",
    at(mapping, node),
    `The undertaking \`${node.name}\` does not say what is undertaken.`,
    'Add a line such as `to remove X from PLACE through dismantled`, or `to "…"`.',
  );
  return { content: { kind: "act", text: "" }, form: "achieve", title: wordsOf(node.name) };
}

function checkHead(mapping: Mapping, node: ast.ClauseDecl): void {
  const misplaced = (word: string, where: ast.ClauseDecl["to"]) => {
    if (where === undefined) return;
    mapping.report(
      "misplaced",
      mapping.link.placeOf(where),
      `A ${node.kind} is not \`${word}\` anyone.`,
      `Take \`${word} …\` out, or make it an assurance.`,
    );
  };
  if (node.kind === "measure" || node.kind === "option") misplaced("to", node.to);
  if (node.kind !== "assurance") misplaced("for", node.concerning);
  if (node.title !== undefined && node.lateTitle !== undefined) {
    mapping.report(
      "duplicate-part",
      at(mapping, node.lateTitle),
      "The title is stated twice.",
      "State it once, after the id.",
    );
  }
}

function partsOf(mapping: Mapping, node: ast.ClauseDecl): Parts {
  const parts = nothing();
  const stated = new Set<string>();
  for (const part of node.parts) {
    const { say, in: kinds } = PARTS[part.$type];
    if (!kinds.includes(node.kind)) {
      mapping.report(
        "misplaced",
        at(mapping, part),
        `\`${say}\` does not belong to ${/^[aou]/.test(node.kind) ? "an" : "a"} ${node.kind}.`,
        `It belongs to: ${kinds.join(", ")}.`,
      );
      continue;
    }
    if (stated.has(say)) {
      mapping.report(
        "duplicate-part",
        at(mapping, part),
        `\`${node.name}\` states twice: ${say}.`,
        "State it once.",
      );
    }
    stated.add(say);
    applyPart(mapping, part, parts);
  }
  return parts;
}

function applyPart(mapping: Mapping, part: ast.ClausePart, parts: Parts): void {
  switch (part.$type) {
    case "RestsPart":
      parts.restsOn = citesOf(mapping, part.cites);
      break;
    case "BestEffortsPart":
      parts.bestEfforts = true;
      break;
    case "CooperationPart":
      parts.cooperationOf = mapping.link.ids(part.states, WANTED.actor);
      break;
    case "DuePart":
      parts.dueWhen = conditionOf(mapping, part.condition);
      break;
    case "WithinPart":
      parts.within = spanOf(mapping, part.length);
      break;
    case "PromptlyPart":
      parts.promptly = true;
      break;
    case "DeadlinePart":
      parts.deadline = deadlineOf(mapping, part.moment, part);
      break;
    case "StartPart":
      parts.from = momentOf(mapping, part.moment, part);
      break;
    case "RemovalPart":
    case "NoEntryPart":
    case "AbsencePart":
    case "ActPart":
      parts.content = contentOf(mapping, part);
      break;
    default:
      applyMeasurePart(mapping, part, parts);
  }
}

type MeasurePart =
  | ast.InForcePart
  | ast.LiftedPart
  | ast.RelaxationPart
  | ast.ExtensionPart
  | ast.SnapBackPart
  | ast.EffectPart
  | ast.OpensPart;

function applyMeasurePart(mapping: Mapping, part: MeasurePart, parts: Parts): void {
  switch (part.$type) {
    case "InForcePart":
      parts.from = part.moment === undefined ? null : momentOf(mapping, part.moment, part.moment);
      parts.until = part.until === undefined ? null : conditionOf(mapping, part.until);
      break;
    case "LiftedPart":
      parts.liftWithin = part.length === undefined ? null : spanOf(mapping, part.length);
      parts.promptly = part.promptly;
      break;
    case "RelaxationPart":
      parts.relaxation = {
        atMost: spanOf(mapping, part.length),
        inReturnFor: textOf(part.for),
        inPart: false,
      };
      break;
    case "ExtensionPart":
      parts.mayExtend = true;
      break;
    case "SnapBackPart":
      parts.snapBack = { kind: "condition" };
      break;
    case "EffectPart":
      parts.while = part.condition === undefined ? null : conditionOf(mapping, part.condition);
      break;
    case "OpensPart":
      parts.opensWhen = conditionOf(mapping, part.condition);
      break;
  }
}

function contentOf(
  mapping: Mapping,
  part: ast.RemovalPart | ast.NoEntryPart | ast.AbsencePart | ast.ActPart,
): ContentAndForm {
  const { link } = mapping;
  if (part.$type === "ActPart") {
    const text = textOf(part.text);
    const form = part.achieve ? (part.refrain ? "refrain" : "achieve") : "keep";
    return { content: { kind: "act", text }, form, title: text };
  }
  const subject = link.id(part.subject, WANTED.thing);
  const place = link.id(part.place, WANTED.territory);
  const [what, where] = [link.titleOf(subject), link.titleOf(place)];
  switch (part.$type) {
    case "RemovalPart": {
      const through = part.stages.map((stage) => checkedStage(mapping, stage, part));
      const content: Content = { kind: "remove", subject, from: place, through };
      return { content, form: "achieve", title: `the removal of ${what} from ${where}` };
    }
    case "NoEntryPart": {
      const content: Content = { kind: "no-entry", subject, place };
      return { content, form: "refrain", title: `no entry of ${what} into ${where}` };
    }
    case "AbsencePart": {
      const content: Content = { kind: "absent", subject, place };
      return { content, form: "refrain", title: `the absence of ${what} from ${where}` };
    }
  }
}

function checkedStage(mapping: Mapping, stage: string, part: ast.RemovalPart): string {
  if (STAGES.some((one) => one === stage)) return stage;
  mapping.report(
    "unknown-stage",
    at(mapping, part),
    `There is no stage \`${stage}\`.`,
    didYouMean(stage, STAGES, `Write one of: ${STAGES.join(", ")}.`),
  );
  return stage;
}

/** The instruments and passages that something rests on. */
export function citesOf(mapping: Mapping, cites: readonly ast.Cite[]): readonly PassageRef[] {
  return cites.map((cite) => {
    const instrument = mapping.link.id(cite.instrument, WANTED.instrument);
    const declared = mapping.link.find(instrument);
    const { passage } = cite;
    if (passage === undefined) return { instrument, passage: null };
    const isKnown = declared?.kind === "instrument" && declared.unread === null;
    if (isKnown && !declared.passages.includes(passage)) {
      mapping.report(
        "undefined-reference",
        at(mapping, cite),
        `\`${instrument}\` has no passage \`${passage}\`.`,
        didYouMean(passage, declared.passages, `Quote it there: passage ${passage} "…".`),
      );
    }
    return { instrument, passage: id(passage) };
  });
}

/** Reads a question. */
export function questionOf(mapping: Mapping, node: ast.QuestionDecl): JudgedClause {
  return {
    kind: "question",
    id: id(node.name),
    title: textOf(node.title),
    restsOn: citesOf(mapping, node.cites),
    at: at(mapping, node),
    about: textOf(node.about),
    soWords: textOf(node.so),
    notWords: textOf(node.not),
    condition: conditionOf(mapping, node.condition),
  };
}

/** Reads a requirement. */
export function requirementOf(mapping: Mapping, node: ast.Requirement): Requirement {
  return {
    kind: "requirement",
    clause: mapping.link.id(node.clause, WANTED.clause),
    level: null,
    condition: conditionOf(mapping, node.condition),
    at: at(mapping, node),
  };
}
