import { nodeHash } from "@proviso/record";
import { toHex } from "@proviso/record/log";
import {
  type Draft,
  type GateFacts,
  type GateState,
  type GroupOutcome,
  RefusedEntry,
  type SignedGroup,
  Writer,
} from "@proviso/record/writing";
import { type HeldCase, holdCase, type WritingParts } from "./held-case.ts";

/** Signed entries that came in one request, with the files that they name. */
export interface PostedEntries {
  readonly submissions: SignedGroup["submissions"];
  readonly files: readonly Uint8Array[];
}

/** The one place of this server from which a case is written to. */
export interface CaseWriter {
  /**
   * Appends the entries of a request, all or none, together with those of whoever else waits.
   *
   * @throws {StoreError} `STORE_HELD` where another process writes, `STORE_BUSY`, or what failed
   */
  readonly post: (posted: PostedEntries) => Promise<GroupOutcome>;
  /**
   * Has the keeper's key of this installation sign an entry, by what stands when its turn comes.
   *
   * @param draft - makes the entry; `null` where there is nothing to sign.
   * @throws {StoreError} as `post` does
   */
  readonly signAsKeeper: (draft: (state: GateState) => Draft | null) => Promise<GroupOutcome>;
  /** Ends when what has been sent is answered. */
  readonly close: () => Promise<void>;
}

/** How long the right to append is kept when there is nothing to append, in milliseconds. */
const IDLE_MS = 300;

/** Makes what writes to a case; nothing is opened or held before there is something to write. */
export function caseWriter(name: string, parts: WritingParts): CaseWriter {
  let last: HeldCase | null = null;
  const held = (): HeldCase => {
    if (last === null) throw new Error("A group has its turn while the case is held.");
    return last;
  };
  const writer = new Writer<GateState, GateFacts>({
    ...{ now: parts.now, hash: nodeHash, idleMs: IDLE_MS },
    take: async (before) => {
      // What was admitted and then not kept is in what was held: it is read anew.
      const memory = before === null || last === null ? null : { before, held: last };
      last = await holdCase(name, parts, memory);
      return last.taken;
    },
    told: ({ size }) => parts.told(name, size),
  });
  return {
    post: (posted) => writer.append(groupOf(posted, held)),
    signAsKeeper: (make) => writer.append((state) => signedByKeeper(held(), state, make, parts)),
    close: () => writer.close(),
  };
}

function groupOf({ submissions, files }: PostedEntries, held: () => HeldCase): SignedGroup {
  return {
    submissions,
    fileBytes: files.reduce((sum, { length }) => sum + length, 0),
    approve: (placed) => {
      // Nothing new of it: it was approved when it came first, and so were its files.
      if (placed.length === 0) return [];
      const coming = files.map((bytes) => ({ sha256: toHex(nodeHash(bytes)), bytes }));
      approve(
        held(),
        placed.map(({ facts }) => facts),
        coming.map(({ sha256 }) => sha256),
      );
      const fresh = coming.filter(({ sha256 }) => !held().files.hasAttachment(sha256));
      for (const { sha256 } of fresh) held().files.add(`attachments/${sha256}`);
      return fresh.map(({ sha256, bytes }) => {
        return { file: `attachments/${sha256}`, label: null, bytes };
      });
    },
  };
}

function approve(held: HeldCase, facts: readonly GateFacts[], coming: readonly string[]): void {
  const fault = held.parsed.diagnostics.find(({ severity }) => severity === "error");
  if (fault !== undefined) {
    throw new RefusedEntry({
      code: "texts-unsound",
      message: `The texts of the case cannot be read: ${fault.file}: ${fault.message}`,
      remedy: `Run proviso check ${held.taken.terms.case}, and correct what it names.`,
    });
  }
  const fresh = facts.map(({ accepted, isLabelled }) => {
    return { entry: accepted.statement.entry, isLabelled, digest: accepted.digest };
  });
  held.standing.requireFit(fresh, {
    texts: held.parsed.texts,
    digestOf: (file) => held.files.digestOf(file),
    isThere: (sha256) => held.files.hasAttachment(sha256),
    coming,
  });
  held.standing.take(fresh.flatMap(({ entry, isLabelled }) => (isLabelled ? [] : [entry])));
}

const KEEPER = "keeper";

async function signedByKeeper(
  held: HeldCase,
  state: GateState,
  make: (state: GateState) => Draft | null,
  { keys }: WritingParts,
): Promise<SignedGroup | null> {
  const { taken } = held;
  const draft = make(state);
  if (draft === null) return null;
  const enrolled = state.ring.keys.find(({ name, until }) => name === KEEPER && until === null);
  const signer =
    enrolled === undefined ? null : await keys.signer(KEEPER, enrolled.publicKey).catch(() => null);
  if (signer === null) {
    throw new RefusedEntry({
      code: "keeper-missing",
      message: `The keeper's key of ${taken.terms.case} is not among the keys of this installation.`,
      remedy: `Where it is: proviso keys ${taken.terms.case} enrol ….`,
    });
  }
  const [signed] = await taken.signDrafts([draft], { signer, role: "keeper" }, state);
  if (signed === undefined) throw new Error("One draft gives one envelope.");
  const submission = { envelope: signed.envelope, label: null, expected: null };
  return groupOf({ submissions: [submission], files: [] }, () => held);
}
