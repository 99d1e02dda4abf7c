import { instant } from "@proviso/core";
import type { Bindings, RecordEntry } from "../entries/index.ts";
import {
  type Accepted,
  type Ed25519,
  EMPTY_RING,
  type KeyRing,
  payloadDigest,
  type Rejection,
  ringAfterEntry,
  type Statement,
  type Verification,
  verifiedAhead,
  verifySigned,
} from "../envelope/index.ts";
import { type Leaf, type Sha256, sha256, toHex } from "../log/index.ts";
import type { CaseTerms } from "./case-terms.ts";
import { Consistency } from "./consistency.ts";
import { DeviceChains } from "./devices.ts";
import { faultAt, type WalkFault } from "./fault.ts";
import { type KeptParts, type OpenLabel, type ReadParts, readParts } from "./read-parts.ts";
import { WholeTree } from "./whole-tree.ts";

/** The root of a log at a size, 64 hexadecimal digits; `null` where it cannot be told. */
export type RootAt = (size: number) => string | null | Promise<string | null>;

/** What entries that were walked before leave behind, for a walk that goes on after them. */
export type WalkedBefore = {
  readonly ring: KeyRing;
  readonly bindings: Bindings;
} & (
  | { readonly rootAt: RootAt }
  /** The tree over the entries before, which the walk goes on to grow; when the last was received. */
  | { readonly tree: WholeTree; readonly received: number }
);

/** How a record is walked. */
export interface WalkOptions {
  /** What its entries are signed and read by; `null` walks the log alone, and opens no envelope. */
  readonly terms: CaseTerms | null;
  /**
   * Which signatures are verified: all, with what entries say of each other; or only those of
   * entries that change what others are judged by (keys, compartments, what files are bound to); or
   * none, for a look at some entries.
   */
  readonly verify: "all" | "changes" | "none";
  readonly ed25519: Ed25519;
  /** SHA-256; one in plain JavaScript where none is given. */
  readonly hash?: Sha256;
  /** Whether the place keeps what is under labels too; see `ReadingParts`. */
  readonly keepsLabelled?: boolean;
  readonly open?: OpenLabel;
  /**
   * A strict walk: what to throw at the first error. A walk without it is tolerant, goes on, and
   * has every fault with its place among its `faults`.
   */
  readonly refuse?: (fault: WalkFault) => Error;
  /**
   * Where it does not begin with the first entry. Its tree is then grown only where that of the
   * entries before is given, and what entries say of each other cannot be followed: it verifies
   * `"changes"`, or nothing.
   */
  readonly after?: WalkedBefore;
}

/** An entry of a record that was walked. */
export interface WalkedEntry {
  readonly position: number;
  readonly leafBytes: Uint8Array;
  readonly leaf: Leaf;
  /** `null` where its content cannot be read here: under a label, or (tolerant) not as it was. */
  readonly said: WalkedContent | null;
  /** Who signed it, verified at its place; `null` where that was not asked, or does not hold. */
  readonly accepted: Accepted | null;
}

/** What an entry says. */
export interface WalkedContent {
  /** In the clear. */
  readonly envelope: Uint8Array;
  readonly statement: Statement;
  /** SHA-256 of what was signed, 64 hexadecimal digits. */
  readonly digest: string;
}

/** The kinds of entries that change what others are judged by. */
const CHANGES: readonly RecordEntry["kind"][] = ["key", "compartment", "documents"];

/** Entries that are read before the signatures of the first of them begin to be verified. */
const READ_AT_ONCE = 16;

/** How many roots are remembered: many entries carry the same newest checkpoint. */
const MOST_ROOTS = 1000;

/**
 * Walks a record in its order, once: each leaf is held to its place and put into the tree, each
 * envelope held to its leaf and read, each signature verified by the keys that stand at its place.
 * Whoever reads, verifies, checks or copies a record walks it so; nothing else follows it.
 *
 * @param parts - the entries as they are kept, in record order, as many at a time as is handy.
 */
export function walk(parts: AsyncIterable<readonly KeptParts[]>, options: WalkOptions): Walk {
  return new Walk(parts, options);
}

/** A walk through a record: its entries, and what they leave behind so far. */
export class Walk implements AsyncIterable<WalkedEntry> {
  readonly #parts: AsyncIterable<readonly KeptParts[]>;
  readonly #options: WalkOptions;
  readonly #hash: Sha256;
  readonly #faults: WalkFault[] = [];
  readonly #others: Consistency;
  readonly #devices = new DeviceChains();
  readonly #roots = new Map<number, string>();
  readonly #tree: WholeTree;
  #ring: KeyRing;
  #unseen = 0;
  #closed = 0;
  #received: number;
  #isWhole = true;

  constructor(parts: AsyncIterable<readonly KeptParts[]>, options: WalkOptions) {
    if (options.after !== undefined && options.verify === "all") {
      throw new RangeError("What entries say of each other is followed from the first of them.");
    }
    this.#parts = parts;
    this.#options = options;
    this.#hash = options.hash ?? sha256;
    const { after } = options;
    const isGoingOn = after !== undefined && "tree" in after;
    this.#tree = isGoingOn ? after.tree : new WholeTree(this.#hash);
    this.#received = isGoingOn ? after.received : Number.NEGATIVE_INFINITY;
    this.#ring = after?.ring ?? EMPTY_RING;
    this.#others = new Consistency(options.after?.bindings);
  }

  /** The keys after the entries so far. */
  get ring(): KeyRing {
    return this.#ring;
  }

  /** What the files of the case are bound to after the entries so far. */
  get bindings(): Bindings {
    return this.#others.bindings;
  }

