import { nodeHash, type StoredCase } from "@proviso/record";
import type { RunningCase, RunningLine } from "@proviso/record/kept";
import { encodeText } from "@proviso/record/log";
import { wholeTree } from "@proviso/record/walk";
import type { LinesAnswer } from "@proviso/wire";
import { describe, expect, test } from "vitest";
import { linesOfFolder, linesOfKept, type ServedLines } from "./served-lines.ts";

/** A kept case of which every other entry is in the open, a line of so many characters. */
function kept(lengths: readonly number[], flawed: readonly number[] = []): RunningCase {
  const lines = lengths.map((length, at): RunningLine => {
    const notIntact = flawed.includes(at) ? (`O-${at}` as RunningLine["notIntact"]) : null;
    return {
      position: 2 * at + 1,
      text: `${`${at}`.padEnd(length - 1, "x")}\n`,
      notIntact,
      diagnostics: [],
    };
  });
  const size = 2 * lengths.length + 3;
  const leaves = Array.from({ length: size }, (_, at) => encodeText(`leaf ${at}`));
  const broken = lines.filter(({ notIntact }) => notIntact !== null);
  const tree = wholeTree(leaves, nodeHash);
  const head = { texts: [], metadata: null, diagnostics: [], flawed: broken };
  return { ...head, lines, tree, size } as unknown as RunningCase;
}

function all({ from }: ServedLines, begin = 0): readonly LinesAnswer[] {
  const parts: LinesAnswer[] = [];
  for (let next: string | null = `${begin}`; next !== null; ) {
    const part: LinesAnswer | null = from(Number(next));
    if (part === null) throw new Error(`${next} is no place.`);
    parts.push(part);
    next = part.next;
  }
  return parts;
}

const MIB = 1_048_576;

describe("lines as they are sent", () => {
  test.each([
    ["of a kept case", () => linesOfKept(kept([...Array(9).fill(400_000), 3 * MIB, 10]))],
    [
      "of a folder",
      () => {
        const lines = kept([...Array(9).fill(400_000), 3 * MIB, 10]).lines;
        const source = `\n${lines.map(({ text }) => text).join("")}{"the last": 1}`;
        const stored = { files: [], entries: [], lines: [], recordSource: () => source };
        return linesOfFolder(stored as unknown as StoredCase);
      },
    ],
  ])(
    "%s go into parts of a MiB, a longer line by itself, each following the one before",
    (_, make) => {
      const parts = all(make());
      expect(parts.length).toBeGreaterThan(4);
      const lengths = parts.map(({ record }) => record.length);
      expect(lengths.filter((length) => length > MIB)).toEqual([3 * MIB]);
      for (const [at, { prior }] of parts.slice(1).entries()) expect(prior).toBe(parts[at]?.head);
      const again = all(make());
      expect(again).toEqual(parts);
      const record = parts.map((part) => part.record).join("");
      expect(record.match(/^\d/gm)).toHaveLength(11);
    },
  );

  test("of a kept case end where its log does, whatever of it may be read", () => {
    const running = kept([10, 10, 10]);
    expect(all(linesOfKept(running)).map(({ logSize }) => logSize)).toEqual([running.size]);
    expect(linesOfKept(running).from(2)).toMatchObject({
      record: running.lines
        .slice(1)
        .map(({ text }) => text)
        .join(""),
    });
    expect(linesOfKept(running).from(running.size)).toMatchObject({ record: "", next: null });
    expect(linesOfKept(running).from(running.size + 1)).toBeNull();
  });

  test("follow others only where the same attachments hold", () => {
    const [sound, flawed] = [linesOfKept(kept([10, 10, 10])), linesOfKept(kept([10, 10, 10], [1]))];
    expect(sound.from(3)?.prior).toBe(flawed.from(3)?.prior);
    expect(sound.from(4)?.prior).not.toBe(flawed.from(4)?.prior);
    expect(flawed.from(0)).toMatchObject({ notIntact: ["O-1"] });
    expect(flawed.from(4)).toMatchObject({ notIntact: [] });
  });
});
