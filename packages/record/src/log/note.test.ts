import { describe, expect, test } from "vitest";
import { logKey, seedOf, verify } from "../../testing/log/keys.ts";
import { refusal, refusalOf } from "../../testing/log/refusal.ts";
import { vector } from "../../testing/log/vectors.ts";
import { nobleEd25519, signerFromSeed } from "../envelope/index.ts";
import { nodeEd25519, nodeSigner } from "../node-crypto.ts";
import { encodeText } from "./bytes.ts";
import { noteSigner, noteVerifier } from "./cosignature.ts";
import { formatNote, MAX_NOTE_BYTES, openNote, parseNote, signNote } from "./note.ts";
import {
  formatNoteKey,
  formatNoteSecretKey,
  noteKey,
  parseNoteKey,
  parseNoteSecretKey,
} from "./note-key.ts";

interface Notes {
  readonly signer: string;
  readonly sign: { readonly text: string; readonly want: string };
  readonly cases: readonly {
    readonly d: string;
    readonly note: string;
    readonly vkeys: readonly string[];
    readonly ok: boolean;
    readonly verified?: readonly string[];
  }[];
  readonly invalid_utf8_note_base64: string;
  readonly bad_vkeys: readonly string[];
}

const vectors = vector<Notes>("note/signed-note.json");
const goodKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const libraries = [
  { name: "the server's library", check: nodeEd25519, holderOf: nodeSigner },
  { name: "the browser's library", check: nobleEd25519, holderOf: signerFromSeed },
];

describe.each(libraries)("the signed notes of Go and C2SP, with $name", ({ check, holderOf }) => {
  test("a text is signed to the byte as Go signs it", async () => {
    const signer = noteSigner(parseNoteSecretKey(vectors.signer, holderOf));
    const note = await signNote({ text: vectors.sign.text }, [signer]);
    expect(formatNote(note)).toBe(vectors.sign.want);
  });

  test.each(vectors.cases)("$d", async ({ note, vkeys, ok, verified }) => {
    const verifiers = vkeys.map((key) => noteVerifier(parseNoteKey(key), check));
    const open = async () => openNote(parseNote(note), verifiers);
    if (!ok) {
      expect(await refusalOf(open)).not.toBe(null);
      return;
    }
    expect((await open()).verified.map(({ key }) => key.name)).toEqual(verified);
  });
});

describe("a note", () => {
  test("that is not UTF-8 is refused", () => {
    const bytes = Buffer.from(vectors.invalid_utf8_note_base64, "base64");
    expect(refusal(() => parseNote(new Uint8Array(bytes)))).toBe("not-utf8");
  });

  test("may hold empty lines in its text", async () => {
    const { signer, verifier } = logKey("quasimodo.example/salvatore");
    const text = "Ognuno sta solo\n\ned è subito sera.\n\n";
    const note = parseNote(formatNote(await signNote({ text }, [signer])));
    expect((await openNote(note, [verifier])).note.text).toBe(text);
  });

  test("keeps a byte order mark as part of what was signed", async () => {
    const { signer } = logKey("example.org/log");
    const written = formatNote(await signNote({ text: "\ufeffa\n" }, [signer]));
    expect(parseNote(encodeText(written)).text).toBe("\ufeffa\n");
  });

  test.each([
    ["without a newline at its end", "text"],
    ["with a tab", "a\tb\n"],
    ["with a carriage return", "a\r\n"],
    ["with half of a surrogate pair", "\ud800\n"],
  ])("is not signed over a text %s", async (_, text) => {
    expect(await refusalOf(() => signNote({ text }, [logKey("example.org").signer]))).not.toBe(
      null,
    );
  });

  test("longer than a note may be is refused before it is read", () => {
    expect(refusal(() => parseNote(new Uint8Array(MAX_NOTE_BYTES + 1)))).toBe("note-too-long");
  });

  test("is refused whole where a known key's signature is wrong, whoever else signed", async () => {
    const [one, other] = [logKey("example.org/a"), logKey("example.org/b")];
    const note = await signNote({ text: "text\n" }, [one.signer, other.signer]);
    const forged = { ...note, text: "test\n" };
    const verifiers = [one.verifier, other.verifier];
    expect(await refusalOf(() => openNote(forged, verifiers))).toBe("signature-invalid");
    const half = await signNote({ text: "test\n", signatures: note.signatures }, [one.signer]);
    expect(await refusalOf(() => openNote(half, verifiers))).toBe("signature-invalid");
  });

  test("passes over keys that share a name or an id with a known one, not both", async () => {
    const { key, verifier } = logKey("example.org/a");
    const sameName = { name: key.name, keyId: key.id ^ 1, signature: Uint8Array.of(1) };
    const sameId = { name: "example.org/b", keyId: key.id, signature: Uint8Array.of(1) };
    const note = { text: "text\n", signatures: [sameName, sameId] };
    expect(await refusalOf(() => openNote(note, [verifier]))).toBe("no-known-signature");
    const signed = await signNote(note, [logKey("example.org/a").signer]);
    expect((await openNote(signed, [verifier])).verified).toHaveLength(1);
  });

  test("is not opened with two keys that cannot be told apart", async () => {
    const { key, verifier, signer } = logKey("example.org/a");
    const twin = { ...key, publicKey: seedOf("another") };
    const note = await signNote({ text: "text\n" }, [signer]);
    const known = [verifier, noteVerifier(twin, verify)];
    expect(await refusalOf(() => openNote(note, known))).toBe("key-id-collision");
  });
});

