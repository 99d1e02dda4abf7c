import { describe, expect, test } from "vitest";
import {
  LOG,
  READER,
  type SampleRecord,
  sampleRecord,
  TEXTS,
  TRUST,
} from "../../../testing/bundle/sample-bundle.ts";
import {
  COLLEAGUE,
  entryOf,
  HERE,
  INSPECTOR,
  KEEPER,
  PARTY,
  report,
  signer,
} from "../../../testing/envelope/signed-record.ts";
import { logKey, witnessKey } from "../../../testing/log/keys.ts";
import { readStatedTime } from "../../envelope/index.ts";
import { openLabelled } from "../../envelope/label/index.ts";
import {
  encodeText,
  formatLeaf,
  formatNote,
  formatPolicy,
  type HeldKey,
  parseLeaf,
  parsePolicy,
  sha256,
  toHex,
} from "../../log/index.ts";
import { nodeEd25519 } from "../../node-crypto.ts";
import { envelopePath, isBundlePath } from "./layout.ts";
import { BundleError, makeBundle } from "./make.ts";
import { type BundleTrust, verifyBundle } from "./verify.ts";

const SEEN = 1_900_000_000;

/** What is wrong with a record of which everything was made anew, but for keys that were not had. */
async function wrongIn(record: SampleRecord, trust: Partial<BundleTrust> = {}) {
  const { findings } = await verifyBundle(await record.bundle(), { ...TRUST, ...trust });
  return findings;
}

async function codesIn(record: SampleRecord, trust: Partial<BundleTrust> = {}) {
  return (await wrongIn(record, trust)).map(({ code }) => code);
}

/** Puts entries in their places anew, as someone would who rewrites the log. */
function renumber(record: SampleRecord): void {
  for (const [index, kept] of record.kept.entries()) {
    kept.leaf = formatLeaf({ ...parseLeaf(kept.leaf), index });
  }
}

describe("a sound bundle", () => {
  test("has nothing wrong with it, and says by whose word", async () => {
    const report = await verifyBundle(await (await sampleRecord()).bundle(), TRUST);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ trust: "own-word", unread: 1, cosigned: [] });
    expect(report.head).toMatchObject({ origin: HERE.origin, size: 11 });
  });

  test("gives its labelled entry to a reader, who then checks that one too", async () => {
    const open: BundleTrust["open"] = async (_label, digest, ciphertext) => {
      const opened = await openLabelled({ digest, ciphertext }, [READER.identity]);
      if (opened.ok) return { kind: "opened", envelope: opened.envelope };
      return { kind: "altered", message: opened.rejection.message };
    };
    const record = await sampleRecord();
    const whole = await verifyBundle(await record.bundle(), { ...TRUST, open });
    expect(whole).toMatchObject({ unread: 0, findings: [] });
    const kept = record.kept[9];
    kept?.envelope.set([1], kept.envelope.length - 1);
    const altered = await wrongIn(record, { open });
    expect(altered).toMatchObject([{ code: "envelope-altered", file: "entries/000009.age" }]);
  });

  test("is believed by the log's key and by the witnesses that a policy names", async () => {
    const [one, two] = [witnessKey("un.example/watch"), witnessKey("se.example/watch")];
    const policy = parsePolicy(
      formatPolicy({
        logs: [LOG.key],
        witnesses: [
          { name: "UN", key: one.key },
          { name: "Sweden", key: two.key },
        ],
        quorum: {
          kind: "group",
          name: "both",
          threshold: 2,
          members: [one, two].map(({ key }, at) => ({
            kind: "witness",
            witness: { name: ["UN", "Sweden"][at] ?? "", key },
          })),
        },
      }),
    );
    const record = await sampleRecord();
    const files = await record.bundle([one.at(SEEN), two.at(SEEN)]);
    const good = await verifyBundle(files, { ...TRUST, policy });
    expect(good).toMatchObject({ trust: "policy", findings: [] });
    expect(good.cosigned).toEqual(["un.example/watch", "se.example/watch"]);
    const few = await verifyBundle(await record.bundle([one.at(SEEN)]), { ...TRUST, policy });
    expect(few.findings.map(({ code }) => code)).toEqual(["quorum-missing"]);
    const stale = await verifyBundle(files, { ...TRUST, policy, notBefore: SEEN + 1 });
    expect(stale.findings.map(({ code }) => code)).toEqual(["quorum-missing"]);
  });
});

