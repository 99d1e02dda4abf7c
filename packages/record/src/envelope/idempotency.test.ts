import { describe, expect, test } from "vitest";
import {
  COLLEAGUE,
  INSPECTOR,
  report,
  SignedRecord,
} from "../../testing/envelope/signed-record.ts";
import { idempotencyScope, judgeSubmission } from "./idempotency.ts";
import { addSignature, signStatement } from "./sign.ts";
import { payloadDigest } from "./verify.ts";

const kept = { digest: "ab".repeat(32), position: 7 };

describe("an entry that is sent", () => {
  test("is new where nothing has its key", () => {
    expect(judgeSubmission(kept.digest, null)).toEqual({ ok: true, submission: { kind: "new" } });
  });

  test("again is where it was first", () => {
    const again = { ok: true, submission: { kind: "again", position: 7 } };
    expect(judgeSubmission(kept.digest, kept)).toEqual(again);
  });

  test("under the key of another is refused", () => {
    const other = judgeSubmission("cd".repeat(32), kept);
    expect(other.ok || other.rejection.code).toBe("key-reused");
  });

  test("is the same entry with one signature more", async () => {
    const record = await SignedRecord.founded();
    const statement = record.statementOf({ entry: report("O-1"), by: INSPECTOR, role: "observer" });
    const signed = await signStatement(statement, [INSPECTOR], record.place());
    const more = await addSignature(signed, COLLEAGUE);
    expect(payloadDigest(more.payload)).toBe(payloadDigest(signed.payload));
  });

  test("uses up no key of another device, however the two are named", () => {
    const scopes = [
      { device: "a", key: "b" },
      { device: "b", key: "a" },
      { device: "a-b", key: "" },
      { device: 'a","b', key: "" },
    ].map(idempotencyScope);
    expect(new Set(scopes).size).toBe(4);
  });
});
