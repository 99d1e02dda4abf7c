import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";

/** A measure with neither a condition that lifts it nor a date on which it ends (T20). */
export function endlessMeasure(frame: Frame): readonly Flaw[] {
  return frame.clauses
    .filter((clause) => clause.kind === "measure" && clause.expires === null)
    .filter(({ id }) => frame.conditionOf(id) === null)
    .map(
      ({ id, at }): Flaw => ({
        code: "endless-measure",
        on: id,
        at,
        message: `Nothing would lift ${id}: it states no condition and no date.`,
        remedy: 'Say until when it is in force: "in force until removal is verified".',
      }),
    );
}

/** "Promptly" without a clock: nobody could ever be late (T13). */
export function unboundedPromptly(frame: Frame): readonly Flaw[] {
  return frame.clauses.flatMap((clause): readonly Flaw[] => {
    if (clause.kind !== "undertaking" && clause.kind !== "measure") return [];
    const unbounded =
      clause.kind === "measure"
        ? clause.liftWithin === null
        : clause.within === null && clause.deadline === null;
    if (!clause.promptly || !unbounded) return [];
    const what =
      clause.kind === "measure" ? `${clause.id} is to be lifted` : `${clause.id} is owed`;
    return [
      {
        code: "unbounded-promptly",
        on: clause.id,
        at: clause.at,
        message: `${what} "promptly", and no clock says when that is too late.`,
        remedy: 'Give it a clock: "within 24 hours".',
      },
    ];
  });
}
