/**
 * The reference's clock: from the beginning, over every instant at which something could change,
 * all clauses are settled together, each from where it stood before (semantics, sections 6 and 8).
 */
import type {
  ClauseState,
  Condition,
  Decision,
  JudgedClause,
  Question,
  Requirement,
} from "../../src/agreement/index.ts";
import { type Audience, type Id, seenUntil } from "../../src/evidence/index.ts";
import { type Bits, NEITHER, SHOWN, SHOWN_NOT, valueOfBits } from "../../src/logic/index.ts";
import {
  afterSpan,
  BEGINNING,
  END,
  type Instant,
  type Interval,
  instant,
} from "../../src/time/index.ts";
import { stepAssurance, stepOption, stepQuestion } from "./assurances.ts";
import { barredIn, excusedBy } from "./bearers.ts";
import type { Case } from "./case.ts";
import { isCheckIn } from "./checks.ts";
import {
  type ClauseLookup,
  type Judged,
  judge,
  type Lens,
  PLAIN_LENS,
  type Scope,
  threshold,
  UNKNOWN,
} from "./conditions.ts";
import { isShownByReport } from "./dates.ts";
import { type Consolidated, textAt, type Under } from "./editions.ts";
import type { Ledger } from "./ledger.ts";
import { stepMeasure } from "./measures.ts";
import { requiredLens, stepUndertaking } from "./undertakings.ts";

/** How a clause stands at an instant, with all that its next step needs to remember. */
export interface Standing {
  readonly clause: JudgedClause;
  readonly value: Judged;
  /** What is known of its contrary: negation pushed to its atoms. */
  readonly contrary: Judged;
  readonly status: string;
  /** What it may be asked to be, and is. */
  readonly states: readonly ClauseState[];
  /** Since when each of these has stood without a break. */
  readonly since: Readonly<Partial<Record<ClauseState, Instant>>>;
  /** The highest level of its ladder that it has reached. */
  readonly level: Id | null;
  readonly memory: unknown;
}

/** Everything at one instant. */
export interface Snapshot {
  readonly text: Consolidated;
  readonly standing: (clause: Id) => Standing | undefined;
  readonly all: readonly Standing[];
  readonly isVerified: (condition: Condition, of: Id) => boolean;
}

/** What a replay is asked. */
export interface Query extends Under {
  readonly knownAt: number;
  readonly audience: Audience;
}

/** What a step of a clause is told. */
export interface Step<Kind extends JudgedClause = JudgedClause> {
  readonly the: Case;
  readonly clause: Kind;
  readonly asOf: Instant;
  readonly ledger: Ledger;
  readonly text: Consolidated;
  readonly value: Judged;
  /** Where it stood at the instant before; `undefined` at its first. */
  readonly before: Standing | undefined;
  /** Decisions on it that have effect, in record order. */
  readonly decisions: readonly Decision[];
  readonly requirement: Condition | null;
  readonly judge: (condition: Condition, fields?: Partial<Judging>) => Judged;
  /** The date that a term of days counts from which begins now, when a condition is shown. */
  readonly dateNow: (condition: Condition) => Instant;
  /** Asks to be stepped at that instant too. */
  readonly wake: (at: Instant) => void;
}

/** How a condition within a step is judged, where not as the requirement is. */
export interface Judging {
  readonly lens: Lens;
  readonly running: readonly Interval[] | null;
  readonly barred: ReadonlySet<Id>;
}

/** What a step gives. */
export interface Stepped {
  readonly status: string;
  readonly states: readonly ClauseState[];
  readonly memory: unknown;
}

