import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { RecordCode, RecordDiagnostic } from "../../entries/index.ts";

/** The longest `case.json`, in bytes. */
export const MAX_CASE_BYTES = 65_536;

/** The longest text of an agreement, in bytes. */
export const MAX_TEXT_BYTES = 1_048_576;

/**
 * The longest record that is read whole, in bytes: 480 MiB, about a million entries of a usual
 * length. The runtime holds no longer text than 512 MiB.
 */
export const MAX_RECORD_BYTES = 503_316_480;

/** The most readings, and the most amendments, of one case. */
export const MAX_TEXTS = 500;

/** A file of a case folder: its text, or what kept it from being read. */
export interface FolderFile {
  /** Relative to the folder, with forward slashes. */
  readonly file: string;
  readonly source: string | null;
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** Everything in the folder's places for texts. */
export interface FolderTexts {
  readonly files: readonly FolderFile[];
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** Reads the agreement, the readings and the amendments, each kind by name. */
export async function listTexts(root: string): Promise<FolderTexts> {
  const agreement = await readText(root, "agreement.proviso", MAX_TEXT_BYTES);
  const readings = await listFolder(root, "readings");
  const amendments = await listFolder(root, "amendments");
  return {
    files: [agreement, ...readings.files, ...amendments.files],
    diagnostics: [...readings.diagnostics, ...amendments.diagnostics],
  };
}

async function listFolder(root: string, folder: string): Promise<FolderTexts> {
  const located = await locate(root, folder);
  if (located.kind === "missing") return { files: [], diagnostics: [] };
  if (located.kind === "outside") {
    const place = { file: folder, line: null, entry: null };
    const message = "The folder is a link out of the case.";
    const remedy = "Put the texts themselves into the folder.";
    return { files: [], diagnostics: [fileProblem("outside-folder", message, remedy, place)] };
  }
  const listed = await readdir(located.path).catch(() => null);
  if (listed === null) {
    const place = { file: folder, line: null, entry: null };
    const remedy = "Put a folder of texts there, or nothing.";
    const problem = fileProblem("unreadable-file", "It cannot be listed.", remedy, place);
    return { files: [], diagnostics: [problem] };
  }
  const names = listed.filter((name) => name.endsWith(".proviso")).sort();
  if (names.length > MAX_TEXTS) {
    const message = `${folder} holds more than ${MAX_TEXTS} texts.`;
    const place = { file: folder, line: null, entry: null };
    const problem = fileProblem("too-many-files", message, "Keep one file a text.", place);
    return { files: [], diagnostics: [problem] };
  }
  const files = await Promise.all(
    names.map((name) => readText(root, `${folder}/${name}`, MAX_TEXT_BYTES)),
  );
  return { files, diagnostics: [] };
}

/**
 * Reads a file of the folder as UTF-8, up to a bound. A file that is missing, too long, not UTF-8
 * or outside the folder yields a diagnostic.
 */
export async function readText(root: string, file: string, maxBytes: number): Promise<FolderFile> {
  const bytes = await readBytes(root, file, maxBytes);
  if (!(bytes instanceof Uint8Array)) return { file, source: null, diagnostics: [bytes] };
  try {
    // A byte-order mark is kept, so that the text's hash is that of the file.
    const source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { file, source, diagnostics: [] };
  } catch {
    const place = { file, line: null, entry: null };
    const problem = fileProblem("not-utf8", "The file is not UTF-8.", "Save it as UTF-8.", place);
    return { file, source: null, diagnostics: [problem] };
  }
}

async function readBytes(
  root: string,
  file: string,
  maxBytes: number,
): Promise<Uint8Array | RecordDiagnostic> {
  const place = { file, line: null, entry: null };
  const located = await locate(root, file);
  if (located.kind === "missing") {
    return fileProblem("missing-file", "The file is not in the folder.", "Put it there.", place);
  }
  if (located.kind === "outside") {
    const remedy = "Put the file itself into the folder.";
    return fileProblem("outside-folder", "The file is a link out of the folder.", remedy, place);
  }
  try {
    // Asked before it is opened: to open a pipe would wait for a writer.
    const status = await stat(located.path);
    if (!status.isFile()) {
      const remedy = "Put a plain file there.";
      return fileProblem("unreadable-file", "It is not a plain file.", remedy, place);
    }
    if (status.size > maxBytes) {
      const message = `The file is longer than ${maxBytes} bytes.`;
      return fileProblem("file-too-large", message, "Split it, or attach what is long.", place);
    }
    return await readFile(located.path);
  } catch {
    const remedy = "Check that it is a file and may be read.";
    return fileProblem("unreadable-file", "The file cannot be read.", remedy, place);
  }
}

/** Where a file of the folder really is. */
export type Located =
  | { readonly kind: "inside"; readonly path: string }
  | { readonly kind: "outside" }
  | { readonly kind: "missing" };

/** Follows links to where a file of the folder really is. */
export async function locate(root: string, file: string): Promise<Located> {
  try {
    const path = await realpath(join(root, file));
    return path.startsWith(root + sep) ? { kind: "inside", path } : { kind: "outside" };
  } catch {
    return { kind: "missing" };
  }
}

/** Makes a diagnostic about a file, or about an entry because of a file. */
export function fileProblem(
  code: RecordCode,
  message: string,
  remedy: string,
  place: Pick<RecordDiagnostic, "file" | "line" | "entry">,
  severity: RecordDiagnostic["severity"] = "error",
): RecordDiagnostic {
  return { code, severity, ...place, column: null, message, remedy };
}
