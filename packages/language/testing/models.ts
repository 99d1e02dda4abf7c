import {
  type AtomCondition,
  type ClauseState,
  type Condition,
  type Content,
  type Criterion,
  type Declaration,
  type Domain,
  duration,
  EACH,
  type Eligibility,
  type EventClock,
  endOfDay,
  type Id,
  id,
  type JudgedClause,
  type PassageRef,
  type PowerAct,
  type Predicate,
  parseInZone,
  RELIABILITIES,
  type Requirement,
  STAGES,
  STANCES,
  startOfDay,
  type TextPlace,
  type TimeSpan,
  type Undertaking,
  WEEKENDS_OFF,
  zone,
} from "@proviso/core";
import fc from "fast-check";

// Models are generated over the declarations of the agreement in case.ts, so that every reference
// means something. What no text can say is not generated: it could not be read back.

/** The zone of the agreement in case.ts. */
export const ZONE = "America/New_York";

const AT: TextPlace = { file: "f", line: 1, column: 1, endLine: 1, endColumn: 1 };

const oneOf = <Name extends string>(...names: readonly Name[]) => fc.constantFrom(...names);
const ids = (...names: readonly string[]) => fc.constantFrom(...names.map(id));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const record = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape) as unknown as fc.Arbitrary<T>;

const thing = ids("missiles", "bombers", "weapons", "base", "provocation");
const place = ids("island", "sagua", "mariel");
const observer = ids("US", "USSR", "Cuba", "UN", "ICRC");
const clauseId = ids("removal", "respect", "quarantine", "no-attack");
const method = oneOf("photography", "alongside");
const activity = oneOf("assembly", "returned", "icrc-inspection", "supervised", "a");

/** Any text in quotes: also with quotes, backslashes and line breaks in it. */
export const words = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom("", " ", '"', "\\", "a\nb", "\r\n", "// no comment", "/* none */", "\t"),
);

const lengthOfTime = fc
  .record({ count: fc.integer({ min: 1, max: 500 }), unit: oneOf("minute", "hour", "day", "week") })
  .map(({ count, unit }) => duration(count, unit));

const span: fc.Arbitrary<TimeSpan> = fc.record({
  count: fc.integer({ min: 1, max: 500 }),
  unit: oneOf("minute", "hour", "day", "week", "month", "year", "business-day"),
});

