import { type Domain, isCounted, type Predicate } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Bits, NEITHER, opens, SHOWN, SHOWN_NOT } from "../logic/index.ts";
import { END, type Instant } from "../time/index.ts";
import {
  type Atom,
  bitsOf,
  combining,
  constant,
  type Evaluation,
  type Lens,
  type Member,
  type Packed,
  pack,
  type Steps,
  stepsOf,
  unpack,
  valueAt,
} from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { endsReached } from "./running.ts";
import { covered, isAlways, keyOf, within } from "./stretches.ts";

/**
 * How a duty's evidence is read (semantics, section 8, *Two lights*): what is contradicted is read
 * as unverified for a check that is not carried out, and for what is still to be achieved; what was
 * seen outside the time of a duty that is kept or refrained from contradicts nothing.
 *
 * @param negated - whether the contrary of the requirement is asked, so that the sides are swapped.
 */
export function lensOf(duty: Duty, negated: boolean, evaluation: Evaluation): Lens {
  const member = lensOfMembers(duty);
  const name = `${duty.undertaking.id} ${negated}`;
  if (duty.undertaking.form !== "achieve") {
    return { name, member, atom: (atom) => keptAtom(duty, atom, negated) };
  }
  const early = achieving(duty, negated, member, END);
  const plain = negated ? achieving(duty, false, member, END) : early;
  const verified = firstVerified(evaluation.through(duty.form, plain));
  return verified === null ? early : achieving(duty, negated, member, verified);
}

/** When a form is first verified; `null` for never. */
export function firstVerified({ at, values }: Steps<Packed>): Instant | null {
  const index = values.findIndex((packed) => opens(bitsOf(packed)));
  return index < 0 ? null : at[index]!;
}

function achieving(duty: Duty, negated: boolean, member: Lens["member"], verified: Instant): Lens {
  return {
    name: `${duty.undertaking.id} ${negated} ${verified === END ? "before" : "after"}`,
    member,
    atom: (atom) => {
      const { steps } = duty.forms.atom(atom);
      if (duty.lightOf(atom) === "verification") return softened(steps, END, negated);
      const after = verified === END ? END : ((verified + 1) as Instant);
      return softened(steps, Math.min(after, hardFrom(duty, atom)) as Instant, negated);
    },
  };
}

/** From when on what contradicts an atom counts: its time has run out, or it was said to be done. */
function hardFrom(duty: Duty, atom: Atom): Instant {
  const ended = endsReached(duty.time.runs);
  return [...ended, ...saidOf(duty, atom)].reduce((a, b) => Math.min(a, b) as Instant, END);
}

/** When a duty's bearer said that what an atom asks was performed. */
export function saidOf({ said, frame }: Duty, { predicate }: Atom): readonly Instant[] {
  const subject = subjectOf(predicate);
  return said.flatMap(({ at, term }) => {
    // What it says is done is what its words cover: the narrower term declares no more (T17).
    const leaves = term === null ? null : frame.vocabulary.leaves(term);
    const speaks = leaves === null || (subject !== null && leaves.includes(subject));
    return speaks ? [at] : [];
  });
}

/** What an atom speaks of, where it speaks of a thing. */
export function subjectOf(predicate: Predicate): Id | null {
  switch (predicate.kind) {
    case "count":
    case "identity":
      return predicate.item;
    case "presence":
    case "activity":
    case "assessment":
      return predicate.subject;
    case "access":
    case "coverage":
    case "statement":
    case "open-term":
      return null;
  }
}

/** Steps in which, until an instant, what is contradicted is read as unverified. */
function softened(steps: Steps<Packed>, until: Instant, negated: boolean): Steps<Packed> {
  const contrary: Bits = negated ? SHOWN : SHOWN_NOT;
  if (!steps.values.some((packed) => bitsOf(packed) === contrary)) return steps;
  return stepsOf([...steps.at, until], (when) => {
    const packed = valueAt(steps, when);
    // Conflicting is never softened.
    return when < until && bitsOf(packed) === contrary ? softenedAt(packed, negated) : packed;
  });
}

function softenedAt(packed: Packed, negated: boolean): Packed {
  const judgment = unpack(packed);
  const level = negated ? { forLevel: 0 as const } : { againstLevel: 0 as const };
  return pack({ ...judgment, ...level, bits: NEITHER, breachShown: false, bears: true });
}

/** An atom of what is kept or refrained from: seen outside its time, the contrary is none. */
function keptAtom(duty: Duty, atom: Atom, negated: boolean): Steps<Packed> {
  const history = duty.forms.atom(atom);
  const { steps } = history;
  const read = (some: Steps<Packed>) =>
    duty.lightOf(atom) === "verification" ? softened(some, END, negated) : some;
  const side = negated ? "for" : "against";
  const { active } = duty.time;
  if (isAlways(active)) return read(steps);
  // A count stands on both sides: what it shows and what it shows not are one report.
  const isCount = isCounted(atom.predicate);
  const inTime = history.heard({
    key: `${isCount ? "all" : side} in ${keyOf(active)}`,
    counts: ({ side: of, seen }) => (!isCount && of !== side) || covered(active, seen),
  });
  if (inTime.steps === steps) return read(steps);
  const sides = combining<Packed, Packed>(2, ([all, some]) =>
    negated ? sidesOf(some!, all!) : sidesOf(all!, some!),
  );
  const name = `${atom.key} ${negated}`;
  return read(duty.forms.joins.join(duty.form, name, [steps, inTime.steps], null, sides));
}

/** What supports it as one weighing has it, and what stands against it as another has it. */
function sidesOf(support: Packed, contrary: Packed): Packed {
  const [one, other] = [unpack(support), unpack(contrary)];
  const bits = ((one.bits & SHOWN) | (other.bits & SHOWN_NOT)) as Bits;
  const { againstLevel, breachShown } = other;
  return pack({ ...one, bits, againstLevel, breachShown });
}

/** A quantifier over ships ranges over those of the duty's own running time (section 6). */
export function lensOfMembers({ time }: Duty): Lens["member"] {
  return (member: Member, domain: Domain) => {
    if (domain.kind !== "reported") return null;
    const met = within(time.active, [arrival(member)]);
    const first = met[0]?.from;
    if (first === undefined) return constant(false);
    return stepsOf([first], (when) => when >= first);
  };
}

function arrival({ from, until }: Member) {
  return { from, to: until > from ? until : ((from + 1) as Instant) };
}
