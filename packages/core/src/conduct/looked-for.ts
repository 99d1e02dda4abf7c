import type { Id } from "../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import {
  differFrom,
  type Form,
  type Joins,
  KeptLatest,
  partsOfForm,
  type Steps,
} from "../verdict/index.ts";
import type { Duty } from "./duty.ts";
import { excuseIn } from "./excuse.ts";

/** What was looked for in a duty, and all that its requirement stood on then. */
interface Looked {
  readonly ground: Ground;
  readonly found: Instant | null;
}

/** All that a requirement stands on: how its parts run, and over which members it ranges. */
interface Ground {
  readonly steps: readonly Steps<unknown>[];
  readonly members: string;
}

/** So much is kept of what was looked for in one duty: its times may have become others. */
const KEPT = 2;

const looked = new WeakMap<Joins, Map<Id, KeptLatest<string, Looked>>>();

/**
 * The first instant of a kind at which a duty's requirement stands so, looked for only from the
 * first instant on at which it may stand otherwise than when that was looked for last.
 *
 * @param key - the same only where the same is looked for.
 * @param look - finds the first from an instant on.
 */
export function foundFirst(
  duty: Duty,
  key: string,
  look: (from: Instant) => Instant | null,
): Instant | null {
  const { joins } = duty.forms;
  const all = looked.get(joins) ?? new Map<Id, KeptLatest<string, Looked>>();
  looked.set(joins, all);
  const { id } = duty.undertaking;
  const known = all.get(id) ?? new KeptLatest<string, Looked>(KEPT);
  all.set(id, known);
  const before = known.get(key);
  const ground = groundOf(duty);
  const from = before === undefined ? BEGINNING : groundsDifferFrom(before.ground, ground);
  const stands = before !== undefined && before.found !== null && before.found < from;
  const found = stands ? before.found : from < END ? look(from) : null;
  known.set(key, { ground, found });
  return found;
}

function groundOf({ form, frame, forms, undertaking }: Duty): Ground {
  const steps: Steps<unknown>[] = [];
  const members: string[] = [];
  const visit = (one: Form): void => {
    switch (one.kind) {
      case "atom":
        steps.push(forms.atom(one.atom).steps);
        return;
      case "clause":
      case "status":
        steps.push(forms.stepsOf(one));
        return;
      case "blocker":
        steps.push(forms.stepsOf(one.exception));
        return;
      case "level":
        if (one.own) break;
        steps.push(forms.stepsOf(one));
        return;
      case "quantified":
        for (const { id, from, until } of forms.members(one.domain)) {
          members.push(`${id} ${from} ${until}`);
        }
        break;
      default:
    }
    for (const part of partsOfForm(one, frame, forms.members)) visit(part);
  };
  visit(form);
  const excuse = excuseIn(frame, undertaking);
  if (excuse !== null) steps.push(forms.stepsOf(excuse));
  return { steps, members: members.join(", ") };
}

function groundsDifferFrom(one: Ground, other: Ground): Instant {
  if (one.members !== other.members || one.steps.length !== other.steps.length) return BEGINNING;
  return one.steps.reduce<Instant>(
    (from, steps, i) => Math.min(from, differFrom(steps, other.steps[i]!)) as Instant,
    END,
  );
}
