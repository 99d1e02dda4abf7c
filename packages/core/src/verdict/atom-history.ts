import { isCounted } from "../agreement/index.ts";
import {
  arrivesAt,
  countBelow,
  type Exhibit,
  lastBelow,
  numbersBelow,
  type Position,
} from "../evidence/index.ts";
import { atomSteps } from "./atom.ts";
import { AtomTimeline } from "./atom-timeline.ts";
import type { Evidence } from "./exhibits.ts";
import type { Atom } from "./form.ts";
import { type EvidenceBasis, GrowingEvidence } from "./growing-evidence.ts";
import { HeardPart, type Hearing, heardAnew } from "./hearing.ts";
import type { Packed } from "./judgment.ts";
import { KeptLatest } from "./kept-latest.ts";
import type { Matter } from "./matters.ts";
import type { Steps } from "./steps.ts";
import { Version } from "./timeline.ts";

/** How an atom runs over valid time on some evidence. */
export interface HeardAtom {
  readonly evidence: Evidence;
  readonly steps: Steps<Packed>;
}

/** How an atom runs over valid time, as known at one position. */
export interface AtomHistory extends HeardAtom {
  readonly atom: Atom;
  /** The same on what a rule lets count; itself where that is all of it. */
  readonly heard: (hearing: Hearing) => HeardAtom;
  /** What may speak only after an instant, and is not retold, in no order that counts. */
  readonly arrivingAfter: (when: number) => readonly Exhibit[];
}

/** Histories of one atom that are kept: whoever drags a clock asks for each position once. */
const KEPT = 2;
/** Rules under which an atom is kept heard: as many duties with times of their own may ask it. */
const HEARINGS_KEPT = 64;

/**
 * Opens the history of a matter. As its record grows, what is reported is added to what was worked
 * out before; where something else becomes known of it (a withdrawal, a confirmation, an approved
 * equivalent), or an earlier position is asked for, it is worked out anew.
 */
export function atomHistory(
  matterNow: () => Matter,
  of: EvidenceBasis,
): (knownAt: Position) => AtomHistory {
  const kept = new KeptLatest<number, AtomHistory>(KEPT);
  let newest: GrowingAtom | null = null;
  let askedAt = -1;
  return (knownAt) => {
    // What is recorded later changes nothing of what was known then.
    if (newest !== null && knownAt === askedAt) return newest.now;
    const matter = matterNow();
    const asksEquivalents = of.atom.criterion.equivalentApprovedBy !== null;
    const decided = asksEquivalents ? lastBelow(of.chronicle.decided, knownAt) : -1;
    const turn = Math.max(matter.turns.lastBelow(knownAt), decided);
    if (newest?.turn === turn) {
      askedAt = knownAt <= of.chronicle.entries.length ? knownAt : -1;
      return newest.now;
    }
    const known = kept.get(turn);
    if (known !== undefined) return known;
    const isLater = newest === null || newest.turn < turn;
    if (isLater) askedAt = -1;
    if (isLater && newest?.follow(matter, turn, decided, knownAt) !== true) {
      newest = new GrowingAtom(of, matter, turn, decided, knownAt);
    }
    const history = isLater ? newest!.now : new GrowingAtom(of, matter, turn, decided, knownAt).now;
    kept.set(turn, history);
    return history;
  };
}

/** An atom with what has been put before it so far. */
class GrowingAtom {
  turn: number;
  now: AtomHistory;
  readonly #atom: Atom;
  readonly #decided: number;
  readonly #evidence: GrowingEvidence;
  /** `null` for what is counted, which is gone through anew each time. */
  readonly #timeline: AtomTimeline | null;
  readonly #heard = new KeptLatest<string, HeardPart>(HEARINGS_KEPT);
  #postings: number;

  constructor(
    of: EvidenceBasis,
    { postings }: Matter,
    turn: number,
    decided: number,
    knownAt: Position,
  ) {
    this.turn = turn;
    this.#atom = of.atom;
    this.#decided = decided;
    this.#evidence = new GrowingEvidence(of, postings, knownAt);
    this.#postings = countBelow(postings, knownAt, ({ position }) => position);
    this.#timeline = isCounted(of.atom.predicate)
      ? null
      : new AtomTimeline(of.atom, this.#evidence.exhibits, this.#evidence.bearsFrom);
    this.now = this.#version();
  }

  /** Goes on to a later turn, where all that has become known until then only adds to the evidence. */
  follow({ turns, postings }: Matter, turn: number, decided: number, knownAt: Position): boolean {
    if (decided !== this.#decided) return false;
    const { at } = turns;
    for (let i = numbersBelow(at, this.turn + 1); i < at.length && at[i]! <= turn; i += 1) {
      const posting = postings[this.#postings];
      if (posting === undefined || posting.position !== at[i]) return false;
      if (!this.#evidence.add(posting, knownAt)) return false;
      this.#postings += 1;
    }
    this.turn = turn;
    this.#timeline?.follow(this.#evidence.bearsFrom);
    this.now = this.#version();
    return true;
  }

  #version(): AtomHistory {
    const evidence = this.#evidence.now;
    const atom = this.#atom;
    const anew = () => atomSteps(atom, evidence);
    const steps = this.#timeline === null ? anew() : new Version(this.#timeline, anew);
    const history: AtomHistory = {
      atom,
      evidence,
      steps,
      heard: (hearing) => {
        if (this.now !== history || this.#timeline === null) return heardAnew(history, hearing);
        const part = this.#heard.of(
          hearing.key,
          () => new HeardPart(atom, this.#evidence, hearing),
        );
        return part.of(history);
      },
      arrivingAfter: (when) =>
        this.now === history && this.#timeline !== null
          ? this.#timeline.arrivingAfter(when)
          : evidence.exhibits.filter((one) => !one.derived && arrivesAt(one) > when),
    };
    return history;
  }
}
