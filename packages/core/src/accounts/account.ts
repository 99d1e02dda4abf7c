import type { EntryId, Id, NamedLevel, Stage } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { MaterialBalance, Measurement } from "./material-balance.ts";
import type { Percentage } from "./percentage.ts";
import type { Quantity, Unit } from "./quantity.ts";

/** An amount as bounds, in the unit of the account. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * What each side says there is. Three columns that are never mixed: none is ever corrected by
 * another (semantics, section 7).
 */
export interface Columns {
  /** The first standing declaration; `null` where nothing is declared. */
  readonly declared: ColumnEntry | null;
  /** The latest standing one that says another number; `null` where nothing was amended. */
  readonly amendedDeclared: ColumnEntry | null;
  /** The latest standing estimate by anyone but who declares. */
  readonly estimate: ColumnEntry | null;
  /** The greatest standing declaration, which the account is held to; a smaller one is no base. */
  readonly base: number | null;
}

/** One figure of a column, with the entries that it comes from. */
export interface ColumnEntry extends Bounds {
  readonly sigma: number;
  readonly from: readonly EntryId[];
}

/**
 * declared = in place + in transit + counted out + destroyed + unaccounted for, always, to a
 * millionth of a unit. `unaccountedFor` is positive for what is declared and not seen anywhere,
 * negative for what was seen beyond what is declared (over).
 */
export interface Balance {
  /** The base: the greatest standing declaration; 0 where nothing is declared. */
  readonly declared: Quantity;
  /** In place, dismantled or crated. */
  readonly inPlace: Quantity;
  /** Loaded, or departed and not counted aboard. */
  readonly inTransit: Quantity;
  /** Counted aboard, or returned. */
  readonly countedOut: Quantity;
  readonly destroyed: Quantity;
  readonly unaccountedFor: Quantity;
}

/** One account of the book: a stage, with the place, the ship or the lot where it is known. */
export interface AccountLine {
  readonly stage: Stage;
  /** `null`: where, is not reported. */
  readonly place: Id | null;
  readonly vessel: string | null;
  readonly voyage: string | null;
  readonly lot: string | null;
  /** What stands there; negative on a line without a place for what moved on from one unknown. */
  readonly amount: Quantity;
  /** What a party declares to be there; `null` where it does not say. */
  readonly declared: number | null;
  /** The entries behind its bookings, in the order in which they were seen. */
  readonly from: readonly EntryId[];
}

/** One side of a booking: an account of the book, or one of the two that stand for the outside. */
export type AccountName =
  /** What the party declares: the source of everything in the book. */
  | { readonly kind: "declared" }
  /** What is declared and not seen anywhere. */
  | { readonly kind: "unaccounted" }
  | {
      readonly kind: "line";
      readonly stage: Stage;
      readonly place: Id | null;
      readonly vessel: string | null;
      readonly voyage: string | null;
      readonly lot: string | null;
    };

/** An amount taken from one account and put to another: the two sides sum to nothing. */
export interface Booking {
  /** The entry that it rests on. */
  readonly by: EntryId;
  readonly at: Instant;
  /** Where it comes from (credited), and where it goes (debited). */
  readonly credit: AccountName;
  readonly debit: AccountName;
  readonly amount: number;
  readonly why: "declaration" | "count" | "transfer" | "moved on";
}

/** One count of what is aboard a ship. */
export interface ShipCount extends Bounds {
  readonly by: EntryId;
  readonly seen: Instant;
  readonly method: string;
  /** The bodies that observed. */
  readonly observers: readonly Id[];
  readonly blind: boolean;
  /** How many were under covers and not uncovered; `null` where it is not said. */
  readonly covered: number | null;
  /** The level that this count alone reaches; `null` for none. */
  readonly level: NamedLevel | null;
}

