import { dirname, join } from "node:path";
import { headMemoryIn } from "../heads/index.ts";
import { requireBound } from "../keeping/binding.ts";
import { nodeHash } from "../keeping/kept-walk.ts";
import type { CaseFiles } from "../keeping/terms.ts";
import { keptRoot } from "../kept-tree.ts";
import { rootOf, sameBytes } from "../log/index.ts";
import type { Hold } from "../store.ts";
import type { CaseTerms } from "../walk/index.ts";
import { appendGroups, type Group, type GroupOutcome } from "./append-groups.ts";
import type { Standing } from "./batch.ts";
import { type Chains, chainMemoryIn } from "./chain-memory.ts";
import { checkpointSigner } from "./index.ts";
import { requireHere, standingOf } from "./opening.ts";
import { type GateFacts, type GateState, signedGate } from "./signed-gate.ts";
import {
  type Author,
  type Draft,
  newestHead,
  ownLogSigner,
  replay,
  requireRemembered,
  signAll,
  type WritingOptions,
} from "./signed-writing.ts";

/** Entries that are kept together, or not at all, of a signed record. */
export type SignedGroup = Group<GateFacts>;

/** What was read of a record when it was last written to, for whoever takes it up again. */
export interface WritingMemory {
  readonly standing: Standing<GateState>;
  readonly chains: Chains;
}

/** The right to append what others signed to a kept case; see `openSharedWriting`. */
export interface SharedWriting {
  readonly terms: CaseTerms;
  /** What entries are judged by, after those that are there. */
  readonly state: () => GateState;
  /**
   * Appends groups of entries, each whole or not at all.
   *
   * @throws {StoreError} where nothing of any group is known to be kept; then neither this nor what
   *   it remembers is of more use.
   */
  readonly submit: (groups: readonly SignedGroup[]) => Promise<readonly GroupOutcome[]>;
  /** Signs an entry with a key of this installation; it is kept by `submit`. */
  readonly sign: (draft: Draft, author: Author) => Promise<Uint8Array>;
  /** What a later opening may go on from. */
  readonly memory: () => WritingMemory;
  /** Gives back the right to append. */
  readonly close: () => Promise<void>;
}

/**
 * Takes up writing where a hold was taken, for a program that takes it again and again: what it read
 * the last time is not read anew where the record has only grown since. The hold is given back where
 * this fails.
 *
 * @param files - of the case, as they are now.
 * @param before - what an earlier opening remembered, if there was one.
 * @throws {StoreError} as `openWriting` does.
 */
export async function openSharedWriting(
  hold: Hold,
  terms: CaseTerms,
  files: CaseFiles,
  { keys, now }: WritingOptions,
  before: WritingMemory | null,
): Promise<SharedWriting> {
  try {
    await requireHere(hold.record);
    const heads = headMemoryIn(join(dirname(keys.folder), "heads"));
    await requireRemembered(hold, heads);
    const signer = await ownLogSigner(hold, terms.origin, keys);
    const remembered = (await isGrown(hold, before)) ? before : null;
    const chains: Chains = remembered?.chains ?? new Map();
    const from = remembered?.standing;
    const start = await (from === undefined
      ? replay(hold, terms, chains)
      : replay(hold, terms, chains, { state: from.state, size: from.tree.size }));
    requireBound(files, start.documents);
    const gate = signedGate(hold.record, terms, start);
    const ownChains = chainMemoryIn(join(dirname(keys.folder), "chains"));
    let standing = await standingOf(hold.record, start, nodeHash);
    return {
      terms,
      state: () => standing.state,
      submit: async (groups) => {
        const appended = await appendGroups(standing, groups, {
          ...{ hold, gate, now, hash: nodeHash, sign: checkpointSigner(signer), forget },
        });
        standing = appended.standing;
        const { checkpoint, outcomes } = appended;
        if (checkpoint !== null) await heads.remember(terms.origin, checkpoint);
        return outcomes;
      },
      sign: async (draft, author) => {
        const { name } = author.signer;
        const kept = (await ownChains.ends(terms.origin)).get(name);
        if (kept !== undefined && kept.counter > (chains.get(name)?.counter ?? 0)) {
          chains.set(name, kept);
        }
        const after = await newestHead(hold);
        const [signed] = await signAll([draft], author, terms, { after, now, chains });
        if (signed === undefined) throw new Error("One draft gives one envelope.");
        // It has signed, whatever becomes of it: the same count is never signed twice.
        chains.set(name, signed);
        await ownChains.remember(terms.origin, name, signed);
        return signed.envelope;
      },
      memory: () => ({ standing, chains }),
      close: () => hold.release(),
    };
  } catch (cause) {
    await hold.release();
    throw cause;
  }
}

/** Whether the record that is held begins with the one that was remembered. */
async function isGrown({ record }: Hold, before: WritingMemory | null): Promise<boolean> {
  if (before === null) return false;
  const { tree } = before.standing;
  const root = await keptRoot(record, nodeHash, tree.size);
  return root !== null && sameBytes(root, rootOf(tree, nodeHash));
}

/** A group that is refused leaves no id behind: another may use it. */
function forget({ positions }: GateState, placed: readonly { readonly facts: GateFacts }[]): void {
  for (const { facts } of placed) positions.delete(facts.accepted.statement.entry.id);
}
