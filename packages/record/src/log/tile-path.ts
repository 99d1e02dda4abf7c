import { LogError } from "./log-error.ts";
import { requireTile, TILE_WIDTH, type TileId } from "./tiles.ts";

/** What a path of a log leads to: hashes of the tree, or the entries under a tile of level 0. */
export type TilePath =
  | { readonly kind: "hashes"; readonly tile: TileId }
  | { readonly kind: "entries"; readonly tile: TileId };

/**
 * The path of a tile of hashes, relative to the log: `tile/0/x001/x234/067.p/8`.
 *
 * @throws {LogError} `tile-out-of-range`
 * @see C2SP tlog-tiles v0.1.0, "Merkle Tree"
 */
export function tilePath(tile: TileId): string {
  const { level } = requireTile(tile);
  return `tile/${level}/${indexPath(tile)}`;
}

/**
 * The path of the entries under a tile of level 0: `tile/entries/067`.
 *
 * @throws {LogError} `tile-out-of-range`
 */
export function entriesPath(tile: Omit<TileId, "level">): string {
  requireTile({ ...tile, level: 0 });
  return `tile/entries/${indexPath(tile)}`;
}

/**
 * Reads the path of a tile. Only the one spelling that the specification gives is read, so that a
 * file is served under one name.
 *
 * @throws {LogError} `tile-path-malformed`
 */
export function parseTilePath(path: string): TilePath {
  const found =
    /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(
      path,
    );
  const [, level = "", digits = "", width] = found ?? [];
  const tile = {
    level: level === "entries" ? 0 : Number(level),
    index: Number(digits.replaceAll(/[x/]/g, "")),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const kind = level === "entries" ? "entries" : "hashes";
  if (found === null || (width !== undefined && tile.width >= TILE_WIDTH)) throw malformed();
  if (!Number.isSafeInteger(tile.index) || tile.level > 63) throw malformed();
  // Another spelling of the same index, like x000/001 for 001, is not the one of the specification.
  if (path !== (kind === "entries" ? entriesPath(tile) : tilePath(tile))) throw malformed();
  return { kind, tile };
}

/** An index in groups of three digits, so that no folder grows without bound. */
function indexPath({ index, width }: Omit<TileId, "level">): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g) ?? [];
  const folders = groups.slice(0, -1).map((group) => `x${group}/`);
  const partial = width === TILE_WIDTH ? "" : `.p/${width}`;
  return `${folders.join("")}${groups.at(-1) ?? ""}${partial}`;
}

function malformed(): LogError {
  return new LogError(
    "tile-path-malformed",
    "This is not the path of a tile or of entries.",
    "Write tile/<level or entries>/<index in groups of three>, like tile/0/x001/x234/067.p/8.",
  );
}
