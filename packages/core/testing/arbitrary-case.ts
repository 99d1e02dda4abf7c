/**
 * Random cases over the cast of `specimen.ts`, texts and record: what holds the judge to the
 * reference.
 */
import fc from "fast-check";
import type { Decision, DecisionAct, Entry, PowerAct, Text } from "../src/agreement/index.ts";
import { DECISION_ACTS } from "../src/agreement/index.ts";
import { entryId, type Id, id } from "../src/evidence/index.ts";
import { HOUR_MS, type Instant, instant } from "../src/time/index.ts";
import { focuses, type Matter } from "./arbitrary-matters.ts";
import { CLAUSES, hour, KIND_OF_ACT, LASTS, textsOn } from "./arbitrary-texts.ts";
import { observed, said } from "./specimen.ts";

/** A moment at which a case is asked, by the common text or by a reading of it. */
export interface DrawnMoment {
  readonly asOf: Instant;
  readonly knownAt: number;
  readonly reading: Id | null;
}

/** A drawn case, and the moments at which it is asked about. */
export interface DrawnCase {
  readonly texts: readonly Text[];
  readonly entries: readonly Entry[];
  readonly moments: readonly DrawnMoment[];
}

/**
 * What most reports of a case say: of ten, how many speak for their matter; and whether they speak
 * of one stretch of time, so that none overtakes another.
 */
interface Leaning {
  readonly pro: number;
  readonly together: boolean;
}

const LEANINGS: readonly Leaning[] = [
  { pro: 10, together: false },
  { pro: 8, together: true },
  { pro: 9, together: false },
  { pro: 7, together: true },
  { pro: 7, together: true },
  { pro: 6, together: true },
  { pro: 6, together: true },
  { pro: 6, together: true },
  { pro: 5, together: true },
  { pro: 7, together: false },
];

const PARTIES = ["US", "USSR", "Council", "Navy", "UN", "Peru", "allies"] as const;

const observations = (focus: readonly Matter[], leaning: Leaning) =>
  fc.record({
    kind: fc.constant("observation" as const),
    matter: fc.constantFrom(...focus),
    leaning: fc.constant(leaning),
    isPro: fc.integer({ min: 1, max: 10 }).map((draw) => draw <= leaning.pro),
    draw: fc.nat(1000),
    grade: fc.constantFrom("A1", "A2", "A2", "A2", "A2", "A2", "B2", "B2", "C3", "F6"),
    lag: fc.constantFrom(0, 0, 0, 6, 12, 60),
    hours: fc.constantFrom(0, 6, 6, 24),
    method: fc.constantFrom("aerial-photography", "aerial-photography", "ground-inspection"),
    observer: fc.constantFrom("UN", "UN", "UN", "UN", "US", "USSR", null),
    roots: fc.constantFrom([], [], [], ["mission-1"], ["mission-2"], ["mission-1", "mission-2"]),
    derivedFrom: fc.oneof(
      { arbitrary: fc.constant(null), weight: 6 },
      { arbitrary: fc.nat(), weight: 1 },
    ),
  });

const performances = fc.record({
  kind: fc.constant("performed" as const),
  clause: fc.constantFrom("removal", "calm", "delivery"),
  by: fc.constantFrom("USSR", "USSR", "US"),
});

const withdrawals = fc.record({
  kind: fc.constant("withdrawal" as const),
  which: fc.nat(),
  author: fc.constantFrom(undefined, undefined, "UN", "US", "USSR"),
});

/** Every act, what ends all that is owed more seldom than the others. */
const ACTS: readonly DecisionAct[] = [
  ...DECISION_ACTS.flatMap((act) => (act === "terminate" ? [act] : [act, act])),
  "release",
];

const decisions = fc.record({
  kind: fc.constant("decision" as const),
  act: fc.constantFrom<DecisionAct>(...ACTS),
  fits: fc.integer({ min: 0, max: 6 }),
  which: fc.nat(),
  by: fc.constantFrom("right" as const, "right" as const, "right" as const, ...PARTIES),
  approvedBy: fc.constantFrom(null, null, "UN"),
  delay: fc.constantFrom(0, 0, 0, 12, -12),
  lasts: fc.constantFrom(null, 12, 24, 72),
  inReturnFor: fc.constantFrom("a useful step", "a useful step", null),
  movesDate: fc.constantFrom(null, true, false),
  part: fc.constantFrom(null, null, id("hailing"), id("boarding"), id("searching")),
});

const adoptions = fc.record({
  kind: fc.constant("amendment" as const),
  by: fc.constantFrom("US", "USSR", "Council", "Peru"),
});

const events = (focus: readonly Matter[], leaning: Leaning) =>
  fc.oneof(
    { arbitrary: observations(focus, leaning), weight: 20 },
    { arbitrary: performances, weight: 1 },
    { arbitrary: withdrawals, weight: 1 },
    { arbitrary: decisions, weight: 5 },
    { arbitrary: adoptions, weight: 1 },
  );

type Event = ReturnType<typeof events> extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** A record of up to `most` entries, each known no sooner than the one before. */
function records(
  focus: readonly Matter[],
  leaning: Leaning,
  most: number,
): fc.Arbitrary<readonly Entry[]> {
  const gaps = fc.constantFrom(0, 0, 6, 6, 12, 24);
  return fc
    .array(fc.tuple(gaps, events(focus, leaning)), { minLength: 8, maxLength: most, size: "max" })
    .map((drawn) => entriesOf(drawn));
}

