import { countFirst } from "../evidence/index.ts";
import { BEGINNING, END, type Instant } from "../time/index.ts";
import { indexAt, type Steps } from "./steps.ts";

/**
 * Steps that grow with the record. They are worked out only as far into valid time as anyone has
 * asked, and when something becomes known they are worked out again from the first instant on at
 * which it may make them others: what lies before is shared by all versions.
 */
export abstract class Timeline<T> {
  readonly #at: Instant[] = [];
  readonly #values: T[] = [];
  /** Up to this instant, it included, all is worked out. */
  #until: number = Number.NEGATIVE_INFINITY;
  #version = 0;
  /**
   * Which version differs from all before it, and from when on: of versions with none later that
   * differs from an earlier instant on, so that both ascend.
   */
  readonly #turns: { readonly version: number; readonly from: Instant }[] = [];

  /** Adds, by `step`, all steps after an instant and up to another. */
  protected abstract extend(after: number, until: Instant): void;

  get version(): number {
    return this.#version;
  }

  /** From when on the newest version may differ from an older one; `END` for nowhere. */
  changedSince(version: number): Instant {
    if (version === this.#version) return END;
    const turned = countFirst(this.#turns, (turn) => turn.version <= version);
    return this.#turns[turned]?.from ?? END;
  }

  /** The value at an instant, in the newest version. */
  valueAt(when: Instant): T {
    this.reach(when);
    return this.#values[indexAt(this.#at, when)]!;
  }

  /** All steps of the newest version. */
  whole(): Steps<T> {
    this.reach(END);
    return { at: this.#at.slice(), values: this.#values.slice() };
  }

  /** The steps of the newest version, right up to an instant and unfinished after it: to be read at once. */
  reach(until: Instant): Steps<T> {
    if (until > this.#until) {
      this.extend(this.#until, until);
      this.#until = until;
    }
    return { at: this.#at, values: this.#values };
  }

  /** Begins a new version, which may differ from the one before from an instant on. */
  protected turn(from: Instant): void {
    if (from >= END) return;
    this.#version += 1;
    while (this.#turns.length > 0 && this.#turns.at(-1)!.from >= from) this.#turns.pop();
    this.#turns.push({ version: this.#version, from });
    if (from > this.#until) return;
    while (this.#at.length > 0 && this.#at.at(-1)! >= from) {
      this.#at.pop();
      this.#values.pop();
    }
    this.#until = from - 1;
  }

  /** From an instant on it has a value; no step where it had that value before. */
  protected step(at: Instant, value: T): void {
    if (this.#values.length > 0 && this.#values.at(-1) === value) return;
    this.#at.push(at);
    this.#values.push(value);
  }
}

/** A timeline as it was at one position: right even when the timeline has gone on since. */
export class Version<T> implements Steps<T> {
  readonly timeline: Timeline<T>;
  readonly version: number;
  readonly #anew: () => Steps<T>;
  #whole: Steps<T> | null = null;

  /** @param anew - works it out from the beginning, for when the timeline has gone on. */
  constructor(timeline: Timeline<T>, anew: () => Steps<T>) {
    this.timeline = timeline;
    this.version = timeline.version;
    this.#anew = anew;
  }

  get at(): readonly Instant[] {
    return this.#all.at;
  }

  get values(): readonly T[] {
    return this.#all.values;
  }

  /** Whether the timeline has not gone on since. */
  get isNewest(): boolean {
    return this.version === this.timeline.version;
  }

  /** Its steps, right up to an instant: to be read at once. */
  upTo(until: Instant): Steps<T> {
    if (this.#whole !== null) return this.#whole;
    return until < this.timeline.changedSince(this.version)
      ? this.timeline.reach(until)
      : this.#all;
  }

  get #all(): Steps<T> {
    this.#whole ??= this.isNewest ? this.timeline.whole() : this.#anew();
    return this.#whole;
  }
}

/** From when on two steps may differ; `END` where they are the same. */
export function differFrom(one: Steps<unknown>, other: Steps<unknown>): Instant {
  if (one === other) return END;
  if (!(one instanceof Version && other instanceof Version)) return BEGINNING;
  if (one.timeline !== other.timeline) return BEGINNING;
  return one.timeline.changedSince(Math.min(one.version, other.version));
}
