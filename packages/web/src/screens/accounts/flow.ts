import {
  type Account,
  type AccountName,
  type Balance,
  STAGES,
  type Stage,
  TERM_OF,
} from "@proviso/core";

/** A term of the balance: what is declared is the sum of them. */
export type BalanceTerm = Exclude<keyof Balance, "declared">;

/** Where a flow begins, what it passes, and where things are now. */
export type FlowPlace =
  | { readonly kind: "source" }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "now"; readonly term: BalanceTerm };

/** An amount that went from one place of the flow to another; above 0, in the account's unit. */
export interface FlowLink {
  readonly from: FlowPlace;
  readonly to: FlowPlace;
  readonly amount: number;
}

/** How an item went from stage to stage, and where it is now (T8). */
export interface Flow {
  /** What is declared, and with it what was seen beyond that. */
  readonly source: number;
  readonly links: readonly FlowLink[];
  /** What is unaccounted for; 0 also where more was seen than is declared. */
  readonly unaccounted: number;
  /** Whether the ways between stages are left out, because some lead back. */
  readonly isDirect: boolean;
}

const SOURCE: FlowPlace = { kind: "source" };

/**
 * The flow of an account by stage: all that is declared, and what was seen beyond it, on the left;
 * the terms of the balance, with what is unaccounted for, on the right. The two sums are the same,
 * and so are what enters a stage and what leaves it or stands there.
 *
 * @returns `null` where a stage stands below 0 and nothing can be drawn: the table says what is.
 */
export function flowOf(account: Account): Flow | null {
  const stocks = stocksOf(account);
  if ([...stocks.values()].some((stock) => stock < 0)) return null;
  const { declared, unaccountedFor } = account.balance;
  const unaccounted = Math.max(0, micro(unaccountedFor.value));
  const over = Math.max(0, -micro(unaccountedFor.value));
  const ways = waysOf(account);
  const isDirect = ways.some(({ micros }) => micros < 0);
  const passed = isDirect ? straight(stocks) : ways;
  const now = [...stocks].map(([stage, micros]): Way => {
    const term = TERM_OF[stage as keyof typeof TERM_OF];
    return { from: { kind: "stage", stage }, to: { kind: "now", term }, micros };
  });
  const lost: Way = {
    from: SOURCE,
    to: { kind: "now", term: "unaccountedFor" },
    micros: unaccounted,
  };
  return {
    source: (micro(declared.value) + over) / MICRO,
    unaccounted: unaccounted / MICRO,
    isDirect,
    links: [...passed, ...now, lost]
      .filter(({ micros }) => micros > 0)
      .map(({ from, to, micros }) => ({ from, to, amount: micros / MICRO })),
  };
}

/**
 * The flow as rows. What is unaccounted for has its row also where it is nothing; of what was seen
 * beyond the declaration the source says how much.
 */
export function flowRows({ links, unaccounted }: Flow): readonly FlowLink[] {
  if (unaccounted > 0) return links;
  const to: FlowPlace = { kind: "now", term: "unaccountedFor" };
  return [...links, { from: SOURCE, to, amount: 0 }];
}

/** The name of a place of the flow, one for each. */
export function keyOfPlace(place: FlowPlace): string {
  switch (place.kind) {
    case "source":
      return "source";
    case "stage":
      return `stage ${place.stage}`;
    case "now":
      return `now ${place.term}`;
  }
}

interface Way {
  readonly from: FlowPlace;
  readonly to: FlowPlace;
  readonly micros: number;
}

const MICRO = 1_000_000;

// Sums of whole millionths hold exactly, as they do in the book.
function micro(amount: number): number {
  return Math.round(amount * MICRO);
}

function stocksOf({ lines }: Account): ReadonlyMap<Stage, number> {
  const stocks = new Map<Stage, number>();
  for (const { stage, amount } of lines) {
    stocks.set(stage, (stocks.get(stage) ?? 0) + micro(amount.value));
  }
  return stocks;
}

function straight(stocks: ReadonlyMap<Stage, number>): readonly Way[] {
  return [...stocks].map(([stage, micros]) => ({
    from: SOURCE,
    to: { kind: "stage", stage },
    micros,
  }));
}

/** What went between each two stages, less what came back; below 0 where more came back. */
function waysOf({ bookings }: Account): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const { credit, debit, amount } of bookings) {
    const from = placeOf(credit);
    const to = placeOf(debit);
    const forward = rank(to) - rank(from);
    // The declaration itself, and what moves from ship to ship, stay at one stage.
    if (forward === 0) continue;
    const [one, other] = forward > 0 ? [from, to] : [to, from];
    const key = `${keyOfPlace(one)} ${keyOfPlace(other)}`;
    const micros = (ways.get(key)?.micros ?? 0) + micro(amount) * Math.sign(forward);
    ways.set(key, { from: one, to: other, micros });
  }
  return [...ways.values()];
}

function placeOf(name: AccountName): FlowPlace {
  return name.kind === "line" ? { kind: "stage", stage: name.stage } : SOURCE;
}

function rank(place: FlowPlace): number {
  return place.kind === "stage" ? STAGES.indexOf(place.stage) : -1;
}
