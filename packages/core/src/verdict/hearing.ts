import { type Exhibit, mayConvictDespite, seenUntil } from "../evidence/index.ts";
import { atomSteps } from "./atom.ts";
import type { AtomHistory, HeardAtom } from "./atom-history.ts";
import { AtomTimeline } from "./atom-timeline.ts";
import type { Evidence } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import type { GrowingEvidence } from "./growing-evidence.ts";
import { Version } from "./timeline.ts";

/** What a rule is told of a report, to say whether it counts. */
export type Heard = Pick<Exhibit, "side" | "seen" | "convicts">;

/** A rule that lets some reports of an atom count and others not. */
export interface Hearing {
  /** The same for two rules only where they let the same reports count. */
  readonly key: string;
  readonly counts: (report: Heard) => boolean;
}

/** What is told of a report that the text does not accept. */
export function heardOf({ observation, failings }: Evidence["excluded"][number]): Heard {
  return {
    side: "against",
    seen: { from: observation.valid.from, to: seenUntil(observation) },
    convicts: mayConvictDespite(failings),
  };
}

/**
 * The evidence that a rule lets count; itself where that is all of it. What is barred from opening
 * may still doubt a count, and is told of as what stands against.
 */
export function restricted(evidence: Evidence, counts: (report: Heard) => boolean): Evidence {
  const { exhibits, observations, excluded, bearing, bearingSources, bearsFrom } = evidence;
  const kept = exhibits.map(counts);
  const barred = excluded.filter((one) => counts(heardOf(one)));
  if (kept.every(Boolean) && barred.length === excluded.length) return evidence;
  return {
    exhibits: exhibits.filter((_, i) => kept[i]),
    observations: observations.filter((_, i) => kept[i]),
    excluded: barred,
    bearing,
    bearingSources,
    bearsFrom,
  };
}

/** An atom on what a rule lets count, gone through from the beginning. */
export function heardAnew({ atom, evidence, steps }: AtomHistory, { counts }: Hearing): HeardAtom {
  const heard = restricted(evidence, counts);
  if (heard === evidence) return { evidence, steps };
  return { evidence: heard, steps: atomSteps(atom, heard) };
}

/** The part of what grows before an atom that a rule lets count. */
export class HeardPart {
  readonly #atom: Atom;
  readonly #all: GrowingEvidence;
  readonly #hearing: Hearing;
  readonly #exhibits: Exhibit[] = [];
  /** Made once the rule leaves out anything. */
  #timeline: AtomTimeline | null = null;
  #exhibitsSeen = 0;
  #excludedSeen = 0;
  #isAll = true;
  #of: AtomHistory | null = null;
  #now: HeardAtom | null = null;

  constructor(atom: Atom, all: GrowingEvidence, hearing: Hearing) {
    this.#atom = atom;
    this.#all = all;
    this.#hearing = hearing;
  }

  /** That part as it is now. */
  of(newest: AtomHistory): HeardAtom {
    if (this.#of === newest) return this.#now!;
    this.#of = newest;
    this.#follow();
    this.#now = this.#isAll ? newest : this.#version(newest);
    return this.#now;
  }

  #follow(): void {
    const { exhibits, excluded } = this.#all;
    for (; this.#exhibitsSeen < exhibits.length; this.#exhibitsSeen += 1) {
      const one = exhibits[this.#exhibitsSeen]!;
      if (this.#hearing.counts(one)) this.#exhibits.push(one);
      else this.#isAll = false;
    }
    for (; this.#excludedSeen < excluded.length; this.#excludedSeen += 1) {
      if (!this.#hearing.counts(heardOf(excluded[this.#excludedSeen]!))) this.#isAll = false;
    }
  }

  #version(newest: AtomHistory): HeardAtom {
    const { bearsFrom } = this.#all;
    if (this.#timeline === null) {
      this.#timeline = new AtomTimeline(this.#atom, this.#exhibits, bearsFrom);
    } else this.#timeline.follow(bearsFrom);
    const { counts } = this.#hearing;
    const [atom, all] = [this.#atom, newest.evidence];
    const steps = new Version(this.#timeline, () => atomSteps(atom, restricted(all, counts)));
    return {
      get evidence() {
        return restricted(all, counts);
      },
      steps,
    };
  }
}
