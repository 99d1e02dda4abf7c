import { ED25519_TORSION_SUBGROUP, ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { SignedMessage } from "../../src/envelope/ed25519.ts";

/** A signature made on purpose to divide libraries. */
export interface EdgeCase extends SignedMessage {
  readonly name: string;
}

const { Point } = ed25519;
const { ORDER } = Point.Fn;
type CurvePoint = typeof Point.BASE;

/** 2^255 - 19. */
const PRIME = (1n << 255n) - 19n;

/**
 * Signatures at every edge that the standard leaves: keys and commitments with each of the eight
 * torsion components or nothing else, numbers past their modulus, and the same y written twice.
 * They are computed here, so that no foreign data is needed and each can be understood.
 */
export function edgeCases(): readonly EdgeCase[] {
  return [
    ...mixedOrder(),
    ...smallOrder(),
    ...unreducedScalars(),
    ...otherEncodings(),
    ...notOnCurve(),
  ];
}

const TORSION: readonly CurvePoint[] = ED25519_TORSION_SUBGROUP.map((hex) =>
  Point.fromBytes(hexToBytes(hex), true),
);

/** A = aB + T, R = rB + U: with and without the cofactor the answers differ. */
function mixedOrder(): readonly EdgeCase[] {
  return TORSION.flatMap((keyPart, i) =>
    TORSION.flatMap((commitmentPart, j) =>
      [...Array(5).keys()].map((n) => {
        const [a, r] = [scalar(i * 100 + n), scalar(j * 100 + n + 7000)];
        const publicKey = Point.BASE.multiply(a).add(keyPart).toBytes();
        const commitment = Point.BASE.multiply(r).add(commitmentPart).toBytes();
        const message = new TextEncoder().encode(`mixed ${i} ${j} ${n}`);
        const s = (r + challenge(commitment, publicKey, message) * a) % ORDER;
        const signature = joined(commitment, littleEndian(s));
        return { name: `A + T${i}, R + T${j}, ${n}`, publicKey, message, signature };
      }),
    ),
  );
}

/** Keys and commitments that are nothing but torsion: one signature for many messages. */
function smallOrder(): readonly EdgeCase[] {
  return TORSION.flatMap((key, i) =>
    TORSION.flatMap((commitment, j) =>
      [0n, 1n, ORDER - 1n].map((s) => ({
        name: `A = T${i}, R = T${j}, S = ${s}`,
        publicKey: key.toBytes(),
        message: new TextEncoder().encode(`small ${i} ${j}`),
        signature: joined(commitment.toBytes(), littleEndian(s)),
      })),
    ),
  );
}

/** S plus multiples of L says the same number and is another signature. */
function unreducedScalars(): readonly EdgeCase[] {
  return [0n, 1n, 2n, 7n, 8n, 15n].map((times) => {
    const { publicKey, message, signature } = sound(`S + ${times}L`);
    const s = littleEndianValue(signature.subarray(32)) + times * ORDER;
    return {
      name: `S + ${times} L`,
      publicKey,
      message,
      signature: joined(signature.subarray(0, 32), littleEndian(s % (1n << 256n))),
    };
  });
}

/** Every y below 19 has a second spelling, y + p; and where x is 0 its sign has two. */
function otherEncodings(): readonly EdgeCase[] {
  const spellings = [
    ...[...Array(19).keys()].map((y) => littleEndian(BigInt(y))),
    ...[...Array(19).keys()].map((y) => littleEndian(BigInt(y) + PRIME)),
    littleEndian(PRIME - 1n),
    littleEndian((1n << 255n) - 1n),
  ].flatMap((y) => [y, signed(y)]);
  return spellings.flatMap((spelling) => {
    const { publicKey, message, signature } = sound("spelling");
    const hex = bytesToHex(spelling);
    return [
      { name: `A = ${hex}`, publicKey: spelling, message, signature },
      {
        name: `A = ${hex}, S = 0, R = A`,
        publicKey: spelling,
        message,
        signature: joined(spelling),
      },
      {
        name: `R = ${hex}`,
        publicKey,
        message,
        signature: joined(spelling, signature.subarray(32)),
      },
    ];
  });
}

function notOnCurve(): readonly EdgeCase[] {
  const off = littleEndian(2n);
  const { publicKey, message, signature } = sound("off the curve");
  return [
    { name: "A is no point", publicKey: off, message, signature },
    { name: "R is no point", publicKey, message, signature: joined(off, signature.subarray(32)) },
    { name: "short", publicKey, message, signature: signature.subarray(0, 63) },
    { name: "long", publicKey, message, signature: joined(signature, new Uint8Array(1)) },
    { name: "empty", publicKey, message, signature: new Uint8Array(0) },
    { name: "short key", publicKey: publicKey.subarray(1), message, signature },
  ];
}

function sound(text: string): SignedMessage {
  const seed = sha512(new TextEncoder().encode(text)).subarray(0, 32);
  const message = new TextEncoder().encode(text);
  return {
    publicKey: ed25519.getPublicKey(seed),
    message,
    signature: ed25519.sign(message, seed),
  };
}

function scalar(n: number): bigint {
  const digest = sha512(new TextEncoder().encode(`scalar ${n}`));
  return (littleEndianValue(digest) % (ORDER - 1n)) + 1n;
}

function challenge(commitment: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  return littleEndianValue(sha512(joined(commitment, key, message))) % ORDER;
}

function signed(y: Uint8Array): Uint8Array {
  const negative = Uint8Array.from(y);
  negative[31] = (negative[31] ?? 0) | 0x80;
  return negative;
}

/** The parts one after the other; a lone point of 32 bytes gets 32 bytes of zero behind it. */
function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = parts.flatMap((part) => [...part]);
  return Uint8Array.from(bytes.length === 32 ? [...bytes, ...new Uint8Array(32)] : bytes);
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 0xffn));
}

function littleEndianValue(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
