import type { Undertaking } from "../agreement/index.ts";
import type { Id } from "../evidence/index.ts";
import { type Clocks, endOfSpan, type Instant } from "../time/index.ts";
import type { Frame } from "../verdict/index.ts";
import type { Flaw } from "./flaw.ts";
import { necessaryAtoms } from "./survey.ts";

/** What an undertaking asks to be so of a thing at a place. */
interface Demand {
  readonly undertaking: Undertaking;
  readonly subject: Id;
  readonly place: Id;
  readonly present: boolean;
}

/**
 * Two undertakings of one party that cannot both be performed (T16): one keeps or brings a thing
 * to a place from which the other keeps or brings it away. Only what cannot be performed one after
 * the other is told, and only what both are owed whatever happens.
 */
export function collision(frame: Frame): readonly Flaw[] {
  const demands = frame.clauses.flatMap((clause) =>
    clause.kind === "undertaking" ? demandsOf(clause, frame) : [],
  );
  const found = new Map<string, Flaw>();
  for (const here of demands.filter(({ present }) => present)) {
    for (const away of demands.filter(({ present }) => !present)) {
      if (!collide(here, away, frame)) continue;
      const [one, other] = [here.undertaking, away.undertaking];
      const title = frame.vocabulary.titleOf;
      found.set(`${one.id} ${other.id}`, {
        code: "collision",
        on: one.id,
        at: one.at,
        message:
          `${title(one.by)} cannot perform both ${one.id}, for which ${title(here.subject)} is ` +
          `at ${title(here.place)}, and ${other.id}, for which it is not.`,
        remedy: "Say which gives way, or give each its own place or time.",
      });
    }
  }
  return [...found.values()];
}

function demandsOf(undertaking: Undertaking, frame: Frame): readonly Demand[] {
  const asked = necessaryAtoms(frame.formOfClause(undertaking.id, false)).flatMap(
    ({ predicate, negated }): readonly Demand[] => {
      if (predicate.kind !== "presence") return [];
      const { subject, place, state } = predicate;
      return [{ undertaking, subject, place, present: (state === "present") !== negated }];
    },
  );
  const { content } = undertaking;
  switch (content.kind) {
    case "remove":
      return [
        ...asked,
        { undertaking, subject: content.subject, place: content.from, present: false },
      ];
    case "absent":
      return [
        ...asked,
        { undertaking, subject: content.subject, place: content.place, present: false },
      ];
    case "move":
      return [
        ...asked,
        { undertaking, subject: content.subject, place: content.from, present: false },
      ];
    case "present":
      return [
        ...asked,
        { undertaking, subject: content.subject, place: content.place, present: true },
      ];
    case "no-entry":
    case "act":
      return asked;
  }
}

function collide(here: Demand, away: Demand, { vocabulary, clocks }: Frame): boolean {
  const [one, other] = [here.undertaking, away.undertaking];
  if (one.id === other.id || one.by !== other.by) return false;
  if (one.dueWhen !== null || other.dueWhen !== null) return false;
  const gone = vocabulary.leaves(away.subject);
  const same = vocabulary.leaves(here.subject).every((leaf) => gone.includes(leaf));
  if (!same || !vocabulary.covers(away.place, here.place)) return false;
  // Two that are each performed once may be performed one after the other.
  if (one.form === "achieve" && other.form === "achieve") return false;
  return !(endsBefore(one, other, clocks) || endsBefore(other, one, clocks));
}

/** Whether one is over, or performed once and for all, before the other begins. */
function endsBefore(one: Undertaking, other: Undertaking, clocks: Clocks): boolean {
  const end = endOf(one, clocks);
  return end !== null && other.from !== null && end <= other.from;
}

/** When the time of a duty is over by its own text; `null` where that waits on something. */
function endOf({ from, within, deadline }: Undertaking, clocks: Clocks): Instant | null {
  const clock = from === null || within === null ? null : endOfSpan(clocks, from, within);
  if (clock === null || deadline === null) return clock ?? deadline?.ends ?? null;
  return Math.min(clock, deadline.ends) as Instant;
}
