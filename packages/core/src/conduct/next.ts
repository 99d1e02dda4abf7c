import { staleAt } from "../evidence/index.ts";
import { valueOfBits } from "../logic/index.ts";
import type { Instant } from "../time/index.ts";
import {
  type AtomHistory,
  nextStep,
  type Packed,
  type Segment,
  type Steps,
  sayAtom,
  stepsOf,
  unpack,
  valueAt,
  wordsOf,
} from "../verdict/index.ts";
import type { NextChange } from "./assessment.ts";

/** What may change of a clause by itself. */
export interface Running {
  readonly value: Steps<Packed>;
  readonly status: Steps<string>;
  readonly atoms: readonly AtomHistory[];
  readonly segment: Segment;
  /** When its time runs out; `null` for what has none. */
  readonly deadline: Instant | null;
}

/** The next instant at which a clause changes if nothing more is reported (section 9, *when*). */
export function nextChange(running: Running, asOf: Instant): NextChange | null {
  const said = stepsOf(running.value.at, (when) => sayValue(valueAt(running.value, when)));
  const value = nextStep(said, asOf);
  const status = nextStep(running.status, asOf);
  if (status !== null && (value === null || status.at <= value.at)) {
    return { at: status.at, to: status.value, because: because(running, status.at) };
  }
  if (value === null) return null;
  return { at: value.at, to: value.value, because: because(running, value.at) };
}

function sayValue(packed: Packed): string {
  const judgment = unpack(packed);
  return `${valueOfBits(judgment.bits)}, ${wordsOf(judgment)}`;
}

function because({ atoms, segment, deadline }: Running, at: Instant): string {
  if (deadline === at) return "its time runs out";
  const { vocabulary } = segment.frame;
  for (const { atom, evidence } of atoms) {
    const stale = evidence.exhibits.some((one) => staleAt(one, atom.criterion) === at);
    if (stale) return `what was seen goes stale: ${sayAtom(atom, vocabulary)}`;
  }
  for (const { atom, evidence } of atoms) {
    const index = evidence.exhibits.findIndex((one) => one.seen.to === at);
    const seen = evidence.observations[index];
    if (seen !== undefined) return `${seen.id} was seen: ${sayAtom(atom, vocabulary)}`;
    const bears = evidence.bearing.find(({ valid }) => valid.to === at);
    if (bears !== undefined) return `${bears.id} bears on it: ${sayAtom(atom, vocabulary)}`;
  }
  return "a text or a decision takes effect";
}
