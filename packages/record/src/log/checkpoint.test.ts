import { createPublicKey, verify as nodeVerify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { logKey, verify, witnessKey } from "../../testing/log/keys.ts";
import { refusal, refusalOf } from "../../testing/log/refusal.ts";
import { vector } from "../../testing/log/vectors.ts";
import { toBase64 } from "./base64.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { cosignatureTime, noteSigner, noteVerifier } from "./cosignature.ts";
import { emptyRoot } from "./hash.ts";
import { formatNote, openNote, signNote } from "./note.ts";
import { noteKey } from "./note-key.ts";

interface Checkpoints {
  readonly ok: readonly (readonly [string, string, number])[];
  readonly bad: readonly string[];
}

const vectors = vector<Checkpoints>("note/checkpoint.json");
const root = emptyRoot();
const cuba = logKey("example.org/cuba-1962");
const un = witnessKey("un.example/witness");

describe("the checkpoints of transparency-dev", () => {
  // Go reads hashes of any length, and lines that follow; what is accepted there is accepted here
  // as soon as its hash has 32 bytes and nothing follows, and refused for exactly that before.
  test.each(vectors.ok)("%j is one, but for its hash and what follows", (text, origin, size) => {
    const [first, second, , ...rest] = text.split("\n");
    const isExtended = rest.length > 1;
    const expected = isExtended ? "checkpoint-extended" : "hash-malformed";
    expect(refusal(() => parseCheckpoint(text))).toBe(expected);
    const mended = `${first}\n${second}\n${toBase64(root)}\n`;
    expect(parseCheckpoint(mended)).toEqual({ origin, size, root });
  });

  test.each(vectors.bad)("%j is none", (text) => {
    expect(refusal(() => parseCheckpoint(text))).not.toBe(null);
    const [first, second, third = "", ...rest] = text.split("\n");
    const hash = /^[A-Za-z0-9+/]+=*$/.test(third) ? toBase64(root) : third;
    const mended = [first, second, hash, ...rest].join("\n");
    expect(refusal(() => parseCheckpoint(mended))).not.toBe(null);
  });
});

describe("the text of a checkpoint", () => {
  test.each([
    ["a size with a leading zero", `log\n01\n${toBase64(root)}\n`, "number-malformed"],
    ["a size with a sign", `log\n+1\n${toBase64(root)}\n`, "number-malformed"],
    ["a size beyond 2^53", `log\n9007199254740992\n${toBase64(root)}\n`, "size-out-of-range"],
    ["a root of 31 bytes", `log\n1\n${toBase64(root.slice(1))}\n`, "hash-malformed"],
    ["a root in another spelling", `log\n1\n${"A".repeat(42)}B=\n`, "base64-malformed"],
    ["an extension line", `log\n1\n${toBase64(root)}\nmore\n`, "checkpoint-extended"],
    ["an empty extension line", `log\n1\n${toBase64(root)}\n\n`, "checkpoint-malformed"],
    ["no last newline", `log\n1\n${toBase64(root)}`, "checkpoint-malformed"],
    ["no origin", `\n1\n${toBase64(root)}\n`, "checkpoint-malformed"],
  ])("with %s is refused", (_, text, code) => {
    expect(refusal(() => parseCheckpoint(text))).toBe(code);
  });

  test("is not written for what no checkpoint can say", () => {
    const write = (change: object) =>
      refusal(() => formatCheckpoint({ origin: "log", size: 1, root, ...change }));
    expect(write({ origin: "a\nb" })).toBe("key-name-malformed");
    expect(write({ size: -1 })).toBe("size-out-of-range");
    expect(write({ size: 1.5 })).toBe("size-out-of-range");
    expect(write({ root: new Uint8Array(20) })).toBe("hash-malformed");
  });
});

describe("a signed checkpoint", () => {
  const checkpoint = { origin: cuba.key.name, size: 12, root };
  const keys = { logs: [cuba.verifier], witnesses: [un.verifier] };

  test("opens with its log's key, and tells who cosigned it and when", async () => {
    const note = await signCheckpoint(checkpoint, cuba.signer);
    const cosigned = formatNote(await signNote(note, [un.at(1_667_000_000)]));
    const opened = await openCheckpoint(cosigned, keys);
    expect(opened).toMatchObject(checkpoint);
    expect(opened.signedBy).toEqual([cuba.key]);
    expect(opened.cosignatures).toEqual([{ key: un.key, seconds: 1_667_000_000 }]);
  });

  test("is signed by no other log's key", async () => {
    const other = logKey("example.org/other");
    expect(await refusalOf(() => signCheckpoint(checkpoint, other.signer))).toBe("origin-mismatch");
    const forged = await signNote({ text: formatCheckpoint(checkpoint) }, [other.signer]);
    const open = (logs: (typeof keys)["logs"]) =>
      refusalOf(() => openCheckpoint(formatNote(forged), { logs, witnesses: [] }));
    expect(await open([other.verifier])).toBe("log-unknown");
    expect(await open([other.verifier, cuba.verifier])).toBe("no-known-signature");
  });

  test("is not believed on the word of a witness alone", async () => {
    const only = await signNote({ text: formatCheckpoint(checkpoint) }, [un.at(1)]);
    expect(await refusalOf(() => openCheckpoint(formatNote(only), keys))).toBe(
      "no-known-signature",
    );
  });

  test("is refused where a known witness's cosignature is wrong", async () => {
    const note = await signCheckpoint(checkpoint, cuba.signer);
    const cosigned = await signNote(note, [un.at(1)]);
    const signatures = cosigned.signatures.map((one) =>
      one.name === un.key.name ? { ...one, signature: one.signature.with(7, 2) } : one,
    );
    const open = () => openCheckpoint(formatNote({ ...note, signatures }), keys);
    expect(await refusalOf(open)).toBe("signature-invalid");
  });
});

describe("a cosignature", () => {
  const text = formatCheckpoint({ origin: "example.org/log", size: 0, root });

  test.each([0, 1, 1_679_315_147, 2 ** 32, Number.MAX_SAFE_INTEGER])(
    "tells the time %d that it was made for",
    async (seconds) => {
      const note = await signNote({ text }, [un.at(seconds)]);
      const { verified } = await openNote(note, [un.verifier]);
      expect(verified.map(({ signature }) => cosignatureTime(signature))).toEqual([seconds]);
    },
  );

  test("is over the header, the time and the text that the specification gives", async () => {
    const { signatures } = await signNote({ text }, [un.at(1_679_315_147)]);
    const timed = signatures[0]?.signature ?? new Uint8Array(0);
    expect([...timed.slice(0, 8)]).toEqual([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb]);
    const message = Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`);
    const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), un.key.publicKey]);
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    expect(nodeVerify(null, message, key, timed.slice(8))).toBe(true);
  });

  test("is not made for a time that is none", () => {
    for (const seconds of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(refusal(() => un.at(seconds))).toBe("time-out-of-range");
    }
  });

  test("of a time that no clock shows is not valid", async () => {
    const late = (await signNote({ text }, [un.at(1)])).signatures.map((one) => ({
      ...one,
      signature: one.signature.with(0, 0xff),
    }));
    const open = () => openNote({ text, signatures: late }, [un.verifier]);
    expect(await refusalOf(open)).toBe("signature-invalid");
  });

  test("does not pass for a log's signature, whatever its key's id says", async () => {
    const note = await signNote({ text }, [un.at(1)]);
    const disguised = noteVerifier({ ...un.key, type: "ed25519" }, verify);
    expect(await refusalOf(() => openNote(note, [disguised]))).toBe("signature-invalid");
    const other = noteVerifier(noteKey(un.key.name, "ed25519", un.key.publicKey), verify);
    expect(await refusalOf(() => openNote(note, [other]))).toBe("no-known-signature");
    expect(refusal(() => noteSigner(un))).toBe("key-unsupported");
  });
});
