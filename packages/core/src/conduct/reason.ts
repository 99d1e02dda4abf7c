import type { Undertaking } from "../agreement/index.ts";
import { STAGE_WORDS } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type CountStanding, either, type Steps } from "../verdict/index.ts";
import type {
  AssuranceStatus,
  MeasureStatus,
  OccurrenceTally,
  UndertakingStatus,
} from "./assessment.ts";
import { type Part, sayPart } from "./parts.ts";
import type { Lateness, PerformanceStatus, Performed } from "./performing.ts";

/** What a reason is made of. */
export interface ReasonBasis<Status extends string> {
  readonly status: Status;
  readonly parts: readonly Part[];
  /** How the exceptions beside them stand; none of them is a condition that is verified. */
  readonly exceptions: readonly string[];
  readonly counts: readonly CountStanding[];
  /** When its time ran, or runs, out, on the case's clocks; `null` where it has none. */
  readonly deadline: string | null;
  /** Since when the status holds, on the case's clocks; `null` for from the beginning. */
  readonly since: string | null;
  readonly itemTitle: (count: CountStanding) => string;
  /** The last day of a stretch that ends at an instant, on the case's clocks: `20 Mar 2014`. */
  readonly lastDayOf: (end: Instant) => string;
}

type CountSayings = "itemTitle" | "lastDayOf";

const MOST_PARTS = 3;

/** What is told of a duty beside how its conditions stand. */
export interface DutyTold {
  readonly clause: Undertaking;
  readonly performance: Steps<PerformanceStatus>;
  readonly performed: (asOf: Instant) => Performed | null;
  readonly dateHadPassed: (asOf: Instant) => boolean;
  readonly late: Lateness | null;
  readonly occurrences: OccurrenceTally | null;
  /** Checks that stand refused, each said with by whom and since when. */
  readonly refused: readonly string[];
}