describe("a signature line", () => {
  const sound = "— example.org/a AAAAAAE=\n";

  test("may bear any name without spaces and plus", () => {
    for (const name of ["example.org/a", "é", "名", "a\ufeffb"]) {
      const note = `text\n\n— ${name} AAAAAAE=\n`;
      expect(formatNote(parseNote(note))).toBe(note);
    }
  });

  test.each([
    ["a hyphen", sound.replace("—", "-")],
    ["no dash", sound.slice(2)],
    ["two spaces", sound.replace("— ", "—  ")],
    ["a space at its end", sound.replace("=\n", "= \n")],
    ["a plus in its name", sound.replace("/a", "+a")],
    ["a no-break space in its name", sound.replace("/a", "\u00a0a")],
    ["a next-line character in its name", sound.replace("/a", "\u0085a")],
    ["an id and no signature", sound.replace("AAAAAAE=", "AAAAAA==")],
    ["Base 64 in another spelling", sound.replace("AAAAAAE=", "AAAAAAF=")],
    ["Base 64 without its padding", sound.replace("AAAAAAE=", "AAAAAAE")],
    ["an empty line after it", `${sound}\n`],
  ])("has no %s", (_, line) => {
    expect(refusal(() => parseNote(`text\n\n${sound}`))).toBe(null);
    expect(refusal(() => parseNote(`text\n\n${line}`))).toBe("note-malformed");
  });
});

describe("a verifier key", () => {
  test.each(vectors.bad_vkeys)("%s is refused", (text) => {
    expect(refusal(() => parseNoteKey(text))).not.toBe(null);
  });

  test("of which anything is missing is refused", () => {
    for (let from = 0; from < goodKey.length; from += 1) {
      for (let to = from; to <= goodKey.length; to += 1) {
        if (to - from === goodKey.length) continue;
        expect(refusal(() => parseNoteKey(goodKey.slice(from, to)))).not.toBe(null);
      }
    }
  });

  test("of which one character is another is refused", () => {
    for (let at = 0; at < goodKey.length; at += 1) {
      const changed = String.fromCharCode(goodKey.charCodeAt(at) + 1);
      const text = goodKey.slice(0, at) + changed + goodKey.slice(at + 1);
      expect(refusal(() => parseNoteKey(text))).not.toBe(null);
    }
  });

  test("is written as it was read", () => {
    expect(formatNoteKey(parseNoteKey(goodKey))).toBe(goodKey);
    const keyPair = parseNoteSecretKey(vectors.signer, nodeSigner);
    const seed = Buffer.from(vectors.signer.split("+").slice(4).join("+"), "base64").subarray(1);
    expect(formatNoteSecretKey(keyPair.key, new Uint8Array(seed))).toBe(vectors.signer);
    expect(formatNoteKey(keyPair.key)).toBe(goodKey);
  });

  test("of a type that is not supported is named as such", () => {
    const [name, , rest = ""] = goodKey.split("+");
    const mldsa = `${name}+00000000+${`B${rest.slice(1)}`}`;
    expect(refusal(() => parseNoteKey(mldsa))).toBe("key-unsupported");
  });

  test.each([
    "",
    "a b",
    "a+b",
    "a\u00a0b",
    "a\u2028b",
    "a\u0085b",
    "a\u0001b",
    "\ud800",
    "é".repeat(128),
  ])("is not made for the name %j", (name) => {
    expect(refusal(() => noteKey(name, "ed25519", seedOf("any")))).toBe("key-name-malformed");
  });

  test("in which secret and id do not belong together never tells the secret", () => {
    const text = vectors.signer.replace("c74f20a3", "c74f20a4");
    try {
      parseNoteSecretKey(text, nodeSigner);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toContain("c74f20a3");
      expect(String(error)).not.toContain("AYEKFALVFGyNhPJEMzD1QIDr");
    }
  });
});
