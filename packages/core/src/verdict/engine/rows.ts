/** How many rows one chunk holds, as a power of two: what is full is never moved again. */
const CHUNK_BITS = 12;
const CHUNK = 1 << CHUNK_BITS;
const MASK = CHUNK - 1;
// One process may hold thousands of agreements, most of them small.
const FIRST_ROOM = 16;

/**
 * Rows of a fixed number of whole numbers of 32 bits, which only grow. They stand in chunks: to
 * grow costs the same whatever there is already, leaves nothing behind to be collected, and wastes
 * at most a chunk.
 */
export class IntRows {
  /** How many rows there is room for. */
  room = FIRST_ROOM;
  readonly #chunks: Int32Array[];
  readonly #width: number;

  /** @param width - numbers a row. */
  constructor(width: number) {
    this.#width = width;
    this.#chunks = [new Int32Array(FIRST_ROOM * width)];
  }

  /** A cell of a row that there is room for. */
  get(row: number, cell: number): number {
    return this.#chunks[row >> CHUNK_BITS]![(row & MASK) * this.#width + cell]!;
  }

  /** Sets a cell of a row that there is room for. */
  set(row: number, cell: number, value: number): void {
    this.#chunks[row >> CHUNK_BITS]![(row & MASK) * this.#width + cell] = value;
  }

  /** The chunk that a row stands in, from `offset` on: to set several cells at once. */
  chunk(row: number): Int32Array {
    return this.#chunks[row >> CHUNK_BITS]!;
  }

  /** Where a row begins in its chunk. */
  offset(row: number): number {
    return (row & MASK) * this.#width;
  }

  /** Makes room for more rows: the first chunk doubles until it is whole. */
  grow(): void {
    const room = roomAfter(this.room);
    if (this.room >= CHUNK) this.#chunks.push(new Int32Array(CHUNK * this.#width));
    else this.#chunks[0] = grown(this.#chunks[0]!, new Int32Array(room * this.#width));
    this.room = room;
  }
}

/**
 * The same of floating-point numbers. It is a class of its own, since one that served both would
 * find another kind of array at every turn.
 */
export class FloatRows {
  /** How many rows there is room for. */
  room = FIRST_ROOM;
  readonly #chunks: Float64Array[];
  readonly #width: number;

  /** @param width - numbers a row. */
  constructor(width: number) {
    this.#width = width;
    this.#chunks = [new Float64Array(FIRST_ROOM * width)];
  }

  /** A cell of a row that there is room for. */
  get(row: number, cell: number): number {
    return this.#chunks[row >> CHUNK_BITS]![(row & MASK) * this.#width + cell]!;
  }

  /** Sets a cell of a row that there is room for. */
  set(row: number, cell: number, value: number): void {
    this.#chunks[row >> CHUNK_BITS]![(row & MASK) * this.#width + cell] = value;
  }

  /** Makes room for more rows: the first chunk doubles until it is whole. */
  grow(): void {
    const room = roomAfter(this.room);
    if (this.room >= CHUNK) this.#chunks.push(new Float64Array(CHUNK * this.#width));
    else this.#chunks[0] = grown(this.#chunks[0]!, new Float64Array(room * this.#width));
    this.room = room;
  }
}

function roomAfter(room: number): number {
  return room >= CHUNK ? room + CHUNK : 2 * room;
}

function grown<Cells extends { set(from: Cells): void }>(from: Cells, into: Cells): Cells {
  into.set(from);
  return into;
}