/** Says why an undertaking has its status, in a sentence or two. */
export function reasonOfDuty(
  basis: ReasonBasis<UndertakingStatus>,
  told: DutyTold,
  asOf: Instant,
): string {
  const said = [sayDuty(basis, told, asOf)];
  if (told.dateHadPassed(asOf)) said.push("Its date had passed when it fell due, so it has none.");
  if (told.occurrences !== null) said.push(sayOccurrences(told.occurrences));
  said.push(...told.refused.map((one) => `${capital(one)}.`));
  return said.join(" ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Says what has been done of a duty, then how far it has been checked (section 8, *Two lights*). */
function sayLights(basis: ReasonBasis<UndertakingStatus>): string {
  const { parts } = basis;
  const isTwofold = parts.some(({ light }) => light === "verification");
  if (!isTwofold || parts.every(({ light }) => light === "verification")) return standing(basis);
  const of = (light: Part["light"]) => parts.filter((part) => part.light === light);
  const done = standing({ ...basis, parts: of("performance") });
  const checks = of("verification");
  const open = checks.filter(({ value }) => value !== "verified");
  if (open.length === 0) return `${done} Checked: all that is to be.`;
  return `${done} Not checked: ${firstOf(open).join("; ")}.`;
}

/** Says the first few parts, and how many more there are. */
function firstOf(parts: readonly Part[]): readonly string[] {
  const more = parts.length - MOST_PARTS;
  return [...parts.slice(0, MOST_PARTS).map(sayPart), ...(more > 0 ? [`and ${more} more`] : [])];
}

function sayDuty(
  basis: ReasonBasis<UndertakingStatus>,
  { late, performed }: DutyTold,
  asOf: Instant,
): string {
  const { deadline, since } = basis;
  const stands = sayLights(basis);
  switch (basis.status) {
    case "dormant":
      return "Not yet due: it has not begun, or what it waits on is not verified.";
    case "performed":
      return performed(asOf)?.firstSeenAfter
        ? `Performed: first seen on ${since ?? "an unknown day"}, and not shown otherwise before.`
        : `Performed${since === null ? "" : ` since ${since}`}: ${stands}`;
    case "performed late": {
      const by =
        late === null ? "" : `, by ${late.count} ${late.unit}${late.count === 1 ? "" : "s"}`;
      return `Performed late${by}: ${stands}`;
    }
    case "kept":
      return `Kept so far: ${stands}`;
    case "ended":
      return "Its time is over, and no breach was shown.";
    case "due":
      return `Not yet${deadline === null ? "" : ` (due by ${deadline})`}: ${stands}`;
    case "overdue":
      return `Its time ran out on ${deadline ?? "a day not stated"}: ${stands}`;
    case "breached":
      return `Breached${since === null ? "" : ` since ${since}`}, until cured on the record: ${stands}`;
    case "suspended":
      return `Suspended by a decision${since === null ? "" : ` since ${since}`}: ${stands}`;
    case "discharged":
      return `Discharged by a decision${since === null ? "" : ` on ${since}`}.`;
  }
}

function sayOccurrences({ performed, late, overdue, missed }: OccurrenceTally): string {
  const parts = [
    `${performed} performed`,
    ...(late > 0 ? [`${late} late`] : []),
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(missed > 0 ? [`${missed} missed`] : []),
  ];
  return `${parts.join(", ")}.`;
}

/** How a measure is relaxed, in words for a reader. */
export interface Relaxing {
  readonly from: string;
  readonly until: string | null;
  readonly inReturnFor: string | null;
  /** The part that is relaxed; empty for the whole. */
  readonly parts: readonly string[];
  /** The parts that stay in force meanwhile. */
  readonly rest: readonly string[];
}

/** Says why a measure has its status. */
export function reasonOfMeasure(
  basis: ReasonBasis<MeasureStatus>,
  relaxing: Relaxing | null,
): string {
  const { status, since } = basis;
  const on = since === null ? "" : ` on ${since}`;
  switch (status) {
    case "not yet in force":
      return "It has not yet been imposed.";
    case "to be lifted":
      return `Its condition is verified${since === null ? "" : ` since ${since}`}: it is to be lifted.`;
    case "lifting overdue":
      return `Its condition is verified, and the time to lift it has run out${since === null ? "" : ` since ${since}`}.`;
    case "ended":
      return `Its time ran out${since === null ? "" : ` on ${since}`}.`;
    case "in force":
    case "reimposed":
    case "extended":
      return basis.parts.length === 0
        ? "It continues: no text in force says what lifts it."
        : `It continues until its condition is verified: ${standing(basis)}`;
    case "relaxed":
      return sayRelaxed(relaxing, on);
    case "lifted":
      return `Lifted${on} by a decision that the verdict allowed; now: ${standing(basis)}`;
  }
}

function sayRelaxed(relaxing: Relaxing | null, on: string): string {
  if (relaxing === null) return `Relaxed${on}; it is in force again by itself.`;
  const { from, until, inReturnFor, parts, rest } = relaxing;
  const what = parts.length === 0 ? "" : ` in part (${parts.join(", ")})`;
  const stays = rest.length === 0 ? "" : `; ${rest.join(", ")} in force`;
  const end = until === null ? "" : ` until ${until}, when it is in force again by itself`;
  const ground = inReturnFor === null ? "" : ` Its ground: ${inReturnFor}.`;
  return `Relaxed on ${from}${what}${stays}${end}.${ground}`;
}

/** Says why an assurance has its status. */
export function reasonOfAssurance(basis: ReasonBasis<AssuranceStatus>): string {
  switch (basis.status) {
    case "withheld":
      return `It cannot take effect: ${standing(basis)}`;
    case "may be tendered":
      return "Its condition is verified; it has not been given.";
    case "in effect":
      return "Its condition is verified, and stays so for as long as that holds.";
    case "lapsed":
      return `It lapsed by itself: ${standing(basis)}`;
  }
}

/** Says how the conditions stand, the counts first: they are what a reader asks for. */
export function standing(
  basis: Pick<ReasonBasis<string>, "parts" | "exceptions" | "counts" | CountSayings>,
): string {
  return [sayConditions(basis), ...basis.exceptions.map((one) => `${capital(one)}.`)].join(" ");
}

function sayConditions(
  basis: Pick<ReasonBasis<string>, "parts" | "counts" | CountSayings>,
): string {
  const { parts, counts } = basis;
  if (parts.length === 0) return "no text in force says what would verify it.";
  const open = parts.filter(({ value }) => value !== "verified");
  if (open.length === 0) return "all that it asks is verified.";
  const counted = counts.map((count) => sayCount(count, basis));
  const verified = parts.length - open.length;
  // Of a single condition, how it stands is the whole answer.
  const lead = parts.length === 1 ? [] : [`${verified} of ${parts.length} conditions verified`];
  return `${[...lead, ...counted, ...firstOf(open)].join("; ")}.`;
}

/**
 * Says how a count stands: `38 of 42 missiles counted, 4 to go`; where it is in per cent, with its
 * measure, its base and its date: `of agent as declared: 49.3 % departed (20 Mar 2014), 50.7 % to go`.
 */
function sayCount(count: CountStanding, basis: Pick<ReasonBasis<string>, CountSayings>): string {
  const { counted, toGo } = count;
  const title = basis.itemTitle(count);
  if (count.inPercentOfDeclared) {
    const { countedUntil, stages = [] } = count;
    const measure = either(stages.map((stage) => STAGE_WORDS[stage]));
    const when = countedUntil === undefined ? "" : ` (${basis.lastDayOf(countedUntil)})`;
    const left = toGo === null || toGo === 0 ? "" : `, ${toGo} % to go${beside(count, " %")}`;
    const isShown = counted !== null && countedUntil !== undefined;
    const part = isShown ? `${counted.low} %` : "none shown";
    return `of ${title} as declared: ${part} ${measure}${when}${left}`;
  }
  const { asked, bound } = count;
  // Where nothing is counted, how many there are is unknown, and not 0.
  const what =
    asked === null
      ? "none declared"
      : bound === "at-least"
        ? `${asked} asked`
        : `${bound.replace("-", " ")} ${asked} asked`;
  if (counted === null && (asked === null || bound !== "at-least")) {
    return `no accepted count of ${title}, ${what}${beside(count)}`;
  }
  if (counted === null) return `of ${asked} ${title} none counted yet${beside(count)}`;
  const seen = bound === "at-least" ? `${counted.low}` : range(counted);
  if (asked === null || bound !== "at-least") return `${seen} ${title} counted, ${what}`;
  return toGo === 0
    ? `${seen} of ${asked} ${title} counted`
    : `${seen} of ${asked} ${title} counted, ${toGo} to go${beside(count)}`;
}

/** What is reported beside what is confirmed, where that is more. */
function beside({ reported }: CountStanding, unit = ""): string {
  return reported === undefined ? "" : `, ${reported}${unit} reported`;
}

function range({ low, high }: NonNullable<CountStanding["counted"]>): string {
  if (high === null) return `${low} or more`;
  return low >= high ? `${low}` : `${low} to ${high}`;
}
