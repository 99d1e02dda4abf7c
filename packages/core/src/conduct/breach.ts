import { isCounted } from "../agreement/index.ts";
import { type Bits, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { BEGINNING, END, type Instant, type Interval } from "../time/index.ts";
import {
  type Atom,
  bitsOf,
  type Heard,
  type HeardAtom,
  heardOf,
  type Packed,
  type Steps,
  unpack,
  valueAt,
} from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { excuseIn, isShownAt } from "./excuse.ts";
import { saidOf } from "./lens.ts";
import { requiredAtoms } from "./lights.ts";
import { foundFirst } from "./looked-for.ts";
import { requirementBits } from "./requirement.ts";
import { hasRunOut } from "./running.ts";
import { covered, isSince, keyOf, type Stretches } from "./stretches.ts";

/** By which reports, by the moment they speak of, a duty may be shown broken. */
export interface Charges {
  /** The same only for rules that let the same reports charge, and under the same text. */
  readonly key: string;
  readonly charges: (report: Heard, atom: Atom) => boolean;
}

/** A breach, from the end of the interval that the evidence of it speaks of. */
export interface Breach {
  readonly at: Instant;
  /** Whose evidence alone it rests on: the party's it is owed to, and nobody else's. */
  readonly observations: readonly string[];
}

/**
 * The first instant in a stretch at which what a duty asks to be performed is shown not, as a
 * whole, at the breach standard, on evidence that passes every rule and outweighs the other side
 * (semantics, section 8, *Breached*); `null` where there is none.
 */
export function firstBreach(duty: Duty, stretch: Interval, charges: Charges): Breach | null {
  const key = `${stretch.from} ${stretch.to} ${charges.key}`;
  const at = foundFirst(duty, key, (from) => breachFrom(duty, stretch, charges, from));
  if (at === null) return null;
  return {
    at,
    get observations() {
      return speaking(duty, charges, at);
    },
  };
}

/** The first breach in a stretch from an instant on. */
function breachFrom(
  duty: Duty,
  stretch: Interval,
  charges: Charges,
  after: Instant,
): Instant | null {
  const from = Math.max(after, stretch.from);
  const atoms = requiredAtoms(duty.form, duty.frame, duty.forms).filter(
    (atom) => duty.lightOf(atom) !== "verification",
  );
  const ends = atoms.flatMap((atom) =>
    endsFrom(duty, atom, charges, from).flatMap((at) => (at < stretch.to ? [{ atom, at }] : [])),
  );
  const charged = new Map<string, Steps<Packed> | null>();
  const chargeOf = (atom: Atom) => {
    const known = charged.get(atom.key);
    if (known !== undefined) return known;
    const fresh = heardCharge(duty, atom, charges)?.steps ?? null;
    charged.set(atom.key, fresh);
    return fresh;
  };
  for (const { atom, at } of ends.sort((one, other) => one.at - other.at)) {
    // A breach begins with its evidence alone.
    if (!isNewlyShownNot(chargeOf(atom), at) || isExcused(duty, at)) continue;
    const bits = requirementBits(duty, at, {
      atom: (one) => chargeBits(duty, one, chargeOf, at),
      referred: (referred) => (referred & SHOWN) as Bits,
      exception: (isShown) => (isShown ? NEITHER : SHOWN),
    });
    if (bits === SHOWN_NOT) return at;
  }
  return null;
}

function isNewlyShownNot(charge: Steps<Packed> | null, at: Instant): boolean {
  return charge !== null && unpack(valueAt(charge, at)).breachShown;
}

function isCharging(atom: Atom, { charges }: Charges): (one: Heard) => boolean {
  return (one) => one.convicts !== false && charges(one, atom);
}

/** The ends, from an instant on, of reports that may charge an atom. */
function endsFrom(duty: Duty, atom: Atom, charges: Charges, from: number): readonly Instant[] {
  const { evidence, arrivingAfter } = duty.forms.atom(atom);
  const isCount = isCounted(atom.predicate);
  const charging = isCharging(atom, charges);
  // What a party counts against its own interest opens nothing, and may convict it.
  const admitted = isCount ? evidence.excluded.map(heardOf) : [];
  // What is retold, or has no weight, shows nothing anew.
  const telling = arrivingAfter(from - 1).filter(({ strength }) => strength > 0);
  return [...telling, ...admitted].flatMap((one) =>
    (isCount || one.side === "against") && one.seen.to >= from && charging(one)
      ? [one.seen.to]
      : [],
  );
}

/** An atom on what may charge it alone; `null` where nothing does. */
function heardCharge(duty: Duty, atom: Atom, charges: Charges): HeardAtom | null {
  const isCount = isCounted(atom.predicate);
  if (isCount && endsFrom(duty, atom, charges, BEGINNING).length === 0) return null;
  const charging = isCharging(atom, charges);
  return duty.forms.atom(atom).heard({
    key: `charged ${isCount} ${charges.key}`,
    counts: (one) => (one.side === "for" && !isCount) || charging(one),
  });
}

/** How an atom counts for a breach: neither way, unless it is performance and charged. */
function chargeBits(
  duty: Duty,
  atom: Atom,
  chargeOf: (atom: Atom) => Steps<Packed> | null,
  at: Instant,
): Bits {
  if (duty.lightOf(atom) === "verification") return NEITHER;
  const shown = bitsOf(valueAt(duty.forms.atom(atom).steps, at)) & SHOWN;
  const charge = chargeOf(atom);
  const shownNot = charge !== null && isConvicted(atom, charge, at) ? SHOWN_NOT : 0;
  return (shown | shownNot) as Bits;
}

function isConvicted({ predicate, criterion }: Atom, steps: Steps<Packed>, at: Instant): boolean {
  const { againstLevel, breachShown } = unpack(valueAt(steps, at));
  // A count falls short by all its departures together, and not by one side's weight.
  return isCounted(predicate) ? againstLevel >= criterion.breach : breachShown;
}

function speaking(duty: Duty, charges: Charges, at: Instant): readonly string[] {
  return requiredAtoms(duty.form, duty.frame, duty.forms).flatMap((atom) => {
    if (duty.lightOf(atom) === "verification") return [];
    if (endsFrom(duty, atom, charges, BEGINNING).length === 0) return [];
    const heard = heardCharge(duty, atom, charges);
    if (heard === null) return [];
    const { exhibits, observations } = heard.evidence;
    return exhibits.flatMap((one, i) =>
      one.side === "against" && one.seen.to <= at ? [observations[i]!.id] : [],
    );
  });
}

/** Whether what excuses a duty is shown at an instant: `unless fired upon`. */
export function isExcused({ undertaking, frame, forms }: Duty, at: Instant): boolean {
  const excuse = excuseIn(frame, undertaking);
  return excuse !== null && isShownAt(excuse, forms, at);
}

/** The breaches of a duty in a stretch: one at most between two cures, which end it. */
export function breachesIn(duty: Duty, stretch: Interval): readonly Breach[] {
  const { cures } = duty.relief;
  const bounds = [BEGINNING, ...cures, END] as readonly Instant[];
  return bounds.slice(1).flatMap((until, i) => {
    const since = bounds[i]!;
    const from = Math.max(since, stretch.from) as Instant;
    const to = Math.min(until, stretch.to) as Instant;
    if (from >= to) return [];
    const inTime = chargeable(duty);
    const later: Charges = {
      key: `since ${since} ${timesOf(duty)}`,
      charges: (one, atom) => isSince(one.seen, since) && inTime(one, atom),
    };
    const found = firstBreach(duty, { from, to }, later);
    return found === null ? [] : [found];
  });
}

/** All of a duty's times by which `chargeable` judges, as a name for it. */
function timesOf({ undertaking, time, said }: Duty): string {
  const active = keyOf(time.active);
  if (undertaking.form !== "achieve") return active;
  const runs = time.runs.map(({ from, to, ends }) => `${from}–${to} ${ends}`);
  const declared = said.map(({ at, term }) => `${at} ${term}`);
  return [active, ...runs, ...declared].join(", ");
}

/** By evidence of which moments a duty can be broken (section 8). */
function chargeable(duty: Duty): Charges["charges"] {
  const { time, undertaking } = duty;
  const active: Stretches = time.active;
  if (undertaking.form !== "achieve") return ({ seen }) => covered(active, seen);
  return ({ seen }, atom) => {
    if (!covered(active, seen)) return false;
    const run = time.runs.find(({ from, to }) => from <= seen.from && seen.from < to);
    if (
      hasRunOut(time.runs, seen.from) ||
      (run?.ends !== null && run?.ends !== undefined && run.ends <= seen.from)
    )
      return true;
    return saidOf(duty, atom).some((declared) => declared <= seen.from);
  };
}

/** Whether what is seen at an instant may show a duty broken: it is owed then, and it is time. */
export function isChargeableAt({ time, undertaking, said }: Duty, when: Instant): boolean {
  if (!covered(time.active, { from: when, to: when })) return false;
  if (undertaking.form !== "achieve") return true;
  const hasEnded = time.runs.some(({ ends }) => ends !== null && ends <= when);
  return hasEnded || said.some(({ at }) => at <= when);
}

/** When, after it was performed, a duty is shown undone before its end; `null` for never. */
export function undoneAfter(duty: Duty, performed: Instant, end: Instant | null): Instant | null {
  const stretch = { from: performed, to: end ?? END };
  if (stretch.from >= stretch.to) return null;
  const later: Charges = {
    key: `undone since ${performed} ${keyOf(duty.time.active)}`,
    charges: ({ seen }) => isSince(seen, performed) && covered(duty.time.active, seen),
  };
  return firstBreach(duty, stretch, later)?.at ?? null;
}
