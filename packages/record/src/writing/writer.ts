import { setImmediate as turnOfEvents } from "node:timers/promises";
import { BEGINNING, type Instant, instant } from "@proviso/core";
import { rootOf, type Sha256 } from "../log/index.ts";
import type { Hold } from "../store/store.ts";
import { StoreError } from "../store/store-error.ts";
import type { Head, Tip } from "../store/tip.ts";
import { Checks } from "./checks.ts";
import type { EntryGate } from "./gate.ts";
import { busy, DEFAULT_LIMITS, requireSize, type WriterLimits } from "./limits.ts";
import { type Answer, formTransaction, type Group, type MakeGroup } from "./transaction.ts";

/** The right to append to a record, with what its entries are judged by. */
export interface Taken<State, Facts> {
  readonly hold: Hold;
  readonly gate: EntryGate<State, Facts>;
  readonly tip: Tip<State>;
  /** Signs a head as a checkpoint, or `null`: then none are kept. */
  readonly sign: ((head: Head, state: State) => Promise<Uint8Array>) | null;
  /** Is given each checkpoint once it is kept, and before anybody is told of it. */
  readonly remember?: (checkpoint: Uint8Array) => Promise<void>;
  /** Gives the right back. */
  readonly release: () => Promise<void>;
}

/** What a writer works with. */
export interface WriterOptions<State, Facts> {
  /**
   * Takes the right to append, and reads what entries are judged by.
   *
   * @param before - where the record stood when this writer gave the right back, to go on from; or
   *   `null`: then whatever else was read before is not to be gone on from either.
   */
  readonly take: (before: Tip<State> | null) => Promise<Taken<State, Facts>>;
  /** The log's clock. Order never comes from it. */
  readonly now: () => Instant;
  readonly hash: Sha256;
  /**
   * How long the right is kept when there is nothing to append, in milliseconds; `null` for until
   * the writer is closed.
   */
  readonly idleMs: number | null;
  readonly limits?: Partial<WriterLimits>;
  /** Is told of new entries once they are durable, and must not throw. */
  readonly told?: (news: News) => void;
}

/** That a record has grown. */
export interface News {
  /** Entries that were there before. */
  readonly begin: number;
  /** Entries that there are now. */
  readonly size: number;
}

/** What an author is told of an entry once it is durable. */
export interface Receipt {
  /** Counted from 0. */
  readonly position: number;
  /** It had been kept before, and has not been kept again. */
  readonly isRepeat: boolean;
  /** A head of the log that holds the entry. */
  readonly head: Head;
}

/** What became of a group. */
export type GroupOutcome =
  | {
      readonly kind: "kept";
      readonly receipts: readonly Receipt[];
      /** The signed head after its transaction; `null` where nothing new was kept, or none is signed. */
      readonly checkpoint: Uint8Array | null;
    }
  | Exclude<Answer, { readonly kind: "placed" }>;

/** A group that has not been answered. */
interface Waiting<State, Facts> {
  readonly make: MakeGroup<State, Facts>;
  /** Its group where that does not wait for its turn to be made. */
  readonly given: Group<Facts> | null;
  readonly entries: number;
  readonly bytes: number;
  readonly came: Instant;
  received: Instant;
  checks: Checks<State, Facts> | null;
  readonly resolve: (outcome: GroupOutcome) => void;
  readonly reject: (cause: unknown) => void;
}

/** The right to append while it is held, and where the record stands. */
interface Held<State, Facts> extends Omit<Taken<State, Facts>, "tip"> {
  /** Only what is durable is ever stood on: a transaction that fails leaves it as it was. */
  tip: Tip<State>;
}

/**
 * The one place where a case's entries get their order: of the command line and of a server alike.
 * Groups are checked side by side; those that are ready go into one transaction together, in the
 * order in which they came, each whole or not at all; whoever follows and each author is told once
 * it is durable.
 */