/** Replays a case up to an instant and gives how everything stands then. */
export function replay(
  the: Case,
  query: Query,
  asOf: Instant,
  effective: (query: Query) => readonly Decision[],
): Snapshot {
  const decisions = effective(query);
  const instants = new Set<Instant>(instantsOf(the, query, decisions));
  instants.add(BEGINNING);
  instants.add(asOf);
  for (;;) {
    const woken = new Set<Instant>();
    const grid = [...instants].filter((at) => at <= asOf).sort((a, b) => a - b);
    let before: ReadonlyMap<Id, Standing> = new Map();
    let now: Settled | undefined;
    for (const at of grid) {
      now = settle(the, query, at, before, decisions, (wake) => woken.add(wake));
      before = now.standings;
    }
    const fresh = [...woken].filter((at) => at <= asOf && !instants.has(at));
    if (fresh.length === 0) return now!.snapshot;
    for (const at of fresh) instants.add(at);
  }
}

/** Every instant that the record and the texts name. */
function instantsOf(
  the: Case,
  { knownAt }: Query,
  decisions: readonly Decision[],
): readonly Instant[] {
  const found: number[] = [];
  const spans = new Set<number>();
  JSON.stringify(the.texts, (key, value: unknown) => {
    if (key === "freshness" && typeof value === "number") spans.add(value);
    if ((key === "from" || key === "ends") && typeof value === "number") found.push(value);
    return key === "source" ? undefined : value;
  });
  for (const { observation } of the.ledger(knownAt).observations) {
    const seen = seenUntil(observation);
    found.push(observation.valid.from, observation.valid.to, seen);
    for (const span of spans) found.push(seen + span);
  }
  for (const one of decisions)
    found.push(one.known, one.from, ...(one.until === null ? [] : [one.until]));
  for (const entry of the.entries.slice(0, knownAt)) {
    if (entry.kind === "amendment") found.push(entry.from);
  }
  return found.filter((at) => at > BEGINNING && at < END) as Instant[];
}

interface Settled {
  readonly standings: ReadonlyMap<Id, Standing>;
  readonly snapshot: Snapshot;
}

const MOST_ROUNDS = 64;

/**
 * The clauses of one instant, settled together: values from the least fixed point of (0,0), given
 * the statuses; statuses from the values; until nothing turns.
 */
