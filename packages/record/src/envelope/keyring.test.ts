import { describe, expect, test } from "vitest";
import { edgeCases } from "../../testing/envelope/ed25519-edges.ts";
import {
  COLLEAGUE,
  type Draft,
  daysLater,
  enrolment,
  entryOf,
  GENESIS,
  HOST,
  INSPECTOR,
  KEEPER,
  publicKeyOf,
  report,
  SignedRecord,
  signer,
} from "../../testing/envelope/signed-record.ts";
import type { RecordEntry } from "../entries/index.ts";
import { keyAt, suspectAt } from "./keyring.ts";
import { type Accepted, ringAfterEntry } from "./verify.ts";

function keyEntry(id: string, fields: Readonly<Record<string, unknown>>): RecordEntry {
  return entryOf({ id, kind: "key", ...fields });
}

function byKeeper(entry: RecordEntry): Draft {
  return { entry, by: KEEPER, role: "keeper" };
}

const byInspector = (id: string): Draft => ({ entry: report(id), by: INSPECTOR, role: "observer" });

const rotation = (to = signer("team-3", 2)) =>
  keyEntry("K-20", { act: "rotate", name: "team-3", publicKey: publicKeyOf(to) });
const revocation = keyEntry("K-21", { act: "revoke", name: "team-3", reason: "it was lost" });

describe("a record", () => {
  test("is founded by its keeper's key, which signs for itself", async () => {
    const record = new SignedRecord();
    await record.append(byKeeper(GENESIS));
    expect(record.ring.keys.map(({ name, from, roles }) => [name, from, roles])).toEqual([
      ["registry", 0, ["keeper"]],
    ]);
    expect(record.ring.log?.origin).toBe("commission.example/ford-2031");
  });

  test("is founded by nothing else", async () => {
    const record = new SignedRecord();
    expect(await record.refusalOf(byKeeper(report("O-1")))).toBe("genesis-missing");
    expect(await record.refusalOf({ ...byKeeper(GENESIS), by: INSPECTOR })).toBe("unknown-key");
    expect(await record.refusalOf({ ...byKeeper(GENESIS), role: "party" })).toBe(
      "genesis-misplaced",
    );
    const elsewhere = { statement: { origin: "b.example" }, place: { origin: "b.example" } };
    expect(await record.refusalOf({ ...byKeeper(GENESIS), ...elsewhere })).toBe(
      "genesis-misplaced",
    );
  });

  test("is founded once", async () => {
    const record = await SignedRecord.founded();
    const again = { ...GENESIS, id: report("K-99").id };
    expect(await record.refusalOf(byKeeper(again))).toBe("genesis-misplaced");
  });
});

describe("a key that is enrolled", () => {
  const key = signer("team-5");
  const holder = { body: "mission", person: "inspector-11", roles: ["observer"] };

  test("signs from the next entry on, not before", async () => {
    const record = await SignedRecord.founded();
    const draft: Draft = { entry: report("O-1"), by: key, role: "observer" };
    expect(await record.refusalOf(draft)).toBe("unknown-key");
    await record.append(byKeeper(enrolment("K-9", key, holder)));
    const position = record.accepted.length - 1;
    expect(await record.refusalOf({ ...draft, place: { position } })).toBe("key-not-yet");
    expect(await record.refusalOf(draft)).toBeNull();
  });

  test("is enrolled by a keeper alone", async () => {
    const record = await SignedRecord.founded();
    const entry = enrolment("K-9", key, holder);
    expect(await record.refusalOf({ entry, by: HOST, role: "host" })).toBe("role-may-not");
  });

  test("has a name and a public key of its own, for ever", async () => {
    const record = await SignedRecord.founded();
    const taken = enrolment("K-9", { ...key, name: "team-3" }, holder);
    expect(await record.refusalOf(byKeeper(taken))).toBe("key-name-taken");
    const copied = enrolment("K-9", { ...key, publicKey: HOST.publicKey }, holder);
    expect(await record.refusalOf(byKeeper(copied))).toBe("key-in-use");
    await record.append(byKeeper(revocation));
    expect(await record.refusalOf(byKeeper(taken))).toBe("key-name-taken");
    const revived = enrolment("K-9", { ...key, publicKey: INSPECTOR.publicKey }, holder);
    expect(await record.refusalOf(byKeeper(revived))).toBe("key-in-use");
  });

  test("is a point that every library takes alike", async () => {
    const record = await SignedRecord.founded();
    const edges = edgeCases();
    for (const name of ["A + T1, R + T0, 0", "A = T4, R = T0, S = 0", "A is no point"]) {
      const { publicKey } = edges.find((edge) => edge.name === name) ?? KEEPER;
      const entry = enrolment("K-9", { ...key, publicKey }, holder);
      expect(await record.refusalOf(byKeeper(entry))).toBe("key-unsound");
    }
  });

  test("signs no more once it has expired by the log's clock", async () => {
    const record = await SignedRecord.founded();
    const expires = "2031-03-08T12:00Z";
    await record.append(byKeeper(enrolment("K-9", key, { ...holder, expires })));
    const draft: Draft = { entry: report("O-1"), by: key, role: "observer" };
    expect(await record.refusalOf({ ...draft, place: { received: daysLater(2) } })).toBeNull();
    expect(await record.refusalOf({ ...draft, place: { received: daysLater(3) } })).toBe(
      "key-expired",
    );
  });
});

