import { countFirst, type Level, LiveSide, type Voice } from "../evidence/index.ts";

/**
 * The least first part of items in an order that reaches a level, kept up as items come and go: at
 * the cost of a search, and of the few that then join the part or leave it.
 */
export class Reaching<Item> {
  readonly #level: Level;
  readonly #order: (one: Item, other: Item) => number;
  readonly #voiceOf: (item: Item) => Voice | null;
  /** The last in the order first, since what comes is mostly the first in the order. */
  readonly #items: { readonly item: Item; index: number }[] = [];
  /** How many of them the part has. */
  #part = 0;
  #voices: Voice[] = [];
  #side = new LiveSide(this.#voices, LEAST);
  #room = LEAST;

  /**
   * @param order - as of `sort`; of equals, what came earlier goes first.
   * @param voiceOf - what each weighs; `null` for what may not show anything.
   */
  constructor(
    level: Level,
    order: (one: Item, other: Item) => number,
    voiceOf: (item: Item) => Voice | null,
  ) {
    this.#level = level;
    this.#order = order;
    this.#voiceOf = voiceOf;
  }

  /** The last item of the part; `null` where all items together do not reach the level. */
  get last(): Item | null {
    return this.#isReached ? this.#items[this.#end]!.item : null;
  }

  /** Of the part, those that are equal in the order to its last, itself among them. */
  lastEquals(): readonly Item[] {
    const found: Item[] = [];
    const last = this.last;
    if (last === null) return found;
    for (let at = this.#end; at < this.#items.length; at += 1) {
      const { item } = this.#items[at]!;
      if (this.#order(item, last) !== 0) break;
      found.push(item);
    }
    return found;
  }

  add(item: Item): void {
    if (this.#voices.length === this.#room) this.#makeRoom();
    const at = this.#firstNotAfter(item);
    const isBeyond = this.#isReached && at <= this.#end;
    const index = this.#voices.push(this.#voiceOf(item) ?? SILENT) - 1;
    this.#items.splice(at, 0, { item, index });
    if (isBeyond) return;
    this.#part += 1;
    this.#side.add(index);
    this.#shrink();
  }

  /** Takes away an item that was added. */
  delete(item: Item): void {
    let at = this.#firstNotAfter(item);
    // Of equals, as a rule the earliest goes.
    while (at + 1 < this.#items.length && this.#order(this.#items[at + 1]!.item, item) === 0) {
      at += 1;
    }
    while (this.#items[at]!.item !== item) at -= 1;
    const isBeyond = at < this.#end;
    const [gone] = this.#items.splice(at, 1);
    if (isBeyond) return;
    this.#part -= 1;
    this.#side.remove(gone!.index);
    while (!this.#isReached && this.#end > 0) {
      this.#part += 1;
      this.#side.add(this.#items[this.#end]!.index);
    }
  }

  get #isReached(): boolean {
    return this.#side.level >= this.#level;
  }

  /** Where the last item of the part stands. */
  get #end(): number {
    return this.#items.length - this.#part;
  }

  /** Leaves out at the end of the part what it does without. */
  #shrink(): void {
    while (this.#isReached) {
      const { index } = this.#items[this.#end]!;
      this.#side.remove(index);
      if (!this.#isReached) {
        this.#side.add(index);
        return;
      }
      this.#part -= 1;
    }
  }

  /** The index of the first that does not come after an item in the order. */
  #firstNotAfter(item: Item): number {
    return countFirst(this.#items, (one) => this.#order(one.item, item) > 0);
  }

  /** Numbers the items anew, without those that are gone, and with room for as many again. */
  #makeRoom(): void {
    this.#voices = this.#items.map(({ item }) => this.#voiceOf(item) ?? SILENT);
    this.#room = 2 * this.#items.length + LEAST;
    this.#side = new LiveSide(this.#voices, this.#room);
    for (const [index, one] of this.#items.entries()) {
      one.index = index;
      if (index >= this.#end) this.#side.add(index);
    }
  }
}

const LEAST = 16;

/** What may not show anything. */
const SILENT: Voice = { strength: 0, sole: false, group: "", position: 0 };
