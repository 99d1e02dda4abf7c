import { rootOf, type Sha256 } from "../log/index.ts";
import { type Batch, type Hold, NOTHING } from "../store.ts";
import { type Appending, type Known, lookUp, rememberKeys } from "./append.ts";
import { formBatch, type Standing, turnOf } from "./batch.ts";
import type { Checked, Gate, Head, Receipt, Submission } from "./index.ts";

/** What is kept together, or not at all. */
export interface Group<Facts> {
  readonly submissions: readonly Submission[];
  readonly documents: Batch["documents"];
  /**
   * Has the last word once all of it is in place, and throws to refuse it.
   *
   * @param placed - what is new of it, as it was checked.
   */
  readonly approve: (placed: readonly Checked<Facts>[]) => void;
}

/** What became of a group. */
export type GroupOutcome =
  | { readonly kind: "kept"; readonly receipts: readonly Receipt[] }
  | {
      readonly kind: "refused";
      readonly cause: unknown;
      /** Which of its submissions was refused, counted from 0; `null` for the group as a whole. */
      readonly at: number | null;
    };

/** What groups are appended with. */
export interface AppendingGroups<State, Facts>
  extends Omit<Appending<State, Facts>, "documents" | "onProgress"> {
  /** Takes back what the gate's shared state was given by a group that is refused after all. */
  readonly forget: (state: State, placed: readonly Checked<Facts>[]) => void;
}

/** Where the record stands after groups, and what is to be told to whoever sent each. */
export interface AppendedGroups<State> {
  readonly standing: Standing<State>;
  readonly outcomes: readonly GroupOutcome[];
  /** `null` where nothing new was kept. */
  readonly checkpoint: Uint8Array | null;
}

/**
 * Appends groups of entries, each whole or not at all, and all that are taken in one transaction: a
 * sync of the disk serves everyone who waits. One that is refused leaves the others as they are.
 *
 * @throws {StoreError} where the transaction fails; then nothing of any group is known to be kept.
 */
export async function appendGroups<State, Facts>(
  standing: Standing<State>,
  groups: readonly Group<Facts>[],
  appending: AppendingGroups<State, Facts>,
): Promise<AppendedGroups<State>> {
  const { hold, hash } = appending;
  const formed: FormedGroup<State, Facts>[] = [];
  let stand = standing;
  let known: Known = { used: new Map(), last: new Map() };
  for (const group of groups) {
    const one = await formGroup(stand, group, known, appending);
    formed.push(one);
    if (one.kind === "refused") continue;
    stand = one.standing;
    known = one.known;
  }
  const taken = formed.flatMap((one) => (one.kind === "formed" ? [one] : []));
  const entries = taken.flatMap((one) => one.entries);
  const tops = taken.flatMap((one) => one.tops);
  const documents = taken.flatMap((one) => (one.entries.length > 0 ? one.documents : []));
  const head = { size: stand.tree.size, root: rootOf(stand.tree, hash) };
  const checkpoint = entries.length > 0 ? await appending.sign(head) : null;
  if (checkpoint !== null) {
    const checkpoints = [{ size: head.size, note: checkpoint }];
    const { size } = standing.tree;
    await hold.commit({ ...NOTHING, size, entries, tops, checkpoints, documents });
  }
  return { standing: stand, outcomes: formed.map((one) => outcomeOf(one, head)), checkpoint };
}

type FormedGroup<State, Facts> =
  | (Extract<GroupOutcome, { readonly kind: "refused" }> & { readonly kind: "refused" })
  | {
      readonly kind: "formed";
      readonly standing: Standing<State>;
      readonly known: Known;
      readonly entries: Batch["entries"];
      readonly tops: Batch["tops"];
      readonly documents: Batch["documents"];
      readonly answers: readonly Pick<Receipt, "position" | "isRepeat">[];
      readonly placed: readonly Checked<Facts>[];
    };

async function formGroup<State, Facts>(
  standing: Standing<State>,
  group: Group<Facts>,
  before: Known,
  { hold, gate, now, hash, forget }: AppendingGroups<State, Facts>,
): Promise<FormedGroup<State, Facts>> {
  // What a refused group looked up is dropped with it: it may have used up keys and numbers.
  const known: Known = { used: new Map(before.used), last: new Map(before.last) };
  const entries: Batch["entries"][number][] = [];
  const tops: Batch["tops"][number][] = [];
  const answers: Pick<Receipt, "position" | "isRepeat">[] = [];
  const placed: Checked<Facts>[] = [];
  let stand = standing;
  let at: number | null = 0;
  try {
    for (const submission of group.submissions) {
      const one = await formOne(stand, submission, known, { hold, gate, now, hash });
      entries.push(...one.batch.entries);
      tops.push(...one.batch.tops);
      answers.push(one.answer);
      if (!one.answer.isRepeat) placed.push(one.checked);
      stand = one.standing;
      at = answers.length;
    }
    at = null;
    group.approve(placed);
  } catch (cause) {
    forget(stand.state, placed);
    return { kind: "refused", cause, at };
  }
  const { documents } = group;
  return { kind: "formed", standing: stand, known, entries, tops, documents, answers, placed };
}

async function formOne<State, Facts>(
  standing: Standing<State>,
  submission: Submission,
  known: Known,
  by: {
    readonly hold: Hold;
    readonly gate: Gate<State, Facts>;
    readonly now: AppendingGroups<State, Facts>["now"];
    readonly hash: Sha256;
  },
) {
  const { hold, gate, now, hash } = by;
  const placing = { position: standing.tree.size, received: now() };
  const checked = await gate.check(submission, standing.state, placing);
  const turn = turnOf(submission, checked, hash);
  await lookUp(hold, turn, known);
  const formed = formBatch(standing, [turn], known, gate, now(), hash);
  const [answer] = formed.answers;
  if (answer === undefined) throw new Error("It was checked by the state that it is judged by.");
  if (answer.kind === "refused") throw answer.cause;
  rememberKeys(formed.batch, known);
  return { batch: formed.batch, standing: formed.standing, answer, checked };
}

function outcomeOf<State, Facts>(formed: FormedGroup<State, Facts>, head: Head): GroupOutcome {
  if (formed.kind === "refused") return { kind: "refused", cause: formed.cause, at: formed.at };
  return { kind: "kept", receipts: formed.answers.map((answer) => ({ ...answer, head })) };
}
