import { setImmediate as turnOfEvents } from "node:timers/promises";
import { instant } from "@proviso/core";
import { rootOf, toHex } from "../log/index.ts";
import { type Batch, type Hold, type KeptRecord, NOTHING } from "../store.ts";
import { StoreError } from "../store-error.ts";
import {
  type Answer,
  type FormedBatch,
  formBatch,
  type Lookups,
  type Standing,
  type Turn,
  turnOf,
} from "./batch.ts";
import { openBroadcast } from "./broadcast.ts";
import type { Checked, Submission } from "./gate.ts";
import { DEFAULT_LIMITS, type SequencerLimits } from "./limits.ts";
import type { Head, Receipt, Sequencer, SequencerOptions } from "./port.ts";

/** A submission that has not been answered. */
interface Waiting<Facts> {
  readonly submission: Submission;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (cause: unknown) => void;
  /** Settles, and never fails, when the check is over. */
  checking: Promise<void>;
  found: { readonly checked: Checked<Facts> } | { readonly cause: unknown } | null;
  checks: number;
}

/** How often a submission is checked when what it was checked by keeps changing. */
const MOST_CHECKS = 5;

/** A sequencer at work; see `openSequencer`. */
export class RunningSequencer<State, Facts> implements Sequencer {
  readonly record: KeptRecord;
  readonly #hold: Hold;
  readonly #options: SequencerOptions<State, Facts>;
  readonly #limits: SequencerLimits;
  readonly #heads = openBroadcast<Head>();
  #queue: Waiting<Facts>[] = [];
  #waitingBytes = 0;
  #standing: Standing<State>;
  #head: Head;
  /** Answers whoever waits; `null` while nobody does. */
  #running: Promise<void> | null = null;
  #stopped: StoreError | null = null;
  /** The write that is under way, and those that wait for it: one at a time. */
  #writes: Promise<unknown> = Promise.resolve();

  constructor(hold: Hold, options: SequencerOptions<State, Facts>, standing: Standing<State>) {
    this.record = hold.record;
    this.#hold = hold;
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#standing = standing;
    this.#head = this.#headOf(standing);
  }

  readonly head = (): Head => this.#head;

  readonly follow = (signal?: AbortSignal): AsyncIterable<Head> => this.#heads.follow(signal);

