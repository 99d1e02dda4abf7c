import { fromHex, idempotencyScope } from "../../envelope/index.ts";
import { sameBytes } from "../../log/index.ts";
import { nodeHash } from "../../node-crypto.ts";
import { idempotencyOf, routeOf } from "../../store/opaque.ts";
import { type KeptKey, type KeptNumber, type KeptRecord, MAX_ROWS } from "../../store/store.ts";
import type { WalkedEntry } from "../index.ts";
import { type FsckFinding, wrongIn } from "./finding.ts";

/**
 * What a store keeps beside each entry, its idempotency key and its number in a series, held against
 * what the entry says. It is read along with the walk, part by part.
 */
export class RowCheck {
  readonly #record: KeptRecord;
  readonly #size: number;
  readonly #findings: FsckFinding[];
  #keys: ReadonlyMap<number, KeptKey> = new Map();
  #numbers: ReadonlyMap<number, KeptNumber> = new Map();
  #end = 0;

  /** @param findings - to which what does not agree is added. */
  constructor(record: KeptRecord, size: number, findings: FsckFinding[]) {
    this.#record = record;
    this.#size = size;
    this.#findings = findings;
  }

  /** Holds what is kept beside the next entry against it. */
  async hold({ position, leaf, accepted }: WalkedEntry): Promise<void> {
    while (position >= this.#end) await this.#next();
    if (accepted === null) return;
    const { statement, digest } = accepted;
    const due = idempotencyOf(idempotencyScope(statement), fromHex(digest), nodeHash);
    const key = this.#keys.get(position);
    const isOwnKey =
      key === undefined || (sameBytes(key.key, due.key) && sameBytes(key.payload, due.payload));
    if (!isOwnKey) {
      const message = `Entry ${position} is kept under another idempotency key than it has.`;
      this.#findings.push(wrongIn("idempotency_keys", "key-altered", message, { position }));
    }
    if (isNumber(this.#numbers.get(position), statement.series, leaf.label)) return;
    const message = `Entry ${position} is kept under another number of a series than it has.`;
    this.#findings.push(wrongIn("series_numbers", "number-altered", message, { position }));
  }

  /** Reads what is left, of entries that are not there. */
  async toEnd(): Promise<void> {
    while (this.#end < this.#size) await this.#next();
  }

  async #next(): Promise<void> {
    const range = { begin: this.#end, end: Math.min(this.#size, this.#end + MAX_ROWS) };
    this.#end = range.end;
    this.#keys = byPosition(await this.#record.keys(range));
    this.#numbers = byPosition(await this.#record.numbers(range));
    for (let position = range.begin; position < range.end; position += 1) {
      if (this.#keys.has(position)) continue;
      const message = `Entry ${position} has no idempotency key.`;
      this.#findings.push(wrongIn("idempotency_keys", "key-missing", message, { position }));
    }
  }
}

function isNumber(
  kept: KeptNumber | undefined,
  series: { readonly route: string; readonly number: number } | null,
  label: string | null,
): boolean {
  if (series === null || kept === undefined) return series === null && kept === undefined;
  const route = routeOf(label, series.route, nodeHash);
  return kept.number === series.number && sameBytes(kept.route, route);
}

function byPosition<Row extends { readonly position: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.position, row]));
}
