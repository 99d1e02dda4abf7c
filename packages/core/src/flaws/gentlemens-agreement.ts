import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";

/** An undertaking that nothing verifies: a mere gentlemen's agreement (T19). */
export function gentlemensAgreement(frame: Frame): readonly Flaw[] {
  return frame.clauses
    .filter(({ kind, id }) => kind === "undertaking" && frame.conditionOf(id) === null)
    .map(
      ({ id, at }): Flaw => ({
        code: "gentlemens-agreement",
        on: id,
        at,
        message: `Nothing verifies ${id}: it is a gentlemen's agreement.`,
        remedy: `Say what would: "${id} is verified when …".`,
      }),
    );
}
