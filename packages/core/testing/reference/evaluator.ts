/**
 * The reference: a plain evaluator of the second edition of the semantics, written from its text
 * alone. It shares types and tables with the judge, and none of its algorithms; tests hold the
 * judge to it. Nothing in it is fast.
 */
import type { Decision, Entry, Text } from "../../src/agreement/index.ts";
import type { Audience, EntryId, Id, Words } from "../../src/evidence/index.ts";
import { wordsFor } from "../../src/evidence/index.ts";
import { type Value, valueOfBits } from "../../src/logic/index.ts";
import type { Instant } from "../../src/time/index.ts";
import { type Case, caseOf } from "./case.ts";
import { amendmentsWithoutEffect, textAt } from "./editions.ts";
import { type Query, replay, type Snapshot, type Standing } from "./replay.ts";
import { effectOf, type Ruled, togetherOnly, whyRefused } from "./rulings.ts";

/** What is asked of the reference. */
export interface ReferenceQuestion {
  readonly asOf: Instant;
  readonly knownAt: number;
  readonly reading: Id | null;
  readonly under: Id | null;
  readonly audience?: Audience;
}

/** What the reference says of a clause. */
export interface ReferenceVerdict {
  readonly id: Id;
  readonly kind: Standing["clause"]["kind"];
  readonly value: Value;
  readonly words: Words;
  readonly status: string;
  readonly level: Id | null;
}

/** What the reference says of a case. */
export interface ReferenceAnswer {
  readonly verdicts: readonly ReferenceVerdict[];
  /** Decisions, amendments and withdrawals without effect, in record order. */
  readonly refused: readonly EntryId[];
  /** The texts in force. */
  readonly texts: readonly Id[];
}

/** Opens a case for the reference. */
export function referenceOf(texts: readonly Text[], entries: readonly Entry[]) {
  const the = caseOf(texts, entries);
  const kept = new Map<string, readonly Ruled[]>();
  const rulings = (query: Query): readonly Ruled[] => {
    const key = JSON.stringify([query.knownAt, query.reading, query.under]);
    const asked: Query = { ...query, audience: null };
    const known = kept.get(key) ?? togetherOnly(the, ruled(the, asked, effective), asked);
    kept.set(key, known);
    return known;
  };
  const effective = (query: Query): readonly Decision[] => {
    const ledger = the.ledger(query.knownAt);
    return rulings(query)
      .filter(({ decision, refused }) => refused === null && ledger.stands(decision.id))
      .map(({ decision, from }) => (from === undefined ? decision : { ...decision, from }));
  };
  return (question: ReferenceQuestion): ReferenceAnswer => {
    const { asOf, audience = null } = question;
    const query: Query = { ...question, audience };
    const snapshot = replay(the, query, asOf, effective);
    return {
      verdicts: snapshot.all.map(verdictOf),
      refused: refusedOf(the, query, asOf, rulings(query)),
      texts: snapshot.text.texts,
    };
  };
}

function verdictOf({ clause, value, status, level }: Standing): ReferenceVerdict {
  return {
    id: clause.id,
    kind: clause.kind,
    value: valueOfBits(value.bits),
    words: wordsFor({ ...value, verified: valueOfBits(value.bits) === "verified" }),
    status,
    level,
  };
}

/** Every decision known at a position, each judged as it was known when it was made. */
function ruled(
  the: Case,
  query: Query,
  effective: (query: Query) => readonly Decision[],
): readonly Ruled[] {
  return the.entries.slice(0, query.knownAt).flatMap((decision, position): Ruled[] => {
    if (decision.kind !== "decision") return [];
    // It is no ground of itself, nor is what was decided after it.
    const earlier = effective({ ...query, knownAt: position });
    const at = (knownAt: number) => {
      const snapshots = new Map<Instant, Snapshot>();
      const standing = earlier.filter(({ id }) => the.ledger(knownAt).stands(id));
      return (asOf: Instant): Snapshot => {
        const then = { ...query, knownAt };
        const known = snapshots.get(asOf) ?? replay(the, then, asOf, () => standing);
        snapshots.set(asOf, known);
        return known;
      };
    };
    // Of what was recorded at the very moment of a decision, what stands after it was not known.
    const later = the.entries.filter(({ known }) => known <= decision.from).length;
    const byThen = decision.from > decision.known ? later : position;
    const then = {
      atDecision: at(position),
      atEffect: at(Math.max(position, Math.min(byThen, query.knownAt))),
    };
    const text = textAt(the, effectOf(decision), position, query);
    return [{ decision, position, refused: whyRefused(the, decision, text, then) }];
  });
}

/** What is named as without effect: once it was made, or would have taken effect. */
function refusedOf(
  the: Case,
  { knownAt }: Query,
  asOf: Instant,
  rulings: readonly Ruled[],
): readonly EntryId[] {
  const without = new Set<EntryId>(amendmentsWithoutEffect(the, asOf, knownAt));
  for (const { id } of the.ledger(knownAt).withoutEffect) without.add(id);
  for (const { decision, refused } of rulings) {
    const ahead = effectOf(decision) > asOf && decision.known > asOf;
    if (refused !== null && !ahead) without.add(decision.id);
  }
  return the.entries.slice(0, knownAt).flatMap(({ id }) => (without.has(id) ? [id] : []));
}