function settle(
  the: Case,
  query: Query,
  asOf: Instant,
  before: ReadonlyMap<Id, Standing>,
  decisions: readonly Decision[],
  wake: (at: Instant) => void,
): Settled {
  const ledger = the.ledger(query.knownAt);
  const text = textAt(the, asOf, query.knownAt, query);
  const clauses = [...text.names.values()].filter(isJudged);
  let standings: ReadonlyMap<Id, Standing> = new Map();
  // What a round asks for that is not the last, nobody asks for.
  const asked = new Set<Instant>();
  for (let round = 0; ; round += 1) {
    asked.clear();
    const values = leastValues(standings);
    const next = new Map(clauses.map((clause) => [clause.id, stepped(clause, values, standings)]));
    const settled = traceOf(next) === traceOf(standings);
    standings = next;
    if (settled || round > MOST_ROUNDS) break;
  }
  const values = leastValues(standings);
  for (const at of asked) wake(at);
  return {
    standings,
    snapshot: {
      text,
      standing: (clause) => standings.get(clause),
      all: [...standings.values()],
      isVerified: (condition, of) => {
        // Of what is no clause, of the agreement itself, nobody's word is more to be doubted than
        // that of whoever owes something under it: as of a question.
        const clause = clauses.find(({ id }) => id === of) ?? asking(of, condition);
        return judgeOf(clause, condition, {}, values, standings).bits === SHOWN;
      },
    },
  };

  function leastValues(statuses: ReadonlyMap<Id, Standing>): Values {
    let values: Values = new Map();
    for (let round = 0; ; round += 1) {
      const next: Values = new Map(
        clauses.map((clause) => [
          clause.id,
          {
            value: requiredOf(clause, false, values, statuses),
            contrary: requiredOf(clause, true, values, statuses),
          },
        ]),
      );
      const settled = JSON.stringify([...next]) === JSON.stringify([...values]);
      values = next;
      if (settled) return values;
      if (round > MOST_ROUNDS) return new Map();
    }
  }

  function requiredOf(
    clause: JudgedClause,
    negated: boolean,
    values: Values,
    statuses: ReadonlyMap<Id, Standing>,
  ): Judged {
    const condition = conditionOf(clause, text);
    if (condition === null) return UNKNOWN;
    const memory = (statuses.get(clause.id) ?? before.get(clause.id))?.memory;
    const fields =
      clause.kind === "undertaking"
        ? requiredLens(
            clause,
            memory,
            before.get(clause.id)?.memory,
            condition,
            asOf,
            ledger,
            text,
            negated,
          )
        : {};
    return judgeOf(clause, condition, fields, values, statuses, negated);
  }

  function judgeOf(
    clause: JudgedClause,
    condition: Condition,
    fields: Partial<Judging>,
    values: Values,
    statuses: ReadonlyMap<Id, Standing>,
    negated = false,
  ): Judged {
    const scope: Scope = {
      names: text.names,
      rules: {
        ledger,
        audience: query.audience,
        barred: fields.barred ?? barredIn(clause, text.names, text.reader),
        equivalents: equivalentsFor(clause.id, decisions, asOf),
        clause: clause.id,
        text: text.texts,
        once: the.once,
      },
      excused: excusedBy(clause, text.names, text.reader),
      asOf,
      clauses: lookup(values, statuses),
      running: fields.running ?? null,
      isCheck: (predicate, named) => isCheckIn(clause, condition, predicate, named),
      isHeldShown: (term) =>
        decisions.some((one) => one.act === "hold-shown" && one.of === term && one.from <= asOf),
      lens: fields.lens ?? PLAIN_LENS,
    };
    return judge(condition, negated, scope);
  }

  function lookup(values: Values, statuses: ReadonlyMap<Id, Standing>): ClauseLookup {
    return {
      value: (clause, negated) => {
        const known = values.get(clause);
        if (known === undefined) return UNKNOWN;
        return negated ? known.contrary : known.value;
      },
      state: (clause, state, lasting) => {
        const standing = statuses.get(clause);
        if (standing === undefined) return NEITHER;
        if (lasting === null) return standing.states.includes(state) ? SHOWN : SHOWN_NOT;
        const since = standing.since[state];
        if (since === undefined) return lastingNot(standing, state);
        const reached = since === BEGINNING ? BEGINNING : afterSpan(the.clocks, since, lasting);
        if (reached > asOf) asked.add(reached);
        return reached <= asOf ? SHOWN : lastingNot(standing, state);
      },
      level: (clause, level, negated) => {
        const target = clauses.find(({ id }) => id === clause);
        if (target?.kind !== "undertaking") return UNKNOWN;
        return levelOf(target, level, negated, values, statuses);
      },
    };
  }

  function levelOf(
    clause: JudgedClause & { readonly kind: "undertaking" },
    level: Id,
    negated: boolean,
    values: Values,
    statuses: ReadonlyMap<Id, Standing>,
  ): Judged {
    const upTo = clause.levels.slice(0, clause.levels.indexOf(level) + 1);
    if (upTo.length === 0) return UNKNOWN;
    const required = upTo.flatMap((one) => text.requirement(clause.id, one) ?? []);
    // A level that no text describes is never reached, nor is any above it.
    if (required.length < upTo.length) return UNKNOWN;
    const each = required.map(({ condition }) =>
      judgeOf(clause, condition, {}, values, statuses, negated),
    );
    return threshold(negated ? 1 : each.length, each);
  }

  function stepped(
    clause: JudgedClause,
    values: Values,
    statuses: ReadonlyMap<Id, Standing>,
  ): Standing {
    const { value, contrary } = values.get(clause.id)!;
    const earlier = before.get(clause.id);
    const step: Step = {
      the,
      clause,
      asOf,
      ledger,
      text,
      value,
      before: earlier,
      decisions: decisions.filter(({ of }) => of === clause.id || of === the.agreement.id),
      requirement: conditionOf(clause, text),
      judge: (condition, fields = {}) => judgeOf(clause, condition, fields, values, statuses),
      dateNow: (condition) =>
        isShownByReport(condition, asOf, {
          names: text.names,
          rules: { ledger, audience: query.audience },
          conditionOf: (one) => {
            const other = clauses.find(({ id }) => id === one);
            return other === undefined ? null : conditionOf(other, text);
          },
        })
          ? instant(asOf - 1)
          : asOf,
      wake: (at) => {
        if (at > asOf && at < END) asked.add(at);
      },
    };
    const { status, states, memory } = stepOf(step);
    const all: ClauseState[] = [...states, valueOfBits(value.bits)];
    const since = Object.fromEntries(all.map((state) => [state, earlier?.since[state] ?? asOf]));
    const reached =
      clause.kind !== "undertaking"
        ? []
        : clause.levels.filter(
            (level) => levelOf(clause, level, false, values, statuses).bits === SHOWN,
          );
    return {
      clause,
      value,
      contrary,
      status,
      states: all,
      since,
      level: reached.at(-1) ?? null,
      memory,
    };
  }
}

