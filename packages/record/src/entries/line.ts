import type { Refusal } from "@proviso/core/fault";
import type { RecordCode } from "./diagnostic.ts";
import { MAX_DEPTH, MAX_LINE_BYTES } from "./limits.ts";

/** What is wrong at one place of a line: `path` names the field (`report.coverage`). */
export interface Problem extends Refusal<RecordCode> {
  readonly path: string;
  /** Counted from 1, where it is already known. */
  readonly column: number | null;
}

/** A line read as JSON, or what keeps it from being read. */
export type LineReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one line as JSON, within the limits, refusing fields that are given twice. */
export function readLine(line: string, maxBytes = MAX_LINE_BYTES): LineReading {
  if (isTooLong(line, maxBytes)) {
    return refuse(
      "line-too-long",
      null,
      `The line is longer than ${maxBytes} bytes.`,
      "Put long matter into an attachment and cite it by its SHA-256.",
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return refuse(
      "not-json",
      syntaxColumn(error),
      "The line is not JSON.",
      "Write one JSON object on one line, with double quotes and no comma at the end.",
    );
  }
  if (isPlain(line, value)) return { ok: true, value };
  const problems = inspect(line);
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

/**
 * The column at which a field's value begins, counted from 1; `null` where the line has no such
 * field. The line must be JSON.
 */
export function columnOf(line: string, path: string): number | null {
  let column: number | null = null;
  walk(line, (visited, at) => {
    if (visited === path && column === null) column = at + 1;
  });
  return column;
}

function isTooLong(line: string, maxBytes: number): boolean {
  // A UTF-16 unit is one to three bytes of UTF-8, so that most lines need no encoding to tell.
  if (line.length * 3 <= maxBytes) return false;
  if (line.length > maxBytes) return true;
  return new TextEncoder().encode(line).length > maxBytes;
}

function refuse(
  code: RecordCode,
  column: number | null,
  message: string,
  remedy: string,
): LineReading {
  return { ok: false, problems: [{ code, path: "", message, remedy, column }] };
}

function syntaxColumn(error: unknown): number | null {
  const found = error instanceof Error ? /at position (\d+)/.exec(error.message) : null;
  return found === null ? null : Number(found[1]) + 1;
}

/**
 * Whether a line of JSON nests within bounds and gives no field twice: then the text has as many
 * keys as the value that was read from it. It is what nearly every line is, and soon told.
 */
function isPlain(line: string, value: unknown): boolean {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < line.length; at += 1) {
    const mark = line.charCodeAt(at);
    if (mark === MARK.quote) at = endOfString(line, at) - 1;
    else if (mark === MARK.colon) keys += 1;
    else if (mark === MARK.closeObject || mark === MARK.closeList) depth -= 1;
    else if (mark === MARK.openObject || mark === MARK.openList) {
      depth += 1;
      if (depth > MAX_DEPTH) return false;
    }
  }
  return keys === keysOf(value);
}

/** What tells JSON apart outside its strings, and what escapes within them, by their codes. */
const MARK = {
  quote: 0x22,
  colon: 0x3a,
  openList: 0x5b,
  escape: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

function keysOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const member of value as readonly unknown[]) keys += keysOf(member);
    return keys;
  }
  const members = value as Readonly<Record<string, unknown>>;
  // What JSON gave has no other fields than its own, and inherits none that can be listed.
  for (const key in members) {
    keys += 1;
    const member = members[key];
    if (typeof member === "object") keys += keysOf(member);
  }
  return keys;
}

/** Finds what `JSON.parse` lets pass: nesting without bound, and a field given twice. */
function inspect(line: string): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  walk(line, (path, at, depth) => {
    if (depth > MAX_DEPTH && !problems.some((problem) => problem.code === "too-deep")) {
      problems.push({
        code: "too-deep",
        path,
        message: `The line nests deeper than ${MAX_DEPTH} levels.`,
        remedy: "No entry needs that: check the brackets.",
        column: at + 1,
      });
    }
    if (depth <= MAX_DEPTH && seen.has(path)) {
      problems.push({
        code: "duplicate-field",
        path,
        message: `The field "${path}" is given twice.`,
        remedy: "Keep the one that is meant.",
        column: at + 1,
      });
    }
    seen.add(path);
  });
  return problems;
}

interface Frame {
  readonly path: string;
  readonly isList: boolean;
  index: number;
  key: string;
}

// A dot, a bracket or a quote inside a key would make two paths look the same, so that keys are
// escaped in paths where they hold anything but letters, digits, hyphens and underscores.
const PLAIN_KEY = /^[\w-]*$/;

/**
 * Visits every value of a line that is known to be JSON, in order, with its path and the offset at
 * which it begins. It keeps its own stack, so that no nesting exhausts the runtime's.
 */
function walk(line: string, visit: (path: string, offset: number, depth: number) => void): void {
  const stack: Frame[] = [];
  let at = 0;
  while (at < line.length) {
    const frame = stack.at(-1);
    const character = line[at] as string;
    if (character === "}" || character === "]") {
      stack.pop();
      at += 1;
    } else if (character === ",") {
      if (frame?.isList) frame.index += 1;
      at += 1;
    } else if (/[\s:]/.test(character)) {
      at += 1;
    } else if (character === '"' && frame !== undefined && !frame.isList && isKey(line, at)) {
      const end = endOfString(line, at);
      // An escape may spell a key in another way: `"\u0061"` is `"a"` again.
      frame.key = JSON.parse(line.slice(at, end)) as string;
      at = end;
    } else {
      const path = pathIn(frame);
      // A path grows with its depth; beyond the bound it is cut, or a hostile line of opening
      // brackets would build paths of quadratic length.
      visit(path, at, stack.length);
      if (character === "{" || character === "[") {
        const deep = stack.length > MAX_DEPTH;
        stack.push({ path: deep ? "…" : path, isList: character === "[", index: 0, key: "" });
        at += 1;
      } else {
        at = character === '"' ? endOfString(line, at) : endOfWord(line, at);
      }
    }
  }
}

function pathIn(frame: Frame | undefined): string {
  if (frame === undefined) return "";
  if (frame.isList) return `${frame.path}[${frame.index}]`;
  const key = PLAIN_KEY.test(frame.key) ? frame.key : JSON.stringify(frame.key);
  return frame.path === "" ? key : `${frame.path}.${key}`;
}

/** Whether the string that begins at `at` is followed by a colon, which makes it a key. */
function isKey(line: string, at: number): boolean {
  let next = endOfString(line, at);
  while (/\s/.test(line[next] ?? "")) next += 1;
  return line[next] === ":";
}

function endOfString(line: string, at: number): number {
  let quote = line.indexOf('"', at + 1);
  while (quote !== -1) {
    // A quote after an odd number of backslashes is part of the string.
    let before = quote;
    while (line.charCodeAt(before - 1) === MARK.escape) before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
    quote = line.indexOf('"', quote + 1);
  }
  return line.length + 1;
}

function endOfWord(line: string, at: number): number {
  let next = at + 1;
  while (next < line.length && !/[\s,\]}]/.test(line[next] as string)) next += 1;
  return next;
}
