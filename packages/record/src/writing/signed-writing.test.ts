import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "../../testing/contract/index.ts";
import {
  enrolment,
  entryOf,
  publicKeyOf,
  report,
  signer,
} from "../../testing/envelope/signed-record.ts";
import { compartmentOf, reader } from "../../testing/label/readers.ts";
import {
  draft,
  failingCommits,
  foundCase,
  keeper,
  NAME,
  writingIn,
} from "../../testing/signed-case.ts";
import type { RecordEntry } from "../entries/index.ts";
import { EMPTY_TREE, growTree, leafHash, parseCheckpoint, parseNote } from "../log/index.ts";
import { nodeHash } from "../node-crypto.ts";
import { copyCase, takeOver } from "../store/move/move-case.ts";
import { openSqlite } from "../store/sqlite/index.ts";
import type { RecordStore } from "../store/store.ts";
import { fsck } from "../walk/fsck/index.ts";
import { readFiles, termsOfCase, walkKept } from "../walk/kept/index.ts";
import type { Author, Draft } from "./drafts.ts";
import { headMemoryIn } from "./heads/index.ts";
import { RefusedEntry } from "./refused-entry.ts";
import type { GateFacts, GateState } from "./signed-gate.ts";
import {
  giveBackOnFailure,
  type TakenRecord,
  takeUp,
  type WritingOptions,
} from "./signed-record.ts";
import { openWriting } from "./signed-writing.ts";
import { type GroupOutcome, Writer } from "./writer.ts";

let home = "";
let file: RecordStore;
let options: WritingOptions;
let author: Author;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "proviso-writing-"));
  options = writingIn(home);
  file = openSqlite(join(home, "record.sqlite"), { waitMs: 50 });
  await foundCase(file, options);
  author = await keeper(options);
});
afterEach(async () => {
  await file.close();
  await rm(home, { recursive: true, force: true });
});

async function recordAndFiles() {
  const record = await file.record(NAME, { labels: [] });
  return [record, await readFiles(record)] as const;
}

/** Faults of the record, and gaps and forks in what its devices signed. */
async function faults(): Promise<readonly string[]> {
  const { findings } = await fsck(file, NAME, {});
  return findings.map(({ code, message }) => `${code}: ${message}`);
}

async function size(): Promise<number> {
  return (await file.record(NAME, { labels: [] })).size();
}

/** The newest head that is remembered beside the keys. */
async function rememberedSize(): Promise<number> {
  const { origin } = await file.record(NAME, { labels: [] });
  const note = await headMemoryIn(join(home, "heads")).newest(origin);
  return note === null ? 0 : parseCheckpoint(parseNote(note).text).size;
}

/** A writer as a server has it: of groups that were signed, given or made at their turns. */
function sharedWriter(store: RecordStore, idleMs = 1000) {
  let taken: TakenRecord | null = null;
  const writer = new Writer<GateState, GateFacts>({
    ...{ now: options.now, hash: nodeHash, idleMs },
    take: async (before) => {
      taken = await giveBackOnFailure(await store.hold(NAME), async (hold) => {
        const files = await readFiles(hold.record);
        return takeUp(hold, await termsOfCase(hold.record, files), files, options, before);
      });
      return taken;
    },
  });
  const sign = async (drafts: readonly Draft[], by: Author, state: GateState) => {
    const signed = await (taken as unknown as TakenRecord).signDrafts(drafts, by, state);
    return signed.map(({ envelope, label }) => ({ envelope, label, expected: null }));
  };
  const append = (...drafts: readonly Draft[]): Promise<GroupOutcome> =>
    writer.append(async (state) => {
      const submissions = await sign(drafts, author, state);
      return { submissions, fileBytes: 0, approve: () => [] };
    });
  return { writer, append, sign };
}

