import { BEGINNING, END, type Instant } from "../time/index.ts";
import { type Packed, Tally } from "./judgment.ts";
import { indexAt, type Steps, stepsUpTo, valueAt } from "./steps.ts";
import { differFrom, Timeline, Version } from "./timeline.ts";

/** What is read of several parts at an instant, told part by part of what turns. */
export interface Reading<T, R> {
  /** A part has a value from now on, where it had another; `undefined` for none yet. */
  readonly turned: (part: number, before: T | undefined, now: T) => void;
  /** @param also - what the further steps are now; `null` where there are none. */
  readonly read: (also: unknown) => R;
}

/** How several steps are read as one. */
export interface Joining<T, R> {
  readonly parts: readonly Steps<T>[];
  /** Further steps at whose turns what is read may change. */
  readonly also: Steps<unknown> | null;
  /** Begins to read, before anything is known of any part. */
  readonly begin: () => Reading<T, R>;
}

/**
 * Steps that are joined of others. What turns at an instant is told, and no other part is asked
 * again; when a part becomes another from an instant on, what was joined before that stays.
 */
export class JoinedTimeline<T, R> extends Timeline<R> {
  #joining: Joining<T, R>;
  #reading: Reading<T, R>;
  /** What each part is at the instant that all has been told up to. */
  readonly #now: (T | undefined)[] = [];
  #toldUpTo: number = Number.NEGATIVE_INFINITY;
  #also: unknown = null;

  constructor(joining: Joining<T, R>) {
    super();
    this.#joining = joining;
    this.#reading = joining.begin();
    this.turn(BEGINNING);
  }

