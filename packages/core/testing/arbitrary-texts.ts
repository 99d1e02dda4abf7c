/** Random texts: duties of each form, a measure, an assurance, powers, an amendment, a reading. */
import fc from "fast-check";
import type {
  Authority,
  ClauseState,
  Condition,
  Declaration,
  Measure,
  MeasurePart,
  Power,
  PowerAct,
  Recurrence,
  Relaxation,
  Requirement,
  SnapBack,
  Text,
  Undertaking,
} from "../src/agreement/index.ts";
import { id } from "../src/evidence/index.ts";
import { HOUR_MS, type Instant, instant, type TimeSpan } from "../src/time/index.ts";
import { atomsOn, type Matter } from "./arbitrary-matters.ts";
import {
  agreement,
  amendment,
  assurance,
  at,
  atom,
  measure,
  named,
  option,
  place,
  question,
  reading,
  requires,
  term,
  undertaking,
} from "./specimen.ts";

type Focus = readonly Matter[];

/** Midnight on the clocks of the case, so that days end with reports and reports with days. */
const BEGIN = at("1962-11-01T05:00Z");
export const hour = (count: number): Instant => instant(BEGIN + count * HOUR_MS);
/** How many hours a case lasts. */
export const LASTS = 240;

const STATES: Readonly<Record<"undertaking" | "measure" | "assurance", readonly ClauseState[]>> = {
  undertaking: [
    "due",
    "overdue",
    "late",
    "performed",
    "kept",
    "breached",
    "suspended",
    "discharged",
    "contradicted",
    "unverified",
    "conflicting",
  ],
  measure: ["in force", "relaxed", "lifted", "contradicted", "unverified"],
  assurance: ["in effect", "withheld", "conflicting"],
};

/** The clauses of every drawn text, in the order in which a condition may ask of an earlier one. */
export const CLAUSES = [
  ["removal", "undertaking"],
  ["calm", "undertaking"],
  ["delivery", "undertaking"],
  ["quarantine", "measure"],
  ["peace", "assurance"],
] as const;

const spans: fc.Arbitrary<TimeSpan> = fc.constantFrom<TimeSpan>(
  { count: 12, unit: "hour" },
  { count: 30, unit: "hour" },
  { count: 1, unit: "day" },
  { count: 3, unit: "day" },
);

/** The levels of the ladder that the removal may have, lowest first. */
const LEVELS = [id("begun"), id("half"), id("whole")] as const;

/** Asks for what nobody but the Council may hold shown. */
const PROVOKED: Condition = atom({ kind: "open-term", term: id("provocation") });

/** A leaf that asks how an earlier clause stands, or which level it has reached. */
function statuses(before: number): fc.Arbitrary<Condition> {
  return fc
    .tuple(fc.nat(before - 1), fc.nat(), fc.option(spans, { freq: 6, nil: null }), fc.nat(2))
    .map(([which, state, lasting, verified]): Condition => {
      const [clause, kind] = CLAUSES[which]!;
      const all = STATES[kind];
      if (verified > 0)
        return { kind: "clause", clause: id(clause), state: "verified", for: lasting };
      const level = LEVELS[state % 9];
      if (which === 0 && level !== undefined) return { kind: "level", clause: id(clause), level };
      return { kind: "clause", clause: id(clause), state: all[state % all.length]!, for: lasting };
    });
}

/** A condition over matters, and over how the clauses before the one it is of stand. */
function conditions(focus: Focus, before: number): fc.Arbitrary<Condition> {
  const atoms = atomsOn(focus);
  const leaf =
    before === 0
      ? atoms
      : fc.oneof({ arbitrary: atoms, weight: 7 }, { arbitrary: statuses(before), weight: 1 });
  return fc.oneof(
    { arbitrary: leaf, weight: 6 },
    {
      arbitrary: fc
        .tuple(fc.constantFrom("all" as const, "any" as const), leaf, leaf)
        .map(([kind, ...of]): Condition => ({ kind, k: kind === "all" ? 2 : 1, of })),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(leaf, exceptions(leaf))
        .map(([condition, exception]): Condition => ({ kind: "unless", condition, exception })),
      weight: 1,
    },
    { arbitrary: leaf.map((of): Condition => ({ kind: "not", of })), weight: 1 },
  );
}

