import type { Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { all, opens, type Value, valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { bitsOf, type Segment, valueAt } from "../verdict/index.ts";
import type { Lights } from "./assessment.ts";
import { lightsOf, requiredAtoms } from "./lights.ts";

/** The two lights of a duty at an instant: what has been done, how far it has been checked (D4). */
export function lightsAt(segment: Segment, undertaking: Undertaking, asOf: Instant): Lights {
  const { frame, history } = segment;
  const lightOf = lightsOf(undertaking, frame, history);
  const form = frame.formOfClause(undertaking.id, false);
  const atoms = requiredAtoms(form, frame, history);
  const value = valueOfBits(bitsOf(valueAt(history.clause(undertaking.id, false), asOf)));
  const of = (light: ReturnType<typeof lightOf>): Value | null => {
    const some = atoms.filter((atom) => lightOf(atom) === light);
    if (some.length === 0) return null;
    if (some.length === atoms.length) return value;
    const stand = some.map((atom) => bitsOf(valueAt(history.atom(atom).steps, asOf)));
    return valueOfBits(all(stand));
  };
  return { performance: of("performance") ?? value, verification: of("verification") };
}

/** The highest level that is verified with all below it; `null` where none is. */
export function levelAt(
  { frame, history }: Segment,
  clause: Undertaking,
  asOf: Instant,
): Id | null {
  const reached = clause.levels.findLast((level) =>
    opens(bitsOf(valueAt(history.stepsOf(frame.formOfLevel(clause.id, level, false)), asOf))),
  );
  return reached ?? null;
}
