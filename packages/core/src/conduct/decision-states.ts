import type { Decision } from "../agreement/index.ts";
import type { EntryId } from "../evidence/index.ts";
import type { Side } from "./side.ts";

/** What has become of a decision at a moment. */
export interface DecisionState {
  readonly kind: "to take effect" | "in effect" | "ended" | "no effect";
  /** For a reader: `no effect: the text does not let it be relaxed`. */
  readonly says: string;
}

/** Every decision that is known and stands, with what has become of it at a side's moment. */
export function decisionStates({
  conduct,
  inquiry,
}: Side): ReadonlyMap<EntryId, { readonly decision: Decision; readonly state: DecisionState }> {
  const { asOf } = inquiry;
  return new Map(
    conduct.rulings().map(({ decision, from, refused }) => {
      const { until } = decision;
      const kind =
        refused !== null
          ? "no effect"
          : from > asOf
            ? "to take effect"
            : until !== null && until <= asOf
              ? "ended"
              : "in effect";
      const says = refused === null ? kind : `no effect: ${refused}`;
      return [decision.id, { decision, state: { kind, says } }];
    }),
  );
}
