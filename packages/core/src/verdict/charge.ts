import { type Exhibit, type Level, type Observation, Sweep, weigh } from "../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { Steps } from "./steps.ts";

/**
 * What the evidence that may convict comes to at an instant: evidence that passes all seven rules.
 * What the text does not accept may doubt, and shut a gate, but is left out here (semantics,
 * section 8). A party's statement against its own interest is among it.
 */
export interface Charge {
  /** The level against, where its support is greater than that for the other side; 0 otherwise. */
  readonly level: Level;
  readonly forLevel: Level;
  readonly againstLevel: Level;
  /** The odds of each side, in millionths. */
  readonly forOdds: number;
  readonly againstOdds: number;
  /** The reports against that speak: whoever wants to know on whose evidence it rests asks them. */
  readonly on: readonly Observation[];
}

/** Which of the reports a charge is to be judged on; of both sides. */
export type Hears = (exhibit: Exhibit, observation: Observation) => boolean;

/**
 * The charge against an atom at an instant. The rules that a condition states, freshness and
 * overtaking are the weighing's own; what it is asked of beside that (evidence about a time within
 * the duty's running time, not from before a cure) `hears` says.
 */
export function chargeAt(atom: Atom, evidence: Evidence, asOf: Instant, hears?: Hears): Charge {
  const heard = heardOf(evidence, hears);
  const weighing = weigh(
    heard.map((i) => evidence.exhibits[i]!),
    atom.criterion,
    asOf,
  );
  const { forLevel, againstLevel } = weighing;
  const [forOdds, againstOdds] = [weighing.for.odds, weighing.against.odds];
  const on = heard.flatMap((i, n) => {
    const speaks = weighing.fates[n] === "speaks" && evidence.exhibits[i]!.side === "against";
    return speaks ? [evidence.observations[i]!] : [];
  });
  const level = againstOdds > forOdds ? againstLevel : 0;
  return { level, forLevel, againstLevel, forOdds, againstOdds, on };
}

/** The level of the charge (`Charge.level`) over valid time, in one pass. */
export function chargeSteps(atom: Atom, evidence: Evidence, hears?: Hears): Steps<Level> {
  const heard = heardOf(evidence, hears).map((i) => evidence.exhibits[i]!);
  const sweep = new Sweep(heard, atom.criterion);
  const at: Instant[] = [BEGINNING];
  const values: Level[] = [0];
  for (let now = sweep.next; now < END; now = sweep.next) {
    sweep.advance(now);
    const level = chargeLevel(sweep);
    if (level === values.at(-1)) continue;
    at.push(now);
    values.push(level);
  }
  return { at, values };
}

/** A pass over the evidence that may convict, where that is not all of it; `null` where it is. */
export function chargeSweep(atom: Atom, { exhibits }: Evidence): Sweep | null {
  if (exhibits.every(({ convicts }) => convicts !== false)) return null;
  return new Sweep(
    exhibits.filter(({ convicts }) => convicts !== false),
    atom.criterion,
  );
}

/** The level of the charge where a pass stands. */
export function chargeLevel(sweep: Sweep): Level {
  const { level } = sweep.against;
  return level > 0 && sweep.against.odds > sweep.for.odds ? level : 0;
}

function heardOf({ exhibits, observations }: Evidence, hears: Hears | undefined) {
  const heard: number[] = [];
  exhibits.forEach((one, i) => {
    if (one.convicts !== false && (hears?.(one, observations[i]!) ?? true)) heard.push(i);
  });
  return heard;
}
