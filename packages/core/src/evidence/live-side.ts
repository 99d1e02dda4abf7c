import { oddsMillionths } from "./grade.ts";
import { Heap } from "./heap.ts";
import { bandOf, isEnoughAlone, type Level, levelOfBands, type SideWeight } from "./level.ts";
import { type Compilation, type RootVoice, type Selection, select } from "./selection.ts";

/** What a side needs of an exhibit. */
export interface Voice {
  /** In millionths. */
  readonly strength: number;
  readonly sole: boolean;
  /** The root that it goes back to. */
  readonly group: string;
  /** The roots of a compilation. */
  readonly roots?: readonly string[];
  readonly position: number;
}

/**
 * The live reports of one side, as they come and go, at a cost that does not grow with how many
 * there are. What they come to is then read off.
 */
export class LiveSide {
  readonly #voices: readonly Voice[];
  /** 1 while an exhibit is live, 2 once it has gone; it grows with the list. */
  readonly #state: number[];
  readonly #roots = new Map<string, Root>();
  readonly #compilations = new Set<number>();
  /** Roots with a live report that confirms alone. */
  readonly #alone = new Set<Root>();
  #odds = 0;
  #high = 0;
  #middle = 0;
  #low = 0;
  /** Kept until something comes or goes. */
  #selection: Selection | null = null;

  /**
   * @param voices - all that may ever be live, by the numbers under which they come and go.
   * @param atMost - how many there may be, where that is known of a list that is still to grow.
   */
  constructor(voices: readonly Voice[], atMost = voices.length) {
    this.#voices = voices;
    this.#state = new Array<number>(atMost).fill(0);
  }

  /** Whether an exhibit is live. */
  has(index: number): boolean {
    return this.#state[index] === 1;
  }