describe("whoever owns the store and its log key, but not the authors' keys,", () => {
  test("cannot change what an entry says", async () => {
    const record = await sampleRecord();
    const kept = record.kept[6];
    if (kept === undefined) throw new Error("no entry");
    const said = new TextDecoder().decode(kept.envelope);
    const { payload, ...rest } = JSON.parse(said);
    const other = atob(payload).replace("howitzers", "submarine");
    kept.envelope = encodeText(JSON.stringify({ payload: btoa(other), ...rest }));
    kept.leaf = formatLeaf({ ...parseLeaf(kept.leaf), envelope: toHex(sha256(kept.envelope)) });
    const found = await wrongIn(record);
    expect(found[0]).toMatchObject({ code: "signature-bad", file: "entries/000006.json" });
    expect(found[0]?.position).toBe(6);
  });

  test("cannot drop an entry, or put two in another order, unseen", async () => {
    const dropped = await sampleRecord();
    dropped.kept.splice(6, 1);
    renumber(dropped);
    // Its answer answers nothing any more, and its author's chain has a gap.
    expect(await codesIn(dropped)).toContain("answers-nothing");
    const swapped = await sampleRecord();
    const [a, b] = swapped.kept.splice(6, 2);
    if (a === undefined || b === undefined) throw new Error("no entry");
    swapped.kept.splice(6, 0, b, a);
    renumber(swapped);
    expect(await codesIn(swapped)).toEqual(expect.arrayContaining(["received-before"]));
  });

  test("cannot date an entry back before the one before it", async () => {
    const record = await sampleRecord();
    const kept = record.kept[7];
    if (kept === undefined) throw new Error("no entry");
    kept.leaf = formatLeaf({ ...parseLeaf(kept.leaf), received: 0 });
    expect(await wrongIn(record)).toMatchObject([{ code: "received-before", position: 7 }]);
  });

  test("cannot exchange the agreement, the metadata or a reading before a bundle is made", async () => {
    const content = await (await sampleRecord()).content();
    const exchanged = async (file: string, bytes: Uint8Array | null) => {
      const documents = content.documents.filter((one) => one.file !== file);
      if (bytes !== null) documents.push({ file, bytes });
      const making = { ed25519: nodeEd25519, signer: LOG.signer };
      const files = await makeBundle({ ...content, documents }, making);
      const { findings } = await verifyBundle(files, TRUST);
      return findings.map(({ severity, code, file: at }) => `${severity} ${code} ${at}`);
    };
    for (const [file, source] of Object.entries(TEXTS)) {
      const name = `documents/${file}`;
      const altered = await exchanged(file, encodeText(`${source} `));
      expect(altered).toContain(`error document-altered ${name}`);
      expect(await exchanged(file, null)).toContain(`error document-missing ${name}`);
    }
    expect(await exchanged("readings/belmar.proviso", encodeText("more"))).toEqual([
      "error document-unbound documents/readings/belmar.proviso",
    ]);
  });

  test("is told of files that no entry binds, where the record was founded without any", async () => {
    const record = await sampleRecord();
    record.kept.length = 10;
    expect(await wrongIn(record)).toMatchObject([
      { severity: "warning", code: "document-unbound", file: "documents/" },
    ]);
  });

  test("cannot bind what a case is judged by anew, nor the agreement without the keeper", async () => {
    const record = await sampleRecord();
    const more = (file: string) =>
      entryOf({ id: `F-${file}`, kind: "documents", files: [{ file, sha256: "ab".repeat(32) }] });
    const [reading, agreement] = ["readings/arden.proviso", "agreement.proviso"];
    await record.append({ entry: more("readings-1"), by: PARTY, role: "party" });
    expect(await codesIn(record)).toEqual(["document-missing"]);
    for (const file of [reading, agreement]) {
      const files = [{ file, sha256: "ab".repeat(32) }];
      const entry = entryOf({ id: `F-${files.length}-${file.length}`, kind: "documents", files });
      await record.append({ entry, by: PARTY, role: "party" });
    }
    expect(await wrongIn(record)).toMatchObject([
      { code: "document-rebound", file: `documents/${reading}`, position: 12 },
      { code: "document-rebound", file: `documents/${agreement}`, position: 13 },
      { code: "document-missing", file: "documents/readings-1" },
    ]);
  });

  test("cannot send an entry a second time", async () => {
    const record = await sampleRecord();
    const kept = record.kept[8];
    if (kept === undefined) throw new Error("no entry");
    record.keep(kept.envelope, toHex(sha256(kept.envelope)), null);
    expect(await codesIn(record)).toContain("entry-repeated");
  });

  test("cannot bring in an entry from another agreement", async () => {
    const record = await sampleRecord();
    const draft = { entry: report("O-9"), by: KEEPER, role: "keeper" } as const;
    const elsewhere = { ...draft, statement: { agreement: "another", key: "O-9" } };
    const envelope = await record.signed.sign(elsewhere);
    record.keep(envelope, toHex(sha256(envelope)), null);
    expect(await wrongIn(record)).toMatchObject([{ code: "other-agreement", position: 11 }]);
  });

  test("cannot enter something under a key that nobody enrolled", async () => {
    const record = await sampleRecord();
    const draft = { entry: report("O-9"), by: signer("intruder"), role: "observer" } as const;
    const envelope = await record.signed.sign(draft);
    record.keep(envelope, toHex(sha256(envelope)), null);
    expect(await wrongIn(record)).toMatchObject([{ code: "unknown-key", position: 11 }]);
  });

  test("cannot rewrite what another has a checkpoint of, nor cut off what came before it", async () => {
    const record = await sampleRecord();
    const held = [encodeText(formatNote(await record.noteAt(8)))];
    expect(await codesIn(record, { held })).toEqual([]);
    const cut = await sampleRecord();
    cut.kept.length = 7;
    expect(await codesIn(cut, { held })).toContain("rolled-back");
    const forked = await sampleRecord();
    const kept = forked.kept[7];
    if (kept === undefined) throw new Error("no entry");
    kept.leaf = formatLeaf({
      ...parseLeaf(kept.leaf),
      received: parseLeaf(kept.leaf).received + 1,
    });
    expect(await codesIn(forked, { held })).toEqual(["other-history"]);
  });
});

