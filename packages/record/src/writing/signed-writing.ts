import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Instant } from "@proviso/core";
import { NO_BINDINGS, type RecordEntry, type SigningRole } from "../entries/index.ts";
import {
  EMPTY_RING,
  formatEnvelope,
  payloadDigest,
  SALT_BYTES,
  type SeriesNumber,
  type Signer,
  type StatedTime,
  signStatement,
} from "../envelope/index.ts";
import { type HeadMemory, headMemoryIn, logKeyOf } from "../heads/index.ts";
import { type KeyFolder, logSignerOf } from "../installation/index.ts";
import { requireBound } from "../keeping/binding.ts";
import { corruptAt, nodeHash, walkKept } from "../keeping/kept-walk.ts";
import { rootsOf } from "../keeping/place.ts";
import { readFiles, termsOfCase } from "../keeping/terms.ts";
import { NO_COMPARTMENTS } from "../label/index.ts";
import { isSameKey, type NoteSigner, parseCheckpoint, parseNote, toHex } from "../log/index.ts";
import type { Batch, Hold, RecordStore } from "../store.ts";
import type { CaseTerms } from "../walk/index.ts";
import { appendTogether } from "./append.ts";
import type { Standing } from "./batch.ts";
import { type FileToBind, withBindings } from "./bound-drafts.ts";
import { type ChainMemory, type Chains, chainMemoryIn } from "./chain-memory.ts";
import { checkpointSigner, type Receipt } from "./index.ts";
import { requireHere, requireSeen, standingOf } from "./opening.ts";
import { RefusedEntry } from "./refused-entry.ts";
import { type GateState, signedGate, stateAfter } from "./signed-gate.ts";

/** An entry to be signed and appended. */
export interface Draft {
  readonly entry: RecordEntry;
  /** The compartment for whose readers alone it is; `null` for everyone. */
  readonly label: string | null;
  readonly stated: StatedTime | null;
  /** The idempotency key: one entry however often it is sent. */
  readonly key: string;
  readonly series: SeriesNumber | null;
}

/** Who signs, and in what capacity. */
export interface Author {
  readonly signer: Signer;
  readonly role: SigningRole;
}

/** What was appended, and the head that holds it. */
export interface Kept {
  readonly receipts: readonly Receipt[];
  /** SHA-256 of what was signed, 64 hexadecimal digits, for each. */
  readonly digests: readonly string[];
  /** The signed note over the log with the entries; `null` where nothing new was kept. */
  readonly checkpoint: Uint8Array | null;
}

/** The right to append to a kept case, with everything that entries are judged by. */
export interface Writing {
  readonly terms: CaseTerms;
  readonly state: () => GateState;
  readonly size: () => number;
  /**
   * Signs entries and appends them, all or none. Files that come with them are bound to the record
   * by an entry of the same author before them, which is not among the receipts; so are files in
   * `bind`, which are there already.
   *
   * @throws {RefusedEntry} and `StoreError`, as the gate and the sequencer throw.
   */
  readonly append: (
    drafts: readonly Draft[],
    author: Author,
    more?: {
      readonly documents?: Batch["documents"];
      readonly bind?: readonly FileToBind[];
      readonly onProgress?: (done: number) => void;
    },
  ) => Promise<Kept>;
  readonly close: () => Promise<void>;
}

/** What a case is written with. */
export interface WritingOptions {
  readonly keys: KeyFolder;
  readonly now: () => Instant;
}

/**
 * Takes the right to append to a case.
 *
 * @throws {StoreError} `STORE_HELD`, with who holds it; `STORE_CASE_MOVED`; `STORE_ROLLED_BACK`;
 *   `STORE_CORRUPT`
 */
export async function openWriting(
  store: RecordStore,
  name: string,
  options: WritingOptions,
): Promise<Writing> {
  const record = await store.record(name, { labels: [] });
  const files = await readFiles(record);
  const writing = await takeUp(await store.hold(name), await termsOfCase(record, files), options);
  try {
    requireBound(files, writing.state().documents);
    return writing;
  } catch (cause) {
    await writing.close();
    throw cause;
  }
}

