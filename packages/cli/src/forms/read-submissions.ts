import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  type Delimiter,
  type FormatProblem,
  readSubmissionsCsv,
  readSubmissionXml,
  type Submission,
} from "@proviso/formats";
import { MisuseError } from "../io.ts";

/** A submission, where it was read, and where the photographs lie that came with it. */
export interface FoundSubmission {
  readonly submission: Submission;
  /** Relative to what the call names. */
  readonly file: string;
  /** The folder of its photographs; `null` where none can have come. */
  readonly folder: string | null;
}

/** A file that cannot be read as submissions, and why. */
export interface UnreadFile {
  readonly file: string;
  readonly problems: readonly FormatProblem[];
}

/** Everything that was found, and everything that could not be read. */
export interface FoundSubmissions {
  readonly found: readonly FoundSubmission[];
  readonly unread: readonly UnreadFile[];
}

const MOST_FILES = 10_000;
const MOST_NESTING = 3;

/** The longest photograph, in bytes: 32 MiB. */
const MAX_PHOTOGRAPH_BYTES = 33_554_432;

/**
 * Reads submissions from a file, XML or CSV, or from all such files of a folder.
 *
 * @throws {MisuseError} where there is no such file, or it is of another kind.
 */
export async function readSubmissions(
  path: string,
  delimiter: Delimiter,
): Promise<FoundSubmissions> {
  const status = await stat(path).catch(() => null);
  if (status === null) throw new MisuseError(`${path} is not there.`, "Name a file or a folder.");
  const files = status.isDirectory() ? await filesOf(path) : [basename(path)];
  const root = status.isDirectory() ? path : dirname(path);
  const found: FoundSubmission[] = [];
  const unread: UnreadFile[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await readFile(join(root, file)));
    const read = /\.csv$/i.test(file) ? readSubmissionsCsv(bytes, delimiter) : readOne(bytes);
    if (!read.ok) unread.push({ file, problems: read.problems });
    else {
      const folder = dirname(join(root, file));
      found.push(...read.value.map((submission) => ({ submission, file, folder })));
    }
  }
  return { found, unread };
}

function readOne(bytes: Uint8Array) {
  const read = readSubmissionXml(bytes);
  return read.ok ? { ...read, value: [read.value] } : read;
}

async function filesOf(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  const visit = async (under: string, depth: number): Promise<void> => {
    const there = await readdir(join(root, under), { withFileTypes: true });
    for (const one of there.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (one.name.startsWith(".")) continue;
      const file = under === "" ? one.name : `${under}/${one.name}`;
      if (one.isDirectory() && depth < MOST_NESTING) await visit(file, depth + 1);
      if (!one.isFile() || !/\.(?:xml|csv)$/i.test(one.name)) continue;
      files.push(file);
      if (files.length <= MOST_FILES) continue;
      throw new MisuseError(`${root} holds more than ${MOST_FILES} files.`, "Import it in parts.");
    }
  };
  await visit("", 0);
  if (files.length > 0) return files;
  throw new MisuseError(`${root} holds no submission.`, "Submissions are .xml files, or a .csv.");
}

/** A photograph that came with a submission. */
export interface FoundPhotograph {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * The photograph of a name beside a submission, or in `media` beside it, as ODK Central exports them;
 * `null` where there is none. A name that leads elsewhere names none.
 */
export async function photographOf(
  { folder, submission }: FoundSubmission,
  name: string,
): Promise<FoundPhotograph | null> {
  if (folder === null || name.length > 200 || basename(name) !== name || /[\\:\0]/.test(name)) {
    return null;
  }
  const instance = submission.instanceId.replace(/^uuid:/, "").replace(/[^\w-]+/g, "_");
  for (const place of [name, join("media", name), join(instance, name)]) {
    const path = join(folder, place);
    const status = await stat(path).catch(() => null);
    if (status === null || !status.isFile() || status.size > MAX_PHOTOGRAPH_BYTES) continue;
    const bytes = new Uint8Array(await readFile(path));
    return { name, sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
  }
  return null;
}