  readonly append = async (submission: Submission): Promise<Receipt> => {
    if (this.#stopped !== null) throw this.#stopped;
    this.#requireRoom(submission);
    return new Promise((resolve, reject) => {
      const waiting: Waiting<Facts> = {
        submission,
        resolve,
        reject,
        checking: Promise.resolve(),
        found: null,
        checks: 0,
      };
      this.#check(waiting);
      this.#queue.push(waiting);
      this.#waitingBytes += submission.envelope.length;
      this.#running ??= this.#run();
    });
  };

  readonly attach: Sequencer["attach"] = async (documents) =>
    this.#beside({ ...NOTHING, size: 0, documents });

  readonly countersign: Sequencer["countersign"] = async (size, note) =>
    this.#beside({ ...NOTHING, size: 0, checkpoints: [{ size, note }] });

  readonly close = async (): Promise<void> => {
    this.#stopped ??= stopped("It was closed.");
    await this.#running;
    await this.#writes;
    this.#heads.end();
    await this.#hold.release();
  };

  #headOf({ tree }: Standing<State>): Head {
    return { size: tree.size, root: rootOf(tree, this.#options.hash) };
  }

  #requireRoom({ envelope }: Submission): void {
    const { waiting, waitingBytes, envelopeBytes } = this.#limits;
    if (envelope.length > envelopeBytes) throw tooLarge(envelope.length, envelopeBytes);
    const isFull = this.#queue.length >= waiting;
    if (isFull || this.#waitingBytes + envelope.length > waitingBytes) throw busy();
  }

  #check(waiting: Waiting<Facts>): void {
    const { gate, now } = this.#options;
    const { tree, state, received } = this.#standing;
    const placing = { position: tree.size, received: instant(Math.max(now(), received)) };
    waiting.found = null;
    waiting.checks += 1;
    const check = async (): Promise<void> => {
      try {
        waiting.found = { checked: await gate.check(waiting.submission, state, placing) };
      } catch (cause) {
        waiting.found = { cause };
      }
    };
    waiting.checking = check();
  }

  /** Answers until nobody waits; whoever comes while it runs is answered by it too. */
  async #run(): Promise<void> {
    try {
      for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
        await first.checking;
        // Lets in what has arrived and been checked since, so that one sync serves all of it.
        await turnOfEvents();
        const ready = this.#takeReady();
        if (ready.length > 0) await this.#exclusively(() => this.#answer(ready));
      }
    } finally {
      this.#running = null;
    }
  }

  /** Takes those from the front of the queue whose check is over; whom it failed is sent away. */
  #takeReady(): readonly Waiting<Facts>[] {
    const ready: Waiting<Facts>[] = [];
    let taken = 0;
    for (const waiting of this.#queue) {
      if (waiting.found === null || ready.length === this.#limits.batch) break;
      taken += 1;
      if ("cause" in waiting.found) waiting.reject(waiting.found.cause);
      else if (waiting.found.checked.kept.length > this.#limits.envelopeBytes) {
        const { length } = waiting.found.checked.kept;
        waiting.reject(tooLarge(length, this.#limits.envelopeBytes));
      } else ready.push(waiting);
    }
    for (const { submission } of this.#queue.splice(0, taken)) {
      this.#waitingBytes -= submission.envelope.length;
    }
    return ready;
  }

  async #answer(waiting: readonly Waiting<Facts>[]): Promise<void> {
    const turns = waiting.flatMap(({ submission, found }) =>
      found !== null && "checked" in found
        ? [turnOf(submission, found.checked, this.#options.hash)]
        : [],
    );
    let formed: FormedBatch<State>;
    try {
      formed = await this.#form(turns);
      if (formed.batch.entries.length > 0) await this.#keep(formed);
    } catch (cause) {
      for (const { reject } of waiting) reject(cause);
      return;
    }
    for (const [at, one] of waiting.entries()) {
      const answer = formed.answers[at];
      if (answer === undefined) this.#checkAgain(one);
      else this.#tell(one, answer);
    }
  }

  async #form(turns: readonly Turn<Facts>[]): Promise<FormedBatch<State>> {
    const { gate, now, hash } = this.#options;
    const lookups = await this.#lookUp(turns);
    return formBatch(this.#standing, turns, lookups, gate, now(), hash);
  }

  async #lookUp(turns: readonly Turn<Facts>[]): Promise<Lookups> {
    const routes = new Map<string, Uint8Array>();
    for (const { route } of turns) if (route !== null) routes.set(toHex(route), route);
    try {
      const used = await this.#hold.keysUsed(turns.map(({ key }) => key.key));
      const last = new Map<string, number>();
      for (const [name, route] of routes) last.set(name, await this.#hold.lastNumber(route));
      return { used: new Map(used.map((kept) => [toHex(kept.key), kept])), last };
    } catch (cause) {
      throw this.#stop(cause);
    }
  }

  async #keep({ batch, standing }: FormedBatch<State>): Promise<void> {
    const head = this.#headOf(standing);
    await this.#commit({ ...batch, checkpoints: await this.#signed(head) });
    // Only what is durable is ever stood on: a batch that failed leaves no trace in memory either.
    this.#standing = standing;
    this.#head = head;
    this.#heads.publish(head);
  }

  async #signed(head: Head): Promise<Batch["checkpoints"]> {
    const { sign } = this.#options;
    if (sign === null) return [];
    try {
      return [{ size: head.size, note: await sign(head) }];
    } catch (cause) {
      throw this.#stop(cause);
    }
  }

  async #commit(batch: Batch): Promise<void> {
    try {
      await this.#hold.commit(batch);
    } catch (cause) {
      throw this.#stop(cause);
    }
  }

  async #beside(batch: Batch): Promise<void> {
    if (this.#stopped !== null) throw this.#stopped;
    await this.#exclusively(() => this.#commit({ ...batch, size: this.#standing.tree.size }));
  }

  #tell({ resolve, reject }: Waiting<Facts>, answer: Answer): void {
    if (answer.kind === "refused") reject(answer.cause);
    else resolve({ position: answer.position, isRepeat: answer.isRepeat, head: this.#head });
  }

  /** Its turn comes again, before all who came after it. */
  #checkAgain(waiting: Waiting<Facts>): void {
    if (waiting.checks >= MOST_CHECKS) {
      waiting.reject(busy());
      return;
    }
    this.#check(waiting);
    const behind = this.#queue.findIndex(({ checks }) => checks <= 1);
    this.#queue.splice(behind === -1 ? this.#queue.length : behind, 0, waiting);
    this.#waitingBytes += waiting.submission.envelope.length;
  }

  /**
   * Appends no more: what was admitted is not kept after all. Whether a write that failed was kept can only be told by reading the database
   * anew, and a disk that fails once cannot be believed the next time it says that all is well.
   */
  #stop(cause: unknown): unknown {
    this.#stopped ??= stopped("Something could not be kept.", { cause });
    const waiting = this.#queue.splice(0);
    this.#waitingBytes = 0;
    for (const { reject } of waiting) reject(this.#stopped);
    this.#heads.end(this.#stopped);
    void this.#hold.release().catch(() => undefined);
    return cause;
  }

  async #exclusively<Done>(write: () => Promise<Done>): Promise<Done> {
    const done = this.#writes.then(write);
    this.#writes = done.catch(() => undefined);
    return done;
  }
}

function stopped(why: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    "STORE_STOPPED",
    `Nothing more is appended here: ${why}`,
    "Open the case anew, then send what was not acknowledged again, with the same keys.",
    options,
  );
}

function busy(): StoreError {
  return new StoreError(
    "STORE_BUSY",
    "Too much is waiting to be appended.",
    "Wait a moment, then send it again with the same idempotency key.",
  );
}

function tooLarge(bytes: number, most: number): StoreError {
  return new StoreError(
    "STORE_TOO_LARGE",
    `The envelope has ${bytes} bytes, of at most ${most}.`,
    "Put long matter into an attachment, and cite it by its SHA-256.",
  );
}
