import { type CountReport, STAGES, type Stage } from "../evidence/index.ts";
import type { AccountLine, Balance } from "./account.ts";
import { type Book, keyOf, type Line, ofMicro, sum } from "./book.ts";
import type { Quantity, Unit } from "./quantity.ts";
import { TERM_OF, type Term } from "./stages.ts";
import type { Voucher } from "./voucher.ts";

/** What a declaration says of the base: the number, and its uncertainty. */
export interface Base {
  readonly total: number | null;
  readonly sigma: number;
}

/** The balance of a book: it holds to a millionth of a unit, since it is taken from the book. */
export function balanceOf(book: Book, base: Base, unit: Unit): Balance {
  const of = (term: Term) => quantityOf(linesOf(book, term), unit);
  const declared = ofMicro(book.declared);
  const terms = {
    inPlace: of("inPlace"),
    inTransit: of("inTransit"),
    countedOut: of("countedOut"),
    destroyed: of("destroyed"),
  };
  const all = Object.values(terms);
  const unaccounted = ofMicro(book.unaccounted);
  const spans = all.reduce((span, { low, high }) => span + (high - low), 0);
  const sigma = Math.hypot(base.sigma, ...all.map((one) => one.sigma));
  return {
    declared: { unit, value: declared, low: declared, high: declared, sigma: base.sigma },
    ...terms,
    unaccountedFor: {
      unit,
      value: unaccounted,
      low: tidy(unaccounted - spans),
      high: unaccounted,
      sigma,
    },
  };
}

/** The accounts of one term of the balance. */
export function linesOf(book: Book, term: Term): readonly Line[] {
  return book
    .lines()
    .filter(({ name }) => name.stage !== "declared" && termOf(name.stage) === term);
}

function termOf(stage: Stage): Term | null {
  return stage === "declared" ? null : TERM_OF[stage];
}

/** Stage by stage: where the whole was counted, it says how uncertain it is; else its parts do. */
function quantityOf(lines: readonly Line[], unit: Unit): Quantity {
  const stages = [...new Set(lines.map(({ name }) => name.stage))];
  let span = 0;
  let variance = 0;
  for (const stage of stages) {
    const of = lines.filter(({ name }) => name.stage === stage);
    const whole = of.filter(({ isWhole }) => isWhole);
    for (const line of whole.length > 0 ? whole : of) {
      span += line.span;
      variance += line.variance;
    }
  }
  const value = ofMicro(sum(lines.map(({ balance }) => balance)));
  return { unit, value, low: value, high: tidy(value + span), sigma: Math.sqrt(variance) };
}

/** The accounts by stage and place, and beside each what a party declares to be there. */
export function accountLines(
  book: Book,
  declarations: readonly Voucher<CountReport>[],
  unit: Unit,
): readonly AccountLine[] {
  const declared = new Map<string, { low: number; id: Voucher["id"]; claim: CountReport }>();
  for (const { claim, id } of declarations) {
    if (claim.stage === "declared" || claim.percentOf !== undefined) continue;
    if (claim.orStage !== undefined) continue;
    const key = keyOf({ ...claim, lot: claim.lot ?? null });
    const known = declared.get(key);
    if (known === undefined || claim.low > known.low)
      declared.set(key, { low: claim.low, id, claim });
  }
  for (const { claim } of declared.values()) book.line({ ...claim, lot: claim.lot ?? null });
  return book
    .lines()
    .filter((line) => line.from.length > 0 || declared.has(line.key))
    .map((line): AccountLine => {
      const { name, from, key } = line;
      const amount = quantityOf([line], unit);
      return { ...nameOf(name), amount, declared: declared.get(key)?.low ?? null, from };
    })
    .sort((one, other) => STAGES.indexOf(one.stage) - STAGES.indexOf(other.stage));
}

function nameOf({ stage, place, vessel, voyage, lot }: Line["name"]): Line["name"] {
  return { stage, place, vessel, voyage, lot };
}

/** A sum of decimal fractions, without the digits that binary fractions leave behind. */
function tidy(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
