import { readFile, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Text } from "@proviso/core";
import { type CaseDiagnostic, ofText } from "../case/diagnostic.ts";
import { caseOf } from "../case/file-of-case.ts";
import { loadCase } from "../case/load-case.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../io.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso format cases/cuba-1962/agreement.proviso --write

Lays a text out as its sentences ask: indentation, one space between words, titles of like
declarations under each other. Words, line breaks and comments stay as they are. It prints the
text; what cannot be read is not moved, and said.

  --write            writes the file, where it changes
  --check            says whether it would change, and writes nothing
  --anew             writes what the text says anew, each part on a line, comments left out

It ends with 0, or with 1 where the text cannot be read, or would change under --check.
`;

/** The longest file that is laid out, in bytes. */
const MAX_BYTES = 1_048_576;

/** `proviso format`: a text as its sentences ask it to be laid out. */
export const format: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      write: { type: "boolean" },
      check: { type: "boolean" },
      anew: { type: "boolean" },
    } as const;
    const call = readCall(args, options, ["FILE"]);
    const [path = ""] = call.words;
    const { write = false, check = false, anew = false } = call.options;
    if (write && check) {
      throw new MisuseError("--write and --check stand together.", "Write one of them.");
    }
    const source = await sourceOf(path);
    const laidOut = anew ? await writtenAnew(path, source) : await formatted(path, source);
    if ("findings" in laidOut) {
      io.err(showDiagnostics(io, laidOut.findings, laidOut.directory));
      return EXIT.found;
    }
    const changes = laidOut.text !== source;
    if (check) return said(io, path, changes);
    if (!write) io.out(laidOut.text);
    else if (changes) await writeFile(path, laidOut.text);
    return EXIT.ok;
  },
};

/** A text laid out, or what keeps it from being read. */
type LaidOut =
  | { readonly text: string }
  | { readonly findings: readonly CaseDiagnostic[]; readonly directory: string };

async function sourceOf(path: string): Promise<string> {
  if (!path.endsWith(".proviso")) {
    throw new MisuseError(`${path} is no text of an agreement.`, "Name a .proviso file.");
  }
  const status = await stat(path).catch(() => null);
  if (status === null || !status.isFile()) {
    throw new MisuseError(`There is no file ${path}.`, "Name a .proviso file.");
  }
  if (status.size > MAX_BYTES) {
    throw new MisuseError(`${path} is longer than ${MAX_BYTES} bytes.`, "Split it.");
  }
  return readFile(path, "utf8");
}

async function formatted(path: string, source: string): Promise<LaidOut> {
  const { formatText } = await import("@proviso/language");
  const laidOut = formatText(source);
  if ("text" in laidOut) return laidOut;
  return { findings: placed(laidOut.diagnostics.map(ofText), path), directory: "." };
}

/** What the file says, written from what is read of it; its case gives it its agreement. */
async function writtenAnew(path: string, source: string): Promise<LaidOut> {
  const { parseTexts, printText } = await import("@proviso/language");
  const part = await caseOf(path);
  if (part === null) {
    const file = basename(path);
    const { texts, diagnostics } = parseTexts([{ file, source }]);
    if (diagnostics.length > 0) {
      return { findings: placed(diagnostics.map(ofText), path), directory: "." };
    }
    return { text: texts.map((text) => printText(text, zoneOf(texts))).join("\n") };
  }
  const { texts, findings } = await loadCase(part.home);
  const wrong = findings.filter(({ file, severity }) => file === part.file && severity === "error");
  if (wrong.length > 0) return { findings: wrong, directory: part.home };
  const own = texts.filter(({ file }) => file === part.file);
  return { text: own.map((text) => printText(text, zoneOf(texts))).join("\n") };
}

function zoneOf(texts: readonly Text[]): string {
  return texts.find((text) => text.kind === "agreement")?.zone ?? "UTC";
}

function placed(findings: readonly CaseDiagnostic[], path: string): readonly CaseDiagnostic[] {
  return findings.map((finding) => ({ ...finding, file: path }));
}

function said(io: Io, path: string, changes: boolean): ExitCode {
  io.out(changes ? `${path} is not laid out so.\n` : `${path} is laid out so.\n`);
  return changes ? EXIT.found : EXIT.ok;
}
