import { entryId } from "@proviso/core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type Kept,
  READER,
  type SampleRecord,
  sampleRecord,
} from "../../testing/bundle/sample-bundle.ts";
import {
  COLLEAGUE,
  type Draft,
  entryOf,
  HERE,
  HOST,
  INSPECTOR,
  KEEPER,
  PARTY,
  report,
  signer,
} from "../../testing/envelope/signed-record.ts";
import { compartmentOf, reader } from "../../testing/label/readers.ts";
import { fromHex } from "../envelope/index.ts";
import { encodeText, formatLeaf, LogError, parseLeaf, sha256, toHex } from "../log/index.ts";
import { nodeEd25519 } from "../node-crypto.ts";
import { headFault, type KeptParts, type Walk, type WalkOptions, walk } from "./index.ts";
import { openFor } from "./kept/index.ts";
import { wholeTree } from "./whole-tree.ts";

const TERMS = { ...HERE, reconstructed: false };

/** How the tests walk where nothing else is said. */
const ALL = { terms: TERMS, verify: "all", ed25519: nodeEd25519, keepsLabelled: true } as const;

let sample: SampleRecord;

beforeAll(async () => {
  sample = await sampleRecord();
});

/** The parts of a record, some of them others than it has. */
function parts(
  record: SampleRecord,
  others: Readonly<Record<number, Partial<KeptParts>>> = {},
): readonly KeptParts[] {
  return record.kept.map((kept, position) => ({ position, ...kept, ...others[position] }));
}

async function* inParts(kept: readonly KeptParts[]): AsyncGenerator<readonly KeptParts[]> {
  for (let begin = 0; begin < kept.length; begin += 4) yield kept.slice(begin, begin + 4);
}

async function walked(
  kept: readonly KeptParts[],
  options: Partial<WalkOptions> = {},
): Promise<Walk> {
  return walk(inParts(kept), { ...ALL, ...options }).toEnd();
}

/** What a tolerant walk finds: `position code part entry`. */
async function found(
  kept: readonly KeptParts[],
  options: Partial<WalkOptions> = {},
): Promise<readonly string[]> {
  const { faults } = await walked(kept, options);
  return faults.map(({ position, code, part, entry }) => `${position} ${code} ${part} ${entry}`);
}

/** The code of the error at which a strict walk stops, and the positions that it gave out before. */
async function stopped(kept: readonly KeptParts[], options: Partial<WalkOptions> = {}) {
  const given: number[] = [];
  const refuse: WalkOptions["refuse"] = ({ code }) => new Error(code);
  try {
    const all = walk(inParts(kept), { ...ALL, refuse, ...options });
    for await (const { position } of all) given.push(position);
    return { code: null, given };
  } catch (cause) {
    return { code: cause instanceof Error ? cause.message : "", given };
  }
}

/** A leaf that says something else. */
function leafWith({ leaf }: Kept, changes: Partial<ReturnType<typeof parseLeaf>>): Uint8Array {
  return formatLeaf({ ...parseLeaf(leaf), ...changes });
}

/** A leaf that was received earlier, by milliseconds. */
function leafEarlier(one: Kept, by: number): Uint8Array {
  return leafWith(one, { received: parseLeaf(one.leaf).received - by });
}

function kept(record: SampleRecord, at: number): Kept {
  const one = record.kept[at];
  if (one === undefined) throw new Error(`The sample has no entry ${at}.`);
  return one;
}

/** The sample with more entries, as somebody keeps them who does not ask whether they may. */
async function sampleWith(...drafts: readonly Draft[]): Promise<SampleRecord> {
  const record = sample.copy();
  for (const draft of drafts) {
    const envelope = await record.signed.sign(draft);
    record.keep(envelope, toHex(sha256(envelope)), null);
  }
  return record;
}