function entriesOf(drawn: readonly (readonly [number, Event])[]): readonly Entry[] {
  const entries: Entry[] = [];
  let hours = 6;
  for (const [gap, event] of drawn) {
    hours += gap;
    const entry = entryOf(event, hour(Math.min(hours, LASTS)), entries);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

function entryOf(event: Event, known: Instant, before: readonly Entry[]): Entry | null {
  const name = `E-${before.length}`;
  switch (event.kind) {
    case "observation":
      return observationOf(event, name, known, before);
    case "performed":
      return observed(name, said(event.by, { stance: "performed", on: id(event.clause) }), {
        method: "statement",
        valid: { from: known, to: known },
        known,
      });
    case "withdrawal": {
      // Whether a withdrawal can be taken back the rules do not say.
      const others = before.filter(({ kind }) => kind !== "withdrawal");
      if (others.length === 0) return null;
      const of = others[event.which % others.length]!;
      const author = event.author === undefined ? {} : { author: id(event.author) };
      return {
        kind: "withdrawal",
        id: entryId(name),
        known,
        of: of.id,
        reason: "drawn",
        ...author,
      };
    }
    case "decision":
      return decisionOf(event, name, known);
    case "amendment":
      return {
        kind: "amendment",
        id: entryId(name),
        known,
        adopts: "amendments/stricter.proviso",
        sha256: "0".repeat(64),
        by: id(event.by),
        from: known,
        source: { cite: name, body: null, lineage: [] },
      };
  }
}

const TOGETHER = { from: hour(-6), to: hour(6) };

type Of<Kind extends Event["kind"]> = Extract<Event, { readonly kind: Kind }>;

function observationOf(
  event: Of<"observation">,
  name: string,
  known: Instant,
  before: readonly Entry[],
): Entry {
  const side = event.isPro ? event.matter.pro : event.matter.con;
  const report = side[event.draw % side.length]!;
  const together = event.leaning.together && known >= TOGETHER.to;
  const to = together ? TOGETHER.to : instant(known - event.lag * HOUR_MS);
  const from = together ? TOGETHER.from : instant(to - event.hours * HOUR_MS);
  const seen = before.filter(({ kind }) => kind === "observation");
  const parent =
    event.derivedFrom === null || seen.length === 0
      ? []
      : [seen[event.derivedFrom % seen.length]!.id];
  return observed(name, report, {
    grade: event.grade,
    lineage: [...event.roots, ...parent],
    method: event.method,
    valid: { from, to },
    known,
    observers:
      event.observer === null
        ? []
        : [{ body: id(event.observer), nationality: id(event.observer), technical: false }],
  });
}

/** What an act is about that is about no clause. */
const OTHER_OBJECT: Readonly<Partial<Record<DecisionAct, string>>> = {
  terminate: "pact",
  "hold-shown": "provocation",
};

/** Acts that are nobody's but whom the text names for them. */
const COUNCILS: ReadonlySet<DecisionAct> = new Set<DecisionAct>([
  "suspend",
  "resume",
  "approve-equivalent",
  "terminate",
  "hold-shown",
]);

/** Who has the power, unless the text says otherwise. */
function rightFor(act: DecisionAct): string {
  return COUNCILS.has(act) ? "Council" : "US";
}

function decisionOf(event: Of<"decision">, name: string, known: Instant): Decision {
  const wanted = KIND_OF_ACT[event.act as PowerAct];
  const fitting = CLAUSES.filter(([, kind]) => wanted === undefined || kind === wanted);
  const all = event.fits === 0 ? CLAUSES : fitting;
  const of = OTHER_OBJECT[event.act] ?? all[event.which % all.length]![0];
  const from = instant(known + event.delay * HOUR_MS);
  return {
    kind: "decision",
    id: entryId(name),
    known,
    act: event.act,
    of: id(of) as Id,
    by: id(event.by === "right" ? rightFor(event.act) : event.by),
    approvedBy: event.approvedBy === null ? null : id(event.approvedBy),
    from,
    until: event.lasts === null ? null : instant(from + event.lasts * HOUR_MS),
    inReturnFor: event.inReturnFor,
    part: event.act === "relax" ? event.part : null,
    movesDate: event.movesDate,
    method: event.act === "approve-equivalent" ? "ground-inspection" : null,
    reason: "drawn",
    source: { cite: name, body: null, lineage: [] },
  };
}

/** A case of up to `most` entries, and some moments: many at the end of what is known. */
export function drawnCases(most: number): fc.Arbitrary<DrawnCase> {
  return fc.tuple(focuses, fc.constantFrom(...LEANINGS)).chain(([focus, leaning]) =>
    fc
      .record({
        texts: textsOn(focus),
        entries: records(focus, leaning, most),
        asked: fc.array(
          fc.tuple(
            fc.integer({ min: 20, max: LASTS }),
            fc.nat(),
            fc.constantFrom(null, null, id("us")),
          ),
          {
            minLength: 2,
            maxLength: 3,
          },
        ),
      })
      .map(({ asked, ...drawn }) => ({
        ...drawn,
        moments: asked.map(([hours, draw, reading]) => ({
          asOf: hour(hours),
          reading,
          knownAt: draw % 3 > 0 ? drawn.entries.length : draw % (drawn.entries.length + 1),
        })),
      })),
  );
}