export class Writer<State, Facts> {
  readonly #options: WriterOptions<State, Facts>;
  readonly #limits: WriterLimits;
  /** In the order in which they came; a group leaves it for the transaction that answers it. */
  #queue: Waiting<State, Facts>[] = [];
  /** Of every group that is not answered: in the queue, or in the transaction that is under way. */
  #waiting = { entries: 0, bytes: 0 };
  /** `null` while the right to append is not ours; it is given back by `#letGo` alone. */
  #held: Held<State, Facts> | null = null;
  /** Where the record stood when the right was given back; `null` once a transaction has failed. */
  #before: Tip<State> | null = null;
  /** The latest time at which a group was received: a clock that is set back does not turn it back. */
  #received: Instant = BEGINNING;
  /** Takes, writes and gives back, one at a time; `null` while there is nothing to do. */
  #running: Promise<void> | null = null;
  #idle: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: WriterOptions<State, Facts>) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /**
   * Appends a group, whole or not at all. When this returns, it is durable.
   *
   * @param group - or what makes it when its turn has come, by what stands then.
   * @throws {StoreError} `STORE_TOO_LARGE`, `STORE_BUSY`, `STORE_STOPPED`: nothing of it is kept;
   *   `STORE_NOT_COMMITTED`: that is not known; and whatever `take` throws.
   */
  async append(group: Group<Facts> | MakeGroup<State, Facts>): Promise<GroupOutcome> {
    const given = typeof group === "function" ? null : group;
    const make = typeof group === "function" ? group : async () => group;
    const bytes = given === null ? 0 : bytesOf(given);
    const entries = given?.submissions.length ?? 1;
    for (const { envelope } of given?.submissions ?? []) requireSize(envelope, this.#limits);
    if (this.#isClosed) throw closed();
    this.#requireRoom(entries, bytes);
    return new Promise((resolve, reject) => {
      const came = this.#options.now();
      const [received, checks] = [came, null];
      const one = { make, given, entries, bytes, came, received, checks, resolve, reject };
      this.#waiting.entries += entries;
      this.#waiting.bytes += bytes;
      this.#queue.push(one);
      if (this.#held !== null) this.#check(one, this.#held);
      if (this.#idle !== null) clearTimeout(this.#idle);
      this.#running ??= this.#run();
    });
  }

  /** Where the record stands, as far as this writer has read it. */
  get tip(): Tip<State> {
    const tip = this.#held?.tip ?? this.#before;
    if (tip === null) throw closed();
    return tip;
  }

  /** Answers what has been sent, and gives back the right to append; takes nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    while (this.#running !== null) await this.#running;
    await this.#letGo("as it stands");
  }

  /** What comes while nothing waits is taken whatever its size: nobody else has to make room. */
  #requireRoom(entries: number, bytes: number): void {
    const { waiting, waitingBytes } = this.#limits;
    if (this.#waiting.entries === 0 && this.#waiting.bytes === 0) return;
    const isFull = this.#waiting.entries + entries > waiting;
    if (isFull || this.#waiting.bytes + bytes > waitingBytes) throw busy();
  }

  #check(one: Waiting<State, Facts>, { gate, tip }: Held<State, Facts>): void {
    this.#received = instant(Math.max(one.came, this.#received, tip.received));
    one.received = this.#received;
    if (one.given === null) return;
    const [{ submissions }, { received }, { hash }] = [one.given, one, this.#options];
    const { state, tree } = tip;
    one.checks = new Checks(submissions, state, tree.size, { gate, received, hash });
  }

  /** Answers until nobody waits; whoever comes while it runs is answered by it too. */
  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#queue[0]?.checks?.ready;
      // Whoever has come and been checked by now shares one transaction, and one sync of the disk.
      await turnOfEvents();
      const held = await this.#takeUp();
      if (held === null) continue;
      const groups = this.#takeReady();
      if (groups.length > 0) await this.#transact(held, groups);
    }
    this.#running = null;
    const { idleMs } = this.#options;
    if (this.#isClosed || idleMs === null) return;
    this.#idle = setTimeout(() => {
      this.#idle = null;
      this.#running = this.#rest();
    }, idleMs);
  }

  /** Gives the right back; whoever comes meanwhile waits for that, and then takes it anew. */
  async #rest(): Promise<void> {
    await this.#letGo("as it stands");
    this.#running = null;
    if (this.#queue.length > 0) this.#running = this.#run();
  }

  /** The right to append; `null` where it cannot be had, and everyone who waits has been told so. */
  async #takeUp(): Promise<Held<State, Facts> | null> {
    if (this.#held !== null) return this.#held;
    try {
      const held = { ...(await this.#options.take(this.#before)) };
      this.#held = held;
      for (const one of this.#queue) this.#check(one, held);
      return held;
    } catch (cause) {
      // Nothing was appended: what is remembered still holds.
      this.#tell(this.#queue.splice(0), ({ reject }) => reject(cause));
      return null;
    }
  }

  /** Takes groups from the front of the queue whose checks are over, as many as fit together. */
  #takeReady(): readonly Waiting<State, Facts>[] {
    let [taken, entries] = [0, 0];
    for (const one of this.#queue) {
      entries += one.entries;
      const isOver = taken > 0 && entries > this.#limits.batch;
      if (isOver || one.checks?.isReady === false) break;
      taken += 1;
    }
    return this.#queue.splice(0, taken);
  }

  /** Keeps groups in one transaction, and answers everyone in it. */
  async #transact(
    held: Held<State, Facts>,
    groups: readonly Waiting<State, Facts>[],
  ): Promise<void> {
    try {
      const { hash } = this.#options;
      const begin = held.tip.tree.size;
      const formed = await formTransaction(held.tip, groups, {
        ...{ gate: held.gate, hold: held.hold, hash, limits: this.#limits },
      });
      const { batch, tip, answers } = formed;
      const head = { size: tip.tree.size, root: rootOf(tip.tree, hash) };
      const isNew = batch.entries.length > 0;
      const note = isNew && held.sign !== null ? await held.sign(head, tip.state) : null;
      if (isNew || batch.documents.length > 0) {
        const checkpoints = note === null ? [] : [{ size: head.size, note }];
        await held.hold.commit({ ...batch, checkpoints });
      }
      held.tip = tip;
      if (note !== null) await held.remember?.(note);
      if (isNew) this.#options.told?.({ begin, size: head.size });
      this.#tell(groups, ({ resolve }, at) => {
        resolve(outcomeOf(answers[at] as Answer, head, note));
      });
    } catch (cause) {
      // What is kept of it is not known, and the disk or the server may have lost what it was given
      // without saying so twice: nothing is remembered, and whoever is next reads the record anew.
      await this.#letGo("forgotten");
      this.#tell(groups, ({ reject }) => reject(cause));
    }
  }

  #tell(
    groups: readonly Waiting<State, Facts>[],
    answer: (one: Waiting<State, Facts>, at: number) => void,
  ): void {
    for (const [at, one] of groups.entries()) {
      this.#waiting.entries -= one.entries;
      this.#waiting.bytes -= one.bytes;
      answer(one, at);
    }
  }

  async #letGo(memory: "as it stands" | "forgotten"): Promise<void> {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    this.#before = memory === "as it stands" ? held.tip : null;
    // What was checked by a state that is forgotten is checked again by the one that is read.
    for (const one of this.#queue) one.checks = null;
    await held.release().catch(() => undefined);
  }
}

function bytesOf<Facts>({ submissions, fileBytes }: Group<Facts>): number {
  return submissions.reduce((sum, { envelope }) => sum + envelope.length, fileBytes);
}

function outcomeOf(answer: Answer, head: Head, note: Uint8Array | null): GroupOutcome {
  if (answer.kind !== "placed") return answer;
  const isNew = answer.places.some(({ isRepeat }) => !isRepeat);
  const receipts = answer.places.map((place) => ({ ...place, head }));
  return { kind: "kept", receipts, checkpoint: isNew ? note : null };
}

function closed(): StoreError {
  return new StoreError(
    "STORE_STOPPED",
    "Nothing more is appended here: the writer was closed.",
    "Open the case anew, then send what was not acknowledged again, with the same keys.",
  );
}