  /** An exhibit begins to be live. One of no strength changes nothing. */
  add(index: number): void {
    const voice = this.#voices[index]!;
    for (let size = this.#state.length; size < index; size += 1) this.#state.push(0);
    this.#state[index] = 1;
    if (voice.strength === 0) return;
    this.#selection = null;
    if (voice.roots !== undefined) {
      this.#compilations.add(index);
      return;
    }
    let root = this.#roots.get(voice.group);
    if (root === undefined) {
      root = new Root(this.#voices, this.#state);
      this.#roots.set(voice.group, root);
    }
    this.#count(root, -1);
    root.add(index);
    this.#turned(root);
  }

  /** An exhibit is live no longer. */
  remove(index: number): void {
    const voice = this.#voices[index]!;
    this.#state[index] = 2;
    if (voice.strength === 0) return;
    this.#selection = null;
    if (voice.roots !== undefined) {
      this.#compilations.delete(index);
      return;
    }
    const root = this.#roots.get(voice.group)!;
    this.#count(root, -1);
    root.refresh();
    this.#turned(root);
  }

  /** The level that the side reaches. */
  get level(): Level {
    if (this.#alone.size > 0) return 3;
    const plain = levelOfBands(this.#odds, this.#high, this.#middle, this.#low);
    return plain === 3 || this.#compilations.size === 0 ? plain : this.selection.level;
  }

  /** The odds of what speaks, in millionths. */
  get odds(): number {
    if (this.#compilations.size > 0 || this.#alone.size > 0) return this.selection.odds;
    return this.#odds;
  }

  /** What speaks, of all that is live. */
  get selection(): Selection {
    this.#selection ??= select({
      odds: this.#odds,
      high: this.#high,
      middle: this.#middle,
      low: this.#low,
      voiceOf: (root) => this.#voiceOf(root),
      alone: [...this.#alone].map((root) => this.#voiceOf(root.name)!),
      compilations: [...this.#compilations].map((index) => this.#compilationOf(index)),
    });
    return this.#selection;
  }

  /** The exhibits that speak: one of each root, and at most two compilations. */
  speaking(): readonly number[] {
    const { compilations, aloneAt } = this.selection;
    const covered = new Set(compilations.flatMap(({ roots }) => roots));
    const speaking = compilations.map(({ index }) => index);
    for (const [name, root] of this.#roots) {
      if (root.strongest < 0 || covered.has(name)) continue;
      speaking.push(aloneAt?.root === name ? aloneAt.alone : root.strongest);
    }
    return speaking;
  }

  /** What the exhibits that speak come to. */
  weight(): SideWeight {
    let [odds, first, second, sole] = [0, 0, 0, 0];
    for (const index of this.speaking()) {
      const voice = this.#voices[index]!;
      odds += oddsMillionths(voice.strength);
      if (voice.strength > first) [first, second] = [voice.strength, first];
      else if (voice.strength > second) second = voice.strength;
      if (voice.sole && voice.strength > sole) sole = voice.strength;
    }
    return { odds, first, second, sole };
  }

  #turned(root: Root): void {
    this.#count(root, 1);
    if (root.alone >= 0) this.#alone.add(root);
    else if (this.#alone.size > 0) this.#alone.delete(root);
  }

  #count({ strongest }: Root, sign: 1 | -1): void {
    if (strongest < 0) return;
    const { strength } = this.#voices[strongest]!;
    const band = bandOf(strength);
    this.#odds += sign * oddsMillionths(strength);
    if (band >= 3) this.#high += sign;
    if (band >= 2) this.#middle += sign;
    if (band >= 1) this.#low += sign;
  }

  #voiceOf(name: string): RootVoice | undefined {
    const root = this.#roots.get(name);
    if (root === undefined || root.strongest < 0) return undefined;
    const { strongest, alone } = root;
    const { strength } = this.#voices[strongest]!;
    const odds = oddsMillionths(strength);
    const aloneOdds = alone < 0 ? 0 : oddsMillionths(this.#voices[alone]!.strength);
    return { root: name, strongest, odds, band: bandOf(strength), alone, aloneOdds };
  }

  #compilationOf(index: number): Compilation {
    const { roots = [], strength, sole } = this.#voices[index]!;
    return { index, roots, strength, odds: oddsMillionths(strength), sole };
  }
}

/** The live reports of one root: the strongest of them, among equals the earliest. */
class Root {
  readonly #voices: readonly Voice[];
  readonly #state: readonly number[];
  /** Made only once there are two reports: most roots have one. */
  #all: Heap | null = null;
  #soles: Heap | null = null;
  strongest = -1;
  /** The strongest that confirms alone. */
  alone = -1;

  constructor(voices: readonly Voice[], state: readonly number[]) {
    this.#voices = voices;
    this.#state = state;
  }

  get name(): string {
    return this.#voices[this.strongest]!.group;
  }

  add(index: number): void {
    if (this.#all === null && this.strongest < 0) {
      this.strongest = index;
      this.alone = this.#confirms(index) ? index : -1;
      return;
    }
    if (this.#all === null) {
      this.#all = this.#heap();
      this.#soles = this.#heap();
      this.#keep(this.strongest);
    }
    this.#keep(index);
    this.refresh();
  }

  /** Finds the strongest again after one has come or gone. */
  refresh(): void {
    if (this.#all === null || this.#all.size === 0) {
      if (this.strongest >= 0 && this.#state[this.strongest] === 1) return;
      this.strongest = -1;
      this.alone = -1;
      return;
    }
    this.strongest = this.#top(this.#all);
    this.alone = this.#top(this.#soles);
  }

  #keep(index: number): void {
    this.#all?.push(index);
    if (this.#confirms(index)) this.#soles?.push(index);
  }

  #confirms(index: number): boolean {
    const { sole, strength } = this.#voices[index]!;
    return sole && isEnoughAlone(strength);
  }

  #top(heap: Heap | null): number {
    while (heap !== null && heap.size > 0) {
      if (this.#state[heap.top] === 1) return heap.top;
      heap.pop();
    }
    return -1;
  }

  #heap(): Heap {
    return new Heap((one, other) => {
      const [a, b] = [this.#voices[one]!, this.#voices[other]!];
      return a.strength === b.strength ? a.position < b.position : a.strength > b.strength;
    });
  }
}
