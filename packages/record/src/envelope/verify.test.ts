import { describe, expect, test } from "vitest";
import {
  COLLEAGUE,
  type Draft,
  entryOf,
  HOST,
  INSPECTOR,
  INSPECTOR_SPARE,
  KEEPER,
  PARTY,
  report,
  SignedRecord,
  signer,
} from "../../testing/envelope/signed-record.ts";
import { encodeText } from "../log/index.ts";
import { nodeEd25519 } from "../node-crypto.ts";
import { formatEnvelope, readEnvelope } from "./dsse.ts";
import { nobleEd25519 } from "./noble-ed25519.ts";
import { addSignature, signStatement } from "./sign.ts";
import { type LogPlace, verifyEnvelope } from "./verify.ts";

const record = await SignedRecord.founded();
const draft: Draft = { entry: report("O-1"), by: INSPECTOR, role: "observer" };
const refusalOf = (changes: Partial<Draft>) => record.refusalOf({ ...draft, ...changes });

async function codeOf(bytes: Uint8Array, place: Partial<LogPlace> = {}): Promise<string | null> {
  const verified = await verifyEnvelope(bytes, record.ring, record.place(place), nobleEd25519);
  if (!verified.ok) expect(verified.rejection.remedy).not.toBe("");
  return verified.ok ? null : verified.rejection.code;
}

describe("an inspection report", () => {
  test("signed by its inspectors is taken, with everyone who signed it", async () => {
    const verified = await record.verify({ ...draft, with: [COLLEAGUE], place: { persons: 2 } });
    expect(verified.ok && verified.accepted).toMatchObject({
      author: { name: "team-3", person: "inspector-7", body: "mission" },
      signers: [{ name: "team-3" }, { name: "team-4" }],
      suspect: null,
    });
  });

  test("is judged alike by the server's library", async () => {
    const bytes = await record.sign(draft);
    const [server, browser] = await Promise.all(
      [nodeEd25519, nobleEd25519].map((check) =>
        verifyEnvelope(bytes, record.ring, record.place(), check),
      ),
    );
    expect(server).toEqual(browser);
  });

  test("of which one byte was changed is refused", async () => {
    const signed = await signStatement(record.statementOf(draft), [INSPECTOR], record.place());
    for (const at of [0, 40, 200, signed.payload.length - 1]) {
      const payload = Uint8Array.from(signed.payload);
      payload[at] = (payload[at] ?? 0) ^ 1;
      expect(await codeOf(formatEnvelope({ ...signed, payload }))).not.toBeNull();
    }
    const observed = new TextDecoder().decode(signed.payload).replace("orchard", "meadows");
    const forged = { ...signed, payload: encodeText(observed) };
    expect(await codeOf(formatEnvelope(forged))).toBe("signature-bad");
  });
});

describe("an envelope that is sent to another place", () => {
  test("counts in no other log, case or agreement", async () => {
    expect(await refusalOf({ place: { origin: "other.example/log" } })).toBe("other-log");
    expect(await refusalOf({ place: { case: "ford-2032" } })).toBe("other-case");
    expect(await refusalOf({ place: { agreement: "ridge" } })).toBe("other-agreement");
  });

  test("is not taken in another role", async () => {
    expect(await refusalOf({ role: "host" })).toBe("wrong-role");
    expect(await refusalOf({ role: "keeper" })).toBe("wrong-role");
  });

  test("is not taken for another kind of payload", async () => {
    const read = readEnvelope(await record.sign(draft));
    const envelope = read.ok ? read.envelope : null;
    const other = { ...(envelope as NonNullable<typeof envelope>), payloadType: "text/plain" };
    expect(await codeOf(formatEnvelope(other))).toBe("wrong-payload-type");
  });
});