describe("a walk through a sound record", () => {
  test("finds nothing, and gives every entry in its order with what it says", async () => {
    const given: string[] = [];
    const all = walk(inParts(parts(sample)), ALL);
    for await (const { position, leaf, said, accepted } of all) {
      const signers = accepted?.signers.map(({ name }) => name).join("+") ?? null;
      expect(said?.digest ?? null).toBe(accepted?.digest ?? null);
      expect(leaf.index).toBe(position);
      given.push(`${position} ${said?.statement.entry.id ?? leaf.label} ${signers}`);
    }
    expect(all.faults).toEqual([]);
    expect(given).toEqual([
      "0 K-1 registry",
      "1 K-2 registry",
      "2 K-3 registry",
      "3 K-4 registry",
      "4 K-5 registry",
      "5 A-1 arden-envoy",
      "6 O-1 team-3",
      "7 C-1 liaison-2",
      "8 O-2 team-4",
      "9 c-7f3a9c21 null",
      "10 F-1 registry",
    ]);
    expect(all).toMatchObject({ unseen: 1, closed: 1 });
  });

  test("leaves behind its keys, its tree and what its files are bound to", async () => {
    const { ring, tree, bindings } = await walked(parts(sample));
    expect(ring.keys.map(({ name, from }) => `${name} ${from}`)).toEqual([
      "registry 0",
      "team-3 2",
      "team-4 3",
      "liaison-2 4",
      "arden-envoy 5",
    ]);
    const leaves = sample.kept.map(({ leaf }) => leaf);
    for (const size of [0, 1, 7, 8, 11]) {
      expect(tree.rootAt(size)).toEqual(wholeTree(leaves.slice(0, size), sha256).rootAt(size));
    }
    expect(() => tree.rootAt(12)).toThrow(LogError);
    expect(tree.read({ level: 0, index: 11 })).toBeUndefined();
    expect([...bindings.keys()]).toEqual([
      "agreement.proviso",
      "readings/arden.proviso",
      "case.json",
    ]);
  });

  test("gives the reader of a label what is under it, and nobody else", async () => {
    const open = openFor([READER.identity]);
    const { unseen, closed, faults } = await walked(parts(sample), open);
    expect({ unseen, closed, faults }).toEqual({ unseen: 0, closed: 0, faults: [] });
    const stranger = await walked(parts(sample), openFor([(await reader()).identity]));
    expect([stranger.closed, stranger.faults]).toEqual([1, []]);
  });

  test("verifies what changes others alone, or nothing, where no more is asked", async () => {
    for (const [verify, expected] of [
      ["changes", [0, 1, 2, 3, 4, 10]],
      ["none", []],
    ] as const) {
      const verified: number[] = [];
      const read: number[] = [];
      const all = walk(inParts(parts(sample)), { ...ALL, verify });
      for await (const { position, said, accepted } of all) {
        if (said !== null) read.push(position);
        if (accepted !== null) verified.push(position);
      }
      expect(verified).toEqual(expected);
      expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 10]);
      expect([...all.bindings.keys()].length).toBe(verify === "changes" ? 3 : 0);
    }
  });

  test("holds a compartment to its signature, where only what changes others is verified", async () => {
    const compartment = { ...compartmentOf([READER]), id: entryId("P-9") };
    const record = await sampleWith({ entry: compartment, by: signer("intruder"), role: "keeper" });
    const changes = { verify: "changes" } as const;
    expect(await found(parts(record), changes)).toEqual(["11 unknown-key envelope null"]);
    const report9 = { entry: report("O-9"), by: signer("intruder"), role: "observer" } as const;
    expect(await found(parts(await sampleWith(report9)), changes)).toEqual([]);
  });

  test("of the log alone opens no envelope, and still holds it to its leaf", async () => {
    const nonsense = encodeText("{}");
    const leaf = leafWith(kept(sample, 6), { envelope: toHex(sha256(nonsense)) });
    const all = parts(sample, { 6: { envelope: nonsense, leaf } });
    expect(await found(all, { terms: null })).toEqual([]);
    expect(await found(all)).toContain("6 envelope-malformed envelope null");
    const altered = parts(sample, { 6: { envelope: nonsense } });
    expect(await found(altered, { terms: null })).toEqual(["6 envelope-altered envelope null"]);
  });

  test("goes on after entries that were walked before, by what they leave behind", async () => {
    const all = parts(sample);
    const { ring, bindings, tree } = await walked(all.slice(0, 6));
    const rootAt = (size: number) => toHex(tree.rootAt(size));
    const after = { ring, bindings, rootAt };
    const changes = { verify: "changes" } as const;
    const rest = await walked(all.slice(6), { ...changes, after });
    expect(rest.faults).toEqual([]);
    expect([bindings.size, rest.bindings.size, rest.tree.size]).toEqual([0, 3, 0]);
    expect(await found(all.slice(6), changes)).toEqual(["10 unknown-key envelope null"]);
    const files = [{ file: "case.json", sha256: "ab".repeat(32) }];
    const rebinding = entryOf({ id: "F-9", kind: "documents", files });
    const rebound = parts(await sampleWith({ entry: rebinding, by: KEEPER, role: "keeper" }));
    const before = await walked(rebound.slice(0, 11));
    const since = { ring: before.ring, bindings: before.bindings, rootAt };
    expect(await found(rebound.slice(11), { ...changes, after: since })).toEqual([
      "11 document-rebound documents/case.json F-9",
    ]);
    expect(() => walk(inParts(all), { ...ALL, after })).toThrow(RangeError);
  });
});

