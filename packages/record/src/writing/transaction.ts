import { type Instant, instant } from "@proviso/core";
import { formatLeaf, growTree, leafHash, type Sha256, sameBytes, toHex } from "../log/index.ts";
import { topsAmong } from "../store/kept-tree.ts";
import { versionMoved } from "../store/rows.ts";
import {
  type Batch,
  type Hold,
  type KeptKey,
  NOTHING,
  type SequencedEntry,
} from "../store/store.ts";
import { StoreError } from "../store/store-error.ts";
import type { Tip } from "../store/tip.ts";
import { Checks, type Turn } from "./checks.ts";
import type { CheckedEntry, EntryGate, SentEntry } from "./gate.ts";
import { requireSize, type WriterLimits } from "./limits.ts";

/** What is kept together, or not at all. */
export interface Group<Facts> {
  readonly submissions: readonly SentEntry[];
  /** The bytes of the files that come with it: they count among those that wait. */
  readonly fileBytes: number;
  /**
   * Has the last word once all of it is in place: gives the files that are kept with it, and throws
   * to refuse it.
   *
   * @param placed - what is new of it, as it was checked.
   */
  readonly approve: (placed: readonly CheckedEntry<Facts>[]) => Batch["documents"];
  /** Is told how many of its entries have their place so far. */
  readonly onPlaced?: (count: number) => void;
}

/** Makes a group when its turn has come, by what stands then; `null` where there is nothing to keep. */
export type MakeGroup<State, Facts> = (state: State, size: number) => Promise<Group<Facts> | null>;

/** A group whose turn it is. */
export interface GroupTurn<State, Facts> {
  readonly make: MakeGroup<State, Facts>;
  /** The checks of its entries where they were begun before its turn, or `null`. */
  readonly checks: Checks<State, Facts> | null;
  /** When the log received it, by its own clock. */
  readonly received: Instant;
}

/** What became of a group on its turn. */
export type Answer =
  | {
      readonly kind: "placed";
      readonly places: readonly { readonly position: number; readonly isRepeat: boolean }[];
    }
  | {
      readonly kind: "refused";
      readonly cause: unknown;
      /** Which of its submissions was refused, counted from 0; `null` for the group as a whole. */
      readonly at: number | null;
    }
  /** There was nothing to keep. */
  | { readonly kind: "nothing" };

/** What is kept in one transaction, and what is answered once it is. */
export interface Transaction<State> {
  /** Without the checkpoint over it. */
  readonly batch: Batch;
  readonly tip: Tip<State>;
  /** One for each group. */
  readonly answers: readonly Answer[];
}

/** What a transaction is formed with. */
export interface FormedWith<State, Facts> {
  readonly gate: EntryGate<State, Facts>;
  readonly hold: Pick<Hold, "keysUsed" | "lastNumber">;
  readonly hash: Sha256;
  readonly limits: WriterLimits;
}

/**
 * Puts groups in order, each whole or not at all, and each entry on what those before it leave
 * behind. It decides everything and keeps nothing: what it returns is kept in one transaction, or
 * not at all. How groups are cut into transactions changes nothing of what is decided.
 *
 * @throws {StoreError} where the database cannot be asked for keys and numbers.
 */
export async function formTransaction<State, Facts>(
  tip: Tip<State>,
  groups: readonly GroupTurn<State, Facts>[],
  formedWith: FormedWith<State, Facts>,
): Promise<Transaction<State>> {
  const forming = new Forming(tip, formedWith);
  await forming.lookUp(groups.flatMap(({ checks }) => checks?.turnsFrom(0) ?? []));
  const answers: Answer[] = [];
  for (const group of groups) answers.push(await forming.place(group));
  return { ...forming.formed(), answers };
}

/** A transaction while it is formed. */
class Forming<State, Facts> {
  readonly #before: Tip<State>;
  readonly #with: FormedWith<State, Facts>;
  /** Only of groups that are taken: a group that is refused is undone before the next one's turn. */
  readonly #entries: SequencedEntry[] = [];
  readonly #documents: Batch["documents"][number][] = [];
  #state: State;
  /** Never falls: an entry is never said to have come before the one in front of it. */
  #received: Instant;
  /** What the database says of keys and routes; it holds whatever becomes of a group. */
  readonly #keptKeys = new Map<string, KeptKey | null>();
  readonly #keptNumbers = new Map<string, number>();
  /** The keys and numbers of `#entries`, and of nothing else. */
  readonly #ownKeys = new Map<string, KeptKey>();
  readonly #ownNumbers = new Map<string, number>();

  constructor(tip: Tip<State>, formedWith: FormedWith<State, Facts>) {
    this.#before = tip;
    this.#with = formedWith;
    this.#state = tip.state;
    this.#received = tip.received;
  }

