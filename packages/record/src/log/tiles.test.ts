import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entriesOf, grown } from "../../testing/log/grown.ts";
import { refusal } from "../../testing/log/refusal.ts";
import { RUNS_TIMEOUT_MS, runs } from "../../testing/log/runs.ts";
import { leafHash } from "./hash.ts";
import { proveAlong, verifyConsistency, verifyInclusion } from "./proof.ts";
import { inclusionPath, subtreePath } from "./proof-path.ts";
import { entriesPath, parseTilePath, tilePath } from "./tile-path.ts";
import {
  decodeBundle,
  decodeTile,
  encodeBundle,
  encodeTile,
  MAX_ENTRY_BYTES,
  nodesFromTiles,
  type TileId,
  tilesBetween,
  tileWith,
} from "./tiles.ts";
import { rangeHash } from "./tree.ts";

describe("the path of a tile", () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, "tile/0/000"],
    [{ level: 0, index: 0, width: 1 }, "tile/0/000.p/1"],
    [{ level: 0, index: 1234067, width: 8 }, "tile/0/x001/x234/067.p/8"],
    [{ level: 1, index: 999, width: 255 }, "tile/1/999.p/255"],
    [{ level: 1, index: 1000, width: 256 }, "tile/1/x001/000"],
    [{ level: 63, index: 1000000, width: 256 }, "tile/63/x001/x000/000"],
    [
      { level: 2, index: Number.MAX_SAFE_INTEGER, width: 256 },
      "tile/2/x009/x007/x199/x254/x740/991",
    ],
  ])("%j is %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ kind: "hashes", tile });
  });

  test("leads to entries beside level 0", () => {
    expect(entriesPath({ index: 1234067, width: 256 })).toBe("tile/entries/x001/x234/067");
    const tile = { level: 0, index: 67, width: 7 };
    expect(parseTilePath("tile/entries/067.p/7")).toEqual({ kind: "entries", tile });
  });

  test.each([
    "",
    "tile",
    "tile/0",
    "tile/0/",
    "tile/0/0",
    "tile/0/0000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/001/000",
    "tile/0/x000/001",
    "tile/0/x001",
    "tile/0/x001/",
    "tile/0/000.p",
    "tile/0/000.p/",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/8/",
    "/tile/0/000",
    "tile/0/../0/000",
    "tile/0/000\n",
    "tile/0/٠٠٠",
    "tile/entries/0/000",
    "tile/2/x009/x007/x199/x254/x740/992",
  ])("is not %j", (path) => {
    expect(refusal(() => parseTilePath(path))).toBe("tile-path-malformed");
  });

  test("is not made for what is no tile", () => {
    const tile = { level: 0, index: 0, width: 1 };
    for (const one of [
      { level: 64 },
      { level: 0.5 },
      { index: -1 },
      { width: 0 },
      { width: 257 },
    ]) {
      expect(refusal(() => tilePath({ ...tile, ...one }))).toBe("tile-out-of-range");
    }
  });
});