describe("a leaf", () => {
  test.each<[string, (record: SampleRecord) => Record<number, Partial<KeptParts>>, string]>([
    ["that is missing", () => ({ 8: { leaf: null } }), "8 leaf-missing leaf null"],
    ["that is none", () => ({ 8: { leaf: encodeText("{}") } }), "8 leaf-malformed leaf null"],
    [
      "that says another place",
      (record) => ({ 8: { leaf: leafWith(kept(record, 8), { index: 9 }) } }),
      "8 leaf-misplaced leaf null",
    ],
    [
      "that was received before the one before it",
      (record) => ({ 8: { leaf: leafEarlier(kept(record, 8), 90_000) } }),
      "8 received-before leaf null",
    ],
  ])("%s is named, and a strict walk stops there", async (_what, others, expected) => {
    const all = parts(sample, others(sample));
    expect(await found(all)).toEqual([expected]);
    const code = expected.split(" ")[1];
    expect(await stopped(all)).toEqual({ code, given: [0, 1, 2, 3, 4, 5, 6, 7] });
  });

  test("received at the time of the newest before it is in order, one before that is not", async () => {
    const { received } = parseLeaf(kept(sample, 7).leaf);
    const late = parts(sample, { 8: { leaf: leafWith(kept(sample, 8), { received }) } });
    expect(await found(late)).toEqual([]);
    const both = parts(sample, {
      7: { leaf: leafWith(kept(sample, 7), { received: received - 120_000 }) },
      8: { leaf: leafWith(kept(sample, 8), { received: received - 110_000 }) },
    });
    // The time of one that was out of order is not what the next is held to.
    expect(await found(both)).toEqual([
      "7 received-before leaf null",
      "8 received-before leaf null",
    ]);
  });
});

describe("an envelope", () => {
  const other = encodeText("another");

  test.each<[string, Record<number, Partial<KeptParts>>, string]>([
    ["that is missing", { 8: { envelope: null } }, "8 envelope-missing envelope null"],
    ["that is another", { 8: { envelope: other } }, "8 envelope-altered envelope null"],
    ["under another label", { 8: { label: "c-2" } }, "8 label-altered envelope null"],
    ["whose label was taken off", { 9: { label: null } }, "9 label-altered envelope null"],
    [
      "that is missing under a label",
      { 9: { envelope: null } },
      "9 envelope-missing envelope null",
    ],
  ])("%s is named, and a strict walk stops there", async (_what, others, expected) => {
    const all = parts(sample, others);
    expect(await found(all)).toEqual([expected]);
    const [at, code] = expected.split(" ");
    const given = Array.from({ length: Number(at) }, (_, position) => position);
    expect(await stopped(all)).toEqual({ code, given });
    // What was altered is not what a label keeps from its reader.
    expect((await walked(all)).closed).toBe(at === "9" ? 0 : 1);
  });

  test("under a label is not missing where the place keeps none for this reader", async () => {
    const all = parts(sample, { 9: { envelope: null } }).map(({ position, leaf, envelope }) => {
      return { position, leaf, envelope };
    });
    const unkept = { keepsLabelled: false };
    const open = all.map((one) => (one.position === 8 ? { ...one, envelope: null } : one));
    expect(await found(open, unkept)).toEqual(["8 envelope-missing envelope null"]);
    const read = await walked(all, unkept);
    expect(read).toMatchObject({ faults: [], closed: 1, unseen: 1 });
  });

  test("under a label that was altered is named to its readers", async () => {
    const envelope = Uint8Array.from(kept(sample, 9).envelope);
    envelope.set([1], envelope.length - 1);
    const all = parts(sample, { 9: { envelope } });
    expect(await found(all, openFor([READER.identity]))).toEqual([
      "9 envelope-altered envelope null",
    ]);
    expect(await found(all)).toEqual([]);
  });

  test("that nobody enrolled has signed is named, and none of it counts", async () => {
    const record = await sampleWith({
      entry: report("O-9"),
      by: signer("intruder"),
      role: "observer",
    });
    expect(await found(parts(record))).toEqual(["11 unknown-key envelope null"]);
    expect((await stopped(parts(record))).code).toBe("unknown-key");
    const all = walk(inParts(parts(record)), ALL);
    for await (const { position, said, accepted } of all) {
      if (position === 11) expect([said?.statement.entry.id, accepted]).toEqual(["O-9", null]);
    }
  });

  test("that changes keys as it may not is named, and the keys stay as they were", async () => {
    const revoke = { id: "K-9", kind: "key", act: "revoke", name: KEEPER.name, reason: "lost" };
    const record = await sampleWith({ entry: entryOf(revoke), by: KEEPER, role: "keeper" });
    expect(await found(parts(record))).toEqual(["11 last-keeper envelope K-9"]);
    expect(await found(parts(record), { verify: "changes" })).toEqual([
      "11 last-keeper envelope K-9",
    ]);
    const { ring } = await walked(parts(record));
    expect(ring.keys.find(({ name }) => name === KEEPER.name)?.until).toBeNull();
  });

  test("is verified by the keys at its place, also where they have just changed", async () => {
    const record = sample.copy();
    const revoke = { id: "K-9", kind: "key", act: "revoke", name: COLLEAGUE.name, reason: "lost" };
    await record.append({ entry: entryOf(revoke), by: KEEPER, role: "keeper" });
    const envelope = await record.signed.sign({
      entry: report("O-9"),
      by: COLLEAGUE,
      role: "observer",
    });
    record.keep(envelope, toHex(sha256(envelope)), null);
    expect(await found(parts(record))).toEqual(["12 key-revoked envelope null"]);
  });
});

