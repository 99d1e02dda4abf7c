import { Decrypter, generateHybridIdentity, identityToRecipient } from "age-encryption";
import { describe, expect, test } from "vitest";
import { entryOf, GENESIS, report } from "../../../testing/envelope/signed-record.ts";
import { compartmentOf, reader, saltedEnvelope, saltOf } from "../../../testing/label/readers.ts";
import { encodeText, formatLeaf, sha256, toHex } from "../../log/index.ts";
import { compartmentsAfter, currentGeneration, NO_COMPARTMENTS } from "./compartments.ts";
import { generationFault, type Labelled, labelEnvelope, openLabelled } from "./labelled.ts";

const [analyst, inspector, stranger] = await Promise.all([reader(), reader(), reader()]);
const compartment = compartmentOf([analyst, inspector]);
const { envelope, statement } = await saltedEnvelope();

async function labelled(bytes = envelope, to = compartment, salt = saltOf(1)): Promise<Labelled> {
  const made = await labelEnvelope(bytes, statement, to, salt);
  if (!made.ok) throw new Error(made.rejection.message);
  return made.labelled;
}

type Made = Awaited<ReturnType<typeof labelEnvelope>>;
const codeOf = (made: Made | Awaited<ReturnType<typeof openLabelled>>) =>
  made.ok ? null : made.rejection.code;

describe("an entry of a compartment", () => {
  test("is read by each of its readers, and by nobody else", async () => {
    const kept = await labelled();
    for (const { identity } of [analyst, inspector]) {
      expect(await openLabelled(kept, [identity])).toEqual({ ok: true, envelope });
    }
    expect(await openLabelled(kept, [stranger.identity, analyst.identity])).toMatchObject({
      ok: true,
    });
    expect(codeOf(await openLabelled(kept, [stranger.identity]))).toBe("not-a-reader");
    expect(codeOf(await openLabelled(kept, []))).toBe("not-a-reader");
    expect(codeOf(await openLabelled(kept, ["AGE-SECRET-KEY-1NONE"]))).toBe("identity-unfit");
  });

  test("is an age file, which any program for age decrypts", async () => {
    const kept = await labelled();
    expect(new TextDecoder().decode(kept.ciphertext.subarray(0, 21))).toBe("age-encryption.org/v1");
    const decrypter = new Decrypter();
    decrypter.addIdentity(analyst.identity);
    const plaintext = await decrypter.decrypt(kept.ciphertext);
    expect(plaintext).toHaveLength(compartment.entryBytes);
    expect(new TextDecoder().decode(plaintext)).toContain('"payloadType"');
  });

  test("may be kept from a computer that does not exist yet, for readers with hybrid keys", async () => {
    const identity = await generateHybridIdentity();
    const recipient = await identityToRecipient(identity);
    const kept = await labelled(envelope, compartmentOf([{ identity, recipient }]));
    expect(await openLabelled(kept, [identity])).toEqual({ ok: true, envelope });
  });

  test("has the same length as every other, whatever it says", async () => {
    const lengths = await Promise.all(
      ["a", "b".repeat(900), "c".repeat(1500)].map(async (text) => {
        const entry = entryOf({
          id: "R-1",
          kind: "remark",
          of: "O-1",
          digest: "ab".repeat(32),
          text,
        });
        const { ciphertext } = await labelled((await saltedEnvelope(entry)).envelope);
        return ciphertext.length;
      }),
    );
    expect(new Set(lengths).size).toBe(1);
  });

  test("is in the log as a digest that its content alone does not give", async () => {
    const [one, other] = [await labelled(), await labelled(envelope, compartment, saltOf(2))];
    expect(one.digest).not.toBe(other.digest);
    expect(one.digest).not.toBe(toHex(sha256(envelope)));
    const { label, digest } = one;
    const leaf = formatLeaf({ index: 7, received: 0, envelope: digest, label });
    expect(new TextDecoder().decode(leaf)).toContain(`"label":"c-7f3a9c21"`);
  });

  test("must have a salt in what is signed: its digest stands in open entries", async () => {
    for (const without of [null, "00".repeat(32)]) {
      const bare = { ...statement, salt: without };
      expect(codeOf(await labelEnvelope(envelope, bare, compartment, saltOf(1)))).toBe(
        "entry-unsalted",
      );
    }
  });

  test("is no key and no compartment: those everyone must read", async () => {
    const opening = compartmentOf([analyst]);
    for (const entry of [GENESIS, opening]) {
      const made = await labelEnvelope(envelope, { ...statement, entry }, compartment, saltOf(1));
      expect(codeOf(made)).toBe("may-not-be-labelled");
    }
  });

  test("takes no salt that is short or constant", async () => {
    for (const salt of [new Uint8Array(31), new Uint8Array(32), new Uint8Array(33).fill(3)]) {
      expect(codeOf(await labelEnvelope(envelope, statement, compartment, salt))).toBe(
        "salt-unfit",
      );
    }
  });

  test("that is too long for its compartment is refused", async () => {
    const long = new Uint8Array(4096 - 52);
    expect(codeOf(await labelEnvelope(long, statement, compartment, saltOf(1)))).toBe(
      "entry-too-long",
    );
    const most = new Uint8Array(4096 - 53);
    expect(codeOf(await labelEnvelope(most, statement, compartment, saltOf(1)))).toBeNull();
  });

  test("is encrypted for recipients that are some", async () => {
    const bad = compartmentOf([{ identity: "", recipient: "age1qqqqqqqqqqqqqqqqqqqqqqqqqqq" }]);
    expect(codeOf(await labelEnvelope(envelope, statement, bad, saltOf(1)))).toBe(
      "recipient-unfit",
    );
  });
});

