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
  endOfDay,
  type Id,
  id,
  type JudgedClause,
  type PassageRef,
  type Predicate,
  parseInZone,
  RELIABILITIES,
  type Requirement,
  STAGES,
  STANCES,
  startOfDay,
  type TextPlace,
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

const span = fc.record({
  count: fc.integer({ min: 1, max: 500 }),
  unit: oneOf("minute", "hour", "day", "week"),
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
  check: fc.constant(false),
  estimatedBy: fc.constant([]),
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

const WHEREVER = {
  together: fc.constant([]),
  bound: fc.constant("at-least" as const),
  place: fc.constant(null),
  inAll: fc.constant(false),
};

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
      refusableFor: fc.constant([]),
    }),
    record<Predicate>({ kind: fc.constant("coverage"), place: or(place), fraction: percent }),
    record<Predicate>({
      kind: fc.constant("count"),
      item: or(ids("missiles", "weapons")),
      stage: fc.constantFrom(...STAGES),
      ...WHEREVER,
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
      ...WHEREVER,
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
    placeKind: maybe(oneOf("launch site", "port")),
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
          eventClock: fc.constant(null),
          recurrence: fc.constant(null),
          grace: fc.constant(null),
          suspensionMovesDate: fc.constant(true),
          exception: fc.constant(null),
          levels: fc.constant([]),
          promptly: fc.boolean(),
          from: maybe(moment),
        }),
      )
      .map(([what, rest]) => ({ ...rest, ...what })),
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
          fc.record({ atMost: span, inReturnFor: words, inPart: fc.constant(false) }),
        ),
        expires: fc.constant(null),
        renewal: fc.constant(null),
        parts: fc.constant([]),
        mayExtend: fc.boolean(),
        snapBack: maybe(fc.constant({ kind: "condition" as const })),
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

function named(name: Id): fc.Arbitrary<Declaration> {
  const head = { id: fc.constant(name), title: words, at: fc.constant(AT) };
  const act = oneOf("lift", "relax", "extend", "reimpose");
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
      kind: fc.constant("authority" as const),
      ...head,
      may: fc.array(
        fc.record({
          act,
          of: maybe(ids("quarantine")),
          withApprovalOf: maybe(ids("President")),
          from: fc.constant(null),
          when: fc.constant(null),
        }),
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
  fc.record({
    kind: fc.constant("requirement" as const),
    clause: clauseId,
    level: fc.constant(null),
    condition: condition(3),
    at: fc.constant(AT),
  }),
  { maxLength: 3 },
);
