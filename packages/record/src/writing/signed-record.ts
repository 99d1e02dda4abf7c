import { dirname, join } from "node:path";
import type { Instant } from "@proviso/core";
import { lengthen } from "../envelope/index.ts";
import {
  isSameKey,
  type NoteSigner,
  parseCheckpoint,
  parseNote,
  rootOf,
  sameBytes,
  toHex,
} from "../log/index.ts";
import { nodeHash } from "../node-crypto.ts";
import { type KeyFolder, logSignerOf } from "../store/installation/index.ts";
import { keptRoot } from "../store/kept-tree.ts";
import type { Hold, KeptRecord } from "../store/store.ts";
import { requireHere, requireSeen, type Tip, tipOf } from "../store/tip.ts";
import type { CaseTerms } from "../walk/index.ts";
import { requireBound } from "../walk/kept/binding.ts";
import { corruptAt, walkKept } from "../walk/kept/kept-walk.ts";
import type { CaseFiles } from "../walk/kept/terms.ts";
import { chainMemoryIn } from "./chain-memory.ts";
import { checkpointSigner } from "./checkpoint-signer.ts";
import { type Author, type Draft, type Signed, signAll } from "./drafts.ts";
import { type HeadMemory, headMemoryIn, logKeyOf } from "./heads/index.ts";
import { rootsOf } from "./log-place.ts";
import { RefusedEntry } from "./refused-entry.ts";
import {
  emptyState,
  type GateFacts,
  type GateState,
  signedGate,
  stateAfter,
} from "./signed-gate.ts";
import type { Group } from "./transaction.ts";
import type { Taken } from "./writer.ts";

/** Entries that are kept together, or not at all, of a signed record. */
export type SignedGroup = Group<GateFacts>;

/** What a case is written with. */
export interface WritingOptions {
  readonly keys: KeyFolder;
  readonly now: () => Instant;
}

/** The right to append to a signed record. */
export interface TakenRecord extends Taken<GateState, GateFacts> {
  readonly terms: CaseTerms;
  /** Whether what was read of it before was gone on from. */
  readonly isAsRemembered: boolean;
  /** Signs entries with a key of this installation, by what stands when they are appended. */
  readonly signDrafts: (
    drafts: readonly Draft[],
    author: Author,
    state: GateState,
  ) => Promise<readonly Signed[]>;
}

/**
 * Takes up a signed record where a hold was taken: what it read the last time is not read anew
 * where the record has only grown since.
 *
 * @param files - of the case, as they are now; none for a case that is being founded.
 * @param before - where it stood when it was last held.
 * @throws {StoreError} `STORE_CASE_MOVED`, `STORE_ROLLED_BACK`, `STORE_CORRUPT`
 * @throws {RefusedEntry} `log-key-missing`
 */
export async function takeUp(
  hold: Hold,
  terms: CaseTerms,
  files: CaseFiles,
  { keys, now }: WritingOptions,
  before: Tip<GateState> | null,
): Promise<TakenRecord> {
  const { record } = hold;
  const { origin } = terms;
  await requireHere(record);
  const heads = headMemoryIn(join(dirname(keys.folder), "heads"));
  await requireRemembered(record, heads);
  const signHead = checkpointSigner(await ownLogSigner(hold, origin, keys));
  const isAsRemembered = before !== null && (await isGrown(record, before));
  const from = isAsRemembered
    ? { state: before.state, size: before.tree.size }
    : { state: emptyState(), size: 0 };
  const state = await replay(record, terms, from);
  requireBound(files, state.documents);
  const memory = chainMemoryIn(join(dirname(keys.folder), "chains"));
  // What was signed under a label is not read here, and is remembered beside the keys.
  for (const [device, end] of await memory.ends(origin)) lengthen(state.chains, device, end);
  /** Devices whose latest count the record will not tell: they have signed under a label. */
  const hidden = new Set<string>();
  return {
    ...{ hold, terms, isAsRemembered },
    gate: signedGate(record, terms),
    tip: await tipOf(record, state, nodeHash),
    sign: async (head, { chains }) => {
      // Before it is kept: were the answer lost, the same count would be signed twice.
      for (const device of hidden) {
        const end = chains.get(device);
        if (end !== undefined) await memory.remember(origin, device, end);
      }
      hidden.clear();
      return signHead(head);
    },
    remember: (checkpoint) => heads.remember(origin, checkpoint),
    signDrafts: async (drafts, author, { chains }) => {
      const { name } = author.signer;
      if (drafts.some(({ label }) => label !== null)) hidden.add(name);
      const [after, end] = [await newestHead(record), chains.get(name) ?? null];
      return signAll(drafts, author, terms, { after, now, end });
    },
    release: () => hold.release(),
  };
}