describe("what is truly signed, and must be seen,", () => {
  test("is a device that was cloned: both its entries stand, and the fork is shown", async () => {
    const record = await sampleRecord();
    const { digest } = record.signed.accepted[6] ?? { digest: "" };
    const chain = { counter: 2, previous: digest };
    for (const id of ["O-8", "O-9"]) {
      const draft = { entry: report(id), by: INSPECTOR, role: "observer" } as const;
      const envelope = await record.signed.sign({ ...draft, statement: chain });
      record.keep(envelope, toHex(sha256(envelope)), null);
    }
    const { code, severity, message } = (await wrongIn(record))[0] ?? {};
    expect({ code, severity }).toEqual({ code: "device-fork", severity: "warning" });
    expect(message).toContain("Two entries, 11 and 12, are both number 2 of team-3");
  });

  test("is a stated time, however wrong: the order stays the log's", async () => {
    for (const text of ["2030-03-06T12:00:00Z", "2032-03-06T12:00:00Z"]) {
      const record = await sampleRecord();
      const stated = readStatedTime(text);
      const draft = { entry: report("O-9"), by: COLLEAGUE, role: "observer" } as const;
      await record.append({ ...draft, statement: { stated } });
      expect(await wrongIn(record)).toEqual([]);
    }
  });
});

