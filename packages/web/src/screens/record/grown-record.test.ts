import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { instant, type Zone, zone } from "@proviso/core";
import { signerFromSeed } from "@proviso/record/envelope";
import { cosigner, formatNote, noteKey, parseNote, signNote } from "@proviso/record/log";
import type { CaseAnswer } from "@proviso/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveKeptCase } from "../../../testing/kept-case.ts";
import { CUBA } from "../../../testing/served-case.ts";
import { type RecordSource, recordSource } from "../../case/record-source.ts";
import { checkCheckpoints } from "./checkpoints-view.ts";
import { examineEntry } from "./examine-entry.ts";
import { standing } from "./record-view.ts";
import { strictEd25519 } from "./strict-ed25519.ts";
import { type Verified, verifyRecord } from "./verify-record.ts";

const PATIENCE_MS = 120_000;
const CLI = fileURLToPath(new URL("../../../../cli/src/main.ts", import.meta.url));
const WHERE = zone("America/New_York") as Zone;
const COMPARTMENT = "c-0a1b2c3d4e5f6071";
// The recipient of the age project's own documentation.
const RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

describe("a record that has grown since a page was drawn", { timeout: PATIENCE_MS }, () => {
  let served: Awaited<ReturnType<typeof serveKeptCase>>;
  let source: RecordSource;
  let before: CaseAnswer;
  let after: CaseAnswer;
  const bring = async () =>
    (await (await fetch(served.address.replace("/cases/", "/api/cases/"))).json()) as CaseAnswer;
  beforeAll(async () => {
    served = await serveKeptCase();
    source = recordSource("cuba-1962", new URL(served.address).origin);
    before = await bring();
    await importedAll(new URL(served.address).origin);
    await grow(served.store, source);
    after = await bring();
  }, PATIENCE_MS);
  afterAll(async () => {
    await served?.close();
  });

  async function verify(
    { record: lines, logSize }: Pick<CaseAnswer, "record" | "logSize">,
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
async function grow(store: string, source: RecordSource): Promise<void> {
  const folder = dirname(store);
  const run = promisify(execFile);
  const proviso = (...args: readonly string[]) =>
    run(process.execPath, [CLI, ...args], { env: { ...process.env, PROVISO_STORE: store } });
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  await proviso("record", "cuba-1962", "--file", write("open.json", withdrawal("W-grown")));
  const reader = ["--reader", `inspectors=${RECIPIENT}`, "--room", "4096"];
  await proviso("keys", "cuba-1962", "compartment", COMPARTMENT, ...reader);
  const labelled = write("labelled.json", withdrawal("W-labelled"));
  await proviso("record", "cuba-1962", "--file", labelled, "--label", COMPARTMENT);
  const newest = (await source.checkpoints()).at(-1)?.note ?? "";
  const holder = signerFromSeed("witness", new Uint8Array(32).fill(9));
  const key = noteKey("witness.example", "cosignature", holder.publicKey);
  const note = await signNote(parseNote(newest), [cosigner({ key, holder }, 1_800_000_000)]);
  await proviso("checkpoint", "cuba-1962", "--cosigned", write("cosigned", formatNote(note)));
}

function withdrawal(id: string): string {
  const entry = { v: 1, id, kind: "withdrawal", of: "O-0001", reason: "A test of growth." };
  return JSON.stringify(entry);
}
