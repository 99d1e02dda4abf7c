import type { Id } from "../evidence/index.ts";
import { valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import { indexAt, nextStep, type Packed, type Steps, unpack, wordsOf } from "../verdict/index.ts";
import type { NextChange } from "./assessment.ts";
import type { Conduct } from "./conduct.ts";
import { type Turning, turnAt } from "./turn.ts";

/** What may change of a clause by itself. */
export interface Running {
  readonly id: Id;
  readonly value: Steps<Packed>;
  readonly status: Steps<string>;
}

/** The next instant at which a clause changes if nothing more is reported (section 9, *when*). */
export function nextChange(conduct: Conduct, running: Running, asOf: Instant): NextChange | null {
  const { id } = running;
  const value = nextSaid(running.value, asOf);
  const status = nextStep(running.status, asOf);
  const because = (turning: Turning, at: Instant) =>
    turnAt(conduct, id, turning, at)?.says ?? "the time of something that it rests on runs out";
  if (status !== null && (value === null || status.at <= value.at)) {
    return { at: status.at, to: status.value, because: because("status", status.at) };
  }
  if (value === null) return null;
  return { at: value.at, to: value.value, because: because("value", value.at) };
}

/** The next step after an instant that reads otherwise than what stands then. */
function nextSaid(
  { at, values }: Steps<Packed>,
  asOf: Instant,
): { readonly at: Instant; readonly value: string } | null {
  const index = indexAt(at, asOf);
  const now = sayValue(values[index]!);
  for (let next = index + 1; next < at.length; next += 1) {
    const value = sayValue(values[next]!);
    if (value !== now) return { at: at[next]!, value };
  }
  return null;
}

function sayValue(packed: Packed): string {
  const judgment = unpack(packed);
  return `${valueOfBits(judgment.bits)}, ${wordsOf(judgment)}`;
}