/** Takes up writing where a hold was taken; the hold is given back where that fails. */
export async function takeUp(
  hold: Hold,
  terms: CaseTerms,
  { keys, now }: WritingOptions,
): Promise<Writing> {
  try {
    await requireHere(hold.record);
    const heads = headMemoryIn(join(dirname(keys.folder), "heads"));
    await requireRemembered(hold, heads);
    const signer = await ownLogSigner(hold, terms.origin, keys);
    const memory = chainMemoryIn(join(dirname(keys.folder), "chains"));
    const chains: Chains = new Map();
    const start = await replay(hold, terms, chains);
    await lengthen(chains, memory, terms.origin);
    const gate = signedGate(hold.record, terms, start);
    let standing: Standing<GateState> = await standingOf(hold.record, start, nodeHash);
    return {
      terms,
      state: () => standing.state,
      size: () => standing.tree.size,
      append: async (given, author, more = {}) => {
        const after = await newestHead(hold);
        const first = standing.tree.size;
        const coming = [...(more.documents ?? []), ...(more.bind ?? [])];
        const at = { size: first, known: now() };
        const bound = withBindings(given, coming, standing.state.documents, at);
        const { drafts, isGiven } = bound;
        const signed = await signAll(drafts, author, terms, { after, now, chains });
        const submissions = signed.map(({ envelope, draft }, at) => {
          return { envelope, label: draft.label, expected: first + at };
        });
        const { onProgress, documents = [] } = more;
        const appended = await appendTogether(standing, submissions, {
          hold,
          gate,
          now,
          hash: nodeHash,
          sign: checkpointSigner(signer),
          documents,
          ...(onProgress === undefined ? {} : { onProgress }),
        });
        standing = appended.standing;
        const { checkpoint } = appended;
        if (checkpoint !== null) await heads.remember(terms.origin, checkpoint);
        const last = signed.at(-1);
        if (last !== undefined) {
          chains.set(author.signer.name, last);
          await memory.remember(terms.origin, author.signer.name, last);
        }
        const digests = signed.map(({ digest }) => digest).filter((_, at) => isGiven(at));
        const receipts = appended.receipts.filter((_, at) => isGiven(at));
        return { receipts, digests, checkpoint };
      },
      close: () => hold.release(),
    };
  } catch (cause) {
    await hold.release();
    throw cause;
  }
}

/** What was signed under a label is not read here, and is remembered beside the keys. */
async function lengthen(chains: Chains, memory: ChainMemory, origin: string): Promise<void> {
  for (const [device, end] of await memory.ends(origin)) {
    if (end.counter > (chains.get(device)?.counter ?? 0)) chains.set(device, end);
  }
}

function emptyState(): GateState {
  const positions = new Map<string, number>();
  return { ring: EMPTY_RING, compartments: NO_COMPARTMENTS, documents: NO_BINDINGS, positions };
}

/**
 * What the entries that are there leave behind: keys, compartments, ids, the chains of devices.
 *
 * @param from - what the first of them left behind, where they have been read before; its ids, and
 *   the chains, are added to.
 */
export async function replay(
  hold: Hold,
  terms: CaseTerms,
  chains: Chains,
  from: { readonly state: GateState; readonly size: number } = { state: emptyState(), size: 0 },
): Promise<GateState> {
  const { record } = hold;
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
    chains.set(device, { counter, digest: said.digest });
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
 * Passes where the record holds the newest head that this installation signed: one that does not is
 * an old copy, and two histories would come of appending to it.
 */
export async function requireRemembered({ record }: Hold, heads: HeadMemory): Promise<void> {
  const note = await heads.newest(record.origin);
  if (note === null) return;
  await requireSeen(record, parseCheckpoint(parseNote(note).text), nodeHash);
}

/** The newest head that the log has signed, as a statement carries it. */
export async function newestHead(hold: Hold) {
  const newest = await hold.record.newestCheckpoint();
  if (newest === null) return null;
  const { size, root } = parseCheckpoint(parseNote(newest.note).text);
  return { size, root: toHex(root) };
}

/** A draft as it was signed, and how far it lengthened its device's chain. */
export interface Signed {
  readonly draft: Draft;
  readonly envelope: Uint8Array;
  readonly digest: string;
  readonly counter: number;
}

/** Signs drafts with one key, each chained to the one before. */
export async function signAll(
  drafts: readonly Draft[],
  { signer, role }: Author,
  terms: CaseTerms,
  on: {
    readonly after: { readonly size: number; readonly root: string } | null;
    readonly now: () => Instant;
    readonly chains: Chains;
  },
): Promise<readonly Signed[]> {
  const signed: Signed[] = [];
  let last = on.chains.get(signer.name) ?? null;
  for (const draft of drafts) {
    const { entry, stated, key, series, label } = draft;
    const counter = (last?.counter ?? 0) + 1;
    const { case: name, agreement, origin, zone, reconstructed } = terms;
    const statement = {
      ...{ case: name, agreement, origin, role, device: signer.name, counter },
      previous: last?.digest ?? null,
      after: on.after,
      stated,
      key,
      series,
      salt: label === null ? null : toHex(new Uint8Array(randomBytes(SALT_BYTES))),
      entry,
    };
    const known = reconstructed && stated !== null ? stated.moment : on.now();
    const envelope = await signStatement(statement, [signer], { known, zone });
    const digest = payloadDigest(envelope.payload);
    signed.push({ draft, envelope: formatEnvelope(envelope), digest, counter });
    last = { counter, digest };
  }
  return signed;
}
