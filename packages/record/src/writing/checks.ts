import type { Instant } from "@proviso/core";
import type { Sha256 } from "../log/index.ts";
import { idempotencyOf, routeOf } from "../store/opaque.ts";
import type { KeptKey } from "../store/store.ts";
import type { CheckedEntry, EntryGate, SentEntry } from "./gate.ts";

/** A submission that was checked, ready for its turn. */
export interface Turn<Facts> {
  readonly submission: SentEntry;
  readonly checked: CheckedEntry<Facts>;
  /** The names under which its key and its route are looked up; `null` where it has no number. */
  readonly key: Pick<KeptKey, "key" | "payload">;
  readonly route: Uint8Array | null;
}

/** What came of a check, and the state that it was made by. */
type Found<State, Facts> = { readonly by: State } & (
  | { readonly turn: Turn<Facts> }
  | { readonly cause: unknown }
);

/** What submissions are checked with. */
export interface CheckedWith<State, Facts> {
  readonly gate: EntryGate<State, Facts>;
  /** When the log received them, by its own clock. */
  readonly received: Instant;
  readonly hash: Sha256;
}

/** The fewest and the most entries that are checked side by side: enough for every core. */
const FEWEST = 16;
const MOST = 256;

/**
 * The checks of a group's entries, made side by side and ahead of their turns. What an entry changes
 * in the keys has those after it checked anew, a few at first and then more, so that a group full of
 * such changes costs no more than a few times what it costs one by one.
 */
export class Checks<State, Facts> {
  readonly #submissions: readonly SentEntry[];
  readonly #with: CheckedWith<State, Facts>;
  /** By the index of the submission; there where its check is over. */
  readonly #found: Found<State, Facts>[] = [];
  /** How many are begun at a time, and the state by which they last were. */
  #ahead = MOST;
  #by: State;
  /** How many of those that were begun are not over. */
  #open = 0;
  /** Settles, and never fails, when all are over that were begun. */
  #begun: Promise<unknown>;

  /** @param position - the earliest at which the first of them would stand; so for `turnAt`. */
  constructor(
    submissions: readonly SentEntry[],
    state: State,
    position: number,
    checkedWith: CheckedWith<State, Facts>,
  ) {
    this.#submissions = submissions;
    this.#with = checkedWith;
    this.#by = state;
    this.#begun = this.#begin(0, state, position);
  }

  /** Whether nothing is waited for. */
  get isReady(): boolean {
    return this.#open === 0;
  }

  /** Settles when nothing is waited for. */
  get ready(): Promise<unknown> {
    return this.#begun;
  }

  /** Those from an index on whose checks are over and found no fault. */
  turnsFrom(index: number): readonly Turn<Facts>[] {
    return this.#found.slice(index).flatMap((found) => ("turn" in found ? [found.turn] : []));
  }

  /**
   * The submission at an index, checked by a state or by one like it.
   *
   * @throws whatever the gate throws to refuse it.
   */
  async turnAt(index: number, state: State, position: number): Promise<Turn<Facts>> {
    await this.#begun;
    if (!this.#isHeld(index, state)) {
      const isChanged = !this.#with.gate.isAlike(this.#by, state);
      this.#ahead = isChanged ? FEWEST : Math.min(MOST, 2 * this.#ahead);
      this.#by = state;
      this.#begun = this.#begin(index, state, position);
      await this.#begun;
    }
    const now = this.#found[index] as Found<State, Facts>;
    if ("cause" in now) throw now.cause;
    return now.turn;
  }

  /** A refusal holds only by the very state that it was made by: the entry may be of use by now. */
  #isHeld(index: number, state: State): boolean {
    const found = this.#found[index];
    if (found === undefined) return false;
    return "cause" in found ? found.by === state : this.#with.gate.isAlike(found.by, state);
  }

  #begin(from: number, state: State, position: number): Promise<unknown> {
    const ahead = this.#submissions.slice(from, from + this.#ahead);
    return Promise.all(
      ahead.map((submission, at) => {
        if (this.#isHeld(from + at, state)) return null;
        return this.#check(submission, from + at, state, position);
      }),
    );
  }

  async #check(submission: SentEntry, index: number, by: State, position: number): Promise<void> {
    const { gate, received, hash } = this.#with;
    this.#open += 1;
    try {
      const checked = await gate.check(submission, by, { position, received });
      this.#found[index] = { by, turn: turnOf(submission, checked, hash) };
    } catch (cause) {
      this.#found[index] = { by, cause };
    }
    this.#open -= 1;
  }
}

function turnOf<Facts>(
  submission: SentEntry,
  checked: CheckedEntry<Facts>,
  hash: Sha256,
): Turn<Facts> {
  const { series } = checked;
  const key = idempotencyOf(checked.key, checked.payload, hash);
  const route = series === null ? null : routeOf(submission.label, series.route, hash);
  return { submission, checked, key, route };
}
