/** Assurances, options and questions by the reference (section 8). */
import type { Assurance, Option, Question } from "../../src/agreement/index.ts";
import { SHOWN, valueOfBits } from "../../src/logic/index.ts";
import type { Step, Stepped } from "./replay.ts";

/** Withheld, may be tendered, in effect while its condition is verified, lapsed while it is not. */
export function stepAssurance({ value, decisions, asOf }: Step<Assurance>): Stepped {
  const tendered = decisions.some(({ act, from }) => act === "tender" && from <= asOf);
  const verified = value.bits === SHOWN;
  const status = tendered
    ? verified
      ? "in effect"
      : "lapsed"
    : verified
      ? "may be tendered"
      : "withheld";
  const states = tendered ? (verified ? (["in effect"] as const) : []) : (["withheld"] as const);
  return { status, states, memory: null };
}

/** Open while its condition is verified; one that states no condition is open. */
export function stepOption({ value, requirement }: Step<Option>): Stepped {
  const open = requirement === null || value.bits === SHOWN;
  return { status: open ? "open" : "closed", states: [], memory: null };
}

/** A question has no life cycle: its status is its value. */
export function stepQuestion({ value }: Step<Question>): Stepped {
  return { status: valueOfBits(value.bits), states: [], memory: null };
}
