import type { Condition } from "./condition.ts";
import type { Declaration } from "./declaration.ts";

/** Every condition that a declaration states, in the order in which its parts are documented. */
export function conditionsIn(declaration: Declaration): readonly Condition[] {
  switch (declaration.kind) {
    case "undertaking": {
      const { dueWhen, eventClock, exception } = declaration;
      return given(dueWhen, eventClock?.event ?? null, exception);
    }
    case "measure": {
      const { until, renewal, relaxation, snapBack } = declaration;
      const consideration = relaxation?.inReturnFor ?? null;
      return given(
        until,
        renewal?.unless ?? null,
        typeof consideration === "string" ? null : consideration,
        snapBack?.kind === "notice" ? snapBack.notice : null,
      );
    }
    case "assurance":
      return given(declaration.while);
    case "option":
      return given(declaration.opensWhen);
    case "question":
      return [declaration.condition];
    case "authority":
      return given(...declaration.may.map(({ when }) => when));
    default:
      return [];
  }
}

function given(...conditions: readonly (Condition | null)[]): readonly Condition[] {
  return conditions.filter((condition) => condition !== null);
}
