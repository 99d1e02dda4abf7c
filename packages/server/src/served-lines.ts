import { createHash } from "node:crypto";
import type { StoredCase } from "@proviso/record";
import type { RunningCase, RunningLine } from "@proviso/record/kept";
import { toHex } from "@proviso/record/log";
import type { LinesAnswer } from "@proviso/wire";

/** The lines of a case's record, as they are sent: part by part. */
export interface ServedLines {
  /**
   * The part that begins at a cursor: as many lines as go into an answer.
   *
   * @param cursor - entries of the log, or lines of a folder, that come before.
   * @returns `null` where there are not so many.
   */
  readonly from: (cursor: number) => LinesAnswer | null;
}

/** The first part of a record, which every record has. */
export function beginningOf({ from }: ServedLines): LinesAnswer {
  const first = from(0);
  if (first === null) throw new Error("Every record has a beginning.");
  return first;
}

/** Characters of lines that go into one answer; a longer line has an answer of its own. */
const MOST_CHARACTERS = 1_048_576;

/** The lines of a kept case, as far as it has been read. */
export function linesOfKept(running: RunningCase): ServedLines {
  const headAt = (position: number, about: string): string => {
    const flaws = running.flawed.filter((line) => line.position < position);
    return digestOf([about, toHex(running.tree.rootAt(position)), flaws]);
  };
  return {
    from: (cursor) => {
      const { texts, metadata, diagnostics, lines, size } = running;
      if (cursor > size) return null;
      const begin = firstFrom(lines, cursor);
      const end = endOf(lines, begin);
      const isLast = end === lines.length;
      const logSize = isLast ? size : (lines[end]?.position ?? size);
      const about = digestOf([texts, metadata, diagnostics]);
      const prior = headAt(cursor, about);
      return {
        ...said(lines.slice(begin, end)),
        ...{ logSize, prior, head: headAt(logSize, about) },
        next: isLast ? null : `${logSize}`,
      };
    },
  };
}

/** The lines of a case folder, as they are written there; what is wrong with them goes with the case. */
export function linesOfFolder(stored: StoredCase): ServedLines {
  let made: ReturnType<typeof partedFolder> | null = null;
  return {
    from: (cursor) => {
      // Whoever lists the case never asks for them.
      made ??= partedFolder(stored);
      const { lines, head } = made;
      if (cursor > lines.length) return null;
      const end = endOf(lines, cursor);
      const next = end === lines.length ? null : `${end}`;
      return { ...said(lines.slice(cursor, end)), logSize: null, prior: head, head, next };
    },
  };
}

function partedFolder(stored: StoredCase): {
  readonly lines: readonly Line[];
  readonly head: string;
} {
  const broken = new Map<number, string>();
  for (const [at, entry] of stored.entries.entries()) {
    const line = stored.lines[at];
    const isBroken = entry.kind === "observation" && !entry.intact;
    if (isBroken && line !== undefined) broken.set(line, entry.id);
  }
  const source = stored.recordSource();
  const lines = source.split(/(?<=\n)/).map((text, at) => {
    return { position: at, text, notIntact: broken.get(at + 1) ?? null, diagnostics: [] };
  });
  return { lines, head: digestOf([stored.files, source]) };
}

type Line = Pick<RunningLine, "position" | "text" | "diagnostics"> & {
  readonly notIntact: string | null;
};

function said(lines: readonly Line[]): Pick<LinesAnswer, "record" | "notIntact" | "diagnostics"> {
  return {
    record: lines.map(({ text }) => text).join(""),
    notIntact: lines.flatMap(({ notIntact }) => notIntact ?? []),
    diagnostics: lines.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Where the first line stands that is at a position or after it. */
function firstFrom(lines: readonly Line[], position: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the lines end that go into one answer. */
function endOf(lines: readonly Line[], begin: number): number {
  let characters = 0;
  let end = begin;
  for (; end < lines.length; end += 1) {
    characters += lines[end]?.text.length ?? 0;
    if (characters > MOST_CHARACTERS && end > begin) break;
  }
  return end;
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
