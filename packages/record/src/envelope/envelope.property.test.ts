import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Draft,
  HERE,
  INSPECTOR,
  RECEIVED,
  report,
  SignedRecord,
} from "../../testing/envelope/signed-record.ts";
import { encodeText } from "../log/index.ts";
import { type Envelope, formatEnvelope, preAuthEncoding, readEnvelope } from "./dsse.ts";
import type { Ed25519 } from "./ed25519.ts";
import { readStatement } from "./statement.ts";
import { verifyEnvelope } from "./verify.ts";

/** How many hostile inputs are tried; `PROVISO_FUZZ_RUNS=1000000` for the long run. */
const RUNS = Number(process.env["PROVISO_FUZZ_RUNS"] ?? 3000);
const LONG_MS = 3_600_000;

const record = await SignedRecord.founded();
const draft: Draft = { entry: report("O-1"), by: INSPECTOR, role: "observer" };
const sound = await record.sign(draft);
const payload = (readEnvelope(sound) as { readonly envelope: Envelope }).envelope.payload;
const stamp = { known: RECEIVED, zone: HERE.zone };

/** Refuses every signature, at once: what the bytes are is in question here, not who signed. */
const never = (async () => false) as unknown as Ed25519;

const bytes = fc.uint8Array({ maxLength: 40 });
const envelope: fc.Arbitrary<Envelope> = fc.record({
  payloadType: fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((text) => text.trim() !== "" && !/[\p{Cc}\p{Zl}\p{Zp}\ufeff]/u.test(text)),
  payload: bytes,
  signatures: fc.array(fc.record({ keyid: fc.string({ maxLength: 30 }), signature: bytes }), {
    minLength: 1,
    maxLength: 4,
  }),
});

describe("an envelope", () => {
  test("is read as it was written, whatever it holds", () => {
    fc.assert(
      fc.property(envelope, (one) => {
        expect(readEnvelope(formatEnvelope(one))).toEqual({ ok: true, envelope: one });
      }),
    );
  });

  test("is signed over bytes that no other type and payload give", () => {
    fc.assert(
      fc.property(envelope, envelope, (one, other) => {
        const encoded = [one, other].map((each) =>
          preAuthEncoding(each.payloadType, each.payload).join(),
        );
        const same =
          one.payloadType === other.payloadType && one.payload.join() === other.payload.join();
        expect(encoded[0] === encoded[1]).toBe(same);
      }),
    );
  });
});

describe("a hostile sender", () => {
  test(
    "stops no reader of envelopes with any bytes, and is given a code",
    () => {
      fc.assert(
        fc.property(hostile(sound), (sent) => {
          const read = readEnvelope(sent);
          if (!read.ok) expect(read.rejection.remedy).not.toBe("");
        }),
        { numRuns: RUNS },
      );
    },
    LONG_MS,
  );

  test(
    "stops no reader of statements with any bytes, and is given a code",
    () => {
      fc.assert(
        fc.property(hostile(payload), (sent) => {
          const read = readStatement(sent, stamp);
          if (!read.ok) expect(read.rejection.remedy).not.toBe("");
        }),
        { numRuns: RUNS },
      );
    },
    LONG_MS,
  );

  test(
    "gets nothing taken that nobody signed",
    async () => {
      await fc.assert(
        fc.asyncProperty(hostile(sound), async (sent) => {
          const verified = await verifyEnvelope(sent, record.ring, record.place(), never);
          expect(verified.ok).toBe(false);
        }),
        { numRuns: RUNS },
      );
    },
    LONG_MS,
  );
});

/** Bytes of any kind, and sound bytes after a few slips. */
function hostile(base: Uint8Array): fc.Arbitrary<Uint8Array> {
  const slip = fc.record({
    at: fc.nat(base.length),
    length: fc.nat(12),
    put: fc.oneof(
      fc.constantFrom('"', "{", "}", "[", "]", ",", ":", "\\", "null", "-1", "1e999", "\u0000"),
      fc.constantFrom('"__proto__":{},', '"v":1,', '"role":"keeper",', "\\ud800", "\ufeff"),
      fc.string({ maxLength: 3, unit: "binary" }).filter((text) => text.isWellFormed()),
    ),
  });
  const slipped = fc.array(slip, { maxLength: 4 }).map((slips) =>
    slips.reduce((mutated, { at, length, put }) => {
      const place = at % (mutated.length + 1);
      return Uint8Array.from([
        ...mutated.subarray(0, place),
        ...encodeText(put),
        ...mutated.subarray(place + length),
      ]);
    }, base),
  );
  return fc.oneof(
    { weight: 8, arbitrary: slipped },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: fc.json().map(encodeText) },
  );
}
