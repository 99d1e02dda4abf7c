import { StoreError } from "@proviso/record";
import { nodeHash } from "@proviso/record/keeping";
import { toHex } from "@proviso/record/log";
import {
  type Draft,
  type GateFacts,
  type GateState,
  type GroupOutcome,
  RefusedEntry,
  type SignedGroup,
} from "@proviso/record/writing";
import { type CaseMemory, type HeldCase, holdCase, type WritingParts } from "./held-case.ts";

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
   * @throws {RefusedEntry} `keeper-missing`; and as `post` does
   */
  readonly signAsKeeper: (
    draft: (state: GateState) => Draft | null,
  ) => Promise<GroupOutcome | null>;
  /** Ends when what has been sent is answered. */
  readonly close: () => Promise<void>;
}

/** How long the right to append is kept when there is nothing to append, in milliseconds. */
const IDLE_MS = 300;

/** The most requests that wait, and that are kept in one transaction. */
const MOST_WAITING = 1000;
const MOST_TOGETHER = 100;

interface Waiting {
  /** Makes what is to be appended; `null` where there is nothing. */
  readonly prepare: (held: HeldCase) => Promise<PostedEntries | null>;
  readonly resolve: (outcome: GroupOutcome | null) => void;
  readonly reject: (cause: unknown) => void;
}

/** Makes what writes to a case; nothing is opened or held before there is something to write. */
export function caseWriter(name: string, parts: WritingParts): CaseWriter {
  const queue = new WriteQueue(name, parts);
  return {
    post: async (posted) => (await queue.add(async () => posted)) as GroupOutcome,
    signAsKeeper: (draft) => queue.add((held) => signedByKeeper(held, draft, parts)),
    close: () => queue.close(),
  };
}

/** What waits to be written to one case, and the right to write it while there is any. */
class WriteQueue {
  readonly #name: string;
  readonly #parts: WritingParts;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #held: HeldCase | null = null;
  #memory: CaseMemory | null = null;
  #idle: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(name: string, parts: WritingParts) {
    this.#name = name;
    this.#parts = parts;
  }

  add(prepare: Waiting["prepare"]): Promise<GroupOutcome | null> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || this.#waiting.length >= MOST_WAITING) return reject(busy());
      this.#waiting.push({ prepare, resolve, reject });
      this.#stayAwake();
      this.#running ??= this.#run();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stayAwake();
    while (this.#running !== null) await this.#running;
    await this.#giveBack();
  }

  #stayAwake(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Whoever has come by now shares one transaction, and one sync of the disk.
      await new Promise(setImmediate);
      await this.#answer(this.#waiting.splice(0, MOST_TOGETHER));
    }
    this.#running = null;
    if (this.#isClosed) return;
    this.#idle = setTimeout(() => {
      this.#idle = null;
      this.#running = this.#rest();
    }, IDLE_MS);
  }

  /** Gives the right back; whoever comes meanwhile waits for that, and then takes it anew. */
  async #rest(): Promise<void> {
    await this.#giveBack();
    this.#running = this.#waiting.length > 0 ? this.#run() : null;
  }

  async #answer(waiting: readonly Waiting[]): Promise<void> {
    const sendAway = (cause: unknown): void => {
      for (const { reject } of waiting) reject(cause);
    };
    try {
      this.#held ??= await holdCase(this.#name, this.#parts, this.#memory);
    } catch (cause) {
      // Nothing was appended: what is remembered still holds.
      return sendAway(cause);
    }
    try {
      await appendAll(this.#held, waiting);
    } catch (cause) {
      // What was admitted may not be kept: the record is read anew.
      await this.#release();
      this.#memory = null;
      sendAway(cause);
    }
  }

  async #giveBack(): Promise<void> {
    if (this.#held === null) return;
    this.#memory = this.#held.memory();
    await this.#release();
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.release().catch(() => undefined);
  }
}

/** Appends what waits in one transaction, and answers everyone. */
async function appendAll(held: HeldCase, waiting: readonly Waiting[]): Promise<void> {
  const prepared: { readonly one: Waiting; readonly posted: PostedEntries }[] = [];
  for (const one of waiting) {
    try {
      const posted = await one.prepare(held);
      if (posted === null) one.resolve(null);
      else prepared.push({ one, posted });
    } catch (cause) {
      one.reject(cause);
    }
  }
  const groups = prepared.map(({ posted }) => groupOf(held, posted));
  const outcomes = groups.length === 0 ? [] : await held.writing.submit(groups);
  for (const [at, { one }] of prepared.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) one.reject(new Error("Every group has an outcome."));
    else one.resolve(outcome);
  }
}

function groupOf(held: HeldCase, { submissions, files }: PostedEntries): SignedGroup {
  const coming = files.map((bytes) => ({ sha256: toHex(nodeHash(bytes)), bytes }));
  const fresh = coming.filter(({ sha256 }) => !held.files.hasAttachment(sha256));
  const documents = fresh.map(({ sha256, bytes }) => {
    return { file: `attachments/${sha256}`, label: null, bytes };
  });
  return {
    submissions,
    documents,
    approve: (placed) => {
      // Nothing new of it: it was approved when it came first.
      if (placed.length === 0) return;
      approve(
        held,
        placed.map(({ facts }) => facts),
        coming.map(({ sha256 }) => sha256),
      );
      for (const { file } of documents) held.files.add(file);
    },
  };
}

function approve(held: HeldCase, facts: readonly GateFacts[], coming: readonly string[]): void {
  const fault = held.parsed.diagnostics.find(({ severity }) => severity === "error");
  if (fault !== undefined) {
    throw new RefusedEntry({
      code: "texts-unsound",
      message: `The texts of the case cannot be read: ${fault.file}: ${fault.message}`,
      remedy: `Run proviso check ${held.terms.case}, and correct what it names.`,
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
  make: (state: GateState) => Draft | null,
  { keys }: WritingParts,
): Promise<PostedEntries | null> {
  const state = held.writing.state();
  const draft = make(state);
  if (draft === null) return null;
  const enrolled = state.ring.keys.find(({ name, until }) => name === KEEPER && until === null);
  const signer =
    enrolled === undefined ? null : await keys.signer(KEEPER, enrolled.publicKey).catch(() => null);
  if (signer === null) {
    throw new RefusedEntry({
      code: "keeper-missing",
      message: `The keeper's key of ${held.terms.case} is not among the keys of this installation.`,
      remedy: `Where it is: proviso keys ${held.terms.case} enrol ….`,
    });
  }
  const envelope = await held.writing.sign(draft, { signer, role: "keeper" });
  return { submissions: [{ envelope, label: null, expected: null }], files: [] };
}

function busy(): StoreError {
  return new StoreError(
    "STORE_BUSY",
    "Too much is waiting to be appended.",
    "Wait a moment, then send it again as it is.",
  );
}