/** What excuses: a matter, or an open term that someone may hold shown. */
function exceptions(matters: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.oneof(
    { arbitrary: matters, weight: 3 },
    { arbitrary: fc.constant(PROVOKED), weight: 1 },
  );
}

const dates = fc.integer({ min: 1, max: 9 }).map((day) => {
  return { ends: instant(at(`1962-11-0${day}T05:00Z`)), wholeDay: true };
});

const recurrences: fc.Arbitrary<Recurrence> = fc.record({
  every: fc.constantFrom<TimeSpan>({ count: 1, unit: "day" }, { count: 2, unit: "day" }),
  first: dates,
});

function undertakings(
  focus: Focus,
  name: string,
  form: Undertaking["form"],
  before: number,
): fc.Arbitrary<Undertaking> {
  const maybe = <Drawn>(arbitrary: fc.Arbitrary<Drawn>, freq: number) =>
    fc.option(arbitrary, { nil: null, freq });
  return fc
    .record({
      from: fc.constantFrom(null, hour(-48), hour(-48), hour(24)),
      dueWhen: before === 0 ? fc.constant(null) : maybe(conditions(focus, before), 1),
      within: maybe(spans, 1),
      deadline: maybe(dates, 1),
      grace: maybe(spans, 4),
      suspensionMovesDate: fc.boolean(),
      exception: maybe(exceptions(atomsOn(focus)), 4),
      to: fc.constantFrom(id("US"), id("US"), id("US"), null, id("allies")),
      levels: before === 0 ? fc.constantFrom([], [], LEVELS.slice(0, 2), LEVELS) : fc.constant([]),
      // Acts recur, and not how other clauses stand.
      recurrence: form === "achieve" && before === 0 ? maybe(recurrences, 2) : fc.constant(null),
    })
    .map(({ within, deadline, ...fields }) => {
      // What recurs has its dates by that alone.
      const once = fields.recurrence === null ? { within, deadline } : {};
      return undertaking(name, { form, ...fields, ...once });
    });
}

/** The parts that a measure may have. */
const PARTS: readonly MeasurePart[] = [
  { id: id("hailing"), title: "hailing" },
  { id: id("boarding"), title: "boarding" },
];

const snapBacks = (focus: Focus): fc.Arbitrary<SnapBack> =>
  fc.record({
    kind: fc.constant("notice" as const),
    after: spans,
    notice: atomsOn(focus),
    unlessContinuedBy: fc.constantFrom(null, id("Council")),
  });

const relaxations = (focus: Focus): fc.Arbitrary<Relaxation> =>
  fc.record({
    atMost: fc.constant({ count: 2, unit: "day" as const }),
    inReturnFor: fc.oneof(fc.constant("a useful step"), atomsOn(focus)),
    inPart: fc.boolean(),
  });

const measures = (focus: Focus): fc.Arbitrary<Measure> =>
  fc
    .record({
      from: fc.constantFrom(null, hour(5), hour(24)),
      until: conditions(focus, 3),
      expires: fc.option(dates, { nil: null, freq: 1 }),
      liftWithin: fc.option(spans, { nil: null }),
      snapBack: fc.oneof(
        { arbitrary: fc.constantFrom(null, { kind: "condition" as const }), weight: 2 },
        { arbitrary: snapBacks(focus), weight: 1 },
      ),
      relaxation: fc.option(relaxations(focus), { nil: null, freq: 2 }),
      parts: fc.constantFrom([], PARTS),
      mayExtend: fc.boolean(),
    })
    .map((fields) => measure("quarantine", fields));

const ACTS: readonly PowerAct[] = [
  "amend",
  "amend",
  "amend",
  "lift",
  "relax",
  "extend",
  "reimpose",
  "tender",
  "suspend",
  "suspend",
  "suspend",
  "suspend",
  "resume",
  "release",
  "cure",
  "approve",
  "terminate",
  "hold",
  "hold",
];

