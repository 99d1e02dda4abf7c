import { formatUtc, instant } from "@proviso/core";
import { payloadDigest, readEnvelope } from "@proviso/record/envelope";
import { fromBase64, LogError, parseLeaf, toBase64 } from "@proviso/record/log";
import type { KeptRecord } from "@proviso/record/store";
import type { GroupOutcome, SignedGroup } from "@proviso/record/writing";
import type { EntriesBody, Problem, ReceiptsAnswer } from "@proviso/wire";
import { problemOf, refusalOf } from "./problem.ts";
import type { PostedEntries } from "./writing/case-writer.ts";
import { UnfitEntry } from "./writing/standing-case.ts";

/** What is to be appended, or what is wrong with the request. */
export function readPosted(
  body: EntriesBody,
  files: readonly Uint8Array[],
): PostedEntries | Problem {
  const submissions: SignedGroup["submissions"][number][] = [];
  for (const [at, { envelope, label = null, expected = null }] of body.entries.entries()) {
    try {
      submissions.push({ envelope: fromBase64(envelope), label, expected });
    } catch (cause) {
      if (!(cause instanceof LogError)) throw cause;
      const place = `entries[${at}].envelope`;
      return problemOf("request-refused", "It is not Base 64.", "Use RFC 4648, section 4.", place);
    }
  }
  return { submissions, files };
}

/**
 * What a request that was kept is answered with: the same, however often it is sent.
 *
 * @param record - as it is read: the right to append may have been given back by now.
 */
export async function receiptsOf(
  { receipts }: KeptGroup,
  record: KeptRecord,
): Promise<ReceiptsAnswer> {
  const last = Math.max(...receipts.map(({ position }) => position));
  const answered = await Promise.all(
    receipts.map(async ({ position, isRepeat }) => {
      const [leaf] = await record.leaves({ begin: position, end: position + 1 });
      if (leaf === undefined) throw new Error(`Entry ${position} was kept and is not there.`);
      const received = formatUtc(instant(parseLeaf(leaf.leaf).received));
      return { index: position, received, leaf: toBase64(leaf.leaf), repeated: isRepeat };
    }),
  );
  return { v: 1, receipts: answered, checkpoint: await checkpointOver(record, last) };
}

/** The first checkpoint that holds an entry. */
async function checkpointOver(
  record: KeptRecord,
  position: number,
): Promise<ReceiptsAnswer["checkpoint"]> {
  const at = async (serial: number) =>
    (await record.checkpoints({ begin: serial, end: serial + 1 }))[0];
  let [low, high] = [0, (await record.newestCheckpoint())?.serial ?? 0];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (((await at(middle))?.size ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  const found = await at(low);
  if (found === undefined) return null;
  return { size: found.size, note: new TextDecoder().decode(found.note) };
}

/** A group that was kept, with what its senders are told. */
export type KeptGroup = Extract<GroupOutcome, { readonly kind: "kept" }>;

/** The problem of a request that was refused; `null` where it is none of the sender's. */
export function problemOfOutcome(
  outcome: Extract<GroupOutcome, { readonly kind: "refused" }>,
  { submissions }: PostedEntries,
): Problem | null {
  const { cause } = outcome;
  const at = cause instanceof UnfitEntry ? indexOf(cause.digest, submissions) : outcome.at;
  return refusalOf(cause, at === null ? undefined : `entries[${at}]`);
}

function indexOf(digest: string, submissions: PostedEntries["submissions"]): number | null {
  const at = submissions.findIndex(({ envelope }) => {
    const read = readEnvelope(envelope);
    return read.ok && payloadDigest(read.envelope.payload) === digest;
  });
  return at === -1 ? null : at;
}
