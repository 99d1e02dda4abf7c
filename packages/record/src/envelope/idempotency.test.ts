import { describe, expect, test } from "vitest";
import {
  COLLEAGUE,
  INSPECTOR,
  report,
  SignedRecord,
} from "../../testing/envelope/signed-record.ts";
import { idempotencyScope } from "./idempotency.ts";
import { addSignature, signStatement } from "./sign.ts";
import { payloadDigest } from "./verify.ts";

describe("an entry that is sent", () => {
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