/** Uses a hold, and gives it back where that fails. */
export async function giveBackOnFailure<Done>(
  hold: Hold,
  use: (hold: Hold) => Promise<Done>,
): Promise<Done> {
  try {
    return await use(hold);
  } catch (cause) {
    await hold.release();
    throw cause;
  }
}

/** Whether a record begins with the one that was remembered. */
async function isGrown(record: KeptRecord, { tree }: Tip<GateState>): Promise<boolean> {
  const root = await keptRoot(record, nodeHash, tree.size);
  return root !== null && sameBytes(root, rootOf(tree, nodeHash));
}

/**
 * What the entries that are there leave behind: keys, compartments, ids, the chains of devices.
 *
 * @param from - what the first of them left behind, where they have been read before; its ids and
 *   chains are added to.
 */
async function replay(
  record: KeptRecord,
  terms: CaseTerms,
  from: { readonly state: GateState; readonly size: number },
): Promise<GateState> {
  let { state } = from;
  const { ring, documents: bindings } = state;
  const after = { ring, bindings, rootAt: rootsOf(record) };
  // What other entries say changes nothing that is judged by; their signatures were verified when
  // they came, and are again by fsck and by whoever verifies the record.
  const how = { verify: "changes", refuse: corruptAt, range: { begin: from.size }, after } as const;
  for await (const { position, said, accepted } of walkKept(record, terms, how)) {
    if (said === null) continue;
    const { entry, device, counter } = said.statement;
    state.positions.set(entry.id, position);
    lengthen(state.chains, device, { counter, digest: said.digest });
    if (accepted !== null) state = stateAfter(state, accepted);
  }
  return state;
}

/**
 * The key of the log, which must be here: heads that another key signs are none of this log.
 *
 * @throws {RefusedEntry} `log-key-missing`
 */
export async function ownLogSigner(
  { record }: Pick<Hold, "record">,
  origin: string,
  keys: KeyFolder,
): Promise<NoteSigner> {
  const isNew = (await record.size()) === 0;
  if (isNew || (await keys.names()).includes("log")) {
    const { signer } = await logSignerOf(keys, origin);
    if (isNew || isSameKey(signer.key, await logKeyOf(record))) return signer;
  }
  throw new RefusedEntry({
    code: "log-key-missing",
    message: `The key of the log ${origin} is not among the keys of this installation.`,
    remedy: "Append where it is, or point PROVISO_KEYS at the folder that holds it.",
  });
}

/**
 * Checks that the record holds the newest head that this installation signed: one that does not is
 * an old copy, and two histories would come of appending to it.
 */
async function requireRemembered(record: KeptRecord, heads: HeadMemory): Promise<void> {
  const note = await heads.newest(record.origin);
  if (note === null) return;
  await requireSeen(record, parseCheckpoint(parseNote(note).text), nodeHash);
}

/** The newest head that the log has signed, as a statement carries it. */
async function newestHead(record: KeptRecord) {
  const newest = await record.newestCheckpoint();
  if (newest === null) return null;
  const { size, root } = parseCheckpoint(parseNote(newest.note).text);
  return { size, root: toHex(root) };
}