describe("the tiles of a log", () => {
  test("of 70,000 entries are those of the specification's example", () => {
    const counted = new Map<string, number>();
    for (const { level, width } of tilesBetween(0, 70_000)) {
      const key = `level ${level}, ${width} wide`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    expect(Object.fromEntries(counted)).toEqual({
      "level 0, 256 wide": 273,
      "level 0, 112 wide": 1,
      "level 1, 256 wide": 1,
      "level 1, 17 wide": 1,
      "level 2, 1 wide": 1,
    });
  });

  test("of 256 entries are a full one and the first hash of the next level", () => {
    expect(tilesBetween(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
  });

  test("that are published at each step are in the end all of them", () => {
    const steps = fc.array(fc.nat(3000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (growths) => {
        const widest = new Map<string, number>();
        let size = 0;
        for (const growth of growths) {
          for (const { level, index, width } of tilesBetween(size, size + growth)) {
            expect(width).toBeGreaterThan(widest.get(`${level}/${index}`) ?? 0);
            widest.set(`${level}/${index}`, width);
          }
          size += growth;
        }
        const all = tilesBetween(0, size).map(({ level, index, width }) => [
          `${level}/${index}`,
          width,
        ]);
        expect(Object.fromEntries(widest)).toEqual(Object.fromEntries(all));
      }),
      { numRuns: 100 },
    );
  });

  test("do not shrink", () => {
    expect(refusal(() => tilesBetween(5, 4))).toBe("index-out-of-range");
    expect(tilesBetween(5, 5)).toEqual([]);
  });
});

describe("whoever has only a log's tiles", () => {
  const SIZE = 70_000;
  const entries = entriesOf(SIZE);
  const { read } = grown(entries);
  const files = new Map<string, Uint8Array>();
  const publish = (older: number, newer: number) => {
    for (const tile of tilesBetween(older, newer))
      files.set(tilePath(tile), encodeTile(tile, read));
  };
  publish(0, 65_535);
  publish(65_535, 65_537);
  publish(65_537, SIZE);
  const readTile = (tile: TileId) => {
    const bytes = files.get(tilePath(tile));
    return bytes === undefined ? undefined : decodeTile(bytes, tile.width);
  };
  const fromTiles = nodesFromTiles(SIZE, readTile);
  const root = rangeHash({ begin: 0, end: SIZE }, read);

  test("computes the same root", () => {
    expect(rangeHash({ begin: 0, end: SIZE }, fromTiles)).toEqual(root);
    const before = nodesFromTiles(65_535, readTile);
    const expected = rangeHash({ begin: 0, end: 65_535 }, read);
    expect(rangeHash({ begin: 0, end: 65_535 }, before)).toEqual(expected);
  });

  test(
    "makes the same proofs, of any entry and from any size",
    () => {
      fc.assert(
        fc.property(fc.nat(SIZE - 1), (index) => {
          const inclusion = proveAlong(inclusionPath(index, SIZE), fromTiles);
          expect(inclusion).toEqual(proveAlong(inclusionPath(index, SIZE), read));
          const leaf = leafHash(entries[index] as Uint8Array);
          verifyInclusion({ index, leaf, size: SIZE, root }, inclusion);
          const older = { begin: 0, end: index + 1 };
          const olderRoot = rangeHash(older, read);
          const consistency = proveAlong(subtreePath(older, SIZE), fromTiles);
          const claim = { olderSize: index + 1, olderRoot, newerSize: SIZE, newerRoot: root };
          verifyConsistency(claim, consistency);
        }),
        { numRuns: runs(100) },
      );
    },
    RUNS_TIMEOUT_MS,
  );

  test("is told which nodes there are not", () => {
    expect(refusal(() => tileWith({ level: 17, index: 0 }, SIZE))).toBe("index-out-of-range");
    expect(refusal(() => tileWith({ level: 0, index: SIZE }, SIZE))).toBe("index-out-of-range");
    const empty = nodesFromTiles(SIZE, () => undefined);
    expect(refusal(() => rangeHash({ begin: 0, end: SIZE }, empty))).toBe("node-missing");
  });

  test("refuses a tile that is cut or too long", () => {
    const bytes = files.get("tile/0/000") as Uint8Array;
    for (const wrong of [bytes.slice(1), bytes.slice(32), new Uint8Array(256 * 32 + 1)]) {
      expect(refusal(() => decodeTile(wrong, 256))).toBe("tile-malformed");
    }
  });
});

describe("a bundle of entries", () => {
  const entry = fc.uint8Array({ maxLength: 400 });

  test("is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 256 }), (entries) => {
        expect(decodeBundle(encodeBundle(entries), entries.length)).toEqual(entries);
      }),
      { numRuns: 50 },
    );
  });

  test("tells each length in two bytes, the more significant one first", () => {
    const long = new Uint8Array(258).fill(7);
    const bytes = encodeBundle([Uint8Array.of(9), new Uint8Array(0), long]);
    expect([...bytes.slice(0, 8)]).toEqual([0, 1, 9, 0, 0, 1, 2, 7]);
  });

  test("holds an entry of 65,535 bytes and none that is longer", () => {
    const largest = new Uint8Array(MAX_ENTRY_BYTES);
    expect(decodeBundle(encodeBundle([largest]), 1)).toEqual([largest]);
    const longer = new Uint8Array(MAX_ENTRY_BYTES + 1);
    expect(refusal(() => encodeBundle([longer]))).toBe("entry-too-long");
  });

  test("is refused where it is cut, or has another number of entries", () => {
    const bytes = encodeBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    for (let end = 0; end < bytes.length; end += 1) {
      expect(refusal(() => decodeBundle(bytes.slice(0, end), 2))).toBe("bundle-malformed");
    }
    expect(refusal(() => decodeBundle(bytes, 1))).toBe("bundle-malformed");
    expect(refusal(() => decodeBundle(bytes, 3))).toBe("bundle-malformed");
  });

  test("has 1 to 256 entries", () => {
    expect(refusal(() => encodeBundle([]))).toBe("tile-out-of-range");
    const many = Array.from({ length: 257 }, () => new Uint8Array(1));
    expect(refusal(() => encodeBundle(many))).toBe("tile-out-of-range");
  });
});
