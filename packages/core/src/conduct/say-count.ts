import type { CountPredicate } from "../agreement/index.ts";
import { type Id, STAGE_WORDS } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import { type CountStanding, either, sayCounted } from "../verdict/index.ts";

/** What names a count and its dates for a reader. */
export interface CountSayings {
  readonly titleOf: (id: Id) => string;
  /** The last day of a stretch that ends at an instant, on the case's clocks: `20 Mar 2014`. */
  readonly lastDayOf: (end: Instant) => string;
}

/** How the count that a condition asks for stands. */
export interface AskedCount {
  readonly predicate: CountPredicate;
  readonly standing: CountStanding;
}

/**
 * Says how a count stands: `38 of 42 missiles counted as returned, 4 to go`; where it is in per cent, with its
 * measure, its base and its date: `of agent as declared: 49.3 % departed (20 Mar 2014), 50.7 % to go`.
 */
export function sayCount({ predicate, standing: count }: AskedCount, says: CountSayings): string {
  const { counted, toGo } = count;
  const title = sayCounted(predicate, says.titleOf);
  if (count.inPercentOfDeclared) {
    const { countedUntil, stages = [] } = count;
    const measure = either(stages.map((stage) => STAGE_WORDS[stage]));
    const when = countedUntil === undefined ? "" : ` (${says.lastDayOf(countedUntil)})`;
    const left = toGo === null || toGo === 0 ? "" : `, ${toGo} % to go${beside(count, " %")}`;
    const isShown = counted !== null && countedUntil !== undefined;
    const part = isShown ? `${counted.low} %` : "none shown";
    const at = sayPlace(predicate, says);
    return `of ${title} as declared: ${part} ${measure}${at}${when}${left}`;
  }
  const { asked, bound } = count;
  // Where nothing is counted, how many there are is unknown, and not 0.
  const what =
    asked === null
      ? "none declared"
      : bound === "at-least"
        ? `${asked} asked`
        : `${bound.replace("-", " ")} ${asked} asked`;
  const stage = sayStage(predicate, says);
  if (counted === null && (asked === null || bound !== "at-least")) {
    return `no accepted count of ${title} ${stage}, ${what}${beside(count)}`;
  }
  if (counted === null) return `of ${asked} ${title} none counted ${stage} yet${beside(count)}`;
  const seen = bound === "at-least" ? `${counted.low}` : range(counted);
  if (asked === null || bound !== "at-least") return `${seen} ${title} counted ${stage}, ${what}`;
  return toGo === 0
    ? `${seen} of ${asked} ${title} counted ${stage}`
    : `${seen} of ${asked} ${title} counted ${stage}, ${toGo} to go${beside(count)}`;
}

/** Says at what stage, and where: `aboard departing ships`, `as returned`, `in place at Mariel`. */
function sayStage(predicate: CountPredicate, says: CountSayings): string {
  const { stage, orStage } = predicate;
  const stages = [stage, ...(orStage === undefined ? [] : [orStage])];
  return `${either(stages.map(asStage))}${sayPlace(predicate, says)}`;
}

function sayPlace({ place }: CountPredicate, { titleOf }: CountSayings): string {
  return place === null ? "" : ` at ${titleOf(place)}`;
}

function asStage(stage: CountPredicate["stage"]): string {
  if (stage === "counted-aboard") return "aboard departing ships";
  return stage === "in-place" ? STAGE_WORDS[stage] : `as ${STAGE_WORDS[stage]}`;
}

/** What is reported beside what is confirmed, where that is more. */
function beside({ reported }: CountStanding, unit = ""): string {
  return reported === undefined ? "" : `, ${reported}${unit} reported`;
}

function range({ low, high }: NonNullable<CountStanding["counted"]>): string {
  if (high === null) return `${low} or more`;
  return low >= high ? `${low}` : `${low} to ${high}`;
}
