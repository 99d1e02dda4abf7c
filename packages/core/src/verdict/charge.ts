/**
 * What the evidence that may convict comes to: evidence that passes all seven rules. What the text
 * does not accept may doubt, and shut a gate, but is left out here (semantics, section 8). A party's
 * statement against its own interest is among it.
 */
import { type Exhibit, type Level, type Sweep, type Weighing, weigh } from "../evidence/index.ts";
import type { Instant } from "../time/index.ts";
import type { Evidence } from "./exhibits.ts";
import type { Atom } from "./form.ts";

/**
 * The level of the charge against an atom at an instant: the level against, where its support is
 * greater than that for the other side; 0 otherwise.
 *
 * @param weighing - the weighing of all the evidence then, which serves where all of it may convict.
 */
export function chargeAt(atom: Atom, evidence: Evidence, asOf: Instant, weighing: Weighing): Level {
  const convicting = convictingOf(evidence);
  const charge = convicting === null ? weighing : weigh(convicting, atom.criterion, asOf);
  return charge.against.odds > charge.for.odds ? charge.againstLevel : 0;
}

/** The level of the charge where a pass stands. */
export function chargeLevel(sweep: Sweep): Level {
  const { level } = sweep.against;
  return level > 0 && sweep.against.odds > sweep.for.odds ? level : 0;
}

function convictingOf({ exhibits }: Evidence): readonly Exhibit[] | null {
  const convicting = exhibits.filter(({ convicts }) => convicts !== false);
  return convicting.length === exhibits.length ? null : convicting;
}