  /** Joins other versions of its parts from now on. */
  take(joining: Joining<T, R>): void {
    const from = joiningsDifferFrom(this.#joining, joining);
    this.#joining = joining;
    if (from <= this.#toldUpTo) this.#toldUpTo = Number.NEGATIVE_INFINITY;
    this.turn(from);
  }

  protected extend(after: number, until: Instant): void {
    const { parts, also } = this.#joining;
    if (this.#toldUpTo !== after) this.#tellAt(after);
    const turns = turnsOf(also === null ? parts : [...parts, also], after, until);
    if (after < BEGINNING && turns.length === 0) this.step(BEGINNING, this.#reading.read(null));
    for (let i = 0; i < turns.length; ) {
      const { at } = turns[i]!;
      for (; i < turns.length && turns[i]!.at === at; i += 1) {
        const { part, value } = turns[i]!;
        if (part < parts.length) this.#tell(part, value as T);
        else this.#also = value;
      }
      this.step(at, this.#reading.read(this.#also));
    }
    this.#toldUpTo = until;
  }

  /** Begins again, with what each part is at an instant. */
  #tellAt(when: number): void {
    this.#reading = this.#joining.begin();
    this.#now.length = 0;
    this.#also = null;
    if (when < BEGINNING) return;
    const { parts, also } = this.#joining;
    for (const [part, steps] of parts.entries()) this.#tell(part, valueAt(steps, when as Instant));
    if (also !== null) this.#also = valueAt(also, when as Instant);
  }

  #tell(part: number, value: T): void {
    this.#reading.turned(part, this.#now[part], value);
    this.#now[part] = value;
  }
}

interface PartTurn {
  readonly at: Instant;
  readonly part: number;
  readonly value: unknown;
}

/** Every step of every part after an instant and up to another, in the order of time. */
function turnsOf(
  parts: readonly Steps<unknown>[],
  after: number,
  until: Instant,
): readonly PartTurn[] {
  const found: PartTurn[] = [];
  for (const [part, steps] of parts.entries()) {
    const { at, values } = stepsUpTo(steps, until);
    let i = after < BEGINNING ? 0 : indexAt(at, after as Instant) + 1;
    for (; i < at.length && at[i]! <= until; i += 1) {
      found.push({ at: at[i]!, part, value: values[i]! });
    }
  }
  // Of one part the last step at an instant is the one that counts.
  return found.length < 2 ? found : found.sort((one, other) => one.at - other.at);
}

function joiningsDifferFrom<T, R>(one: Joining<T, R>, other: Joining<T, R>): Instant {
  if (one.parts.length !== other.parts.length) return BEGINNING;
  let from: Instant = END;
  for (const [i, part] of one.parts.entries()) {
    const differs = differFrom(part, other.parts[i]!);
    if (differs < from) from = differs;
  }
  if (one.also === null || other.also === null) return one.also === other.also ? from : BEGINNING;
  return Math.min(from, differFrom(one.also, other.also)) as Instant;
}

/** Reads several values together by a function of all of them. */
export function combining<T, R>(
  size: number,
  combine: (values: readonly T[]) => R,
): () => Reading<T, R> {
  return () => {
    const now: T[] = new Array<T>(size);
    return {
      turned: (part, _before, value) => {
        now[part] = value;
      },
      read: () => combine(now),
    };
  };
}

/** Reads judgments by a running tally; `null` for while one does not count at all. */
export function tallying(
  read: (tally: Tally, also: unknown) => Packed,
): () => Reading<Packed | null, Packed> {
  return () => {
    const tally = new Tally();
    return {
      turned: (_part, before, now) => {
        if (before !== undefined && before !== null) tally.count(before, -1);
        if (now !== null) tally.count(now, 1);
      },
      read: (also) => read(tally, also),
    };
  };
}

/**
 * What is joined of steps that grow with the record, each under a name of its own: kept while its
 * parts are the very same, and gone on with when they are later versions.
 */
export class Joins {
  readonly #made = new Map<unknown, Map<string, Made>>();
  readonly #kept = new Map<unknown, Map<string, Kept>>();

  /** What was made of something, kept while all that it was made from is the very same. */
  keep<One>(of: unknown, how: string, from: readonly unknown[], make: () => One): One {
    const byName = this.#kept.get(of) ?? new Map<string, Kept>();
    this.#kept.set(of, byName);
    const known = byName.get(how);
    const isSame =
      known?.from.length === from.length && known.from.every((one, i) => one === from[i]);
    if (known !== undefined && isSame) return known.made as One;
    const made = make();
    byName.set(how, { from, made });
    return made;
  }

  /**
   * @param of - what is joined: with the name of how, the same always has parts of the same kind.
   * @param make - how, made only where the parts are not those of the last time.
   */
  join<T, R>(
    of: unknown,
    how: string,
    parts: readonly Steps<T>[],
    also: Steps<unknown> | null,
    begin: () => Reading<T, R>,
  ): Steps<R> {
    const byName = this.#made.get(of) ?? new Map<string, Made>();
    this.#made.set(of, byName);
    const known = byName.get(how);
    if (known !== undefined && isSame(known.joining, parts, also)) return known.now as Steps<R>;
    const joining: Joining<T, R> = { parts, also, begin };
    // What is joined of a time gone by does not take the place of what is known now.
    if (![...parts, also].every(isNewest)) return versionOf(new JoinedTimeline(joining), joining);
    const timeline = (known?.timeline ?? new JoinedTimeline(joining)) as JoinedTimeline<T, R>;
    if (known !== undefined) timeline.take(joining);
    const now = versionOf(timeline, joining);
    byName.set(how, { joining: joining as never, timeline: timeline as never, now });
    return now;
  }
}

interface Kept {
  readonly from: readonly unknown[];
  readonly made: unknown;
}

interface Made {
  readonly joining: Joining<unknown, unknown>;
  readonly timeline: JoinedTimeline<unknown, unknown>;
  readonly now: Steps<unknown>;
}

function versionOf<T, R>(timeline: JoinedTimeline<T, R>, joining: Joining<T, R>): Version<R> {
  return new Version(timeline, () => new JoinedTimeline(joining).whole());
}

function isSame(
  joining: Joining<unknown, unknown>,
  parts: readonly Steps<unknown>[],
  also: Steps<unknown> | null,
): boolean {
  if (joining.also !== also || joining.parts.length !== parts.length) return false;
  return joining.parts.every((part, i) => part === parts[i]);
}

function isNewest(steps: Steps<unknown> | null): boolean {
  return !(steps instanceof Version) || steps.isNewest;
}