const clocks = zone(ZONE);
const two = (value: number) => String(value).padStart(2, "0");
const moment = fc
  .record({
    year: fc.integer({ min: 1950, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    time: fc.constantFrom("", " 09:30", " 01:30", " 23:59"),
  })
  .map(({ year, month, day, time }) => {
    const text = `${year}-${two(month)}-${two(day)}${time}`;
    const read = clocks === null ? null : parseInZone(clocks, text);
    if (read === null) throw new Error(`No date: ${text}`);
    return read;
  });

const deadline = fc
  .tuple(moment, fc.boolean())
  .map(([ends, wholeDay]) => {
    if (!wholeDay || clocks === null) return { ends, wholeDay: false };
    return { ends: endOfDay({ zone: clocks, calendar: WEEKENDS_OFF }, ends), wholeDay: true };
  })
  .filter(
    ({ ends, wholeDay }) =>
      wholeDay ||
      clocks === null ||
      startOfDay({ zone: clocks, calendar: WEEKENDS_OFF }, ends) !== ends,
  );

const eligibility: fc.Arbitrary<Eligibility> = record<Eligibility>({
  atLeast: maybe(fc.constantFrom(...RELIABILITIES)),
  technical: maybe(fc.boolean()),
  notOf: fc.uniqueArray(observer, { maxLength: 2 }),
  of: fc.uniqueArray(observer, { maxLength: 2 }),
}).filter(
  ({ atLeast, technical, notOf, of }) =>
    atLeast !== null || technical !== null || notOf.length + of.length > 0,
);

const level = fc.constantFrom(1 as const, 2 as const, 3 as const);

const criterion: fc.Arbitrary<Criterion> = record<Criterion & { alone: boolean[] }>({
  methods: fc.uniqueArray(method, { maxLength: 2 }),
  soleMethods: fc.constant([]),
  alone: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  eligibility: maybe(eligibility),
  learning: maybe(words),
  equivalentApprovedBy: maybe(ids("President", "UN")),
  freshness: maybe(lengthOfTime),
  open: level,
  doubt: level,
  breach: level,
  check: fc.boolean(),
  estimatedBy: fc.uniqueArray(observer, { maxLength: 2 }),
  satisfactory: fc.boolean(),
}).map(({ alone, ...rest }) => ({
  ...rest,
  soleMethods: rest.methods.filter((_, i) => alone[i]),
}));

const plainCriterion = fc.constant<Criterion>({
  methods: [],
  soleMethods: [],
  eligibility: null,
  learning: null,
  equivalentApprovedBy: null,
  freshness: null,
  open: 3,
  doubt: 1,
  breach: 2,
  check: false,
  estimatedBy: [],
  satisfactory: false,
});

const anyCriterion = fc.oneof(plainCriterion, criterion);
const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10 / 100);

/** How a count is held, and where: of one item, or of several added up. */
const held = (where: fc.Arbitrary<Id>) => ({
  together: fc.uniqueArray(ids("bombers", "weapons"), { maxLength: 2 }),
  bound: oneOf("at-least", "at-most", "exactly"),
  place: maybe(where),
  inAll: fc.boolean(),
});

function predicate(each: boolean): fc.Arbitrary<Predicate> {
  const or = (one: fc.Arbitrary<Id>) => (each ? fc.oneof(one, fc.constant(EACH)) : one);
  const matter = or(ids("US", "removal", "missiles", "island", "letter"));
  return fc.oneof(
    record<Predicate>({
      kind: fc.constant("presence"),
      subject: or(thing),
      place: or(place),
      state: oneOf("present", "absent"),
    }),
    record<Predicate>({
      kind: fc.constant("activity"),
      activity,
      subject: maybe(matter),
      place: maybe(or(place)),
      state: oneOf("ongoing", "ceased", "complete"),
      by: fc.uniqueArray(or(observer), { maxLength: 2 }),
    }),
    record<Predicate>({
      kind: fc.constant("access"),
      place: or(place),
      activity: maybe(activity),
      safety: fc.boolean(),
      refusableFor: fc.uniqueArray(fc.oneof(oneOf("mines", "floods", "is"), words), {
        maxLength: 2,
      }),
    }),
    record<Predicate>({
      kind: fc.constant("identity"),
      item: or(ids("missiles", "weapons")),
      place: maybe(or(place)),
    }),
    record<Predicate>({ kind: fc.constant("coverage"), place: or(place), fraction: percent }),
    record<Predicate>({
      kind: fc.constant("count"),
      item: or(ids("missiles", "weapons")),
      stage: fc.constantFrom(...STAGES),
      ...held(or(place)),
      amount: fc.oneof(
        fc.constant("declared" as const),
        fc.nat(5000),
        fc.record({ percentOfDeclared: fc.integer({ min: 0, max: 1000 }).map((n) => n / 10) }),
      ),
    }),
    record<Predicate>({
      kind: fc.constant("count"),
      item: or(ids("missiles", "weapons")),
      stage: fc.constantFrom(...STAGES),
      orStage: fc.constantFrom(...STAGES),
      ...held(or(place)),
      amount: fc.nat(5000),
    }),
    record<Predicate>({
      kind: fc.constant("statement"),
      by: or(observer),
      stance: fc.constantFrom(...STANCES),
      on: maybe(matter),
    }),
    record<Predicate>({
      kind: fc.constant("assessment"),
      matter: oneOf("intent", "estimate"),
      subject: matter,
    }),
    record<Predicate>({ kind: fc.constant("open-term"), term: ids("provocation") }),
  );
}

function atom(each: boolean): fc.Arbitrary<AtomCondition> {
  return record<AtomCondition>({
    kind: fc.constant("atom"),
    predicate: predicate(each),
    criterion: anyCriterion,
  });
}

const coverage = record<AtomCondition>({
  kind: fc.constant("atom"),
  predicate: record<Predicate>({
    kind: fc.constant("coverage"),
    place: ids("island"),
    fraction: percent,
  }),
  criterion: anyCriterion,
});

const domain: fc.Arbitrary<Domain> = fc.oneof(
  record<Domain>({
    kind: fc.constant("places"),
    placeKind: maybe(oneOf("launch site", "port", "bases")),
    declaredOnly: fc.boolean(),
  }),
  record<Domain>({ kind: fc.constant("members"), group: ids("Neighbours") }),
  record<Domain>({ kind: fc.constant("reported"), activity: oneOf("inbound", "loaded") }),
);

const VALUES: readonly ClauseState[] = ["verified", "contradicted", "unverified", "conflicting"];
const UNDERTAKING_STATES: readonly ClauseState[] = [
  ...VALUES,
  "due",
  "overdue",
  "late",
  "performed",
  "kept",
  "breached",
  "suspended",
  "discharged",
];
const MEASURE_STATES: readonly ClauseState[] = [...VALUES, "in force", "relaxed", "lifted"];
const ASSURANCE_STATES: readonly ClauseState[] = [...VALUES, "in effect", "withheld"];

function statusOf(clause: fc.Arbitrary<Id>, states: readonly ClauseState[]) {
  return record<Condition>({
    kind: fc.constant("clause"),
    clause,
    state: fc.constantFrom(...states),
    for: maybe(span),
  });
}

/** Any condition, nested to a depth. */
export function condition(depth: number, each = false): fc.Arbitrary<Condition> {
  const clause = fc.oneof(
    statusOf(ids("removal", "respect"), UNDERTAKING_STATES),
    statusOf(ids("quarantine"), MEASURE_STATES),
    statusOf(ids("no-attack"), ASSURANCE_STATES),
    record<Condition>({
      kind: fc.constant("level"),
      clause: ids("training"),
      level: ids("primary", "secondary"),
    }),
  );
  if (depth === 0) return fc.oneof({ weight: 4, arbitrary: atom(each) }, clause);
  const part = condition(depth - 1, each);
  const parts = fc.array(part, { minLength: 1, maxLength: 4 });
  return fc.oneof(
    { weight: 3, arbitrary: atom(each) },
    clause,
    parts.map((of) => ({ kind: "all" as const, k: of.length, of })),
    parts.map((of) => ({ kind: "any" as const, k: 1, of })),
    parts.chain((of) =>
      fc.integer({ min: 1, max: of.length }).map((k) => ({ kind: "at-least" as const, k, of })),
    ),
    part.map((of) => ({ kind: "not" as const, of })),
    fc.tuple(part, part).map(([first, exception]) => ({
      kind: "unless" as const,
      condition: first,
      exception,
    })),
    fc
      .tuple(oneOf("every", "some"), domain, condition(depth - 1, true), maybe(coverage))
      .map(([kind, over, body, closing]) => ({ kind, domain: over, body, coverage: closing })),
  );
}

const anyCondition = condition(2);

/** Some work that has begun: ongoing or complete. */
const begun: fc.Arbitrary<Condition> = fc
  .tuple(activity, ids("US", "missiles"), maybe(place), anyCriterion)
  .map(([work, subject, where, asked]) => ({
    kind: "any" as const,
    k: 1,
    of: (["ongoing", "complete"] as const).map((state) => ({
      kind: "atom" as const,
      predicate: { kind: "activity", activity: work, subject, place: where, state, by: [] },
      criterion: asked,
    })),
  }));

const eventClock: fc.Arbitrary<EventClock> = fc.record({
  when: oneOf("before", "after"),
  span,
  event: fc.oneof(begun, anyCondition),
});

const cites: fc.Arbitrary<readonly PassageRef[]> = fc.array(
  record<PassageRef>({ instrument: ids("letter"), passage: maybe(ids("remove", "halt")) }),
  { maxLength: 2 },
);

const content: fc.Arbitrary<Pick<Undertaking, "content" | "form">> = fc.oneof(
  record<Content>({
    kind: fc.constant("remove"),
    subject: thing,
    from: ids("Cuba", "island"),
    through: some(fc.constantFrom(...STAGES)),
  }).map((one) => ({ content: one, form: "achieve" as const })),
  fc
    .record({ kind: oneOf("absent", "no-entry"), subject: thing, place: ids("Cuba") })
    .map((one) => ({ content: one as Content, form: "refrain" as const })),
  fc
    .record({ kind: fc.constant("present"), subject: thing, place: ids("Cuba", "sagua") })
    .map((one) => ({ content: one as Content, form: "keep" as const })),
  fc
    .record({
      kind: fc.constant("move" as const),
      subject: thing,
      from: ids("Cuba", "sagua"),
      to: ids("island", "mariel"),
    })
    .map((one) => ({ content: one as Content, form: "achieve" as const })),
  fc.tuple(words, oneOf("achieve", "keep", "refrain")).map(([text, form]) => ({
    content: { kind: "act" as const, text },
    form,
  })),
);

function judged(name: Id): fc.Arbitrary<JudgedClause> {
  const head = { id: fc.constant(name), title: words, restsOn: cites, at: fc.constant(AT) };
  const by = observer;
  return fc.oneof(
    fc
      .tuple(
        content,
        fc.record({
          kind: fc.constant("undertaking" as const),
          ...head,
          by,
          to: maybe(observer),
          cooperationOf: fc.uniqueArray(observer, { maxLength: 2 }),
          bestEfforts: fc.boolean(),
          dueWhen: maybe(anyCondition),
          within: maybe(span),
          deadline: maybe(deadline),
          eventClock: maybe(eventClock),
          recurrence: maybe(fc.record({ every: span, first: deadline })),
          grace: maybe(span),
          suspensionMovesDate: fc.boolean(),
          exception: maybe(anyCondition),
          levels: fc.uniqueArray(ids("low", "middle", "high"), { maxLength: 3 }),
          promptly: fc.boolean(),
          from: maybe(moment),
        }),
      )
      // Days of grace move the end of a time, so that there is none without one.
      .map(([what, rest]) => {
        const { within, deadline: by, eventClock: clock, recurrence } = rest;
        const isTimed = (within ?? by ?? clock ?? recurrence) !== null;
        return { ...rest, ...what, grace: isTimed ? rest.grace : null };
      }),
    fc
      .record({
        kind: fc.constant("measure" as const),
        ...head,
        by,
        from: maybe(moment),
        until: maybe(anyCondition),
        // A text says one or the other: a clock, or that there is none.
        lifting: fc.oneof(
          span.map((liftWithin) => ({ liftWithin, promptly: false })),
          fc.boolean().map((promptly) => ({ liftWithin: null, promptly })),
        ),
        relaxation: maybe(
          fc.record({
            atMost: span,
            inReturnFor: fc.oneof(words, anyCondition),
            inPart: fc.boolean(),
          }),
        ),
        expires: maybe(deadline),
        renewal: maybe(fc.record({ span, unless: maybe(anyCondition) })),
        parts: fc
          .uniqueArray(ids("hailing", "boarding", "parts"), { maxLength: 3 })
          .chain((names) =>
            fc.tuple(...names.map((one) => words.map((title) => ({ id: one, title })))),
          ),
        mayExtend: fc.boolean(),
        snapBack: maybe(
          fc.oneof(
            fc.constant({ kind: "condition" as const }),
            fc.record({
              kind: fc.constant("notice" as const),
              after: span,
              notice: fc.oneof(begun, anyCondition),
              unlessContinuedBy: maybe(ids("President", "UN")),
            }),
          ),
        ),
      })
      .map(({ lifting, ...rest }) => ({ ...rest, ...lifting })),
    fc.record({
      kind: fc.constant("assurance" as const),
      ...head,
      by,
      to: maybe(observer),
      concerning: maybe(ids("Cuba", "island")),
      while: maybe(anyCondition),
    }),
    fc.record({
      kind: fc.constant("option" as const),
      ...head,
      by,
      opensWhen: maybe(anyCondition),
    }),
    fc.record({
      kind: fc.constant("question" as const),
      ...head,
      about: words,
      soWords: words,
      notWords: words,
      condition: anyCondition,
    }),
  );
}

/** Each act with something over which it can be given. */
const power: fc.Arbitrary<readonly [PowerAct, string]> = fc.constantFrom(
  ...(["lift", "relax", "extend", "continue", "reimpose"] as const).map(
    (act) => [act, "quarantine"] as const,
  ),
  ...(["suspend", "resume", "release", "cure"] as const).map((act) => [act, "removal"] as const),
  ["tender", "no-attack"] as const,
  ["amend", "accord"] as const,
  ["terminate", "accord"] as const,
  ["approve", "photography"] as const,
  ["hold", "provocation"] as const,
);

function named(name: Id): fc.Arbitrary<Declaration> {
  const head = { id: fc.constant(name), title: words, at: fc.constant(AT) };
  return fc.oneof(
    fc.record({ kind: oneOf("party", "state", "method"), ...head }),
    fc.record({ kind: fc.constant("body" as const), ...head, actsFor: maybe(observer) }),
    fc.record({ kind: fc.constant("group" as const), ...head, members: some(observer) }),
    fc.record({
      kind: fc.constant("instrument" as const),
      ...head,
      from: maybe(observer),
      to: maybe(observer),
      on: moment,
      passages: fc
        .uniqueArray(oneOf("p", "q", "passage"), { maxLength: 3 })
        .chain((names) =>
          fc.tuple(...names.map((one) => words.map((text) => ({ id: id(one), text })))),
        ),
      standsUntouched: fc.boolean(),
      obligations: fc.array(fc.record({ of: observer, text: words }), { maxLength: 2 }),
    }),
    fc
      .tuple(fc.record({ kind: fc.constant("item" as const), ...head }), words)
      .chain(([item, unit]) =>
        fc.constantFrom(
          { ...item, counted: "each" as const, unit: null },
          { ...item, counted: "by-lot" as const, unit: null },
          { ...item, counted: "measured" as const, unit },
        ),
      ),
    fc.record({
      kind: fc.constant("facility" as const),
      ...head,
      among: fc.uniqueArray(thing, { maxLength: 2 }),
      inferredFrom: maybe(words),
    }),
    fc.record({
      kind: fc.constant("term" as const),
      ...head,
      items: fc.uniqueArray(thing, { maxLength: 2 }),
      definedBy: cites,
      describedBy: cites,
      inferredFrom: maybe(words),
      open: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant("place" as const),
      ...head,
      placeKind: oneOf("area", "launch site", "oil refinery"),
      within: maybe(ids("island")),
      geometry: maybe(words.map((text) => text.replaceAll(/[\r\n]/g, ""))),
    }),
    fc.record({
      kind: fc.constant("place-class" as const),
      ...head,
      placeKinds: fc.uniqueArray(oneOf("launch site", "port"), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant("authority" as const),
      ...head,
      may: fc.array(
        power.chain(([act, of]) =>
          fc.record({
            act: fc.constant(act),
            of: maybe(ids(of)),
            withApprovalOf: maybe(ids("President")),
            from: maybe(moment),
            when: maybe(anyCondition),
          }),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      kind: fc.constant("course" as const),
      ...head,
      expects: fc.array(words, { minLength: 1, maxLength: 3 }),
    }),
  );
}

/** Several declarations, each with an id of its own. */
export const declarations: fc.Arbitrary<readonly Declaration[]> = fc
  .array(fc.boolean(), { maxLength: 6 })
  .chain((kinds) =>
    fc.tuple(
      ...kinds.map((isClause, i) => (isClause ? judged(id(`new-${i}`)) : named(id(`new-${i}`)))),
    ),
  );

/** Several requirements. */
export const requirements: fc.Arbitrary<readonly Requirement[]> = fc.array(
  fc
    .oneof(
      fc.record({ clause: clauseId, level: fc.constant(null) }),
      fc.record({ clause: ids("training"), level: ids("primary", "secondary") }),
    )
    .chain(({ clause, level: rung }) =>
      fc.record({
        kind: fc.constant("requirement" as const),
        clause: fc.constant(clause),
        level: fc.constant(rung),
        condition: condition(3),
        at: fc.constant(AT),
      }),
    ),
  { maxLength: 3 },
);