  /** Asks the database for keys and routes that it has not been asked for. */
  async lookUp(turns: readonly Turn<Facts>[]): Promise<void> {
    const { hold } = this.#with;
    const unknown = turns.filter(({ key }) => !this.#keptKeys.has(toHex(key.key)));
    for (const { key } of unknown) this.#keptKeys.set(toHex(key.key), null);
    if (unknown.length > 0) {
      const used = await hold.keysUsed(unknown.map(({ key }) => key.key));
      for (const kept of used) this.#keptKeys.set(toHex(kept.key), kept);
    }
    for (const { route } of turns) {
      if (route === null || this.#keptNumbers.has(toHex(route))) continue;
      this.#keptNumbers.set(toHex(route), await hold.lastNumber(route));
    }
  }

  /** Whether the database was asked for both: another entry of this key may have had another route. */
  #isLookedUp({ key, route }: Turn<Facts>): boolean {
    const isNumberKnown = route === null || this.#keptNumbers.has(toHex(route));
    return isNumberKnown && this.#keptKeys.has(toHex(key.key));
  }

  /** Places a group, or leaves no trace of it. */
  async place(group: GroupTurn<State, Facts>): Promise<Answer> {
    const undo: (() => void)[] = [];
    const found = await this.#placeGroup(group, undo);
    if (found.kind === "refused") for (const one of undo.reverse()) one();
    return found;
  }

  formed(): Pick<Transaction<State>, "batch" | "tip"> {
    const { hash } = this.#with;
    const { size } = this.#before.tree;
    const leaves = this.#entries.map(({ leaf }) => leafHash(leaf, hash));
    const { tree, completed } = growTree(this.#before.tree, leaves, hash);
    const [entries, documents] = [this.#entries, this.#documents];
    return {
      batch: { ...NOTHING, size, entries, tops: topsAmong(completed), documents },
      tip: { tree, state: this.#state, received: this.#received },
    };
  }

  async #placeGroup(
    { make, checks: begun, received }: GroupTurn<State, Facts>,
    undo: (() => void)[],
  ): Promise<Answer> {
    const places: { readonly position: number; readonly isRepeat: boolean }[] = [];
    const placed: CheckedEntry<Facts>[] = [];
    let at: number | null = null;
    const refuse = (cause: unknown): Answer => ({ kind: "refused", cause, at });
    let group: Group<Facts> | null;
    try {
      group = await make(this.#state, this.#size);
    } catch (cause) {
      return refuse(cause);
    }
    if (group === null) return { kind: "nothing" };
    const { submissions } = group;
    const checks = begun ?? this.#check(submissions, received);
    for (at = 0; at < submissions.length; at += 1) {
      let turn: Turn<Facts>;
      try {
        turn = await checks.turnAt(at, this.#state, this.#size);
      } catch (cause) {
        return refuse(cause);
      }
      // That the database does not answer is nobody's fault who appends: it is not a refusal.
      if (!this.#isLookedUp(turn)) await this.lookUp(checks.turnsFrom(at));
      try {
        const place = this.#placeOne(turn, received, undo);
        places.push(place);
        if (!place.isRepeat) placed.push(turn.checked);
      } catch (cause) {
        return refuse(cause);
      }
      group.onPlaced?.(places.length);
    }
    at = null;
    try {
      this.#documents.push(...group.approve(placed));
    } catch (cause) {
      return refuse(cause);
    }
    return { kind: "placed", places };
  }

  get #size(): number {
    return this.#before.tree.size + this.#entries.length;
  }

  #check(submissions: readonly SentEntry[], received: Instant): Checks<State, Facts> {
    const { gate, hash } = this.#with;
    return new Checks(submissions, this.#state, this.#size, { gate, received, hash });
  }

  #placeOne(turn: Turn<Facts>, received: Instant, undo: (() => void)[]) {
    const { submission, checked, key, route } = turn;
    const digits = toHex(key.key);
    const before = this.#ownKeys.get(digits) ?? this.#keptKeys.get(digits) ?? null;
    // What was kept once is answered first: whatever has changed since, it is in the record.
    if (before !== null) return repeat(before, key.payload);
    const position = this.#size;
    if (submission.expected !== null && submission.expected !== position) {
      throw versionMoved(submission.expected, position);
    }
    const number = route === null ? null : this.#numberOn(route, checked);
    requireSize(checked.kept, this.#with.limits);
    const placing = { position, received: instant(Math.max(received, this.#received)) };
    const leaf = formatLeaf({
      index: position,
      received: placing.received,
      envelope: toHex(checked.digest),
      label: submission.label,
    });
    const [state, since] = [this.#state, this.#received];
    // Whatever can fail does so before this: from here on there is something to undo.
    const admitted = this.#with.gate.admit(state, checked, placing);
    this.#state = admitted.state;
    this.#received = placing.received;
    const { label } = submission;
    this.#entries.push({ position, leaf, label, envelope: checked.kept, key, number });
    this.#ownKeys.set(digits, { ...key, position });
    if (number !== null) this.#ownNumbers.set(toHex(number.route), number.number);
    undo.push(() => {
      if (number !== null) this.#ownNumbers.set(toHex(number.route), number.number - 1);
      this.#ownKeys.delete(digits);
      this.#entries.pop();
      this.#received = since;
      this.#state = state;
      admitted.undo();
    });
    return { position, isRepeat: false };
  }

  #numberOn(route: Uint8Array, { series }: CheckedEntry<Facts>) {
    const digits = toHex(route);
    const next = (this.#ownNumbers.get(digits) ?? this.#keptNumbers.get(digits) ?? 0) + 1;
    if (series?.number === next) return { route, number: next };
    throw new StoreError(
      "STORE_SERIES_NUMBER",
      `The next number on this route is ${next}, not ${series?.number}.`,
      "Number it anew and sign it again; numbers have no gaps, and none is given twice.",
    );
  }
}

function repeat({ payload, position }: KeptKey, again: Uint8Array) {
  if (sameBytes(payload, again)) return { position, isRepeat: true };
  throw new StoreError(
    "STORE_KEY_REUSED",
    "Another entry has been kept under this idempotency key.",
    "Give the new entry a key of its own, and sign it again.",
  );
}
