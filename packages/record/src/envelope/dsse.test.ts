import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeText, encodeText, toBase64 } from "../log/index.ts";
import {
  type Envelope,
  formatEnvelope,
  MAX_ENVELOPE_BYTES,
  preAuthEncoding,
  readEnvelope,
} from "./dsse.ts";

interface Vector {
  readonly payloadType: string;
  readonly payload: string;
  readonly pae: string;
  readonly ecdsa_p256: {
    readonly x: string;
    readonly y: string;
    readonly sig_r_s_base64: string;
  };
}

/** The example of the specification, secure-systems-lab/dsse `protocol.md`. */
const vector = JSON.parse(
  readFileSync(new URL("../../testing/vectors/dsse/pae.json", import.meta.url), "utf8"),
) as Vector;

const ENVELOPE: Envelope = {
  payloadType: "application/json",
  payload: encodeText('{"a":"é"}'),
  signatures: [{ keyid: "team-3", signature: new Uint8Array(64).fill(7) }],
};

function codeOf(text: string | Uint8Array): string | null {
  const read = readEnvelope(typeof text === "string" ? encodeText(text) : text);
  return read.ok ? null : read.rejection.code;
}

function altered(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(decodeText(formatEnvelope(ENVELOPE))), ...fields });
}

describe("what is signed", () => {
  test("is what the specification's example says", () => {
    const { payloadType, payload, pae } = vector;
    expect(decodeText(preAuthEncoding(payloadType, encodeText(payload)))).toBe(pae);
  });

  test("is what the example's signature is over", () => {
    const { payloadType, payload, ecdsa_p256: ecdsa } = vector;
    const coordinate = (decimal: string) =>
      Buffer.from(BigInt(decimal).toString(16).padStart(64, "0"), "hex").toString("base64url");
    const key = createPublicKey({
      key: { kty: "EC", crv: "P-256", x: coordinate(ecdsa.x), y: coordinate(ecdsa.y) },
      format: "jwk",
    });
    const message = preAuthEncoding(payloadType, encodeText(payload));
    const signature = Buffer.from(ecdsa.sig_r_s_base64, "base64");
    const asked = { key, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", message, asked, signature)).toBe(true);
    expect(verify("sha256", encodeText(payload), asked, signature)).toBe(false);
  });

  test("counts bytes, not characters", () => {
    expect(decodeText(preAuthEncoding("é", encodeText("ü")))).toBe("DSSEv1 2 é 2 ü");
  });

  test("differs wherever type or payload do, however they are cut", () => {
    const cuts = [
      ["ab", "c"],
      ["a", "bc"],
      ["", "abc"],
      ["abc", ""],
      ["a 1 b", "c"],
    ];
    const encoded = cuts.map(([type, body]) =>
      decodeText(preAuthEncoding(type as string, encodeText(body as string))),
    );
    expect(new Set(encoded).size).toBe(cuts.length);
  });
});

describe("an envelope", () => {
  test("is read as it was written", () => {
    expect(readEnvelope(formatEnvelope(ENVELOPE))).toEqual({ ok: true, envelope: ENVELOPE });
  });

  test("may come without a hint for its key", () => {
    const sig = toBase64(new Uint8Array(64));
    const read = readEnvelope(encodeText(altered({ signatures: [{ sig }] })));
    expect(read.ok && read.envelope.signatures[0]?.keyid).toBe("");
  });

  test.each([
    ["", "envelope-malformed"],
    ["[]", "envelope-malformed"],
    ["\ufeff{}", "envelope-malformed"],
    [altered({ payload: undefined }), "envelope-malformed"],
    [altered({ payload: "abc" }), "envelope-malformed"],
    [altered({ payload: "YWJj\n" }), "envelope-malformed"],
    [altered({ payload: "YWJjZB==" }), "envelope-malformed"],
    [altered({ payload: "_-8=" }), "envelope-malformed"],
    [altered({ payloadType: 1 }), "envelope-malformed"],
    [altered({ extra: 1 }), "envelope-malformed"],
    [altered({ signatures: undefined }), "envelope-malformed"],
    [altered({ signatures: [{ keyid: 1, sig: "" }] }), "envelope-malformed"],
    [altered({ signatures: [{ keyid: "x".repeat(201), sig: "" }] }), "envelope-malformed"],
    [altered({ signatures: [null] }), "envelope-malformed"],
    [altered({ signatures: [] }), "no-signature"],
    [altered({ signatures: Array(17).fill({ sig: "" }) }), "too-many-signatures"],
    [altered({}).replace("{", '{"payload":"",'), "envelope-malformed"],
    [altered({}).replace("{", '{"__proto__":{},'), "envelope-malformed"],
  ])("%# is refused", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test("that is too large is refused before it is read", () => {
    expect(codeOf(new Uint8Array(MAX_ENVELOPE_BYTES + 1))).toBe("envelope-too-large");
  });

  test("that is not UTF-8 is refused", () => {
    expect(codeOf(Uint8Array.of(0x7b, 0xff, 0x7d))).toBe("envelope-malformed");
  });
});
