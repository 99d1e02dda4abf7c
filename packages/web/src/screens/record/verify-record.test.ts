import { zone } from "@proviso/core";
import { fromBase64, toBase64 } from "@proviso/record/log";
import type { CaseAnswer, ServedEntry } from "@proviso/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import type { ServedCase } from "../../../testing/served-case.ts";
import { type RecordSource, recordSource } from "../../case/record-source.ts";
import { examineEntry } from "./examine-entry.ts";
import { strictEd25519 } from "./strict-ed25519.ts";
import { type Verified, verifyRecord } from "./verify-record.ts";

const PATIENCE_MS = 120_000;

describe("verifying the record of the Cuba case from its server", { timeout: PATIENCE_MS }, () => {
  let served: ServedCase;
  let source: RecordSource;
  let lines: string;
  beforeAll(async () => {
    served = await serveKeptCase();
    const { origin } = new URL(served.address);
    source = recordSource("cuba-1962", origin);
    const files = (await (await fetch(`${origin}/api/cases/cuba-1962`)).json()) as CaseAnswer;
    lines = files.record;
  }, PATIENCE_MS);
  afterAll(async () => {
    await served?.close();
  });

  async function options() {
    const where = zone("America/New_York");
    if (where === null) throw new Error("No such zone.");
    const shown = { lines, logSize: null };
    return { ed25519: await strictEd25519(), agreement: "cuba-1962", zone: where, ...shown };
  }

  async function verify(changed: Partial<RecordSource>, shown = lines): Promise<Verified> {
    return verifyRecord({ ...source, ...changed }, { ...(await options()), lines: shown });
  }

  /** The source with one entry changed. */
  function withEntry(index: number, change: (entry: ServedEntry) => ServedEntry) {
    return {
      entries: async (from: number, limit: number) => {
        const page = await source.entries(from, limit);
        const entries = page.entries.map((one) => (one.index === index ? change(one) : one));
        return { ...page, entries };
      },
    };
  }

  const codes = ({ disagreements }: Verified) => disagreements.map(({ code }) => code);

  test("agrees in everything, and the verdicts rest on just what was signed", async () => {
    const verified = await verify({});
    expect(verified.disagreements).toEqual([]);
    expect(verified.root).toBe((await source.summary()).root);
    expect(verified.envelopes).toBe(verified.size);
    expect(verified.judged).toBe(lines.trim().split("\n").length);
  });

  test("names an envelope of which one bit was changed", async () => {
    const changed = withEntry(7, (entry) => {
      const bytes = fromBase64(entry.envelope ?? "");
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      return { ...entry, envelope: toBase64(bytes) };
    });
    const found = (await verify(changed)).disagreements;
    expect(found).toContainEqual(expect.objectContaining({ code: "envelope-altered", index: 7 }));
  });

  test("names a signed entry put in another's place", async () => {
    const other = (await source.entries(9, 1)).entries[0] as ServedEntry;
    const found = codes(await verify(withEntry(7, () => other)));
    expect(found).toEqual(expect.arrayContaining(["entry-misplaced", "envelope-altered"]));
  });

  test("names leaves that give another root than was signed", async () => {
    const leaves: RecordSource["leaves"] = async (tile) => {
      const text = Buffer.from(await source.leaves(tile)).toString("latin1");
      const altered = text.replace(/"received":"20(\d\d)/, '"received":"19$1');
      return new Uint8Array(Buffer.from(altered, "latin1"));
    };
    expect(codes(await verify({ leaves }))).toEqual(
      expect.arrayContaining(["leaf-altered", "root-mismatch", "tile-altered"]),
    );
  });

  test("names a checkpoint that was changed after it was signed", async () => {
    const checkpoints: RecordSource["checkpoints"] = async () =>
      (await source.checkpoints()).map((one) => {
        return { ...one, note: one.note.replace(/\n(\d+)\n/, "\n1$1\n") };
      });
    expect(codes(await verify({ checkpoints }))).toContain("signature-invalid");
  });

  test("names hashes, keys and sizes that the entries do not give", async () => {
    const found = await verify({
      tile: async (tile) => (await source.tile(tile)).map((byte, at) => (at === 3 ? ~byte : byte)),
      keys: async () => ({ ...(await source.keys()), keys: [] }),
      summary: async () => ({ ...(await source.summary()), size: 3 }),
    });
    expect(codes(found)).toEqual(
      expect.arrayContaining(["tile-altered", "keys-other", "rolled-back"]),
    );
  });

  test("names what the screens judge by that is not what was signed", async () => {
    const all = lines.split("\n");
    const without = await verify({}, all.slice(1).join("\n"));
    expect(codes(without)).toEqual(["judged-without"]);
    const other = await verify({}, lines.replace(/"why":"[^"]*"/, '"why":"Because."'));
    expect(codes(other)).toEqual(["judged-other"]);
    const more = lines.replaceAll(/"O-0001"/g, '"O-9001"');
    expect(codes(await verify({}, more))).toContain("judged-unsigned");
  });

  test("examines one entry: its signers, its proof and its device's chain", async () => {
    const examined = await examineEntry(source, 7, await options());
    expect(examined).toMatchObject({
      isEnvelope: true,
      signatures: { kind: "hold", suspect: false },
      inclusion: { isIncluded: true, unsigned: null },
      chain: { kind: "continues", index: 6 },
    });
    expect(examined?.inclusion?.rows.at(-1)?.gives).toBe(examined?.inclusion?.root);
    expect(await examineEntry(source, 999_999, await options())).toBeNull();
  });

  test("says of an altered entry that its signatures do not make it count", async () => {
    const changed = withEntry(7, (entry) => {
      const envelope = new TextDecoder().decode(fromBase64(entry.envelope ?? ""));
      const sig = envelope.replace(
        /"sig":"(.)/,
        (_, first) => `"sig":"${first === "A" ? "B" : "A"}`,
      );
      return { ...entry, envelope: toBase64(new TextEncoder().encode(sig)) };
    });
    const examined = await examineEntry({ ...source, ...changed }, 7, await options());
    expect(examined).toMatchObject({ isEnvelope: false, signatures: { kind: "refused" } });
  });
});
