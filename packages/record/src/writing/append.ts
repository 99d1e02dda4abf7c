import type { Instant } from "@proviso/core";
import { rootOf, type Sha256, toHex } from "../log/index.ts";
import { type Batch, type Hold, type KeptKey, NOTHING } from "../store.ts";
import { formBatch, type Standing, type Turn, turnOf } from "./batch.ts";
import type { Gate, Head, Receipt, Submission } from "./index.ts";

/** What entries are appended with. */
export interface Appending<State, Facts> {
  readonly hold: Hold;
  readonly gate: Gate<State, Facts>;
  readonly now: () => Instant;
  readonly hash: Sha256;
  /** Signs the head after the entries as a checkpoint. */
  readonly sign: (head: Head) => Promise<Uint8Array>;
  /** Files of the case that are kept with the entries. */
  readonly documents: Batch["documents"];
  /** How many of them have been checked so far. */
  readonly onProgress?: (done: number) => void;
}

/** What became of entries that were appended together. */
export interface Appended<State> {
  readonly standing: Standing<State>;
  readonly receipts: readonly Receipt[];
  /** `null` where nothing new was kept. */
  readonly checkpoint: Uint8Array | null;
}

/**
 * Appends entries all or none: in one transaction, each checked and placed by the rules of the
 * sequencer on what those before it leave behind. Whatever is refused is thrown as the gate throws
 * it, and nothing is kept.
 *
 * @throws {StoreError} as `Sequencer.append` does.
 */
export async function appendTogether<State, Facts>(
  standing: Standing<State>,
  submissions: readonly Submission[],
  appending: Appending<State, Facts>,
): Promise<Appended<State>> {
  const { hold, gate, now, hash } = appending;
  const size = standing.tree.size;
  const entries: Batch["entries"][number][] = [];
  const tops: Batch["tops"][number][] = [];
  const placed: { readonly position: number; readonly isRepeat: boolean }[] = [];
  const known = { used: new Map<string, KeptKey>(), last: new Map<string, number>() };
  let stand = standing;
  for (const submission of submissions) {
    const placing = { position: stand.tree.size, received: now() };
    const checked = await gate.check(submission, stand.state, placing);
    const turn = turnOf(submission, checked, hash);
    await lookUp(hold, turn, known);
    const formed = formBatch(stand, [turn], known, gate, now(), hash);
    const [answer] = formed.answers;
    if (answer === undefined) throw new Error("It was checked by the state that it is judged by.");
    if (answer.kind === "refused") throw answer.cause;
    rememberKeys(formed.batch, known);
    entries.push(...formed.batch.entries);
    tops.push(...formed.batch.tops);
    placed.push(answer);
    stand = formed.standing;
    appending.onProgress?.(placed.length);
  }
  const head = { size: stand.tree.size, root: rootOf(stand.tree, hash) };
  const isNew = entries.length > 0;
  const note = isNew ? await appending.sign(head) : null;
  const checkpoints = note === null ? [] : [{ size: head.size, note }];
  const { documents } = appending;
  if (isNew || documents.length > 0) {
    await hold.commit({ ...NOTHING, size, entries, tops, checkpoints, documents });
  }
  const receipts = placed.map((answer) => ({ ...answer, head }));
  return { standing: stand, receipts, checkpoint: note };
}

/** Keys and numbers that were looked up, or used since. */
export interface Known {
  readonly used: Map<string, KeptKey>;
  readonly last: Map<string, number>;
}

/** Looks up the key and the route of a turn, unless they are known. */
export async function lookUp<Facts>(
  hold: Hold,
  { key, route }: Turn<Facts>,
  { used, last }: Known,
): Promise<void> {
  if (!used.has(toHex(key.key))) {
    for (const kept of await hold.keysUsed([key.key])) used.set(toHex(kept.key), kept);
  }
  if (route !== null && !last.has(toHex(route)))
    last.set(toHex(route), await hold.lastNumber(route));
}

/** Adds the keys and the numbers that entries use. */
export function rememberKeys({ entries }: Batch, { used, last }: Known): void {
  for (const { key, number, position } of entries) {
    used.set(toHex(key.key), { ...key, position });
    if (number !== null) last.set(toHex(number.route), number.number);
  }
}
