import { type CountReport, STAGE_WORDS, type Stage } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Balance } from "./account.ts";
import { type Book, ofMicro, sum } from "./book.ts";
import { type Percentage, percentageOf, percentageStated } from "./percentage.ts";
import type { Quantity } from "./quantity.ts";
import { TERM_OF } from "./stages.ts";
import { byTime, type Voucher } from "./voucher.ts";

/** Percentages as sources state them, each of its own measure and base: none is ever merged. */
export function statedPercentages(counts: readonly Voucher<CountReport>[]): readonly Percentage[] {
  return counts
    .filter(({ claim }) => claim.percentOf !== undefined)
    .sort(byTime)
    .map(({ id, claim, seen, declaredBy }) =>
      percentageStated({
        low: claim.low,
        high: claim.high,
        measure:
          declaredBy === null ? measureOf(claim) : `${measureOf(claim)}, as ${declaredBy} declares`,
        base: "declared",
        asOf: seen.to,
        by: id,
      }),
    );
}

/** What a count measures: `departed or destroyed in place`. */
export function measureOf({ stage, orStage }: CountReport): string {
  return orStage === undefined
    ? STAGE_WORDS[stage]
    : `${STAGE_WORDS[stage]} or ${STAGE_WORDS[orStage]}`;
}

/** Percentages that the account itself gives, of what is declared and of what departed. */
export function workedOutPercentages(
  book: Book,
  balance: Balance,
  base: number | null,
  saysWhatLeft: boolean,
  asOf: Instant,
): readonly Percentage[] {
  const { countedOut, destroyed } = balance;
  const of = (part: Quantity, whole: number, measure: string, said: string) =>
    percentageOf({ part, whole, measure, base: said, asOf }) ?? [];
  // Where nobody counted anything out, 0 % would be nobody's figure.
  const isCounted = book.lines().some(({ name, from }) => isOut(name.stage) && from.length > 0);
  const found: Percentage[] = [];
  if (base !== null) {
    const gone = {
      ...countedOut,
      low: countedOut.low + destroyed.low,
      high: countedOut.high + destroyed.high,
    };
    if (isCounted) found.push(...[of(countedOut, base, "counted out", "declared")].flat());
    if (destroyed.value > 0) {
      found.push(...[of(gone, base, "counted out or destroyed", "declared")].flat());
    }
  }
  const departed = everAt(book, "departed");
  const aboard = everCounted(book, "counted-aboard");
  // Where something is declared, that is the base; what left is one of its own where more left
  // than was counted, or where nobody declares anything.
  if (isCounted && saysWhatLeft && (base === null || aboard < departed)) {
    const part = { ...countedOut, low: aboard, high: aboard };
    found.push(...[of(part, departed, STAGE_WORDS["counted-aboard"], STAGE_WORDS.departed)].flat());
  }
  return found;
}

function isOut(stage: Stage): boolean {
  return stage !== "declared" && TERM_OF[stage] === "countedOut";
}

/** What a report has ever put at a stage: not what only must have passed it to be further on. */
function everCounted(book: Book, stage: "counted-aboard"): number {
  const reported = book.linesAt(stage).filter(({ from }) => from.length > 0);
  return ofMicro(sum(reported.map(({ balance, passed }) => balance + passed)));
}

/** What has ever been at a stage that is passed for good. */
function everAt(book: Book, stage: "departed"): number {
  return ofMicro(sum(book.linesAt(stage).map(({ balance, passed }) => balance + passed)));
}