const powers = (focus: Focus): fc.Arbitrary<Power> =>
  fc
    .record({
      act: fc.constantFrom(...ACTS),
      specific: fc.boolean(),
      which: fc.nat(),
      withApprovalOf: fc.constantFrom(null, null, null, id("UN")),
      from: fc.constantFrom(null, null, null, hour(80)),
      when: fc.option(atomsOn(focus), { nil: null, freq: 1 }),
    })
    .map(({ act, specific, which, ...rest }) => {
      if (act === "terminate") return { act, of: id("pact"), ...rest };
      const fitting = CLAUSES.filter(([, kind]) => KIND_OF_ACT[act] === kind);
      const of = specific && fitting.length > 0 ? id(fitting[which % fitting.length]![0]) : null;
      return { act, of, ...rest };
    });

export const KIND_OF_ACT: Readonly<Partial<Record<PowerAct, string>>> = {
  lift: "measure",
  relax: "measure",
  extend: "measure",
  continue: "measure",
  reimpose: "measure",
  tender: "assurance",
  suspend: "undertaking",
  resume: "undertaking",
  release: "undertaking",
  cure: "undertaking",
};

const council = (focus: Focus): fc.Arbitrary<Authority> =>
  fc
    .array(powers(focus), { minLength: 1, maxLength: 5 })
    .map((may) => ({ ...named("Council"), kind: "authority", may }));

/** The texts of a case about some matters. */
export const textsOn = (focus: Focus): fc.Arbitrary<readonly Text[]> =>
  fc
    .record({
      removal: undertakings(focus, "removal", "achieve", 0),
      calm: fc.constantFrom("keep" as const, "refrain" as const).chain((form) => {
        return undertakings(focus, "calm", form, 1);
      }),
      delivery: undertakings(focus, "delivery", "achieve", 2),
      quarantine: measures(focus),
      peace: conditions(focus, 4),
      strike: conditions(focus, 5),
      asked: conditions(focus, 5),
      required: fc.tuple(conditions(focus, 0), conditions(focus, 1), conditions(focus, 2)),
      raised: conditions(focus, 0),
      rungs: fc.tuple(conditions(focus, 0), conditions(focus, 0), conditions(focus, 0)),
      hasOwn: fc.boolean(),
      isThird: fc.constantFrom(false, false, true),
      read: fc.tuple(conditions(focus, 0), conditions(focus, 2), fc.nat(2)),
      authority: council(focus),
    })
    .map(({ authority, required, raised, rungs, hasOwn, isThird, read, ...drawn }) => {
      const declared: Declaration[] = [
        drawn.removal,
        drawn.calm,
        drawn.delivery,
        drawn.quarantine,
        assurance("peace", { while: drawn.peace }),
        option("strike", { opensWhen: drawn.strike }),
        question("asked", drawn.asked),
        authority,
        place("punta", "silo"),
        { ...term("provocation", []), open: true } as Declaration,
        { ...named("allies"), kind: "group", members: [id("US"), id("UN")] },
        ...(isThird ? [{ ...named("Peru"), kind: "party" as const }] : []),
      ];
      const own = required.map((one, i) => requires(CLAUSES[i]![0], one));
      const { levels } = drawn.removal;
      const requirements: Requirement[] = [
        ...(levels.length === 0 || hasOwn ? own : own.slice(1)),
        ...levels.map((level, i) => ({ ...requires("removal", rungs[i]!), level })),
      ];
      const pact = agreement(declared, requirements);
      const op = { op: "raise" as const, requirement: requires("asked", raised), at: SOMEWHERE };
      const [first, third, which] = read;
      const read1 = [requires("removal", first), requires("delivery", third)];
      const view = reading(which === 0 ? read1 : [read1[which - 1]!]);
      return [pact, amendment("stricter", "pact", [op]), view];
    });

const { at: SOMEWHERE } = named("somewhere");
