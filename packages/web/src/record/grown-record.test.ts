import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { entryId, instant, type Zone, zone } from "@proviso/core";
import { readRecordEntry } from "@proviso/record/entries";
import { signerFromSeed } from "@proviso/record/envelope";
import { openKeys, openStoreAt, placeOf } from "@proviso/record/installation";
import { type Draft, openWriting } from "@proviso/record/keeping";
import { cosigner, formatNote, noteKey, parseNote, signNote } from "@proviso/record/log";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveKeptCase } from "../../testing/kept-case.ts";
import { CUBA } from "../../testing/served-case.ts";
import type { CaseFiles } from "../case/case-client.ts";
import { checkCheckpoints } from "./checkpoints-view.ts";
import { examineEntry } from "./examine-entry.ts";
import { type RecordSource, recordSource } from "./record-source.ts";
import { standing } from "./record-view.ts";
import { strictEd25519 } from "./strict-ed25519.ts";
import { type Verified, verifyRecord } from "./verify-record.ts";

const PATIENCE_MS = 120_000;
const WHERE = zone("America/New_York") as Zone;
const COMPARTMENT = "c-0a1b2c3d4e5f6071";
// The recipient of the age project's own documentation.
const RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

describe("a record that has grown since a page was drawn", { timeout: PATIENCE_MS }, () => {
  let served: Awaited<ReturnType<typeof serveKeptCase>>;
  let source: RecordSource;
  let before: CaseFiles;
  let after: CaseFiles;
  const bring = async () =>
    (await (await fetch(served.address.replace("/cases/", "/api/cases/"))).json()) as CaseFiles;
  beforeAll(async () => {
    served = await serveKeptCase();
    source = recordSource("cuba-1962", new URL(served.address).origin);
    before = await bring();
    await importedAll(new URL(served.address).origin);
    await grow(served.store);
    after = await bring();
  }, PATIENCE_MS);
  afterAll(async () => {
    await served?.close();
  });

  async function verify(
    { record: lines, logSize }: Pick<CaseFiles, "record" | "logSize">,
    changed: Partial<RecordSource> = {},
  ): Promise<Verified> {
    const ed25519 = await strictEd25519();
    const options = { ed25519, agreement: "cuba-1962", zone: WHERE, lines, logSize };
    return verifyRecord({ ...source, ...changed }, options);
  }
  const codes = ({ disagreements }: Verified) => disagreements.map(({ code }) => code);

  test("verifies whole, an entry under a label by its leaf alone", async () => {
    const verified = await verify(after);
    expect(verified.disagreements).toEqual([]);
    expect(verified.closed).toBe(1);
    expect(verified.size).toBe(after.logSize);
  });

  test("is remarked on for the older page, and not called judged without", async () => {
    const verified = await verify(before);
    expect(codes(verified)).toEqual(["shown-behind"]);
    expect(verified.disagreements[0]?.severity).toBe("warning");
  });

  test("that leaves an entry out of an older page still is", async () => {
    const record = before.record.split("\n").slice(1).join("\n");
    expect(codes(await verify({ ...before, record }))).toContain("judged-without");
  });

  test("has entries that are not yet under a checkpoint, where the newest is not there", async () => {
    const size = before.logSize ?? 0;
    const checkpoints = async () => (await source.checkpoints()).filter((one) => one.size <= size);
    const verified = await verify(after, { checkpoints });
    expect(codes(verified)).toEqual(["not-yet-under"]);
    expect(verified.disagreements[0]).toMatchObject({ severity: "warning", entry: "W-grown" });
    expect(verified.size).toBe(size);
  });

  test("shows that each checkpoint continues the one before, and who cosigned it", async () => {
    const [summary, checkpoints] = [await source.summary(), await source.checkpoints()];
    const checked = await checkCheckpoints(source, summary, checkpoints, await strictEd25519());
    expect(checked.length).toBeGreaterThan(2);
    expect(checked.map(({ fault }) => fault)).toEqual(checked.map(() => null));
    for (const { continues } of checked.slice(1)) expect(continues?.fault).toBeNull();
    expect(checked.at(-1)?.cosigned).toEqual([{ by: "witness.example", at: 1_800_000_000 }]);
    const said = standing(summary, checkpoints.at(-1) ?? null, null, instant(0));
    expect(said.join(" ")).toMatch(/witness\.example cosigned it/);
  });

  test("names neighbouring checkpoints that are of two histories", async () => {
    const [summary, checkpoints] = [await source.summary(), await source.checkpoints()];
    const forked = checkpoints.map((one, at) => {
      const [origin = "", size = "", , ...rest] = one.note.split("\n");
      const other = [origin, size, Buffer.alloc(32, 7).toString("base64"), ...rest].join("\n");
      return at === 1 ? { ...one, note: other } : one;
    });
    const checked = await checkCheckpoints(source, summary, forked, await strictEd25519());
    expect(checked[1]?.fault).not.toBeNull();
    expect(checked[2]?.continues?.fault).not.toBeNull();
  });

  test("shows nothing of an entry under a label but its place", async () => {
    const { entries } = await source.entries((after.logSize ?? 0) - 1, 1);
    expect(entries[0]).toMatchObject({ label: COMPARTMENT, envelope: null, summary: null });
    const ed25519 = await strictEd25519();
    const of = { ed25519, agreement: "cuba-1962", zone: WHERE };
    const examined = await examineEntry(source, (after.logSize ?? 0) - 1, of);
    expect(examined).toMatchObject({ inclusion: { isIncluded: true } });
  });
});