describe("a file that was changed", () => {
  test("is told from one that is for others", async () => {
    const kept = await labelled();
    for (const at of [10, 60, 200, kept.ciphertext.length - 1]) {
      const ciphertext = Uint8Array.from(kept.ciphertext);
      ciphertext[at] = (ciphertext[at] ?? 0) ^ 1;
      const code = codeOf(await openLabelled({ ...kept, ciphertext }, [analyst.identity]));
      expect(["ciphertext-altered", "not-a-reader"]).toContain(code);
    }
    const cut = kept.ciphertext.slice(0, -1);
    expect(codeOf(await openLabelled({ ...kept, ciphertext: cut }, [analyst.identity]))).toBe(
      "ciphertext-altered",
    );
    const none = { ...kept, ciphertext: encodeText("age-encryption.org/v1\n") };
    expect(codeOf(await openLabelled(none, [analyst.identity]))).toBe("ciphertext-altered");
  });

  test("put in another's place is found by the leaf", async () => {
    const kept = await labelled();
    const other = await labelled((await saltedEnvelope(report("O-2"))).envelope);
    const swapped = { digest: kept.digest, ciphertext: other.ciphertext };
    expect(codeOf(await openLabelled(swapped, [analyst.identity]))).toBe("label-digest");
  });

  test("encrypted by something else holds no entry", async () => {
    const { Encrypter } = await import("age-encryption");
    const encrypter = new Encrypter();
    encrypter.addRecipient(analyst.recipient);
    const sound = encodeText("proviso-label/v1\n");
    const wrong = [
      new Uint8Array(10),
      new Uint8Array(200),
      Uint8Array.from([...sound, ...new Uint8Array(32), 0, 0, 255, 255, 1]),
      Uint8Array.from([...sound, ...new Uint8Array(32), 0, 0, 0, 1, 65, 66]),
    ];
    for (const plaintext of wrong) {
      const ciphertext = await encrypter.encrypt(plaintext);
      const digest = "00".repeat(32);
      expect(codeOf(await openLabelled({ digest, ciphertext }, [analyst.identity]))).toBe(
        "label-malformed",
      );
    }
  });
});

describe("a compartment", () => {
  const opened = compartmentsAfter(NO_COMPARTMENTS, compartment);
  const compartments = opened.ok ? opened.compartments : NO_COMPARTMENTS;
  const rekeyed = compartmentOf([analyst], { act: "rekey", generation: 2 });

  test("is opened once, under a name of its own", () => {
    expect(currentGeneration(compartments, "c-7f3a9c21")).toBe(compartment);
    const again = compartmentsAfter(compartments, compartment);
    expect(again.ok || again.rejection.code).toBe("compartment-name-taken");
    const second = compartmentsAfter(NO_COMPARTMENTS, { ...compartment, generation: 2 });
    expect(second.ok || second.rejection.code).toBe("generation-out-of-order");
  });

  test("is keyed again one generation at a time", () => {
    const early = compartmentsAfter(NO_COMPARTMENTS, rekeyed);
    expect(early.ok || early.rejection.code).toBe("compartment-unknown");
    const skipped = compartmentsAfter(compartments, { ...rekeyed, generation: 3 });
    expect(skipped.ok || skipped.rejection.code).toBe("generation-out-of-order");
    const next = compartmentsAfter(compartments, rekeyed);
    expect(next.ok && currentGeneration(next.compartments, "c-7f3a9c21")).toBe(rekeyed);
  });

  test("keyed again shuts out a reader from then on, and takes nothing back", async () => {
    const next = compartmentsAfter(compartments, rekeyed);
    const after = next.ok ? next.compartments : NO_COMPARTMENTS;
    expect(generationFault(after, compartment)?.rejection.code).toBe("generation-old");
    expect(generationFault(after, rekeyed)).toBeNull();
    expect(generationFault(NO_COMPARTMENTS, rekeyed)?.rejection.code).toBe("compartment-unknown");
    const [before, later] = [await labelled(), await labelled(envelope, rekeyed)];
    expect(codeOf(await openLabelled(later, [inspector.identity]))).toBe("not-a-reader");
    expect(codeOf(await openLabelled(later, [analyst.identity]))).toBeNull();
    expect(codeOf(await openLabelled(before, [inspector.identity]))).toBeNull();
  });
});
