import { Heap } from "./heap.ts";
import { bandOf, isEnoughAlone, type Level, levelOfBands, type SideWeight } from "./level.ts";
import { type Compilation, type RootVoice, type Selection, select } from "./selection.ts";

/** What a side needs of an exhibit. */
export interface Voice {
  /** In millionths. */
  readonly strength: number;
  readonly odds: number;
  readonly sole: boolean;
  /** The root it goes back to; a compilation has several. */
  readonly roots: readonly string[];
  readonly position: number;
}

/**
 * The live reports of one side, as they come and go: each comes once and goes at most once, at a
 * cost that does not grow with how many there are. What they come to is then read off.
 */
export class LiveSide {
  readonly #voices: readonly Voice[];
  /** 1 while an exhibit is live, 2 once it has gone. */
  readonly #state: Uint8Array;
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

  /** @param voices - all that may ever be live, by the numbers under which they come and go. */
  constructor(voices: readonly Voice[]) {
    this.#voices = voices;
    this.#state = new Uint8Array(voices.length);
  }

  /** Whether an exhibit is live. */
  has(index: number): boolean {
    return this.#state[index] === 1;
  }

  /** An exhibit begins to be live. One of no strength changes nothing. */
  add(index: number): void {
    const voice = this.#voices[index]!;
    this.#state[index] = 1;
    if (voice.strength === 0) return;
    this.#selection = null;
    if (voice.roots.length > 1) {
      this.#compilations.add(index);
      return;
    }
    const name = voice.roots[0]!;
    const root = this.#roots.get(name) ?? new Root(this.#voices, this.#state);
    this.#roots.set(name, root);
    this.#turn(root, () => root.add(index));
  }

  /** An exhibit is live no longer. */
  remove(index: number): void {
    const voice = this.#voices[index]!;
    this.#state[index] = 2;
    if (voice.strength === 0) return;
    this.#selection = null;
    if (this.#compilations.delete(index)) return;
    const root = this.#roots.get(voice.roots[0]!)!;
    this.#turn(root, () => root.refresh());
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
      odds += voice.odds;
      if (voice.strength > first) [first, second] = [voice.strength, first];
      else if (voice.strength > second) second = voice.strength;
      if (voice.sole && voice.strength > sole) sole = voice.strength;
    }
    return { odds, first, second, sole };
  }

  #turn(root: Root, change: () => void): void {
    this.#count(root, -1);
    change();
    this.#count(root, 1);
    if (root.alone < 0) this.#alone.delete(root);
    else this.#alone.add(root);
  }

  #count({ strongest }: Root, sign: 1 | -1): void {
    if (strongest < 0) return;
    const { odds, strength } = this.#voices[strongest]!;
    const band = bandOf(strength);
    this.#odds += sign * odds;
    if (band >= 3) this.#high += sign;
    if (band >= 2) this.#middle += sign;
    if (band >= 1) this.#low += sign;
  }

  #voiceOf(name: string): RootVoice | undefined {
    const root = this.#roots.get(name);
    if (root === undefined || root.strongest < 0) return undefined;
    const { strongest, alone } = root;
    const { odds, strength } = this.#voices[strongest]!;
    const aloneOdds = alone < 0 ? 0 : this.#voices[alone]!.odds;
    return { root: name, strongest, odds, band: bandOf(strength), alone, aloneOdds };
  }

  #compilationOf(index: number): Compilation {
    const { roots, strength, odds, sole } = this.#voices[index]!;
    return { index, roots, strength, odds, sole };
  }
}

/** The live reports of one root: the strongest of them, among equals the earliest. */
class Root {
  readonly #voices: readonly Voice[];
  readonly #state: Uint8Array;
  /** Made only once there are two: most roots have a single report. */
  #others: Heap | null = null;
  #soles: Heap | null = null;
  strongest = -1;
  /** The strongest that confirms alone. */
  alone = -1;

  constructor(voices: readonly Voice[], state: Uint8Array) {
    this.#voices = voices;
    this.#state = state;
  }

  get name(): string {
    return this.#voices[this.strongest]!.roots[0]!;
  }

  add(index: number): void {
    const { sole, strength } = this.#voices[index]!;
    this.#others ??= this.#heap();
    this.#others.push(index);
    if (sole && isEnoughAlone(strength)) {
      this.#soles ??= this.#heap();
      this.#soles.push(index);
    }
    this.refresh();
  }

  /** Finds the strongest again after one has gone. */
  refresh(): void {
    this.strongest = this.#top(this.#others);
    this.alone = this.#top(this.#soles);
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
