import type { CountPredicate } from "../../agreement/index.ts";
import type { Level } from "../../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../../time/index.ts";
import type { Evidence } from "../exhibits.ts";
import type { Atom } from "../form.ts";
import { ascending, type Steps } from "../steps.ts";
import { baseOf, type CountBase } from "./base.ts";
import { type CountLevels, CountMatter } from "./matter.ts";
import { type Sighting, Sightings } from "./sighting.ts";

/** The levels of a count over time, each packed into a number. */
type Curve = Steps<number>;

/** A matter, on what it was opened, and what it came to over all time. */
interface Run {
  readonly bearing: Evidence["bearing"];
  readonly bearingSources: Evidence["bearingSources"];
  readonly matter: CountMatter;
  curve: Curve | null;
  /** Another one of the same, for what is asked of earlier, where the first cannot be put back. */
  earlier: CountMatter | null;
}

/**
 * The counting of one atom, kept from one question to the next: as known at another position most
 * counts are the same, and only what has turned since is counted anew.
 */
export class Counting {
  readonly #atom: Atom;
  readonly #predicate: CountPredicate;
  readonly #sightings: Sightings;
  /** What was asked last, first: of all evidence, and of what a clause lets count. */
  #runs: readonly Run[] = [];

  constructor(atom: Atom, predicate: CountPredicate) {
    this.#atom = atom;
    this.#predicate = predicate;
    this.#sightings = new Sightings(atom);
  }

  /** The levels over all time on some evidence. */
  over(evidence: Evidence): Steps<CountLevels> {
    const run = this.#runOn(evidence);
    run.curve ??= this.#continued(run, { at: [], values: [] }, BEGINNING);
    const { at, values } = run.curve;
    return { at, values: values.map(unpacked) };
  }

  /** The matter on some evidence, put to an instant. */
  at(evidence: Evidence, asOf: Instant): CountMatter {
    const run = this.#runOn(evidence);
    const { matter, earlier } = run;
    if (matter.goTo(asOf)) return matter;
    if (earlier?.goTo(asOf) === true) return earlier;
    run.earlier = this.#opened(matter.base, matter.all);
    run.earlier.goTo(asOf);
    return run.earlier;
  }

  #runOn(evidence: Evidence): Run {
    const sightings = this.#sightings.of(evidence);
    const onSame = this.#runs.filter((one) => isSameBase(one, evidence));
    const best = onSame
      .map((run) => ({ run, inCommon: inCommon(run.matter.all, sightings) }))
      .reduce<{ run: Run; inCommon: number } | null>(
        (most, one) => (most !== null && most.inCommon >= one.inCommon ? most : one),
        null,
      );
    const run = (best !== null && this.#followed(best.run, sightings, best.inCommon)) || {
      // The lists themselves may grow with the record.
      bearing: [...evidence.bearing],
      bearingSources: [...evidence.bearingSources],
      matter: this.#opened(best?.run.matter.base ?? baseOf(this.#atom, evidence), sightings),
      curve: null,
      earlier: null,
    };
    this.#runs = [run, ...this.#runs.filter((one) => one !== run)].slice(0, KEPT);
    return run;
  }

  /** A run that goes on with other counts; `null` where it would not be worth it. */
  #followed(run: Run, sightings: readonly Sighting[], same: number): Run | null {
    const { matter } = run;
    const before = matter.all;
    if (same === before.length && same === sightings.length) return run;
    if (same < before.length / 2 || !matter.follow(sightings, same)) return null;
    run.earlier = null;
    const first = Math.min(
      before[same]?.seen.to ?? END,
      sightings[same]?.seen.to ?? END,
    ) as Instant;
    run.curve = run.curve === null ? null : this.#continued(run, run.curve, first);
    return run;
  }

  /** A curve that stays as it was before an instant, and is drawn anew from there on. */
  #continued({ matter }: Run, before: Curve, first: Instant): Curve {
    const kept = before.at.findLastIndex((at) => at < first) + 1;
    const at = before.at.slice(0, kept);
    const values = before.values.slice(0, kept);
    for (const when of ascending(matter.instantsFrom(first))) {
      if (when < first) continue;
      matter.goTo(when);
      const value = packed(matter.levels());
      if (values.at(-1) === value) continue;
      at.push(when);
      values.push(value);
    }
    return { at, values };
  }

  #opened(base: CountBase, sightings: readonly Sighting[]): CountMatter {
    return new CountMatter(this.#atom, this.#predicate, base, sightings);
  }
}

/** The whole evidence of a clause, and the part of it that its life cycle lets count. */
const KEPT = 2;

function isSameBase(run: Run, { bearing, bearingSources }: Evidence): boolean {
  return (
    run.bearing.length === bearing.length &&
    run.bearing.every((one, i) => {
      const [then, now] = [run.bearingSources[i]!, bearingSources[i]!];
      return (
        one === bearing[i] &&
        then.strength === now.strength &&
        then.own === now.own &&
        then.group === now.group
      );
    })
  );
}

/** How many counts two lists begin with alike. */
function inCommon(one: readonly Sighting[], other: readonly Sighting[]): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function packed({ forLevel, againstLevel, breachLevel }: CountLevels): number {
  return (forLevel << 4) | (againstLevel << 2) | breachLevel;
}

function unpacked(levels: number): CountLevels {
  return {
    forLevel: (levels >> 4) as Level,
    againstLevel: ((levels >> 2) & 3) as Level,
    breachLevel: (levels & 3) as Level,
  };
}
