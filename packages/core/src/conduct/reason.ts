import type { Undertaking } from "../agreement/index.ts";
import type { Value } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import type { Steps } from "../verdict/index.ts";
import type {
  AssuranceStatus,
  MeasureStatus,
  OccurrenceTally,
  OptionStatus,
  UndertakingStatus,
} from "./assessment.ts";
import { isPlain, type Part, sayPart } from "./parts.ts";
import type { Lateness, PerformanceStatus, Performed } from "./performing.ts";

/** What a reason is made of. */
export interface ReasonBasis<Status extends string> {
  readonly status: Status;
  readonly parts: readonly Part[];
  /** How the exceptions beside them stand; none of them is a condition that is verified. */
  readonly exceptions: readonly string[];
  /** How each count that is asked stands, said. */
  readonly counts: readonly string[];
  /** When its time ran, or runs, out, on the case's clocks; `null` where it has none. */
  readonly deadline: string | null;
  /** Since when the status holds, on the case's clocks; `null` for from the beginning. */
  readonly since: string | null;
}

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
  /** How what would excuse it stands, while it is not shown; `null` for nothing. */
  readonly excuse: string | null;
}

/** Says why an undertaking has its status, in a sentence or two. */
export function reasonOfDuty(
  basis: ReasonBasis<UndertakingStatus>,
  told: DutyTold,
  asOf: Instant,
): string {
  const said = [sayDuty(basis, told, asOf)];
  const isAccused = basis.status === "breached" || basis.status === "overdue";
  if (isAccused && told.excuse !== null) said.push(`${capital(told.excuse)}.`);
  if (told.dateHadPassed(asOf)) said.push("Its date had passed when it fell due, so it has none.");
  if (told.occurrences !== null) said.push(sayOccurrences(told.occurrences));
  said.push(...told.refused.map((one) => `${capital(one)}.`));
  return said.join(" ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Says what has been done of a duty, then how far it has been checked (section 8, *Two lights*). */
function sayLights(lead: string, basis: ReasonBasis<UndertakingStatus>): string {
  const { parts } = basis;
  const of = (light: Part["light"]) => parts.filter((part) => part.light === light);
  const [toDo, checks] = [of("performance"), of("verification")];
  if (checks.length === 0 || toDo.length === 0) return led(lead, basis);
  const done = isAllVerified(toDo)
    ? `${lead}: all that is to be done is verified.`
    : led(lead, { ...basis, parts: toDo });
  if (isAllVerified(checks)) return `${done} Checked: all that is to be.`;
  return `${done} Not checked: ${firstOf(openOf(checks)).join("; ")}.`;
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
  const on = since === null ? "" : ` since ${since}`;
  switch (basis.status) {
    case "dormant":
      return "Not yet due: it has not begun, or what it waits on is not verified.";
    case "performed":
      return performed(asOf)?.firstSeenAfter
        ? `Performed: first seen on ${since ?? "an unknown day"}, and not shown otherwise before.`
        : sayLights(`Performed${on}`, basis);
    case "performed late": {
      const by =
        late === null ? "" : `, by ${late.count} ${late.unit}${late.count === 1 ? "" : "s"}`;
      return sayLights(`Performed late${by}`, basis);
    }
    case "kept":
      return sayLights("Kept so far", basis);
    case "ended":
      return "Its time is over, and no breach was shown.";
    case "due":
      return sayLights(`Not yet${deadline === null ? "" : ` (due by ${deadline})`}`, basis);
    case "overdue":
      return sayLights(`Its time ran out on ${deadline ?? "a day not stated"}`, basis);
    case "breached":
      return isAllVerified(basis.parts)
        ? `Breached${on}, until cured on the record; all that it asks is verified now.`
        : sayLights(`Breached${on}, until cured on the record`, basis);
    case "suspended":
      return sayLights(`Suspended by a decision${on}`, basis);
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
      return sayContinued(basis);
    case "relaxed":
      return sayRelaxed(relaxing, on);
    case "lifted":
      return `Lifted${on} by a decision that the verdict allowed.${sayStillVerified(basis)}`;
  }
}

function sayContinued(basis: ReasonBasis<MeasureStatus>): string {
  if (basis.parts.length === 0) return "It continues: no text in force says what lifts it.";
  return isAllVerified(basis.parts)
    ? "Its condition is verified; it continues until a decision lifts it."
    : `It continues until its condition is verified: ${standing(basis)}`;
}

function sayStillVerified(basis: ReasonBasis<MeasureStatus>): string {
  if (basis.parts.length === 0) return "";
  if (isAllVerified(basis.parts)) return " Its condition is verified.";
  return ` ${led("Its condition is no longer verified", basis)}`;
}

function sayRelaxed(relaxing: Relaxing | null, on: string): string {
  if (relaxing === null) return `Relaxed${on}; it is in force again by itself.`;
  const { from, until, inReturnFor, parts, rest } = relaxing;
  const what = parts.length === 0 ? "" : ` in part (${parts.join(", ")})`;
  const end = until === null ? "" : `, until it is in force again by itself on ${until}`;
  const stays =
    rest.length === 0
      ? ""
      : ` ${capital(rest.join(", "))} ${rest.length === 1 ? "stays" : "stay"} in force.`;
  const ground = inReturnFor === null ? "" : ` Its ground: ${inReturnFor}.`;
  return `Relaxed on ${from}${what}${end}.${stays}${ground}`;
}

/** Says why an assurance has its status. */
export function reasonOfAssurance(basis: ReasonBasis<AssuranceStatus>): string {
  switch (basis.status) {
    case "withheld":
      return led("It cannot take effect", basis);
    case "may be tendered":
      return "Its condition is verified; it has not been given.";
    case "in effect":
      return "Its condition is verified, and stays so for as long as that holds.";
    case "lapsed":
      return led("It lapsed by itself", basis);
  }
}

/** Says why an option is, or is not, open to its party. */
export function reasonOfOption(basis: ReasonBasis<OptionStatus>): string {
  if (basis.status === "closed") return led("It is not open", basis);
  return basis.parts.length === 0
    ? "It is open: no text in force makes it wait for anything."
    : "What opens it is verified.";
}

/** Says why a question has the answer that it has. */
export function reasonOfQuestion(basis: ReasonBasis<Value>): string {
  return isBare(basis.parts) ? `Still to be verified: ${standing(basis)}` : standing(basis);
}

type Conditions = Pick<ReasonBasis<string>, "parts" | "exceptions" | "counts">;

/** Says something, and why: what is only wanting is named as what is still to be verified. */
function led(lead: string, basis: Conditions): string {
  if (basis.parts.length === 0) return `${lead}; ${standing(basis)}`;
  const isSaid = lead.startsWith("Not yet") || !isBare(basis.parts);
  return `${lead}${isSaid ? "" : "; still to be verified"}: ${standing(basis)}`;
}

/** Whether all that is open is told by what is wanting alone. */
function isBare(parts: readonly Part[]): boolean {
  const open = openOf(parts);
  return open.length > 0 && open.every(isPlain);
}

/** What is not verified, counts first: they are what a reader asks for. */
function openOf(parts: readonly Part[]): readonly Part[] {
  const open = parts.filter(({ value }) => value !== "verified");
  const isCount = ({ says }: Part) => says === "counts";
  return [...open.filter(isCount), ...open.filter((part) => !isCount(part))];
}

function isAllVerified(parts: readonly Part[]): boolean {
  return parts.length > 0 && openOf(parts).length === 0;
}

/** Says how the conditions stand, the counts first: they are what a reader asks for. */
function standing(basis: Conditions): string {
  return [sayConditions(basis), ...basis.exceptions.map((one) => `${capital(one)}.`)].join(" ");
}

function sayConditions({ parts, counts }: Conditions): string {
  if (parts.length === 0) return "no text in force says what would verify it.";
  const open = openOf(parts);
  if (open.length === 0) return "all that it asks is verified.";
  const said = open.map(sayPart);
  // A count that is itself a condition is told as that condition.
  const counted = counts.filter((count) => !said.some((one) => one.includes(count)));
  const verified = parts.length - open.length;
  // Of a single condition, how it stands is the whole answer.
  const lead = parts.length === 1 ? [] : [`${verified} of ${parts.length} conditions verified`];
  return `${[...lead, ...counted, ...firstOf(open)].join("; ")}.`;
}