  /** The tree over the leaves that were read, which may be some ahead of the entries. */
  get tree(): WholeTree {
    return this.#tree;
  }

  /** When the newest of the entries so far was received; before all time where there are none. */
  get received(): number {
    return this.#received;
  }

  /** How many entries so far could not be read here. */
  get unseen(): number {
    return this.#unseen;
  }

  /** How many of them are under a label whose reader this is not. */
  get closed(): number {
    return this.#closed;
  }

  /** What was found so far, in record order; what is about devices, at the end. */
  get faults(): readonly WalkFault[] {
    return this.#faults;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WalkedEntry> {
    const verify = (item: ReadParts, ring: KeyRing) => this.#verify(item, ring);
    const ahead = verifiedAhead(this.#read(), { verify, ring: () => this.#ring });
    for await (const { item, verified } of ahead) {
      const entry = this.#take(item, verified);
      if (entry !== null) yield entry;
    }
    for (const fault of this.#devices.faults(this.#unseen)) this.#report(fault);
  }

  /** Goes to the end, for whoever needs only what the entries leave behind. */
  async toEnd(): Promise<this> {
    for await (const _ of this);
    return this;
  }

  /** Reads what is kept, and grows the tree over it, ahead of what is verified. */
  async *#read(): AsyncGenerator<readonly ReadParts[]> {
    const { terms, keepsLabelled = false, open, after } = this.#options;
    const by = { hash: this.#hash, terms, keepsLabelled, ...(open && { open }) };
    for await (const part of this.#parts) {
      if (after === undefined || "tree" in after) this.#grow(part);
      // Few at a time: while they are read, the signatures of those before are being verified.
      for (let begin = 0; begin < part.length; begin += READ_AT_ONCE) {
        const read: ReadParts[] = [];
        for (const kept of part.slice(begin, begin + READ_AT_ONCE)) {
          read.push(await readParts(kept, by));
        }
        yield read;
      }
    }
  }

  #grow(part: readonly KeptParts[]): void {
    const { size } = this.#tree;
    const isNext = ({ position, leaf }: KeptParts, at: number) =>
      leaf !== null && position === size + at;
    if (!part.every(isNext)) this.#isWhole = false;
    this.#tree.add(part.flatMap(({ leaf }) => (leaf === null ? [] : [leaf])));
  }

  #verify({ position, leaf, signed }: ReadParts, ring: KeyRing): Promise<Verification> | null {
    const { terms, verify, ed25519, after } = this.#options;
    if (terms === null || leaf === null || signed === null || verify === "none") return null;
    if (verify === "changes" && !CHANGES.includes(signed.statement.entry.kind)) return null;
    const elsewhere = after !== undefined && "rootAt" in after ? after.rootAt : null;
    const rootAt = elsewhere ?? ((size: number) => this.#rootAt(size));
    const place = { ...terms, position, received: instant(leaf.received), rootAt };
    return verifySigned(signed, ring, place, ed25519, this.#hash);
  }

  #rootAt(size: number): string | null {
    // Where leaves are missing, what the tree gives is no root that the log ever had.
    if (!this.#isWhole) return null;
    const known = this.#roots.get(size);
    if (known !== undefined) return known;
    if (this.#roots.size >= MOST_ROOTS) this.#roots.clear();
    const root = toHex(this.#tree.rootAt(size));
    this.#roots.set(size, root);
    return root;
  }

  #take(item: ReadParts, verified: Verification | null): WalkedEntry | null {
    const { position, leafBytes, leaf, envelope, signed, faults } = item;
    for (const fault of faults) this.#report(fault);
    if (leaf === null || leafBytes === null) return null;
    if (leaf.received < this.#received) {
      const message = `Entry ${position} says that it was received before the one before it.`;
      this.#report(faultAt("received-before", "leaf", position, message));
    }
    this.#received = Math.max(this.#received, leaf.received);
    const head = { position, leafBytes, leaf };
    if (envelope === null) {
      this.#unseen += 1;
      const isClosed = leaf.label !== null && faults.every(({ part }) => part === "leaf");
      if (isClosed) this.#closed += 1;
    }
    if (envelope === null || signed === null) return { ...head, said: null, accepted: null };
    const accepted = verified === null ? null : this.#accept(position, leaf, verified);
    const { statement } = signed;
    const digest = accepted?.digest ?? payloadDigest(signed.envelope.payload, this.#hash);
    return { ...head, said: { envelope, statement, digest }, accepted };
  }

  /** Follows what an entry does whose signatures were verified. */
  #accept(position: number, leaf: Leaf, verified: Verification): Accepted | null {
    if (!verified.ok) {
      this.#reject(position, verified.rejection, null);
      return null;
    }
    const { accepted } = verified;
    const { entry } = accepted.statement;
    const after = ringAfterEntry(this.#ring, accepted);
    if (after.ok) this.#ring = after.ring;
    else this.#reject(position, after.rejection, entry.id);
    const isAlone = this.#options.verify === "changes";
    const found = isAlone
      ? this.#others.bind(accepted)
      : this.#others.take(accepted, leaf, this.#unseen);
    for (const fault of found) this.#report(fault);
    if (!isAlone) this.#devices.take(accepted);
    return accepted;
  }

  #reject(position: number, { code, message, remedy }: Rejection, entry: string | null): void {
    const said = `Entry ${position}: ${message}`;
    this.#report(faultAt(code, "envelope", position, said, { entry, remedy }));
  }

  #report(fault: WalkFault): void {
    const { refuse } = this.#options;
    if (refuse !== undefined && fault.severity === "error") throw refuse(fault);
    this.#faults.push(fault);
  }
}
