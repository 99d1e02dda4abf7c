import type { Id } from "../evidence/index.ts";
import { type Value, valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { bitsOf, type Steps, valueAt } from "../verdict/index.ts";
import type { Conduct } from "./conduct.ts";

/** How a clause stands. */
export interface ClauseStanding {
  readonly value: Value;
  /** `null` for a question, which has no life cycle. */
  readonly status: string | null;
}

/** How a clause stands at an instant; `null` where the texts in force then do not have it. */
export function standingAt(conduct: Conduct, id: Id, asOf: Instant): ClauseStanding | null {
  const { history } = conduct.scene;
  const clause = history.segmentAt(asOf).frame.clause(id);
  if (clause === undefined) return null;
  const status = statusOf(conduct, id, clause.kind);
  return {
    value: valueOfBits(bitsOf(valueAt(history.clause(id), asOf))),
    status: status === null ? null : valueAt(status, asOf),
  };
}

/** The status of a clause of a kind, over time; `null` for a question, which has none. */
export function statusOf(conduct: Conduct, id: Id, kind: string): Steps<string> | null {
  switch (kind) {
    case "undertaking":
      return conduct.undertaking(id).status;
    case "measure":
      return conduct.measure(id).status;
    case "assurance":
      return conduct.assurance(id);
    case "option":
      return conduct.option(id);
    default:
      return null;
  }
}
