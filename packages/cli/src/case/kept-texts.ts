import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Text } from "@proviso/core";
import type { ParsedTexts } from "@proviso/language";
import type { SourceFile } from "@proviso/record";

// Inside the installation: whoever may write here may as well change the code itself.
const FOLDER = fileURLToPath(new URL("../../../../node_modules/.cache/proviso/", import.meta.url));

/** How many cases' texts are kept; the oldest go first. */
const KEPT = 32;

/**
 * Parses the texts of a case, or takes them as the same code parsed the same texts before
 * (ADR 0047). Only texts without any diagnostic are kept. Where nothing can be kept, as in an
 * installation that may not be written, they are parsed each time.
 */
export async function parseOrRecall(files: readonly SourceFile[]): Promise<ParsedTexts> {
  const path = join(FOLDER, `${keyOf(files)}.json`);
  const kept = recall(path);
  if (kept !== null) return { texts: kept, diagnostics: [] };
  const { parseTexts } = await import("@proviso/language");
  const parsed = parseTexts(files);
  if (parsed.diagnostics.length === 0) keep(path, parsed.texts);
  return parsed;
}

/** A hash of the texts and of the code that parses them: when either changes, so does it. */
function keyOf(files: readonly SourceFile[]): string {
  const hash = createHash("sha256");
  hash.update(process.version);
  for (const { file, source } of files) hash.update(JSON.stringify([file, source]));
  for (const name of ["@proviso/language", "@proviso/core"]) {
    hash.update(codeOf(fileURLToPath(new URL(".", import.meta.resolve(name)))));
  }
  return hash.digest("hex");
}

/** What tells one state of a package's sources from another: names, sizes, times of change. */
function codeOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = names.filter((name) => name.endsWith(".ts")).sort();
  const states = [...sources, "../package.json"].map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs];
  });
  return JSON.stringify(states);
}

function recall(path: string): readonly Text[] | null {
  try {
    // It was written by `keep` below, under a name that says what it was made from.
    return JSON.parse(readFileSync(path, "utf8")) as readonly Text[];
  } catch {
    return null;
  }
}

function keep(path: string, texts: readonly Text[]): void {
  const json = JSON.stringify(texts);
  // What JSON would change must not be kept: a recalled text is the parsed text, or none.
  if (!isDeepStrictEqual(JSON.parse(json), texts)) return;
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, json, { mode: 0o600 });
    renameSync(draft, path);
    forgetOldest();
  } catch {
    // A folder that cannot be written costs the next call its parsing time, and nothing else.
  }
}

function forgetOldest(): void {
  const dated = readdirSync(FOLDER).map((name) => {
    const path = join(FOLDER, name);
    return { path, at: statSync(path).mtimeMs };
  });
  for (const { path } of dated.sort((a, b) => b.at - a.at).slice(KEPT)) rmSync(path);
}