describe("whoever cannot sign for the log", () => {
  test("is found out by its key, though everything else be made to fit", async () => {
    const record = await sampleRecord();
    const thief: HeldKey = logKey("thief.example/log");
    const content = await record.content();
    const files = await makeBundle(content, { ed25519: nodeEd25519, signer: null });
    expect((await verifyBundle(files, TRUST)).findings).toMatchObject([
      { code: "list-unsigned", severity: "warning" },
    ]);
    const own = await verifyBundle(files, { ...TRUST, logKey: thief.key });
    expect(own.findings.map(({ code }) => code)).toContain("log-key-other");
  });

  test("cannot exchange an adopted text, or the agreement, or put a file beside them", async () => {
    const files = await (await sampleRecord()).bundle();
    files.set("documents/readings/arden.proviso", encodeText("reading arden of ford by Belmar\n"));
    files.set("documents/agreement.proviso", encodeText(`${TEXTS["agreement.proviso"]}more\n`));
    files.set("documents/readings/other.proviso", encodeText("x"));
    files.set("entries/000011.json", encodeText("{}"));
    const { findings } = await verifyBundle(files, TRUST);
    expect(findings.map(({ code, file }) => `${code} ${file}`).sort()).toEqual([
      "document-altered documents/agreement.proviso",
      "document-altered documents/readings/arden.proviso",
      "document-unbound documents/readings/other.proviso",
      "file-altered documents/agreement.proviso",
      "file-altered documents/readings/arden.proviso",
      "file-unexpected documents/readings/other.proviso",
      "file-unexpected entries/000011.json",
      "file-unexpected entries/000011.json",
      "text-altered documents/readings/arden.proviso",
    ]);
  });
});

describe("a malicious bundle", () => {
  test("leads nowhere out of its folder", async () => {
    for (const path of ["../x", "/etc/passwd", "a/../../x", "a\\b", "c:x", "a//b", ".hidden", ""]) {
      expect(isBundlePath(path), path).toBe(false);
    }
    expect(isBundlePath(`${"a/".repeat(11)}x`)).toBe(false);
    expect(isBundlePath(envelopePath(3, true))).toBe(true);
    const files = await (await sampleRecord()).bundle();
    files.set("../outside", encodeText("x"));
    const { findings } = await verifyBundle(files, TRUST);
    expect(findings).toMatchObject([{ code: "file-unexpected", file: "../outside" }]);
  });

  test("that claims more entries than it has files is refused before it is counted to", async () => {
    const files = await (await sampleRecord()).bundle();
    const note = new TextDecoder().decode(files.get("checkpoint"));
    files.set("checkpoint", encodeText(note.replace("\n11\n", "\n9007199254740991\n")));
    const { findings } = await verifyBundle(files, TRUST);
    expect(findings.map(({ code }) => code)).toContain("file-missing");
  });

  test.each([
    ["nothing", ""],
    ["null", "null"],
    ["brackets left open", "[[[["],
    ["a version alone", '{"v":1}'],
    ["a zero", "\u0000"],
    ["a hundred thousand levels", "[".repeat(100_000)],
  ])("with %s in the place of any file is named, and nothing is thrown", async (_what, source) => {
    const sound = await (await sampleRecord()).bundle();
    for (const path of sound.keys()) {
      const files = new Map(sound).set(path, encodeText(source));
      const { findings } = await verifyBundle(files, TRUST);
      expect(findings.length, path).toBeGreaterThan(0);
    }
  });

  test("is not made: names that lead elsewhere, a checkpoint over another record", async () => {
    const content = await (await sampleRecord()).content();
    const making = { ed25519: nodeEd25519, signer: null };
    const documents = [{ file: "../../x", bytes: encodeText("x") }];
    await expect(makeBundle({ ...content, documents }, making)).rejects.toThrow(BundleError);
    const short = await sampleRecord();
    const note = encodeText(formatNote(await short.noteAt(9)));
    await expect(makeBundle({ ...content, note }, making)).rejects.toThrow(BundleError);
  });
});