describe("a transaction that fails", () => {
  test.each([
    ["before it is carried out", "before", 0, { kind: "kept" }],
    [
      "after it is carried out",
      "after",
      1,
      { kind: "refused", cause: { code: "STORE_KEY_REUSED" } },
    ],
  ] as const)("%s leaves nothing in memory that is not kept", async (_, side, added, outcome) => {
    const failing = failingCommits(file);
    const { writer, append } = sharedWriter(failing.store);
    await append(draft("O-1"));
    const before = await size();
    failing.fail(side);
    expect(await refusal(append(draft("O-2")))).toBe("STORE_NOT_COMMITTED");
    failing.fail(null);
    expect(await size()).toBe(before + added);
    expect(await append(draft("O-2"))).toMatchObject(outcome);
    expect(await append(draft("O-3"))).toMatchObject({ kind: "kept" });
    await writer.close();
    expect(await faults()).toEqual([]);
  });

  test("lets go of the case: whoever else appends may, and is read", async () => {
    const failing = failingCommits(file);
    const { writer, append } = sharedWriter(failing.store);
    failing.fail("before");
    await expect(append(draft("O-1"))).rejects.toThrow();
    failing.fail(null);
    const other = await openWriting(file, NAME, options);
    await other.append([draft("O-1")], author);
    await other.close();
    const again = await append(draft("O-1", { key: "another" }));
    expect(again).toMatchObject({ cause: { code: "duplicate-id" } });
    await writer.close();
  });

  test("never has a device count twice, though its entry cannot be read here", async () => {
    const failing = failingCommits(file);
    const { writer, append } = sharedWriter(failing.store);
    const only = await reader();
    await append(draft("P-1", { entry: compartmentOf([only]) }));
    failing.fail("after");
    const hidden = draft("O-1", { label: "c-7f3a9c21" });
    expect(await refusal(append(hidden))).toBe("STORE_NOT_COMMITTED");
    failing.fail(null);
    await append(draft("O-2"));
    await writer.close();
    const envelopes = await (await file.record(NAME, { labels: [] })).envelopes({
      ...{ begin: 0, end: 100 },
    });
    const [last] = envelopes.slice(-1);
    const { payload } = JSON.parse(Buffer.from(last?.envelope ?? []).toString());
    const { counter } = JSON.parse(Buffer.from(payload, "base64").toString());
    // Found, bound files, compartment, what is hidden, and this.
    expect(counter).toBe(5);
  });
});

describe("what the writer tells an author", () => {
  test("comes after the head that holds it is remembered beside the keys", async () => {
    const writing = await openWriting(file, NAME, options);
    const { receipts, checkpoint } = await writing.append([draft("O-1")], author);
    expect(await rememberedSize()).toBe(await size());
    expect(receipts).toMatchObject([{ head: { size: await size() }, isRepeat: false }]);
    expect(checkpoint).not.toBeNull();
    await writing.close();
  });

  test("is that nothing is known where the head cannot be remembered", async () => {
    const { writer, append } = sharedWriter(file);
    await append(draft("O-1"));
    await rm(join(home, "heads"), { recursive: true });
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(home, "heads"), "in the way");
    await expect(append(draft("O-2"))).rejects.toThrow();
    await writer.close();
  });
});

describe("a group that is refused", () => {
  test("leaves no id behind, and no gap in what its author signed", async () => {
    const { writer, append } = sharedWriter(file);
    await append(draft("O-1"));
    const outcomes = await Promise.all([
      append(draft("O-2"), draft("O-1", { key: "another" })),
      append(draft("O-2"), draft("O-3")),
    ]);
    expect(outcomes).toMatchObject([
      { kind: "refused", at: 1, cause: { code: "duplicate-id" } },
      { kind: "kept" },
    ]);
    await writer.close();
    expect(await faults()).toEqual([]);
  });

  test("leaves no key behind that it enrolled", async () => {
    const { writer, append, sign } = sharedWriter(file);
    const tablet = signer("tablet");
    const holder = { body: "mission", person: "tablet", roles: ["observer"] };
    const enrol = draft("K-1", { entry: enrolment("K-1", tablet, holder) });
    const byTablet = () =>
      writer.append(async (state) => {
        const submissions = await sign([draft("O-1")], { signer: tablet, role: "observer" }, state);
        return { submissions, fileBytes: 0, approve: () => [] };
      });
    await append(draft("O-0"));
    const outcomes = await Promise.all([append(enrol, draft("O-0")), byTablet()]);
    expect(outcomes).toMatchObject([
      { kind: "refused", at: 1 },
      { kind: "refused", cause: { code: "unknown-key" } },
    ]);
    // Enrolled behind two others in one transaction, and checked before they had their place, it
    // signs from the entry behind its own on.
    const [one, two, three] = await sign(
      [draft("O-2"), draft("O-3"), enrol],
      author,
      writer.tip.state,
    );
    if (!(one && two && three)) throw new Error("Each draft gives one envelope.");
    const given = { fileBytes: 0, approve: () => [] };
    const [, enrolled, signed] = await Promise.all([
      writer.append({ ...given, submissions: [one, two] }),
      writer.append({ ...given, submissions: [three] }),
      byTablet(),
    ]);
    expect([enrolled.kind, signed.kind]).toEqual(["kept", "kept"]);
    const position = enrolled.kind === "kept" ? enrolled.receipts[0]?.position : undefined;
    const { keys } = writer.tip.state.ring;
    const found = keys.find(({ publicKey }) => publicKey === publicKeyOf(tablet));
    expect(found?.from).toBe((position ?? 0) + 1);
    await writer.close();
    expect(await faults()).toEqual([]);
  });
});