describe("what entries say of each other", () => {
  const observer = { by: COLLEAGUE, role: "observer" } as const;

  test("names an entry that stands twice, by its key and by its id", async () => {
    const record = sample.copy();
    const { envelope } = kept(record, 8);
    record.keep(envelope, toHex(sha256(envelope)), null);
    expect(await found(parts(record))).toEqual([
      "11 entry-repeated envelope O-2",
      "11 series-gap envelope O-2",
    ]);
    const underKey = { entry: report("O-9"), statement: { key: "O-2" } };
    const same = await sampleWith({ ...underKey, ...observer });
    expect(await found(parts(same))).toEqual(["11 entry-repeated envelope O-9"]);
    // A key counts within its device alone.
    const others = await sampleWith({ ...underKey, by: PARTY, role: "party" });
    expect(await found(parts(others))).toEqual([]);
    const chain = { counter: 2, previous: record.signed.accepted[8]?.digest ?? "" };
    const again = await sampleWith({
      entry: report("O-1"),
      ...observer,
      statement: { ...chain, key: "another" },
    });
    expect(await found(parts(again))).toEqual(["11 entry-repeated envelope O-1"]);
  });

  test("names an answer to other bytes, to its own entry, and to nothing before it", async () => {
    const digest = sample.signed.accepted[6]?.digest ?? "";
    const answer = (of: string, to: string) =>
      entryOf({ id: "C-9", kind: "countersignature", of, digest: to });
    const host = { by: HOST, role: "host" } as const;
    const other = await sampleWith({ entry: answer("O-1", "ab".repeat(32)), ...host });
    expect(await found(parts(other))).toEqual(["11 answers-other-content envelope C-9"]);
    const own = await sampleWith({ entry: answer("O-1", digest), by: INSPECTOR, role: "observer" });
    expect(await found(parts(own))).toContain("11 answers-own-entry envelope C-9");
    const nothing = await sampleWith({ entry: answer("O-7", digest), ...host });
    // It may be under the label that this reader has not.
    expect(await found(parts(nothing))).toEqual([]);
    expect(await found(parts(nothing), openFor([READER.identity]))).toEqual([
      "11 answers-nothing envelope C-9",
    ]);
  });

  test("names a number that does not follow on its route, a route for itself", async () => {
    const numbered = (number: number, route = "mission-cables") =>
      sampleWith({
        entry: report("O-9"),
        ...observer,
        statement: { series: { route, number } },
      });
    expect(await found(parts(await numbered(2)))).toEqual([]);
    expect(await found(parts(await numbered(3)))).toEqual(["11 series-gap envelope O-9"]);
    expect(await found(parts(await numbered(1, "cables")))).toEqual([]);
    expect(await found(parts(await numbered(2, "cables")))).toEqual(["11 series-gap envelope O-9"]);
  });

  test("counts the numbers of a route for each label by itself", async () => {
    const labelled = async (number: number) => {
      const record = sample.copy();
      const series = { route: "mission-cables", number };
      const draft = { entry: report("O-9"), ...observer, statement: { series } };
      await record.appendFor(draft, "c-7f3a9c21");
      return found(parts(record), openFor([READER.identity]));
    };
    // In the open the route has its number 1 already.
    expect(await labelled(1)).toEqual([]);
    expect(await labelled(2)).toEqual(["11 series-gap envelope O-9"]);
  });

  test("names a file that is bound to other content, or not by the keeper", async () => {
    const bind = (file: string) =>
      entryOf({ id: "F-9", kind: "documents", files: [{ file, sha256: "ab".repeat(32) }] });
    const party = { by: PARTY, role: "party" } as const;
    for (const file of ["readings/arden.proviso", "agreement.proviso"]) {
      const record = await sampleWith({ entry: bind(file), ...party });
      const named = [`11 document-rebound documents/${file} F-9`];
      expect(await found(parts(record))).toEqual(named);
      expect(await found(parts(record), { verify: "changes" })).toEqual(named);
      const { bindings } = await walked(parts(record));
      expect(bindings.get(file)).not.toBe("ab".repeat(32));
    }
    const fresh = await sampleWith({ entry: bind("readings/belmar.proviso"), ...party });
    expect((await walked(parts(fresh))).bindings.size).toBe(4);
  });

  test("carries a checkpoint that this log had, and none that it had not", async () => {
    const tree = wholeTree(
      sample.kept.map(({ leaf }) => leaf),
      sha256,
    );
    const carrying = (size: number, root: string) =>
      sampleWith({ entry: report("O-9"), ...observer, statement: { after: { size, root } } });
    for (const size of [1, 5, 8, 11]) {
      const record = await carrying(size, toHex(tree.rootAt(size)));
      expect(await found(parts(record))).toEqual([]);
      const forged = await carrying(size, "ab".repeat(32));
      expect(await found(parts(forged))).toEqual(["11 checkpoint-unknown envelope null"]);
    }
    const early = await carrying(12, "ab".repeat(32));
    expect(await found(parts(early))).toEqual(["11 checkpoint-ahead envelope null"]);
    // Where a leaf is missing nobody can tell what root the log had.
    const forged = parts(await carrying(11, "ab".repeat(32)), { 3: { leaf: null } });
    expect(await found(forged)).not.toContain("11 checkpoint-unknown envelope null");
  });
});

