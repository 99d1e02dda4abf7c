import {
  decodeBundle,
  decodeTile,
  entriesPath,
  LogError,
  leafHash,
  type Sha256,
  sameBytes,
  TILE_WIDTH,
  type TileId,
  tilePath,
  tilesBetween,
} from "../../log/index.ts";
import { type BundleFinding, RETAKE, wrong } from "./finding.ts";
import { BUNDLE, type BundleFiles } from "./layout.ts";

/** The leaves of a bundle; `null` where they are not all there. */
export interface LeavesRead {
  readonly leaves: readonly Uint8Array[] | null;
  readonly findings: readonly BundleFinding[];
}

/**
 * Reads the leaves of a bundle from its entry bundles, and names those that are not the ones under
 * their tile.
 *
 * @param size - of the checkpoint: it is not believed, and never decides how much is read.
 */
export function leavesIn(files: BundleFiles, size: number, hash: Sha256): LeavesRead {
  const findings: BundleFinding[] = [];
  // Every full tile is a file: a size that the files cannot hold is refused before it is counted to.
  if (Math.ceil(size / TILE_WIDTH) > files.size) {
    const message = `It signs ${size} entries, and there are not files enough for them.`;
    return { leaves: null, findings: [wrong("file-missing", BUNDLE.checkpoint, message, RETAKE)] };
  }
  const leaves: Uint8Array[] = [];
  let isWhole = true;
  for (const tile of tilesBetween(0, size).filter(({ level }) => level === 0)) {
    const entries = entriesUnder(files, tile, findings);
    if (entries === null) isWhole = false;
    else leaves.push(...entries);
    if (entries !== null) findings.push(...compareTile(files, tile, entries, hash));
  }
  return { leaves: isWhole ? leaves : null, findings };
}

function entriesUnder(
  files: BundleFiles,
  tile: TileId,
  findings: BundleFinding[],
): readonly Uint8Array[] | null {
  const path = entriesPath(tile);
  const bytes = files.get(path);
  if (bytes === undefined) {
    findings.push(wrong("file-missing", path, "It is not here.", RETAKE));
    return null;
  }
  try {
    return decodeBundle(bytes, tile.width);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    findings.push(wrong(cause.code, path, cause.message, cause.remedy));
    return null;
  }
}

/** Names the leaves that the tile over them does not have. */
function compareTile(
  files: BundleFiles,
  tile: TileId,
  entries: readonly Uint8Array[],
  hash: Sha256,
): readonly BundleFinding[] {
  const bytes = files.get(tilePath(tile));
  if (bytes === undefined || bytes.length !== tile.width * 32) return [];
  return decodeTile(bytes, tile.width).flatMap((known, at) => {
    if (sameBytes(known, leafHash(entries[at] ?? new Uint8Array(), hash))) return [];
    const position = tile.index * TILE_WIDTH + at;
    const message = `The leaf at ${position} is not the one that ${tilePath(tile)} has.`;
    return [wrong("leaf-altered", entriesPath(tile), message, RETAKE, { position })];
  });
}
