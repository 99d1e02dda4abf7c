import { describe, expect, test } from "vitest";
import { entriesOf } from "../../testing/log/grown.ts";
import { verify, witnessKey } from "../../testing/log/keys.ts";
import { logOf } from "../../testing/log/log.ts";
import { refusal, refusalOf } from "../../testing/log/refusal.ts";
import { vector } from "../../testing/log/vectors.ts";
import { formatNote, parseNote, signNote } from "./note.ts";
import { formatNoteKey } from "./note-key.ts";
import { parsePolicy } from "./policy-file.ts";
import { formatReceipt, parseReceipt, verifyReceipt } from "./receipt.ts";

const vectors = vector<{ readonly tlog_proof_bad: readonly string[] }>("note/checkpoint.json");
const entries = entriesOf(21);
const log = logOf("example.org/cuba-1962", entries);
const un = witnessKey("un.example/w");
const policy = parsePolicy(
  [`log ${formatNoteKey(log.key)}`, `witness UN ${formatNoteKey(un.key)}`, "quorum UN", ""].join(
    "\n",
  ),
);
const note = formatNote(await signNote(parseNote(await log.checkpointAt(21)), [un.at(1)]));
const receipt = { index: 13, proof: log.inclusion(13, 21), note, extra: null };
const written = formatReceipt(receipt);
const entry = { bytes: entries[13] as Uint8Array };

describe("a receipt", () => {
  test("shows offline where an entry stands", async () => {
    const { index, checkpoint } = await verifyReceipt(written, entry, policy, { verify });
    expect(index).toBe(13);
    expect(checkpoint.size).toBe(21);
    const leaf = { leaf: log.leaves[13] as Uint8Array };
    expect((await verifyReceipt(written, leaf, policy, { verify })).index).toBe(13);
  });

  test("is written as C2SP tlog-proof says", () => {
    expect(written.split("\n").slice(0, 2)).toEqual(["c2sp.org/tlog-proof@v1", "index 13"]);
    expect(written.endsWith(`\n\n${note}`)).toBe(true);
    expect(parseReceipt(written)).toMatchObject(receipt);
  });

  test("may carry what nobody vouches for, and is the same without it", async () => {
    const extra = formatReceipt({ ...receipt, extra: Uint8Array.of(1, 2) });
    expect(parseReceipt(extra).extra).toEqual(Uint8Array.of(1, 2));
    expect((await verifyReceipt(extra, entry, policy, { verify })).index).toBe(13);
  });

  test("holds for no other entry, and at no other place", async () => {
    const other = { bytes: entries[12] as Uint8Array };
    const check = (text: string, one = entry) =>
      refusalOf(() => verifyReceipt(text, one, policy, { verify }));
    expect(await check(written, other)).toBe("inclusion-mismatch");
    expect(await check(written.replace("index 13", "index 12"))).toBe("inclusion-mismatch");
    expect(await check(written.replace("index 13", "index 21"))).toBe("index-out-of-range");
  });

  test("holds for no checkpoint that too few witnessed", async () => {
    const alone = formatReceipt({ ...receipt, note: await log.checkpointAt(21) });
    const check = () => verifyReceipt(alone, entry, policy, { verify });
    expect(await refusalOf(check)).toBe("quorum-missing");
  });

  // The vectors end in a checkpoint that is none; with a real one they are still refused.
  test.each(vectors.tlog_proof_bad)("is not %j", (text) => {
    expect(refusal(() => parseReceipt(text))).not.toBe(null);
    const real = text.replace("\ncheckpoint\n", `\n${note}`);
    expect(real).not.toBe(text);
    expect(refusal(() => parseReceipt(real))).not.toBe(null);
  });

  test.each([
    ["an index with a leading zero", "c2sp.org/tlog-proof@v1\nindex 01\n\n"],
    ["extra after the index", "c2sp.org/tlog-proof@v1\nindex 0\nextra AQ==\n\n"],
    ["two extras", "c2sp.org/tlog-proof@v1\nextra AQ==\nextra AQ==\nindex 0\n\n"],
    ["carriage returns", "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n"],
    ["64 hashes", `c2sp.org/tlog-proof@v1\nindex 0\n${`${"A".repeat(43)}=\n`.repeat(64)}\n`],
  ])("has no %s", (_, head) => {
    expect(refusal(() => parseReceipt(`${head}${note}`))).not.toBe(null);
  });
});
