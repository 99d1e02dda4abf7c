import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf } from "../../testing/log/grown.ts";
import { logKey, witnessKey } from "../../testing/log/keys.ts";
import { logOf } from "../../testing/log/log.ts";
import { refusalOf } from "../../testing/log/refusal.ts";
import { toBase64 } from "./base64.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { compareCheckpoints, proveEquivocation, verifyEquivocation } from "./equivocation.ts";
import { formatNote, signNote } from "./note.ts";
import { addCheckpoint, hashOfOrigin, witnessedCheckpoint } from "./witness.ts";

const ORIGIN = "example.org/cuba-1962";
const entries = entriesOf(60);
const log = logOf(ORIGIN, entries);
/** The same log to one party, another one to the other: its entry 10 says something else. */
const fork = logOf(ORIGIN, entries.with(10, new TextEncoder().encode("nothing was seen")));
const logs = [log.verifier];

describe("a log that tells two histories", () => {
  test("to two witnesses is found out by comparing what they cosigned", async () => {
    const shown = await Promise.all(
      [
        { teller: log, held: witnessKey("un.example/w") },
        { teller: fork, held: witnessKey("sweden.example/w") },
      ].map(async ({ teller, held }) => {
        const request = await teller.request(0, 30);
        const { state } = await addCheckpoint(new Map(), request, { held, logs }, 1);
        return witnessedCheckpoint(state, hashOfOrigin(ORIGIN)).body;
      }),
    );
    const [one = "", other = ""] = shown;
    const file = await proveEquivocation(one, other, null, logs);
    const { origin, older, newer } = await verifyEquivocation(file, logs);
    expect([origin, older.size, newer.size]).toEqual([ORIGIN, 30, 30]);
  });

  test("is found out from checkpoints of any two sizes, with a proof from the larger one", async () => {
    const sizes = fc.record({ older: fc.integer({ min: 11, max: 59 }), more: fc.nat(58) });
    await fc.assert(
      fc.asyncProperty(sizes, fc.boolean(), async ({ older, more }, isSwapped) => {
        const newer = Math.min(60, older + 1 + more);
        const notes = [await log.checkpointAt(older), await fork.checkpointAt(newer)] as const;
        const prefix = { root: fork.rootAt(older), proof: fork.consistency(older, newer) };
        const [a, b] = isSwapped ? notes.toReversed() : notes;
        const file = await proveEquivocation(a as string, b as string, prefix, logs);
        const found = await verifyEquivocation(file, logs);
        expect([found.older.size, found.newer.size]).toEqual([older, newer]);
        expect(await verifyEquivocation(new TextEncoder().encode(file), logs)).toEqual(found);
      }),
      { numRuns: 50 },
    );
  });

  test("about an empty log is found out at once", async () => {
    const text = `${ORIGIN}\n0\n${toBase64(log.rootAt(3))}\n`;
    const empty = formatNote(await signNote({ text }, [log.signer]));
    const file = await proveEquivocation(empty, await log.checkpointAt(5), null, logs);
    expect((await verifyEquivocation(file, logs)).older.size).toBe(0);
  });
});

describe("an honest log", () => {
  test("cannot be accused, whatever sizes and proofs are put together", async () => {
    const size = fc.nat(60);
    const prefix = fc.option(
      fc.record({
        root: size,
        proof: fc.record({ older: size, newer: size }),
        isFork: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(size, size, prefix, async (one, other, made) => {
        const notes = [await log.checkpointAt(one), await log.checkpointAt(other)] as const;
        const teller = made?.isFork === true ? fork : log;
        const [older, newer] = [made?.proof.older ?? 0, made?.proof.newer ?? 0].sort(
          (a, b) => a - b,
        );
        const claimed =
          made === null
            ? null
            : { root: teller.rootAt(made.root), proof: teller.consistency(older ?? 0, newer ?? 0) };
        expect(await refusalOf(() => proveEquivocation(...notes, claimed, logs))).not.toBe(null);
      }),
      { numRuns: 200 },
    );
  });

  test("cannot be accused with the proof that it did continue", async () => {
    const notes = [await log.checkpointAt(20), await log.checkpointAt(50)] as const;
    const prefix = { root: log.rootAt(20), proof: log.consistency(20, 50) };
    const accuse = () => proveEquivocation(...notes, prefix, logs);
    expect(await refusalOf(accuse)).toBe("equivocation-unproven");
  });

  test("cannot be accused by a forger who has not its key", async () => {
    const forger = { ...logKey("forger.example"), key: log.key };
    const text = `${ORIGIN}\n30\n${toBase64(fork.rootAt(30))}\n`;
    const sign = { key: forger.key, sign: forger.signer.sign };
    const forged = formatNote(await signNote({ text }, [sign]));
    const accuse = async () => proveEquivocation(await log.checkpointAt(30), forged, null, logs);
    expect(await refusalOf(accuse)).toBe("signature-invalid");
  });

  test("is not to blame for what another log says", async () => {
    const other = logOf("example.org/other", entries);
    const notes = [await log.checkpointAt(30), await other.checkpointAt(31)] as const;
    const both = [log.verifier, other.verifier];
    expect(await refusalOf(() => proveEquivocation(...notes, null, both))).toBe("origin-mismatch");
  });
});

describe("a proof of equivocation", () => {
  test("is refused where anything in it was changed", async () => {
    const notes = [await log.checkpointAt(20), await fork.checkpointAt(50)] as const;
    const prefix = { root: fork.rootAt(20), proof: fork.consistency(20, 50) };
    const file = await proveEquivocation(...notes, prefix, logs);
    for (let at = 0; at < file.length; at += 1) {
      const changed = file.slice(0, at) + (file[at] === "x" ? "y" : "x") + file.slice(at + 1);
      const cut = file.slice(0, at);
      expect(await refusalOf(() => verifyEquivocation(changed, logs))).not.toBe(null);
      expect(await refusalOf(() => verifyEquivocation(cut, logs))).not.toBe(null);
    }
  });
});

describe("comparing two checkpoints", () => {
  const at = async (teller: typeof log, size: number) =>
    openCheckpoint(await teller.checkpointAt(size), { logs, witnesses: [] });

  test("tells the same, a fork, and what takes a proof", async () => {
    expect(compareCheckpoints(await at(log, 9), await at(fork, 9))).toEqual({ kind: "same" });
    expect(compareCheckpoints(await at(log, 11), await at(fork, 11))).toEqual({ kind: "fork" });
    expect(compareCheckpoints(await at(log, 30), await at(fork, 9))).toEqual({
      kind: "open",
      olderSize: 9,
      newerSize: 30,
    });
  });
});