/** What has not been verified for long is shown not only while it is shown not. */
function lastingNot({ value }: Standing, state: ClauseState): Bits {
  return state === "verified" ? ((value.bits & SHOWN_NOT) as Bits) : SHOWN_NOT;
}

/** What another round could turn. */
function traceOf(standings: ReadonlyMap<Id, Standing>): string {
  return JSON.stringify(
    [...standings.values()].map(({ clause, ...rest }) => ({ ...rest, clause: clause.id })),
  );
}

/** A condition that belongs to no clause, as a question. */
function asking(of: Id, condition: Condition): Question {
  const at = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const words = { title: of, about: of, soWords: "", notWords: "" };
  return { id: of, kind: "question", ...words, condition, restsOn: [], at };
}

type Values = ReadonlyMap<Id, { readonly value: Judged; readonly contrary: Judged }>;

function stepOf(step: Step): Stepped {
  switch (step.clause.kind) {
    case "undertaking":
      return stepUndertaking(step as Step<typeof step.clause>);
    case "measure":
      return stepMeasure(step as Step<typeof step.clause>);
    case "assurance":
      return stepAssurance(step as Step<typeof step.clause>);
    case "option":
      return stepOption(step as Step<typeof step.clause>);
    case "question":
      return stepQuestion(step as Step<typeof step.clause>);
  }
}

function isJudged(one: { readonly kind: string }): one is JudgedClause {
  return ["undertaking", "measure", "assurance", "option", "question"].includes(one.kind);
}

/** What verifies a clause: what the texts require, or what it says itself. */
export function conditionOf(clause: JudgedClause, text: Consolidated): Condition | null {
  const required = text.requirement(clause.id, null);
  if (required !== null) return required.condition;
  switch (clause.kind) {
    case "undertaking":
      return allOf(clause.levels.flatMap((level) => text.requirement(clause.id, level) ?? []));
    case "measure":
      return clause.until;
    case "assurance":
      return clause.while;
    case "option":
      return clause.opensWhen;
    case "question":
      return clause.condition;
  }
}

function allOf(requirements: readonly Requirement[]): Condition | null {
  if (requirements.length === 0) return null;
  return { kind: "all", k: requirements.length, of: requirements.map((one) => one.condition) };
}

function equivalentsFor(clause: Id, decisions: readonly Decision[], asOf: Instant) {
  return decisions.flatMap((one) =>
    one.act === "approve-equivalent" && one.of === clause && one.from <= asOf && one.method !== null
      ? [{ method: one.method, by: one.by }]
      : [],
  );
}
