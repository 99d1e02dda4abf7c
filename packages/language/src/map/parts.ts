import {
  type Condition,
  type Deadline,
  type EventClock,
  type Id,
  type Instant,
  id,
  type MeasurePart,
  type PassageRef,
  type Recurrence,
  type Relaxation,
  type Renewal,
  type SnapBack,
  type TimeSpan,
} from "@proviso/core";
import type * as ast from "../generated/ast.ts";
import { WANTED } from "../link/linker.ts";
import { citesOf } from "./cites.ts";
import { conditionOf, eventOf } from "./condition.ts";
import { type ContentAndForm, contentOf } from "./content.ts";
import { at, deadlineOf, type Mapping, momentOf, spanOf, textOf } from "./values.ts";

type ClauseKind = ast.ClauseDecl["kind"];

/** All that the parts of a clause state. */
export interface Parts {
  restsOn: readonly PassageRef[];
  bestEfforts: boolean;
  cooperationOf: readonly Id[];
  dueWhen: Condition | null;
  within: TimeSpan | null;
  eventClock: EventClock | null;
  promptly: boolean;
  deadline: Deadline | null;
  grace: TimeSpan | null;
  recurrence: Recurrence | null;
  suspensionMovesDate: boolean;
  exception: Condition | null;
  levels: readonly Id[];
  from: Instant | null;
  content: ContentAndForm | null;
  until: Condition | null;
  expires: Deadline | null;
  parts: readonly MeasurePart[];
  renewal: Renewal | null;
  liftWithin: TimeSpan | null;
  relaxation: Relaxation | null;
  mayExtend: boolean;
  snapBack: SnapBack | null;
  while: Condition | null;
  opensWhen: Condition | null;
}

function nothing(): Parts {
  return {
    restsOn: [],
    bestEfforts: false,
    cooperationOf: [],
    dueWhen: null,
    within: null,
    eventClock: null,
    promptly: false,
    deadline: null,
    grace: null,
    recurrence: null,
    suspensionMovesDate: true,
    exception: null,
    levels: [],
    from: null,
    content: null,
    until: null,
    expires: null,
    parts: [],
    renewal: null,
    liftWithin: null,
    relaxation: null,
    mayExtend: false,
    snapBack: null,
    while: null,
    opensWhen: null,
  };
}

type PartType = ast.ClausePart["$type"];
type Apply<Type extends PartType> = (
  mapping: Mapping,
  part: Extract<ast.ClausePart, { $type: Type }>,
  parts: Parts,
) => void;

/** What each part is called, the clauses in which it can stand, and what it states. */
interface PartRule<Type extends PartType> {
  readonly say: string;
  readonly in: readonly ClauseKind[];
  readonly apply: Apply<Type>;
}

const EVERY_CLAUSE: readonly ClauseKind[] = ["undertaking", "measure", "assurance", "option"];
const DUTY: readonly ClauseKind[] = ["undertaking"];
const MEASURE: readonly ClauseKind[] = ["measure"];

const states = { say: "what it is to do", in: DUTY } as const;
const applyContent = (
  mapping: Mapping,
  part: Parameters<typeof contentOf>[1],
  parts: Parts,
): void => {
  parts.content = contentOf(mapping, part);
};