describe("entries that were checked before their turn", () => {
  test("are held to the keys that stand when it comes", async () => {
    const { writer, append, sign } = sharedWriter(file);
    const tablet = signer("tablet");
    const holder = { body: "mission", person: "tablet", roles: ["observer"] };
    await append(draft("K-1", { entry: enrolment("K-1", tablet, holder) }));
    const by = { signer: tablet, role: "observer" } as const;
    const given = await sign([draft("O-1")], by, writer.tip.state);
    const revoke = entryOf({
      ...{ id: "K-2", kind: "key", act: "revoke", name: "tablet", reason: "lost" },
    });
    const revoking = append(draft("K-2", { entry: revoke }));
    const late = writer.append({ submissions: given, fileBytes: 0, approve: () => [] });
    expect(await revoking).toMatchObject({ kind: "kept" });
    expect(await late).toMatchObject({ kind: "refused", at: 0, cause: { code: "key-revoked" } });
    await writer.close();
  });

  test("of a group that changes the keys are held to those that it leaves behind", async () => {
    const { writer, append, sign } = sharedWriter(file);
    await append(draft("O-1"));
    const [tablet, phone] = [signer("tablet"), signer("phone")];
    const holder = (person: string) => ({ body: "mission", person, roles: ["observer"] });
    const { state } = writer.tip;
    const keys = await sign(
      [tablet, phone].map((one) =>
        draft(`K-${one.name}`, { entry: enrolment(`K-${one.name}`, one, holder(one.name)) }),
      ),
      author,
      state,
    );
    const reports = [
      ...(await sign([draft("O-2")], { signer: tablet, role: "observer" }, state)),
      ...(await sign([draft("O-3")], { signer: phone, role: "observer" }, state)),
    ];
    const [one, two] = keys;
    const [three, four] = reports;
    if (!(one && two && three && four)) throw new Error("Each draft gives one envelope.");
    const submissions = [one, three, two, four];
    const outcome = await writer.append({ submissions, fileBytes: 0, approve: () => [] });
    expect(outcome).toMatchObject({ kind: "kept" });
    await writer.close();
    expect(await faults()).toEqual([]);
  });
});

describe("what an entry answers, binds or refers to", () => {
  /** Has somebody else enrolled, and gives what signs entries as them. */
  const enrolled = async ({ append, writer, sign }: ReturnType<typeof sharedWriter>) => {
    const host = signer("host");
    const holder = { body: "Belmar", person: "liaison", roles: ["host"] };
    await append(draft("K-host", { entry: enrolment("K-host", host, holder) }));
    return (entry: RecordEntry) =>
      writer.append(async (state) => {
        const by = { signer: host, role: "host" } as const;
        const submissions = await sign([draft(entry.id, { entry })], by, state);
        return { submissions, fileBytes: 0, approve: () => [] };
      });
  };

  test("is an entry of another's that stands, with the bytes that they signed", async () => {
    const shared = sharedWriter(file);
    const asHost = await enrolled(shared);
    await shared.append(draft("O-1"));
    const terms = await termsOfCase(...(await recordAndFiles()));
    let digest = "";
    for await (const { said } of walkKept((await recordAndFiles())[0], terms, { verify: "none" })) {
      if (said?.statement.entry.id === "O-1") digest = said.digest;
    }
    const answer = (id: string, of: string, sha: string) =>
      entryOf({ id, kind: "countersignature", of, digest: sha });
    const own = draft("C-1", { entry: answer("C-1", "O-1", digest) });
    expect((await shared.append(own)).kind).toBe("refused");
    expect((await asHost(answer("C-2", "O-9", digest))).kind).toBe("refused");
    expect((await asHost(answer("C-3", "O-1", "ab".repeat(32)))).kind).toBe("refused");
    expect((await asHost(answer("C-4", "O-1", digest))).kind).toBe("kept");
    await shared.writer.close();
    expect(await faults()).toEqual([]);
  });

  test("is no file that is bound to something else", async () => {
    const { writer, append } = sharedWriter(file);
    const files = [{ file: "case.json", sha256: "ab".repeat(32) }];
    const entry = entryOf({ id: "F-1", kind: "documents", files });
    const outcome = await append(draft("F-1", { entry }));
    expect(outcome).toMatchObject({ kind: "refused", cause: { code: "document-bound" } });
    await writer.close();
  });

  test("is on the record, unless it is under a label too", async () => {
    const { writer, append } = sharedWriter(file);
    const only = await reader();
    await append(draft("P-1", { entry: compartmentOf([only]) }));
    const withdrawal = entryOf({ id: "W-1", kind: "withdrawal", of: "O-9", reason: "x" });
    const open = await append(draft("W-1", { entry: withdrawal }));
    expect(open).toMatchObject({ kind: "refused", cause: { code: "unknown-entry" } });
    const label = "c-7f3a9c21";
    expect((await append(draft("W-1", { entry: withdrawal, label }))).kind).toBe("kept");
    // Nobody in the open can tell that the id is taken under a label.
    expect((await append(draft("W-1", { entry: report("W-1"), key: "another" }))).kind).toBe(
      "kept",
    );
    const elsewhere = draft("O-1", { label: "c-00000000" });
    const unknown = { kind: "refused", cause: { code: "compartment-unknown" } };
    expect(await append(elsewhere)).toMatchObject(unknown);
    await writer.close();
  });
});