describe("a key that is rotated", () => {
  test("gives its name to another, which signs from the next entry on", async () => {
    const record = await SignedRecord.founded();
    const next = signer("team-3", 2);
    await record.append(byInspector("O-1"));
    await record.append({ entry: rotation(next), by: INSPECTOR, role: "observer" });
    expect(await record.refusalOf(byInspector("O-2"))).toBe("key-rotated");
    expect(await record.refusalOf({ ...byInspector("O-2"), by: next })).toBeNull();
    expect(keyAt(record.ring, "team-3", 0)).toBeNull();
    expect(keyAt(record.ring, "team-3", 7)?.publicKey).toBe(publicKeyOf(INSPECTOR));
    expect(keyAt(record.ring, "team-3", 8)).toMatchObject({
      publicKey: publicKeyOf(next),
      body: "mission",
      person: "inspector-7",
    });
  });

  test("leaves what it signed before as it was", async () => {
    const record = await SignedRecord.founded();
    const draft = byInspector("O-1");
    const { position } = await record.append(draft);
    await record.append({ entry: rotation(), by: INSPECTOR, role: "observer" });
    const { statement } = record.accepted[position] as Accepted;
    expect(await record.refusalOf({ ...draft, statement, place: { position } })).toBeNull();
  });

  test("is rotated under its own signature", async () => {
    const record = await SignedRecord.founded();
    expect(await record.refusalOf(byKeeper(rotation()))).toBe("key-not-yours");
    const draft: Draft = { entry: rotation(), by: COLLEAGUE, role: "observer" };
    expect(await record.refusalOf(draft)).toBe("key-not-yours");
    const back: Draft = { entry: rotation(HOST), by: INSPECTOR, role: "observer" };
    expect(await record.refusalOf(back)).toBe("key-in-use");
  });
});

describe("a key that is revoked", () => {
  test("signs no more; what it signed before stands", async () => {
    const record = await SignedRecord.founded();
    const draft = byInspector("O-1");
    const { position } = await record.append(draft);
    await record.append(byKeeper(revocation));
    expect(await record.refusalOf(byInspector("O-2"))).toBe("key-revoked");
    const { statement } = record.accepted[position] as Accepted;
    expect(await record.refusalOf({ ...draft, statement, place: { position } })).toBeNull();
    expect(await record.refusalOf(byKeeper({ ...revocation, id: report("K-22").id }))).toBe(
      "key-revoked",
    );
  });

  test("is revoked by the keeper or by its own body", async () => {
    const record = await SignedRecord.founded();
    expect(await record.refusalOf(byKeeper(revocation))).toBeNull();
    const colleague: Draft = { entry: revocation, by: COLLEAGUE, role: "observer" };
    expect(await record.refusalOf(colleague)).toBeNull();
    expect(await record.refusalOf({ entry: revocation, by: HOST, role: "host" })).toBe(
      "key-not-yours",
    );
    const unknown = keyEntry("K-23", { act: "revoke", name: "nobody", reason: "no use" });
    expect(await record.refusalOf(byKeeper(unknown))).toBe("unknown-key");
  });

  test("is not the last of the keepers", async () => {
    const record = await SignedRecord.founded();
    const last = keyEntry("K-24", { act: "revoke", name: "registry", reason: "end of duty" });
    expect(await record.refusalOf(byKeeper(last))).toBe("last-keeper");
    const deputy = signer("registry-2");
    const holder = { body: "Commission", person: "deputy", roles: ["keeper"] };
    await record.append(byKeeper(enrolment("K-25", deputy, holder)));
    await record.append(byKeeper(last));
    expect(await record.refusalOf(byKeeper(report("O-1")))).toBe("key-revoked");
    expect(await record.refusalOf({ ...byKeeper(report("O-1")), by: deputy })).toBeNull();
  });
});

describe("a key that was in other hands", () => {
  const compromise = (from: number, to: number) =>
    keyEntry("K-30", { act: "compromise", name: "team-3", from, to, reason: "out of sight" });

  test("signs no more, and what it signed in that range is marked, not erased", async () => {
    const record = await SignedRecord.founded();
    const first = await record.append(byInspector("O-1"));
    const second = await record.append(byInspector("O-2"));
    const draft = byKeeper(compromise(second.position, second.position));
    await record.append(draft);
    expect(await record.refusalOf(byInspector("O-3"))).toBe("key-revoked");
    expect(suspectAt(record.ring, "team-3", first.position)).toBeNull();
    expect(suspectAt(record.ring, "team-3", second.position)).toBe("K-30");
    const { statement, position } = second;
    const again = await record.verify({ ...byInspector("O-2"), statement, place: { position } });
    expect(again.ok && again.accepted.suspect).toBe("K-30");
  });

  test("may be found out after it was revoked", async () => {
    const record = await SignedRecord.founded();
    const { position } = await record.append(byInspector("O-1"));
    await record.append(byKeeper(revocation));
    await record.append(byKeeper(compromise(position, position)));
    expect(suspectAt(record.ring, "team-3", position)).toBe("K-30");
  });

  test("casts no doubt on what is still to come", async () => {
    const record = await SignedRecord.founded();
    const here = record.accepted.length;
    expect(await record.refusalOf(byKeeper(compromise(0, here + 1)))).toBe("range-ahead");
    expect(await record.refusalOf(byKeeper(compromise(0, here)))).toBeNull();
  });
});

describe("an entry that is no key", () => {
  test("leaves the key ring as it is", async () => {
    const record = await SignedRecord.founded();
    const accepted = await record.append(byInspector("O-1"));
    const after = ringAfterEntry(record.ring, accepted);
    expect(after.ok && after.ring).toBe(record.ring);
  });
});