/** The first start imports the other bundled cases beside itself: until then it holds the store. */
async function importedAll(origin: string): Promise<void> {
  const all = readdirSync(dirname(CUBA)).length;
  for (;;) {
    const answer = await (await fetch(`${origin}/api/cases`)).json();
    const { length } = (answer as { readonly cases: readonly unknown[] }).cases;
    if (length === all) return;
    await sleep(500);
  }
}

/** A withdrawal in the open, a compartment, an entry under its label, and a witness's signature. */
async function grow(file: string): Promise<void> {
  const keys = openKeys(join(dirname(file), "keys"));
  const store = await openStoreAt(placeOf(file));
  const now = () => instant(Date.now());
  const writing = await openWriting(store, "cuba-1962", { keys, now });
  const signer = await keys.signer("keeper");
  if (signer === null) throw new Error("The installation has no keeper.");
  const append = (draft: Pick<Draft, "entry" | "label">) =>
    writing.append([{ ...draft, stated: null, key: `grow-${draft.entry.id}`, series: null }], {
      signer,
      role: "keeper",
    });
  await append({ entry: withdrawal("W-grown"), label: null });
  await append({
    entry: {
      ...{ kind: "compartment", id: entryId("P-1"), known: now(), act: "open", generation: 1 },
      ...{ compartment: COMPARTMENT, entryBytes: 4096 },
      readers: [{ name: "inspectors", recipient: RECIPIENT }],
    },
    label: null,
  });
  await append({ entry: withdrawal("W-labelled"), label: COMPARTMENT });
  await writing.close();
  const hold = await store.hold("cuba-1962");
  const newest = await hold.record.newestCheckpoint();
  if (newest === null) throw new Error("The log has no checkpoint.");
  const holder = signerFromSeed("witness", new Uint8Array(32).fill(9));
  const key = noteKey("witness.example", "cosignature", holder.publicKey);
  const note = await signNote(parseNote(newest.note), [cosigner({ key, holder }, 1_800_000_000)]);
  const checkpoints = [{ size: newest.size, note: new TextEncoder().encode(formatNote(note)) }];
  const size = await hold.record.size();
  await hold.commit({ size, entries: [], tops: [], documents: [], checkpoints });
  await hold.release();
  await store.close();
}

function withdrawal(id: string) {
  const line = { v: 1, id, kind: "withdrawal", of: "O-0001", reason: "A test of growth." };
  const read = readRecordEntry(JSON.stringify({ ...line, known: "2030-01-01T00:00:00Z" }), WHERE);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.entry;
}