describe("what was read of a record", () => {
  test("is gone on from where it has only grown, and read anew where it is another", async () => {
    const memory = sharedWriter(file);
    await memory.append(draft("O-1"));
    const { tip } = memory.writer;
    await memory.writer.close();
    const other = await openWriting(file, NAME, options);
    await other.append([draft("O-2")], author);
    await other.close();
    const again = async (before: typeof tip) =>
      giveBackOnFailure(await file.hold(NAME), async (hold) => {
        const files = await readFiles(hold.record);
        const terms = await termsOfCase(hold.record, files);
        const taken = await takeUp(hold, terms, files, options, before);
        await taken.release();
        return taken;
      });
    const grown = await again(tip);
    expect(grown.isAsRemembered).toBe(true);
    expect(grown.tip.state.positions).toBe(tip.state.positions);
    expect([...grown.tip.state.positions.keys()]).toContain("O-2");
    expect(grown.tip.state.chains.get("keeper")?.counter).toBe(4);
    const { tree } = growTree(EMPTY_TREE, [leafHash(new Uint8Array(1), nodeHash)], nodeHash);
    const anew = await again({ ...tip, tree });
    expect(anew.isAsRemembered).toBe(false);
    expect(anew.tip.state.positions).not.toBe(tip.state.positions);
    expect(anew.tip.state.positions).toEqual(grown.tip.state.positions);
    expect(anew.tip.state.ring).toEqual(grown.tip.state.ring);
  });
});

describe("the right to append to a signed case", () => {
  test("is given back before anybody is told that something failed, or that all is closed", async () => {
    let held = 0;
    const slow: RecordStore = {
      ...file,
      hold: async (name) => {
        const hold = await file.hold(name);
        held += 1;
        const release = async (): Promise<void> => {
          await new Promise((resolve) => setTimeout(resolve, 30));
          await hold.release();
          held -= 1;
        };
        return { ...hold, release };
      },
    };
    await expect(openWriting(slow, NAME, writingIn(join(home, "elsewhere")))).rejects.toThrow();
    expect(held).toBe(0);
    const failing = failingCommits(slow);
    const { writer, append } = sharedWriter(failing.store);
    failing.fail("before");
    await expect(append(draft("O-1"))).rejects.toThrow();
    expect(held).toBe(0);
    failing.fail(null);
    await append(draft("O-1"));
    expect(held).toBe(1);
    await writer.close();
    expect(held).toBe(0);
  });

  test("is given back where the log's key is not here", async () => {
    const elsewhere = writingIn(join(home, "elsewhere"));
    await expect(openWriting(file, NAME, elsewhere)).rejects.toBeInstanceOf(RefusedEntry);
    await (await file.hold(NAME)).release();
  });

  test("is not taken of an old copy: this installation signed more", async () => {
    const copy = openSqlite(join(home, "copy.sqlite"));
    await copyCase(await file.record(NAME, { labels: "every" }), copy);
    await takeOver(copy, NAME, null);
    const writing = await openWriting(file, NAME, options);
    await writing.append([draft("O-1")], author);
    await writing.close();
    expect(await refusal(openWriting(copy, NAME, options))).toBe("STORE_ROLLED_BACK");
    await copy.close();
  });
});
