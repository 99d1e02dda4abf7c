import type { Assessed, Id, Instant } from "@proviso/core";
import { type Clock, sayDistance } from "../../say/clock.ts";
import { sentence } from "../../say/sentence.ts";
import { words } from "../../say/words.ts";
import type { ClauseKind } from "../../shared/clause-kind.ts";
import { type CountView, countView } from "../../shared/count-view.ts";
import { type LightsView, lightsView, type MaybeUndertaking } from "../../shared/lights-view.ts";
import { type Mark, statusMark, valueMark } from "../../shared/mark.ts";
import type { SupportBar } from "../../shared/support.ts";

/** The second light: how fresh what a verdict rests on is. */
export interface FreshView {
  readonly light: "fresh" | "stale" | "never" | "ageless";
  readonly seen: string;
  /** When the newest of it was seen, in full; empty where never. */
  readonly seenAt: string;
  readonly stale: string;
}

/** A judged clause, as the Review sets it. */
export interface RowView {
  readonly id: Id;
  readonly kind: ClauseKind;
  readonly mark: Mark;
  /** The two lights of an undertaking that is to be checked, in the place of its mark. */
  readonly lights: LightsView | null;
  /** The status beside a verdict; `null` where the mark is itself the status. */
  readonly status: string | null;
  readonly title: string;
  readonly finding: string;
  readonly reason: string;
  readonly bar: SupportBar | null;
  readonly fresh: FreshView | null;
  readonly since: string;
  readonly next: string;
  readonly outstanding: readonly string[];
  readonly counts: readonly CountView[];
  /** Of what alone the verdict speaks; empty where it speaks of all. */
  readonly limits: string;
  readonly why: string;
}

/** What a row is read with. */
export interface RowBasis {
  readonly clock: Clock;
  readonly asOf: Instant;
  readonly titleOf: (id: Id) => string;
  readonly supportOf: (id: Id) => SupportBar | null;
}

/** Sets one judged clause as a row. Verdicts have a shape; the status of what is held has none. */
export function rowView(kind: ClauseKind, clause: MaybeUndertaking, basis: RowBasis): RowView {
  const isVerdict = kind === "question" || kind === "undertaking";
  return {
    id: clause.id,
    kind,
    mark: isVerdict ? valueMark(clause.value) : statusMark(clause.status),
    lights: lightsView(clause),
    status: kind === "undertaking" ? clause.status : null,
    title: sentence(clause.title),
    finding: isVerdict ? sentence(clause.finding) : "",
    reason:
      kind === "question"
        ? sentence(clause.progress.join("; "))
        : withoutRepeats(clause.reason, clause.outstanding),
    bar: isVerdict ? basis.supportOf(clause.id) : null,
    fresh: isVerdict ? freshView(clause, basis) : null,
    since: clause.since === null ? "" : saySince(clause.since, basis.clock),
    next: sayNext(clause, basis),
    outstanding: kind === "question" ? [] : clause.outstanding,
    counts: isVerdict ? clause.counts.map((one) => countView(one, basis)) : [],
    limits: clause.limits.join("; "),
    why: words.review.why(kind === "question" ? clause.finding : clause.title),
  };
}

/** A reason ends with what is outstanding; where that is listed beneath it, once is enough. */
function withoutRepeats(reason: string, outstanding: readonly string[]): string {
  const sentences = reason.split(/(?<=\.) (?=\p{Lu})/u);
  return sentences
    .flatMap((one, i) => {
      const starts = outstanding.map((line) => one.indexOf(line)).filter((at) => at > 0);
      if (starts.length === 0) return one;
      const lead = one.slice(0, Math.min(...starts)).replace(/[\s:;,]+$/, "");
      // What is not checked is among what is outstanding, and its light says so.
      return i === 0 ? `${lead}.` : [];
    })
    .join(" ");
}

function saySince(since: Instant, clock: Clock): string {
  // Midnight is how a day that no source gives more exactly begins: it is not worth an hour.
  const said = clock.brief(since).replace(/, 00:00$/, "");
  return said === words.time.beginning ? said : words.review.since(said);
}

/** Says how fresh the evidence of a clause is. */
export function freshView(clause: Assessed<string>, { asOf, clock }: RowBasis): FreshView {
  const { state, seen, staleAt } = clause.fresh;
  const seenWords = seen === null ? words.fresh.never : words.fresh.seen(sayDistance(asOf, seen));
  const seenAt = seen === null ? "" : clock.full(seen);
  switch (state) {
    case "never seen":
      return { light: "never", seen: words.fresh.never, seenAt: "", stale: "" };
    case "does not age":
      return { light: "ageless", seen: seenWords, seenAt, stale: words.fresh.ageless };
    case "fresh": {
      const stale = staleAt === null ? "" : words.fresh.staleIn(sayDistance(asOf, staleAt));
      return { light: "fresh", seen: seenWords, seenAt, stale };
    }
    case "stale": {
      const since = staleAt === null ? "" : sayDistance(asOf, staleAt);
      const stale = since === "" ? words.fresh.stale : words.fresh.staleSince(since);
      return { light: "stale", seen: seenWords, seenAt, stale };
    }
  }
}

function sayNext({ next, fresh }: Assessed<string>, { asOf }: RowBasis): string {
  // That it goes stale is what the light beside it says already.
  if (next === null || next.at === fresh.staleAt) return "";
  const when = sentence(sayDistance(asOf, next.at));
  return words.review.byItselfRow(when, next.to, next.because);
}
