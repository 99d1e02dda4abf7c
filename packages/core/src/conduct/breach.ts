import { isCounted } from "../agreement/index.ts";
import { type Bits, NEITHER, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { BEGINNING, END, type Instant, type Interval } from "../time/index.ts";
import {
  type Atom,
  atomSteps,
  bitsOf,
  type Evidence,
  type Form,
  type Heard,
  heardOf,
  type Packed,
  restricted,
  type Steps,
  unpack,
  valueAt,
} from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { saidOf } from "./lens.ts";
import { requiredAtoms } from "./lights.ts";
import { requirementBits } from "./requirement.ts";
import { hasRunOut } from "./running.ts";
import { covered, isSince, type Stretches } from "./stretches.ts";

/** Whether a report, by the moment it speaks of, may show a duty broken. */
export type Charges = (report: Heard, atom: Atom) => boolean;

/** An atom of performance with the evidence that may show it broken. */
interface Charge {
  readonly atom: Atom;
  readonly evidence: Evidence;
  /** How the atom runs on that evidence alone. */
  readonly steps: Steps<Packed>;
  /** The instants at which a report that may charge ends. */
  readonly ends: ReadonlySet<Instant>;
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
  const all = chargesOf(duty, charges);
  if (all.length === 0) return null;
  const byKey = new Map(all.map((one) => [one.atom.key, one]));
  const instants = [...new Set(all.flatMap(turns))]
    .filter((at) => at >= stretch.from && at < stretch.to)
    .sort((a, b) => a - b);
  for (const at of instants) {
    if (!all.some(({ ends }) => ends.has(at)) || isExcused(duty, at)) continue;
    const bits = requirementBits(duty, at, {
      atom: (atom) => chargeBits(duty, atom, byKey.get(atom.key), at),
      referred: (referred) => (referred & SHOWN) as Bits,
      exception: (isShown) => (isShown ? NEITHER : SHOWN),
    });
    if (bits === SHOWN_NOT) return { at, observations: speaking(all, at) };
  }
  return null;
}

/** The instants at which an atom is newly shown not: a breach begins with its evidence alone. */
function turns({ steps, ends }: Charge): readonly Instant[] {
  return [...ends].filter((end) => unpack(valueAt(steps, end)).breachShown);
}

function chargesOf(duty: Duty, charges: Charges): readonly Charge[] {
  return requiredAtoms(duty.form, duty.frame, duty.forms).flatMap((atom) => {
    if (duty.lightOf(atom) === "verification") return [];
    const { evidence, steps } = duty.forms.atom(atom);
    const isCount = isCounted(atom.predicate);
    const charging = (one: Heard) => one.convicts !== false && charges(one, atom);
    const counts = (one: Heard) => (one.side === "for" && !isCount) || charging(one);
    // What a party counts against its own interest opens nothing, and may convict it.
    const admitted = isCount ? evidence.excluded.map(heardOf) : [];
    // What is retold, or has no weight, shows nothing anew.
    const telling = evidence.exhibits.filter(({ derived, strength }) => !derived && strength > 0);
    const ends = [...telling, ...admitted]
      .filter((one) => (isCount || one.side === "against") && charging(one))
      .map(({ seen }) => seen.to);
    if (ends.length === 0) return [];
    const heard = restricted(evidence, counts);
    // Where all of it may charge, the atom has been gone through already.
    if (heard === evidence) return [{ atom, evidence, steps, ends: new Set(ends) }];
    return [{ atom, evidence: heard, steps: atomSteps(atom, heard), ends: new Set(ends) }];
  });
}

/** How an atom counts for a breach: neither way, unless it is performance and charged. */
function chargeBits(duty: Duty, atom: Atom, charge: Charge | undefined, at: Instant): Bits {
  if (duty.lightOf(atom) === "verification") return NEITHER;
  const shown = bitsOf(valueAt(duty.forms.atom(atom).steps, at)) & SHOWN;
  const shownNot = charge !== undefined && isConvicted(charge, at) ? SHOWN_NOT : 0;
  return (shown | shownNot) as Bits;
}

function isConvicted({ atom, steps }: Charge, at: Instant): boolean {
  const { againstLevel, breachShown } = unpack(valueAt(steps, at));
  // A count falls short by all its departures together, and not by one side's weight.
  return isCounted(atom.predicate) ? againstLevel >= atom.criterion.breach : breachShown;
}

function speaking(all: readonly Charge[], at: Instant): readonly string[] {
  return all.flatMap(({ evidence }) =>
    evidence.exhibits.flatMap((one, i) =>
      one.side === "against" && one.seen.to <= at ? [evidence.observations[i]!.id] : [],
    ),
  );
}

/** Whether what excuses a duty is shown at an instant: `unless fired upon`. */
export function isExcused({ undertaking, frame, forms }: Duty, at: Instant): boolean {
  const { exception, id } = undertaking;
  if (exception === null) return false;
  const form: Form = frame.formOf(id, exception, "excepted");
  return (bitsOf(valueAt(forms.stepsOf(form), at)) & SHOWN) !== 0;
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
    const later: Charges = (one, atom) => isSince(one.seen, since) && inTime(one, atom);
    const found = firstBreach(duty, { from, to }, later);
    return found === null ? [] : [found];
  });
}

/** By evidence of which moments a duty can be broken (section 8). */
function chargeable(duty: Duty): Charges {
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
  const later: Charges = ({ seen }) => isSince(seen, performed) && covered(duty.time.active, seen);
  return firstBreach(duty, stretch, later)?.at ?? null;
}