describe("who signs", () => {
  test("must be known", async () => {
    expect(await refusalOf({ by: signer("stranger") })).toBe("unknown-key");
  });

  test("is found whatever the hint says", async () => {
    for (const keyid of ["", "liaison-2", "nobody"]) {
      const signed = await signStatement(record.statementOf(draft), [INSPECTOR], record.place());
      const signatures = signed.signatures.map((one) => ({ ...one, keyid }));
      expect(await codeOf(formatEnvelope({ ...signed, signatures }))).toBeNull();
    }
  });

  test("is the one whose entry it says it is", async () => {
    const statement = { device: "team-4" };
    expect(await refusalOf({ statement })).toBe("author-missing");
    expect(await refusalOf({ statement, with: [COLLEAGUE] })).toBeNull();
  });

  test("may not sign twice", async () => {
    expect(await refusalOf({ with: [INSPECTOR] })).toBe("signed-twice");
  });

  test("counts once, with however many keys", async () => {
    const two = { persons: 2 };
    expect(await refusalOf({ place: two })).toBe("too-few-persons");
    expect(await refusalOf({ with: [INSPECTOR_SPARE], place: two })).toBe("too-few-persons");
    expect(await refusalOf({ with: [COLLEAGUE], place: two })).toBeNull();
  });

  test("signs in the one role that is signed, however many they are", async () => {
    expect(await refusalOf({ with: [HOST] })).toBe("wrong-role");
  });

  test("leaves no signature that does not hold", async () => {
    const signed = await signStatement(record.statementOf(draft), [INSPECTOR], record.place());
    const added = await addSignature(signed, signer("stranger"));
    expect(await codeOf(formatEnvelope(added))).toBe("unknown-key");
    const [mine] = signed.signatures;
    const wrong = { keyid: "team-4", signature: (mine as { signature: Uint8Array }).signature };
    const doubled = { ...signed, signatures: [...signed.signatures, wrong] };
    expect(await codeOf(formatEnvelope(doubled))).toBe("signed-twice");
  });

  test("signs as RFC 8032 says", async () => {
    const signed = await signStatement(record.statementOf(draft), [INSPECTOR], record.place());
    for (const signature of [
      new Uint8Array(63),
      new Uint8Array(64),
      new Uint8Array(64).fill(255),
    ]) {
      const bad = { ...signed, signatures: [{ keyid: "team-3", signature }] };
      expect(await codeOf(formatEnvelope(bad))).toBe("signature-malformed");
    }
  });
});

describe("who may make what", () => {
  const decisionBy = (by: string) =>
    entryOf({
      id: "D-1",
      kind: "decision",
      act: "lift",
      of: "checkpoints",
      by,
      reason: "the guns are gone",
      source: { cite: "Minutes of 6 March" },
    });
  const decision = decisionBy("Arden");

  test("an inspector decides nothing; a party does", async () => {
    expect(await refusalOf({ entry: decision })).toBe("role-may-not");
    expect(await refusalOf({ entry: decision, by: PARTY, role: "party" })).toBeNull();
  });

  test("an authority decides under its own key", async () => {
    const other = decisionBy("Commission");
    expect(await refusalOf({ entry: other, by: PARTY, role: "authority" })).toBe("wrong-body");
  });

  test("the keeper may transcribe what others decided, as keeper", async () => {
    expect(await refusalOf({ entry: decision, by: KEEPER, role: "keeper" })).toBeNull();
  });
});

describe("the checkpoint that a statement carries", () => {
  const after = { size: 3, root: "ab".repeat(32) };

  test("is one that the log had", async () => {
    const rootAt = (size: number) => (size === 3 ? "ab".repeat(32) : null);
    expect(await refusalOf({ statement: { after }, place: { rootAt } })).toBeNull();
    expect(await refusalOf({ statement: { after } })).toBeNull();
  });

  test("with another root shows that somebody saw another history", async () => {
    const rootAt = () => "cd".repeat(32);
    expect(await refusalOf({ statement: { after }, place: { rootAt } })).toBe("checkpoint-unknown");
  });

  test("cannot hold what is not there yet", async () => {
    const ahead = { ...after, size: record.accepted.length + 1 };
    expect(await refusalOf({ statement: { after: ahead } })).toBe("checkpoint-ahead");
  });
});

describe("bytes of any kind", () => {
  test("are refused with a code", async () => {
    expect(await codeOf(new Uint8Array(0))).toBe("envelope-malformed");
    expect(await codeOf(encodeText("{}"))).toBe("envelope-malformed");
    const payloadType = "application/vnd.proviso.entry+json";
    const signatures = [{ keyid: "", signature: new Uint8Array(64) }];
    const empty = formatEnvelope({ payloadType, payload: encodeText("{}"), signatures });
    expect(await codeOf(empty)).toBe("statement-malformed");
  });

  test("do not make a verifier try keys without end", async () => {
    let asked = 0;
    const many = Array.from({ length: 500 }, (_, at) => ({
      name: `key-${at}`,
      publicKey: at.toString(16).padStart(64, "0").replace(/^0/, "1"),
      body: "mission",
      person: `p-${at}`,
      roles: ["observer" as const],
      from: 0,
      until: null,
      ended: null,
      expires: null,
      suspect: [],
    }));
    const counting = ((signed) => {
      asked += 1;
      return nobleEd25519(signed).then(() => false);
    }) as typeof nobleEd25519;
    const bytes = await record.sign(draft);
    await verifyEnvelope(bytes, { keys: many, log: null }, record.place(), counting);
    expect(asked).toBe(64);
  });
});
