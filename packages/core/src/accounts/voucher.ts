import type { CountReport, EntryId, Exhibit, Id, TransferReport } from "../evidence/index.ts";
import type { Interval } from "../time/index.ts";
import type { WeighedEstimate } from "./estimate.ts";
import type { WeighedCount } from "./supported.ts";

/** A standing report that bears on an account, with what it weighs. */
export interface Voucher<
  Claim extends CountReport | TransferReport = CountReport | TransferReport,
> {
  readonly id: EntryId;
  readonly claim: Claim;
  /** The party whose declaration it is; `null` for what was seen. */
  readonly declaredBy: Id | null;
  readonly seen: Interval;
  /** In millionths, as `strengthMillionths` gives it. */
  readonly strength: number;
  /** The independent source that it belongs to. */
  readonly group: string;
  readonly position: number;
  readonly method: string;
  /** The bodies that observed. */
  readonly observers: readonly Id[];
}

/** An independent estimate of how many there are, and the entry that it is. */
export interface Estimate extends WeighedEstimate {
  readonly id: EntryId;
}

/** A voucher as a count to be weighed with others of the same thing. */
export function weighed(voucher: Voucher): WeighedCount {
  const { claim, seen, strength, group, position } = voucher;
  const exhibit: Exhibit = {
    side: "for",
    strength,
    seen,
    group,
    derived: false,
    sole: false,
    position,
  };
  return { low: claim.low, high: claim.high, exhibit, seen };
}

/** The order in which vouchers are read, whatever the order of the record. */
export function byTime(one: Voucher, other: Voucher): number {
  if (one.seen.to !== other.seen.to) return one.seen.to - other.seen.to;
  if (one.seen.from !== other.seen.from) return one.seen.from - other.seen.from;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