const PARTS: { readonly [Type in PartType]: PartRule<Type> } = {
  RestsPart: {
    say: "rests on",
    in: EVERY_CLAUSE,
    apply: (mapping, { cites }, parts) => {
      parts.restsOn = citesOf(mapping, cites);
    },
  },
  BestEffortsPart: {
    say: "best efforts",
    in: DUTY,
    apply: (_, __, parts) => {
      parts.bestEfforts = true;
    },
  },
  CooperationPart: {
    say: "with the cooperation of",
    in: DUTY,
    apply: (mapping, part, parts) => {
      parts.cooperationOf = mapping.link.ids(part.states, WANTED.actor);
    },
  },
  DuePart: {
    say: "due when",
    in: DUTY,
    apply: (mapping, { condition }, parts) => {
      parts.dueWhen = conditionOf(mapping, condition);
    },
  },
  WithinPart: {
    say: "within",
    in: DUTY,
    apply: (mapping, { length, event }, parts) => {
      const span = spanOf(mapping, length);
      if (event === undefined) parts.within = span;
      else parts.eventClock = { when: "after", span, event: eventOf(mapping, event) };
    },
  },
  BeforePart: {
    say: "before",
    in: DUTY,
    apply: (mapping, { length, event }, parts) => {
      const span = spanOf(mapping, length);
      parts.eventClock = { when: "before", span, event: eventOf(mapping, event) };
    },
  },
  PromptlyPart: {
    say: "promptly",
    in: DUTY,
    apply: (_, __, parts) => {
      parts.promptly = true;
    },
  },
  DeadlinePart: {
    say: "by",
    in: DUTY,
    apply: (mapping, part, parts) => {
      parts.deadline = deadlineOf(mapping, part.moment, part);
    },
  },
  GracePart: {
    say: "with … of grace",
    in: DUTY,
    apply: (mapping, { length }, parts) => {
      parts.grace = spanOf(mapping, length);
    },
  },
  RecurrencePart: {
    say: "every",
    in: DUTY,
    apply: (mapping, part, parts) => {
      const first = deadlineOf(mapping, part.moment, part);
      parts.recurrence = { every: spanOf(mapping, part.length), first };
    },
  },
  FixedDatePart: {
    say: "a suspension does not move the date",
    in: DUTY,
    apply: (_, __, parts) => {
      parts.suspensionMovesDate = false;
    },
  },
  StartPart: {
    say: "from",
    in: DUTY,
    apply: (mapping, part, parts) => {
      parts.from = momentOf(mapping, part.moment, part);
    },
  },
  ExceptionPart: {
    say: "unless",
    in: DUTY,
    apply: (mapping, { condition }, parts) => {
      parts.exception = conditionOf(mapping, condition);
    },
  },
  LevelsPart: {
    say: "levels",
    in: DUTY,
    apply: (mapping, part, parts) => {
      parts.levels = part.levels.map(id);
      checkOnce(mapping, part, part.levels, "level");
    },
  },
  RemovalPart: { ...states, apply: applyContent },
  MovePart: { ...states, apply: applyContent },
  NoEntryPart: { ...states, apply: applyContent },
  PresencePart: { ...states, apply: applyContent },
  ActPart: { ...states, apply: applyContent },
  InForcePart: {
    say: "in force",
    in: MEASURE,
    apply: (mapping, { moment, expires, until }, parts) => {
      parts.from = moment === undefined ? null : momentOf(mapping, moment, moment);
      parts.expires = expires === undefined ? null : deadlineOf(mapping, expires, expires);
      parts.until = until === undefined ? null : conditionOf(mapping, until);
    },
  },
  MeasurePartsPart: {
    say: "in parts",
    in: MEASURE,
    apply: (mapping, part, parts) => {
      parts.parts = part.entries.map(({ name, title }) => ({ id: id(name), title: textOf(title) }));
      checkOnce(
        mapping,
        part,
        part.entries.map(({ name }) => name),
        "part",
      );
    },
  },
  RenewalPart: {
    say: "extended for",
    in: MEASURE,
    apply: (mapping, { length, unless }, parts) => {
      const condition = unless === undefined ? null : conditionOf(mapping, unless);
      parts.renewal = { span: spanOf(mapping, length), unless: condition };
    },
  },
  LiftedPart: {
    say: "then lifted",
    in: MEASURE,
    apply: (mapping, { length, promptly }, parts) => {
      parts.liftWithin = length === undefined ? null : spanOf(mapping, length);
      parts.promptly = promptly;
    },
  },
  RelaxationPart: {
    say: "may be relaxed",
    in: MEASURE,
    apply: (mapping, part, parts) => {
      const { length, inPart, condition } = part;
      const words = part.for === undefined ? "" : textOf(part.for);
      parts.relaxation = {
        atMost: spanOf(mapping, length),
        inReturnFor: condition === undefined ? words : conditionOf(mapping, condition),
        inPart,
      };
    },
  },
  ExtensionPart: {
    say: "may be extended",
    in: MEASURE,
    apply: (_, __, parts) => {
      parts.mayExtend = true;
    },
  },
  SnapBackPart: {
    say: "snaps back",
    in: MEASURE,
    apply: (mapping, { length, notice, keeper }, parts) => {
      parts.snapBack =
        length === undefined || notice === undefined
          ? { kind: "condition" }
          : {
              kind: "notice",
              after: spanOf(mapping, length),
              notice: eventOf(mapping, notice),
              unlessContinuedBy: mapping.link.optional(keeper, WANTED.approver),
            };
    },
  },
  EffectPart: {
    say: "takes effect",
    in: ["assurance"],
    apply: (mapping, { condition }, parts) => {
      parts.while = condition === undefined ? null : conditionOf(mapping, condition);
    },
  },
  OpensPart: {
    say: "opens when",
    in: ["option"],
    apply: (mapping, { condition }, parts) => {
      parts.opensWhen = conditionOf(mapping, condition);
    },
  },
};

/** Reads the parts of a clause, each of which may stand once and only where it belongs. */
export function partsOf(mapping: Mapping, node: ast.ClauseDecl): Parts {
  const parts = nothing();
  const stated = new Set<string>();
  for (const part of node.parts) {
    const rule = PARTS[part.$type];
    // An event sets a clock of its own, whichever way it is counted.
    const isEvent =
      part.$type === "BeforePart" || (part.$type === "WithinPart" && part.event !== undefined);
    const say = isEvent ? "a clock that an event sets" : rule.say;
    if (!rule.in.includes(node.kind)) {
      mapping.report(
        "misplaced",
        at(mapping, part),
        `\`${rule.say}\` does not belong to ${/^[aou]/.test(node.kind) ? "an" : "a"} ${node.kind}.`,
        `It belongs to: ${rule.in.join(", ")}.`,
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
    apply(mapping, part, parts);
  }
  checkGrace(mapping, node, parts);
  return parts;
}

// The table has one rule a type, which the compiler cannot follow from the part to its rule.
function apply(mapping: Mapping, part: ast.ClausePart, parts: Parts): void {
  (PARTS[part.$type].apply as Apply<PartType>)(mapping, part, parts);
}

function checkGrace(mapping: Mapping, node: ast.ClauseDecl, parts: Parts): void {
  const { grace, within, deadline, eventClock, recurrence } = parts;
  if (grace === null || (within ?? deadline ?? eventClock ?? recurrence) !== null) return;
  mapping.report(
    "missing-part",
    at(
      mapping,
      node.parts.find(({ $type }) => $type === "GracePart"),
    ),
    `\`${node.name}\` has days of grace, and no end of its time that they could move.`,
    "State a date (`by 2030-02-01`) or a clock (`within 30 days`), or take the grace out.",
  );
}

function checkOnce(
  mapping: Mapping,
  part: ast.LevelsPart | ast.MeasurePartsPart,
  names: readonly string[],
  what: string,
): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  mapping.report(
    "duplicate-id",
    at(mapping, part),
    `There are two ${what}s \`${twice}\`.`,
    "Give one of them another id.",
  );
}
