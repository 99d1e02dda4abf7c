import type { EnrolledKey, KeyRing } from "../../envelope/index.ts";
import { fromHex } from "../../envelope/index.ts";
import {
  encodeBundle,
  encodeText,
  encodeTile,
  entriesPath,
  formatReceipt,
  inclusionPath,
  joinBytes,
  proveAlong,
  type Sha256,
  TILE_WIDTH,
  tilePath,
  tilesBetween,
  toBase64,
} from "../../log/index.ts";
import type { WholeTree } from "../index.ts";
import { BUNDLE, proofPath } from "./layout.ts";

/**
 * The files of a bundle that follow from its leaves and its checkpoint alone: tiles, and the proof
 * of each entry. Whoever verifies computes them again and compares.
 */
export function logFiles(
  leaves: readonly Uint8Array[],
  tree: WholeTree,
  note: string,
  hash: Sha256,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const tile of tilesBetween(0, tree.size)) {
    files.set(tilePath(tile), encodeTile(tile, tree.read));
    if (tile.level > 0) continue;
    const begin = tile.index * TILE_WIDTH;
    files.set(entriesPath(tile), encodeBundle(leaves.slice(begin, begin + tile.width)));
  }
  for (let index = 0; index < tree.size; index += 1) {
    const proof = proveAlong(inclusionPath(index, tree.size), tree.read, hash);
    files.set(proofPath(index), encodeText(formatReceipt({ index, proof, note, extra: null })));
  }
  return files;
}

/**
 * The keys that ever signed, as a file: each also as a PEM, for OpenSSL. They follow from the
 * entries, and the file is for whoever has no program that reads those.
 */
export function keysFile({ keys, log }: KeyRing): ReadonlyMap<string, Uint8Array> {
  const written = { v: 1, log: log?.key ?? null, keys: keys.map(keyJson) };
  return new Map([[BUNDLE.keys, encodeText(`${JSON.stringify(written, null, 2)}\n`)]]);
}

function keyJson({ name, publicKey, body, person, roles, from, until, ended }: EnrolledKey) {
  return { name, publicKey, body, person, roles, from, until, ended, pem: pemOf(publicKey) };
}

/** How a public key of 32 bytes begins in DER (RFC 8410). */
const DER_PREFIX = fromHex("302a300506032b6570032100");

function pemOf(publicKey: string): string {
  const body = toBase64(joinBytes(DER_PREFIX, fromHex(publicKey)));
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`;
}
