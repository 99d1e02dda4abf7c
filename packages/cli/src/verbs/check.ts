import { readFile, stat } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";
import { FROM_HELP, FROM_OPTIONS, type From, isFolderName } from "../case/case-source.ts";
import { type CaseDiagnostic, inReadingOrder, ofText } from "../case/diagnostic.ts";
import { caseOf } from "../case/file-of-case.ts";
import { flawsIn } from "../case/flaws.ts";
import { loadCase } from "../case/load-case.ts";
import { EXIT, type ExitCode, MisuseError } from "../io.ts";
import { diagnosticJson, JSON_VERSION } from "../json/assessment-json.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso check cases/cuba-1962

Says what is wrong with a case, or with one file of it or on its own, as a compiler does: the file,
line and column, a code, what is wrong, and what to write instead; what is wrong alike in several
places is said once, with all of them. Beside errors it names flaws: what will make trouble once the
agreement is signed.

  --strict           flaws and warnings count as errors
  --json             the documented shape, docs/cli-json.md, one finding for each place
${FROM_HELP}
It ends with 0 where there is no error, 1 where there is one, 2 where the call is wrong.
`;

/** The longest file that is checked on its own, in bytes. */
const MAX_BYTES = 1_048_576;

/** `proviso check`: what is wrong, and what to write instead. */
export const check: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = {
      ...FROM_OPTIONS,
      strict: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const call = readCall(args, options, ["FILE|CASE"]);
    const [path = ""] = call.words;
    const { directory, findings } = await diagnosticsIn(path, call.options);
    if (call.options.json === true) {
      const answer = { v: JSON_VERSION, directory, findings: findings.map(diagnosticJson) };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      io.out(showDiagnostics(io, findings, directory));
      io.out(summary(findings));
    }
    return exitCodeOf(findings, call.options.strict === true);
  },
};

interface Found {
  /** What the files of the findings are relative to, as the call names it. */
  readonly directory: string;
  readonly findings: readonly CaseDiagnostic[];
}

async function diagnosticsIn(path: string, from: From): Promise<Found> {
  if (!isFolderName(path) && !/\.\w+$/.test(path)) {
    return { directory: path, findings: await diagnosticsOfCase(path, from) };
  }
  const status = await stat(path).catch(() => null);
  if (status === null) {
    throw new MisuseError(`There is no ${path}.`, "Name a file or a case folder.");
  }
  if (status.isDirectory()) return { directory: path, findings: await diagnosticsOfCase(path) };
  const part = await caseOf(path);
  if (part === null) return { directory: dirname(path), findings: await diagnosticsOfFile(path) };
  // A reading or an amendment can only be understood beside the agreement that it is of.
  const all = await diagnosticsOfCase(part.home);
  const findings = all.filter((finding) => finding.file === part.file);
  const here = relative("", part.home);
  return { directory: here === "" ? "." : here, findings };
}

async function diagnosticsOfCase(
  name: string,
  from: From = {},
): Promise<readonly CaseDiagnostic[]> {
  const loaded = await loadCase(name, from);
  // Flaws are looked for in texts that could be read whole; half a text would seem full of them.
  const isHalf = loaded.findings.some(
    ({ severity, file }) => severity === "error" && file.endsWith(".proviso"),
  );
  const flaws = isHalf ? [] : flawsIn(loaded.texts, loaded.entries);
  return [...loaded.findings, ...flaws];
}

async function diagnosticsOfFile(path: string): Promise<readonly CaseDiagnostic[]> {
  if (!path.endsWith(".proviso")) {
    const remedy = "Name a .proviso text, a file of a case folder, or the folder.";
    throw new MisuseError(`${path} is no text of an agreement.`, remedy);
  }
  const { size } = await stat(path);
  if (size > MAX_BYTES) {
    throw new MisuseError(`${path} is longer than ${MAX_BYTES} bytes.`, "Split it.");
  }
  const { parseTexts } = await import("@proviso/language");
  const file = basename(path);
  const { texts, diagnostics } = parseTexts([{ file, source: await readFile(path, "utf8") }]);
  const problems = diagnostics.map(ofText);
  const hasErrors = problems.some(({ severity }) => severity === "error");
  return inReadingOrder([...problems, ...(hasErrors ? [] : flawsIn(texts))], [file]);
}

function summary(findings: readonly CaseDiagnostic[]): string {
  if (findings.length === 0) return "Nothing is wrong.\n";
  const counts = (["error", "warning", "flaw"] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return `\n${counts.join(", ")}.\n`;
}

function exitCodeOf(findings: readonly CaseDiagnostic[], isStrict: boolean): ExitCode {
  const counts = isStrict ? findings : findings.filter(({ severity }) => severity === "error");
  return counts.length === 0 ? EXIT.ok : EXIT.found;
}
