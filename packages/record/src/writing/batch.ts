import { type Instant, instant } from "@proviso/core";
import { topsAmong } from "../kept-tree.ts";
import {
  formatLeaf,
  growTree,
  leafHash,
  type Sha256,
  sameBytes,
  type Tree,
  toHex,
} from "../log/index.ts";
import { versionMoved } from "../rows.ts";
import { type Batch, type KeptKey, NOTHING, type SequencedEntry } from "../store.ts";
import { StoreError } from "../store-error.ts";
import type { Checked, Gate, Submission } from "./gate.ts";
import { idempotencyOf, routeOf } from "./opaque.ts";

/** Where a record stands: what the next entry is judged by. */
export interface Standing<State> {
  readonly tree: Tree;
  readonly state: State;
  /** When the newest entry was received: the next is never said to have come before it. */
  readonly received: Instant;
}

/** A submission that was checked, on its turn; see `turnOf`. */
export interface Turn<Facts> {
  readonly submission: Submission;
  readonly checked: Checked<Facts>;
  /** The names under which its key and its route are looked up; `null` where it has no number. */
  readonly key: Pick<KeptKey, "key" | "payload">;
  readonly route: Uint8Array | null;
}

/** What became of a submission on its turn. */
export type Answer =
  | { readonly kind: "placed"; readonly position: number; readonly isRepeat: boolean }
  | { readonly kind: "refused"; readonly cause: unknown };

/** What the database says of the keys and the routes of those whose turn it is. */
export interface Lookups {
  /** By the hexadecimal digits of the key. */
  readonly used: ReadonlyMap<string, KeptKey>;
  /** The last number given, by the hexadecimal digits of the route. */
  readonly last: ReadonlyMap<string, number>;
}

/** What is to be kept together, and what is to be answered once it is. */
export interface FormedBatch<State> {
  readonly batch: Batch;
  readonly standing: Standing<State>;
  /** One for each of the first turns; whoever has none must be checked again. */
  readonly answers: readonly Answer[];
}

/** A checked submission, ready for its turn. */
export function turnOf<Facts>(
  submission: Submission,
  checked: Checked<Facts>,
  hash: Sha256,
): Turn<Facts> {
  const { series } = checked;
  const key = idempotencyOf(checked.key, checked.payload, hash);
  const route = series === null ? null : routeOf(submission.label, series.route, hash);
  return { submission, checked, key, route };
}

/**
 * Puts those whose turn it is in order, each on what those before it leave behind. It decides
 * everything and keeps nothing: what it returns is kept in one transaction, or not at all.
 *
 * @param now - by the log's clock. A clock that was set back does not turn back the record: until
 *   it has caught up, entries are received when the one before them was.
 */
export function formBatch<State, Facts>(
  standing: Standing<State>,
  turns: readonly Turn<Facts>[],
  lookups: Lookups,
  gate: Gate<State, Facts>,
  now: Instant,
  hash: Sha256,
): FormedBatch<State> {
  const { size } = standing.tree;
  const forming: Forming<State> = {
    size,
    state: standing.state,
    received: instant(Math.max(now, standing.received)),
    entries: [],
    lookups,
    used: new Map(),
    last: new Map(),
  };
  const answers: Answer[] = [];
  for (const turn of turns) {
    const answer = place(forming, turn, gate);
    if (answer === null) break;
    answers.push(answer);
  }
  const { entries, state, received } = forming;
  const leaves = entries.map(({ leaf }) => leafHash(leaf, hash));
  const { tree, completed } = growTree(standing.tree, leaves, hash);
  const batch = { ...NOTHING, size, entries, tops: topsAmong(completed) };
  return {
    batch,
    standing: entries.length === 0 ? standing : { tree, state, received },
    answers,
  };
}

interface Forming<State> {
  readonly size: number;
  readonly received: Instant;
  readonly entries: SequencedEntry[];
  readonly lookups: Lookups;
  /** What this batch itself uses and gives: what was looked up may be much, and is never copied. */
  readonly used: Map<string, KeptKey>;
  readonly last: Map<string, number>;
  state: State;
}

/** Answers one turn; `null` where it must be checked again before it can be judged. */
function place<State, Facts>(
  forming: Forming<State>,
  turn: Turn<Facts>,
  gate: Gate<State, Facts>,
): Answer | null {
  const { submission, checked, key, route } = turn;
  const position = forming.size + forming.entries.length;
  const digits = toHex(key.key);
  const before = forming.used.get(digits) ?? forming.lookups.used.get(digits);
  // What was kept once is answered first: whatever has changed since, it is in the record.
  if (before !== undefined) return repeat(before, key.payload);
  try {
    requireExpected(submission, position);
    const given = route === null ? null : giveNumber(forming, checked, route);
    // Whatever can fail does so before the gate admits it: its state may be shared, and added to.
    const leaf = leafOf(turn, position, forming.received);
    const admission = gate.admit(forming.state, checked, { position, received: forming.received });
    if (admission.kind === "check-again") return null;
    forming.entries.push({
      position,
      leaf,
      label: submission.label,
      envelope: checked.kept,
      key,
      number: given,
    });
    forming.state = admission.state;
  } catch (cause) {
    return { kind: "refused", cause };
  }
  forming.used.set(digits, { ...key, position });
  if (route !== null && checked.series !== null) {
    forming.last.set(toHex(route), checked.series.number);
  }
  return { kind: "placed", position, isRepeat: false };
}

function repeat(before: KeptKey, payload: Uint8Array): Answer {
  if (sameBytes(before.payload, payload)) {
    return { kind: "placed", position: before.position, isRepeat: true };
  }
  const cause = new StoreError(
    "STORE_KEY_REUSED",
    "Another entry has been kept under this idempotency key.",
    "Give the new entry a key of its own, and sign it again.",
  );
  return { kind: "refused", cause };
}

function requireExpected({ expected }: Submission, size: number): void {
  if (expected !== null && expected !== size) throw versionMoved(expected, size);
}

function giveNumber<State, Facts>(
  forming: Forming<State>,
  { series }: Checked<Facts>,
  route: Uint8Array,
) {
  const digits = toHex(route);
  const next = (forming.last.get(digits) ?? forming.lookups.last.get(digits) ?? 0) + 1;
  if (series?.number === next) return { route, number: next };
  throw new StoreError(
    "STORE_SERIES_NUMBER",
    `The next number on this route is ${next}, not ${series?.number}.`,
    "Number it anew and sign it again; numbers have no gaps, and none is given twice.",
  );
}

function leafOf<Facts>(turn: Turn<Facts>, position: number, received: Instant): Uint8Array {
  return formatLeaf({
    index: position,
    received,
    envelope: toHex(turn.checked.digest),
    label: turn.submission.label,
  });
}