describe("what devices signed", () => {
  const draft = { entry: report("O-8"), by: INSPECTOR, role: "observer" } as const;

  test("is followed to the end: a fork, a gap and a break are remarks with their places", async () => {
    const first = sample.signed.accepted[6]?.digest ?? "";
    const open = openFor([READER.identity]);
    const later = (counter: number, previous: string) =>
      sampleWith({ ...draft, statement: { counter, previous } });
    const forked = await walked(parts(await later(2, first)), open);
    expect(forked.faults).toMatchObject([
      { severity: "warning", code: "device-fork", position: 11, part: "envelope", entry: "O-8" },
    ]);
    expect(forked.faults[0]?.message).toContain("Two entries, 9 and 11, are both number 2");
    const gap = await walked(parts(await later(5, first)), open);
    expect(gap.faults).toMatchObject([{ code: "device-gap", position: 11, entry: "O-8" }]);
    expect(gap.faults[0]).toMatchObject({
      severity: "warning",
      message: "Of team-3 the entries 3 to 4 are not here.",
      remedy: "Ask its holder for them.",
    });
    const off = await walked(parts(await later(3, "ab".repeat(32))), open);
    expect(off.faults).toMatchObject([
      { severity: "warning", code: "device-off-chain", position: 11, entry: "O-8" },
    ]);
    // To whoever has not the label, what is under it is a gap.
    const closed = await walked(parts(await later(3, "ab".repeat(32))));
    expect(closed.faults).toMatchObject([
      { code: "device-gap", remedy: "They may be under a label." },
    ]);
  });

  test("stops no strict walk: it is shown, and never refused", async () => {
    const record = await sampleWith({
      ...draft,
      statement: { counter: 5, previous: "ab".repeat(32) },
    });
    const { code, given } = await stopped(parts(record));
    expect([code, given.length]).toEqual([null, 12]);
  });
});

describe("a head", () => {
  test("agrees with the record, or is of another log, of more entries or of another history", async () => {
    const { tree } = await walked(parts(sample));
    const { origin } = HERE;
    const head = { origin, size: 8, root: tree.rootAt(8) };
    expect(headFault(tree, origin, head)).toBeNull();
    expect(headFault(tree, origin, { ...head, size: 11, root: tree.rootAt(11) })).toBeNull();
    expect(headFault(tree, "other.example/log", head)).toBe("other-log");
    expect(headFault(tree, origin, { ...head, size: 12 })).toBe("ahead");
    expect(headFault(tree, origin, { ...head, root: fromHex("ab".repeat(32)) })).toBe("other-root");
  });
});
