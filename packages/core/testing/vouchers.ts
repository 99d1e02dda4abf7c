/** Vouchers for the tests of accounts: a claim, and only what the test speaks of beside it. */
import fc from "fast-check";
import type { Account, AccountBasis, Estimate, Voucher } from "../src/accounts/index.ts";
import { accountOf, UNITS } from "../src/accounts/index.ts";
import {
  type CountReport,
  entryId,
  id,
  STAGES,
  type Stage,
  strengthMillionths,
  type TransferReport,
} from "../src/evidence/index.ts";
import { type Instant, instant } from "../src/time/index.ts";
import { at, counted, grade } from "./specimen.ts";

/** What a test says of a voucher beside its claim. */
export type VoucherFields = Partial<Omit<Voucher, "id" | "claim" | "seen">> & {
  readonly grade?: string;
  readonly from?: string;
  readonly to?: string;
};

/** A voucher of A2, seen in an hour of 1 November 1962. */
export function voucher(
  name: string,
  claim: Voucher["claim"],
  fields: VoucherFields = {},
): Voucher {
  const { grade: graded = "A2", from = "1962-11-01", to, ...rest } = fields;
  const begun = at(from);
  return {
    id: entryId(name),
    claim,
    declaredBy: null,
    seen: { from: begun, to: to === undefined ? instant(begun + 3_600_000) : at(to) },
    strength: strengthMillionths(grade(graded)),
    group: name,
    position: 0,
    method: "count-alongside",
    observers: [],
    ...rest,
  };
}

/** What the Soviet Union declares. */
export function declares(
  name: string,
  low: number,
  fields: Partial<CountReport> = {},
  from?: string,
) {
  return voucher(name, counted(low, { stage: "declared", ...fields }), {
    declaredBy: id("USSR"),
    ...(from === undefined ? {} : { from }),
  });
}

/** A count on a day of November 1962. */
export function seen(name: string, day: number, low: number, fields: Partial<CountReport> = {}) {
  return voucher(name, counted(low, fields), { from: `1962-11-${String(day).padStart(2, "0")}` });
}

/** A transfer on a day of November 1962, of missiles, from stage to stage. */
export function moved(
  name: string,
  day: number,
  low: number,
  stages: readonly [Stage, Stage],
  fields: Partial<TransferReport> = {},
) {
  const nowhere = { place: null, lot: null };
  const claim: TransferReport = {
    kind: "transfer",
    subject: id("missiles"),
    low,
    high: low,
    from: { stage: stages[0], ...nowhere },
    to: { stage: stages[1], ...nowhere },
    vessel: null,
    voyage: null,
    ...fields,
  };
  return voucher(name, claim, { from: `1962-11-${String(day).padStart(2, "0")}` });
}

/** An estimate of A2, seen on 2 November 1962. */
export function estimates(name: string, low: number, high: number): Estimate {
  const { seen, strength } = voucher(name, counted(low), { from: "1962-11-02" });
  const weight = { side: "for", strength, seen, group: name, position: 0 } as const;
  return { id: entryId(name), low, high, exhibit: { ...weight, derived: false, sole: false } };
}

/** The account that vouchers give, at the end of 1962 unless the test says when. */
export function drawnUp(vouchers: readonly Voucher[], fields: Partial<AccountBasis> = {}): Account {
  return accountOf({
    item: id("missiles"),
    title: "missiles",
    unit: UNITS,
    asOf: at("1962-12-31"),
    partial: false,
    vouchers,
    estimates: [],
    leftOut: [],
    ...fields,
  });
}

const BEGIN = at("1962-11-01");
const HOUR = 3_600_000;

/** An instant of a few days, on the hour, so that many coincide. */
export const someInstant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 96 })
  .map((hours) => instant(BEGIN + hours * HOUR));

const amounts = fc.oneof(
  fc.nat(12),
  fc.nat(120_000).map((tenths) => tenths / 10_000),
);
const bounds = fc
  .tuple(amounts, fc.oneof(fc.constant(0), fc.nat(6)))
  .map(([low, more]) => ({ low, high: low + more }));
const places = fc.constantFrom(null, id("sagua"), id("mariel"));
const ships = fc.constantFrom(
  { vessel: null, voyage: null },
  { vessel: "Okhotsk", voyage: null },
  { vessel: "Okhotsk", voyage: "2" },
  { vessel: "Bratsk", voyage: null },
);
const lots = fc.constantFrom(null, "A", "B");
const reached = fc.constantFrom(...STAGES.filter((stage) => stage !== "declared"));
const serials = fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "5"), { maxLength: 3 });

const counts: fc.Arbitrary<CountReport> = fc
  .record({ stage: reached, bounds, place: places, ship: ships, lot: lots, serials })
  .map(({ stage, bounds: { low, high }, place, ship, lot, serials: named }) =>
    counted(low, {
      stage,
      high,
      place,
      ...ship,
      ...(lot === null ? {} : { lot }),
      ...(named.length === 0 ? {} : { serials: named }),
    }),
  );

// What is destroyed goes nowhere: the record refuses such a transfer.
const standing = reached.filter((stage) => !stage.startsWith("destroyed"));

const transfers: fc.Arbitrary<TransferReport> = fc
  .record({
    from: standing,
    to: reached,
    bounds,
    places: fc.tuple(places, places),
    ship: ships,
    lot: lots,
  })
  .map(({ from, to, bounds: { low, high }, places: [out, into], ship, lot }) => ({
    kind: "transfer" as const,
    subject: id("missiles"),
    low,
    high,
    from: { stage: from, place: out, lot },
    to: { stage: to, place: into, lot },
    ...ship,
  }));

const declarations: fc.Arbitrary<CountReport> = fc
  .record({ bounds, ship: ships })
  .map(({ bounds: { low, high }, ship }) => counted(low, { stage: "declared", high, ...ship }));

/** Any vouchers that a record may hold of one item, each under an id of its own. */
export const someVouchers: fc.Arbitrary<readonly Voucher[]> = fc
  .array(
    fc.record({
      claim: fc.oneof(
        { arbitrary: counts, weight: 4 },
        { arbitrary: transfers, weight: 3 },
        { arbitrary: declarations, weight: 1 },
      ),
      seen: fc.tuple(someInstant, fc.nat(10)),
      grade: fc.constantFrom("A2", "B2", "C3", "A1"),
      group: fc.constantFrom("one", "two", "three", null),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ claim, seen: [from, hours], grade: graded, group }, index) => ({
      ...voucher(`V-${index}`, claim, { grade: graded, position: index }),
      seen: { from, to: instant(from + hours * HOUR) },
      group: group ?? `V-${index}`,
      declaredBy: claim.kind === "count" && claim.stage === "declared" ? id("USSR") : null,
    })),
  );
