import type { CheckedEntry, EntryGate, SentEntry } from "../../src/writing/index.ts";
import { bytesOf, nodeSha256, textOf } from "./samples.ts";

/** A submission of the plain gate: what it says of itself stands in its bytes, as JSON. */
export interface PlainEntry {
  readonly key: string;
  readonly text: string;
  readonly series?: { readonly route: string; readonly number: number };
}

/** What the plain gate judges by: how many entries with the text "epoch" there were. */
export interface PlainState {
  readonly epoch: number;
}

/**
 * A gate without signatures, for what a writer does whatever is signed: it refuses the text "forged"
 * when it checks, "inadmissible" at its place, and "after an epoch" unless an "epoch" stands before it. What
 * was checked before the latest "epoch" has to be checked again.
 */
export function plainGate(): EntryGate<PlainState, null> {
  return {
    check: async (submission, state) => check(submission, state),
    isAlike: (one, other) => one.epoch === other.epoch,
    admit: (state, { kept }, { position }) => {
      const { text } = read(kept);
      if (text === "inadmissible") throw new Error(`It may not stand at ${position}.`);
      const undo = (): void => undefined;
      return { state: text === "epoch" ? { epoch: state.epoch + 1 } : state, undo };
    },
  };
}

/** An entry as its author sends it. */
export function plainSubmission(
  entry: PlainEntry,
  more: Partial<Omit<SentEntry, "envelope">> = {},
): SentEntry {
  return { envelope: bytesOf(JSON.stringify(entry)), label: null, expected: null, ...more };
}

function check({ envelope }: SentEntry, { epoch }: PlainState): CheckedEntry<null> {
  const { key, text, series = null } = read(envelope);
  if (text === "after an epoch" && epoch === 0) throw new Error("There was no epoch yet.");
  if (text === "forged") throw new Error("The signature is not by its author.");
  return {
    key,
    payload: nodeSha256(bytesOf(text)),
    series,
    kept: envelope,
    digest: nodeSha256(envelope),
    facts: null,
  };
}

function read(envelope: Uint8Array): PlainEntry {
  return JSON.parse(textOf(envelope)) as PlainEntry;
}
