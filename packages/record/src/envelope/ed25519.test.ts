import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { ed25519 } from "@noble/curves/ed25519.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { edgeCases } from "../../testing/envelope/ed25519-edges.ts";
import { nodeEd25519, nodeSigner } from "../node-crypto.ts";
import { encodingFault, keyFault, type SignedMessage, strictly } from "./ed25519.ts";
import { isSoundKey, nobleEd25519, signerFromSeed } from "./noble-ed25519.ts";
import { webCryptoEd25519 } from "./web-crypto-ed25519.ts";

interface WycheproofCase {
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: "valid" | "invalid";
}

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly WycheproofCase[];
  }[];
}

/** Ed25519 of Project Wycheproof, Apache-2.0. */
const wycheproof = JSON.parse(
  readFileSync(
    new URL("../../testing/vectors/wycheproof/ed25519_test.json", import.meta.url),
    "utf8",
  ),
) as Wycheproof;

const vectors = wycheproof.testGroups.flatMap(({ publicKey, tests }) =>
  tests.map(({ tcId, comment, msg, sig, result }) => ({
    name: `${tcId} ${comment}`,
    result,
    publicKey: hexToBytes(publicKey.pk),
    message: hexToBytes(msg),
    signature: hexToBytes(sig),
  })),
);

const edges = edgeCases();

const web = webCryptoEd25519(globalThis.crypto.subtle);

function nodeKey(publicKey: Uint8Array) {
  const x = Buffer.from(publicKey).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

/** What the three libraries say behind the rule. */
async function answers(signed: SignedMessage): Promise<readonly boolean[]> {
  return Promise.all([nodeEd25519(signed), nobleEd25519(signed), web(signed)]);
}

describe("the three libraries behind the one rule", () => {
  test("say of every Wycheproof signature what its file says", async () => {
    expect(vectors).toHaveLength(151);
    for (const { name, result, ...signed } of vectors) {
      const valid = result === "valid";
      expect([name, ...(await answers(signed))]).toEqual([name, valid, valid, valid]);
    }
  });

  test("agree on every signature made to divide them", async () => {
    const divided: string[] = [];
    let accepted = 0;
    for (const { name, ...signed } of edges) {
      const [first, ...others] = await answers(signed);
      if (others.some((other) => other !== first)) divided.push(name);
      if (first) accepted += 1;
    }
    expect(divided).toEqual([]);
    // Were everything refused, agreement would mean nothing; were nothing, the cases would not.
    expect(accepted).toBeGreaterThan(10);
    expect(edges.length - accepted).toBeGreaterThan(400);
  });

  test("would not agree without it", async () => {
    const divided = edges.slice(0, 100).filter(({ publicKey, message, signature }) => {
      return (
        ed25519.verify(signature, message, publicKey) !==
        verify(null, message, nodeKey(publicKey), signature)
      );
    });
    expect(divided.length).toBeGreaterThan(20);
  });

  test("take what each of them signs", async () => {
    const seed = new Uint8Array(32).fill(9);
    const message = new TextEncoder().encode("The gate was open.");
    for (const signer of [nodeSigner("a", seed), signerFromSeed("a", seed)]) {
      const signature = await signer.sign(message);
      const signed = { publicKey: signer.publicKey, message, signature };
      expect(await answers(signed)).toEqual([true, true, true]);
      const other = new TextEncoder().encode("The gate was shut.");
      expect(await answers({ ...signed, message: other })).toEqual([false, false, false]);
    }
  });
});

describe("the rule", () => {
  const seed = new Uint8Array(32).fill(3);
  const publicKey = ed25519.getPublicKey(seed);
  const signature = ed25519.sign(new Uint8Array(0), seed);
  const low = new Uint8Array(32);

  test("names what is wrong with the bytes", () => {
    const r = signature.subarray(0, 32);
    const s = signature.subarray(32);
    const past = new Uint8Array(32).fill(0xff);
    const of = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((p) => [...p]));
    expect(encodingFault(publicKey, signature)).toBeNull();
    expect(encodingFault(publicKey.subarray(1), signature)).toBe("key-length");
    expect(encodingFault(past, signature)).toBe("key-not-canonical");
    expect(encodingFault(low, signature)).toBe("key-low-order");
    expect(encodingFault(publicKey, r)).toBe("signature-length");
    expect(encodingFault(publicKey, of(past, s))).toBe("r-not-canonical");
    expect(encodingFault(publicKey, of(low, s))).toBe("r-low-order");
    expect(encodingFault(publicKey, of(r, past))).toBe("s-not-reduced");
  });

  test("is asked before any library", async () => {
    const asked: SignedMessage[] = [];
    const check = strictly((signed) => {
      asked.push(signed);
      return true;
    });
    for (const bad of [signature.subarray(1), new Uint8Array(64), new Uint8Array(64).fill(255)]) {
      expect(await check({ publicKey, message: new Uint8Array(0), signature: bad })).toBe(false);
    }
    expect(asked).toEqual([]);
    expect(await check({ publicKey, message: new Uint8Array(0), signature })).toBe(true);
  });
});

describe("a key that is enrolled", () => {
  test("is a point of the prime-order group", () => {
    expect(isSoundKey(ed25519.getPublicKey(new Uint8Array(32).fill(1)))).toBe(true);
    const sound = (name: string) =>
      isSoundKey(edges.find((edge) => edge.name === name)?.publicKey as Uint8Array);
    expect(sound("A + T0, R + T0, 0")).toBe(true);
    expect(sound("A + T1, R + T0, 0")).toBe(false);
    expect(sound("A + T4, R + T0, 0")).toBe(false);
    expect(sound("A = T3, R = T0, S = 0")).toBe(false);
    expect(sound("A is no point")).toBe(false);
  });

  test("has 32 bytes", () => {
    expect(keyFault(new Uint8Array(31))).toBe("key-length");
    expect(isSoundKey(new Uint8Array(33))).toBe(false);
  });
});
