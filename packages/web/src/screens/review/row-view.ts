import {
  type Assessed,
  type CountStanding,
  either,
  type Id,
  type Instant,
  STAGE_WORDS,
} from "@proviso/core";
import { type Clock, sayDistance } from "../../say/clock.ts";
import { words } from "../../say/words.ts";
import { type Mark, statusMark, valueMark } from "../../shared/mark.ts";
import type { SupportBar } from "../../shared/support.ts";

/** What kind of clause a row stands for. */
export type ClauseKind = "question" | "undertaking" | "measure" | "assurance" | "option";

/** The second light: how fresh what a verdict rests on is. */
export interface FreshView {
  readonly light: "fresh" | "stale" | "never" | "ageless";
  readonly seen: string;
  /** When the newest of it was seen, in full; empty where never. */
  readonly seenAt: string;
  readonly stale: string;
}

/** One number of a count: a figure, or a blank where no source gives one. */
export interface FigureView {
  readonly label: string;
  readonly figure: string;
  readonly given: boolean;
}

/** One ship of a count. */
export interface ShipView {
  readonly name: string;
  readonly declared: FigureView;
  readonly counted: FigureView;
  readonly standing: string;
  readonly agrees: boolean;
}

/** The counting of one item. */
export interface CountView {
  readonly item: Id;
  readonly caption: string;
  readonly figures: readonly FigureView[];
  readonly ships: readonly ShipView[];
  readonly shipsLabel: string;
}

/** A judged clause, as the Review sets it. */
export interface RowView {
  readonly id: Id;
  readonly kind: ClauseKind;
  readonly mark: Mark;
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
  readonly declaredOnly: boolean;
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
export function rowView(kind: ClauseKind, clause: Assessed<string>, basis: RowBasis): RowView {
  const isVerdict = kind === "question" || kind === "undertaking";
  return {
    id: clause.id,
    kind,
    mark: isVerdict ? valueMark(clause.value) : statusMark(clause.status),
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
    declaredOnly: clause.declaredOnly,
    why: words.review.why(kind === "question" ? clause.finding : clause.title),
  };
}

/** Begins with a capital, as what stands by itself does. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A reason ends with what is outstanding; where that is listed beneath it, once is enough. */
function withoutRepeats(reason: string, outstanding: readonly string[]): string {
  const starts = outstanding.map((line) => reason.indexOf(line)).filter((at) => at > 0);
  if (starts.length === 0) return reason;
  const lead = reason.slice(0, Math.min(...starts)).replace(/[\s:;,]+$/, "");
  return `${lead}.`;
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

function sayCounted({ low, high }: NonNullable<CountStanding["counted"]>): string {
  return high === null ? words.counts.atLeast(low) : sayRange(low, high);
}

/** Sets a count: what no source gives stays blank, and says so. */
export function countView(
  count: CountStanding,
  { titleOf, clock }: Pick<RowBasis, "titleOf" | "clock">,
): CountView {
  const { declared, counted, estimate, toGo, ships } = count;
  if (count.inPercentOfDeclared) return percentView(count, { titleOf, clock });
  return {
    item: count.item,
    caption: words.counts.caption(titleOf(count.item)),
    figures: [
      figure(words.counts.declared, declared),
      figure(words.counts.counted, counted === null ? null : sayCounted(counted)),
      figure(words.counts.toGo, toGo),
      ...(estimate === null
        ? []
        : [
            {
              label: words.counts.estimate,
              figure: sayRange(estimate.low, estimate.high),
              given: true,
            },
          ]),
    ],
    ships: ships.map((ship) => ({
      name:
        ship.voyage === null ? ship.vessel : `${ship.vessel}, ${words.counts.voyage(ship.voyage)}`,
      declared: figure(words.counts.declared, ship.declared),
      counted: figure(
        words.counts.counted,
        ship.counted === null ? null : sayRange(ship.counted.low, ship.counted.high),
      ),
      standing: words.counts.standing[ship.standing],
      agrees: ship.standing === "agrees" || ship.standing === "open",
    })),
    shipsLabel: words.counts.byShip(ships.length),
  };
}

/** Sets a count that is known in per cent of what was declared alone. */
function percentView(
  count: CountStanding,
  { titleOf, clock }: Pick<RowBasis, "titleOf" | "clock">,
): CountView {
  const { countedUntil, stages = [] } = count;
  const measure = either(stages.map((stage) => STAGE_WORDS[stage]));
  const when = countedUntil === undefined ? null : clock.brief(countedUntil);
  const percent = (of: number | null) => (of === null ? null : words.counts.percent(of));
  return {
    item: count.item,
    caption: words.counts.measured(titleOf(count.item), measure),
    figures: [
      figure(
        words.counts.ofDeclared(when),
        when === null ? null : percent(count.counted?.low ?? 0),
      ),
      figure(words.counts.toGo, percent(count.toGo)),
    ],
    ships: [],
    shipsLabel: words.counts.byShip(0),
  };
}

function sayRange(low: number, high: number): string {
  return words.counts.range(low, high);
}

function figure(label: string, value: number | string | null): FigureView {
  return value === null
    ? { label, figure: words.counts.notGiven, given: false }
    : { label, figure: String(value), given: true };
}