/** What is known of one voyage: declared, loaded, counted (T30). */
export interface ShipAccount {
  readonly vessel: string;
  readonly voyage: string | null;
  /** Where it was loaded or left from, as far as a report says. */
  readonly place: Id | null;
  /** What is declared aboard. */
  readonly declared: number | null;
  /** What is reported to have left with it; `null` where nothing is. */
  readonly departed: Bounds | null;
  /** What the counts support at the level of the account; `null` where none does. */
  readonly counted: Bounds | null;
  readonly counts: readonly ShipCount[];
  /** Of the counts made blind: whether they agree; both stay on the record. */
  readonly blind: "agreed" | "differ" | "one only" | "none";
  /** How many of what is counted were not uncovered; `null` where no count says. */
  readonly covered: number | null;
  /** `over` also where only the difference is reported, and both figures stay blank. */
  readonly standing: "agrees" | "short" | "over" | "open";
  readonly says: string;
}

/** A difference between two figures, and what it means. */
export interface Discrepancy {
  readonly between:
    | "declared and counted out"
    | "declared and seen anywhere"
    | "estimate and declared"
    | "declared and amended"
    | "one stated percentage and a later one";
  /** The entries that the two figures come from, as far as they are single ones. */
  readonly of: readonly EntryId[];
  /** The first less the second, as bounds and with its σ. */
  readonly difference: Quantity;
  readonly means:
    | "agrees"
    | "short"
    | "over"
    | "more seen than declared"
    | "fewer declared than estimated"
    | "more declared than estimated"
    | "within the estimate"
    | "declaration raised"
    | "declaration shrunk"
    | "a later figure is lower";
  /** For what is measured: whether the difference is beyond `k` σ; `null` for what is counted. */
  readonly significant: boolean | null;
  readonly says: string;
}

/** Whether the things are the same ones: by serials, by seals, by tags. Says nothing of how many. */
export interface IdentityVerdict {
  readonly by: "serials" | "seals" | "tags";
  /** `not given` where nothing is declared or recorded to compare with. */
  readonly verdict: "same" | "differ" | "in part" | "not given";
  /** Named before they left, and seen again. */
  readonly matched: readonly string[];
  /** Named before they left, and not seen since. */
  readonly missing: readonly string[];
  /** Seen, and never named before. */
  readonly unknown: readonly string[];
  readonly says: string;
}

/** A count that is not added, because what it counts is counted already. */
export interface DoubleCount {
  readonly by: EntryId;
  /** The entry that counted it first. */
  readonly first: EntryId;
  readonly because: "same serial" | "same seal" | "same tag";
  readonly what: string;
}

/** A report that bears on the item and moves nothing in the book, with the reason. */
export interface LeftOut {
  readonly by: EntryId;
  readonly why: string;
}

/** The material balances of one place, between its inventories; for what is measured alone. */
export interface MaterialAccount {
  readonly stage: Stage;
  readonly place: Id | null;
  readonly periods: readonly {
    /** When the inventories that bound it were taken. */
    readonly from: Instant;
    readonly to: Instant;
    /** The inventory that begins it, what came, what went, and the inventory that ends it. */
    readonly begin: Measurement;
    readonly receipts: number;
    readonly shipments: number;
    readonly ending: Measurement;
    readonly balance: MaterialBalance;
  }[];
}

/** The account of an item at a moment, on what an audience may see (T8, T30). */
export interface Account {
  readonly item: Id;
  readonly title: string;
  readonly unit: Unit;
  readonly asOf: Instant;
  /** Whether it rests on less than the whole record, for the audience asked for. */
  readonly partial: boolean;
  /** How well a figure is supported before it is posted. */
  readonly level: NamedLevel;
  /** Beyond how many σ a difference of measured amounts is significant. */
  readonly k: number;
  readonly columns: Columns;
  readonly balance: Balance;
  readonly lines: readonly AccountLine[];
  readonly ships: readonly ShipAccount[];
  /** Counted out in total, and how much of it no ship is named for. */
  readonly total: { readonly counted: Bounds; readonly notByShip: number };
  readonly differences: readonly Discrepancy[];
  readonly identity: readonly IdentityVerdict[];
  readonly percentages: readonly Percentage[];
  /** Empty for what is counted, and where no place was measured twice. */
  readonly material: readonly MaterialAccount[];
  readonly doubles: readonly DoubleCount[];
  readonly bookings: readonly Booking[];
  readonly leftOut: readonly LeftOut[];
}
