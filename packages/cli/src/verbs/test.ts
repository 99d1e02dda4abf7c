import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Inquiry, id } from "@proviso/core";
import type { CaseFiles } from "@proviso/record/kept";
import { FROM_HELP, FROM_OPTIONS, readNamedCase } from "../case/case-source.ts";
import { readInquiry } from "../case/inquiry.ts";
import { type JudgedCase, openToJudge } from "../case/judged-case.ts";
import { compare, type Mismatch } from "../golden/compare.ts";
import { type Golden, isObject, MAX_GOLDEN_BYTES, readGolden } from "../golden/golden.ts";
import { EXIT, type Io, MisuseError } from "../io.ts";
import { accountJson } from "../json/account-json.ts";
import { assessmentJson, JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";
import { indented, paint, plain } from "../show/layout.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso test cases/cuba-1962

Runs a case's own tests, CASE/tests/*.json: given this moment, these verdicts. Says what differs.

  --json             the documented shape, docs/cli-json.md
${FROM_HELP}`;

/** `proviso test`: an agreement's own tests. */
export const testCase: Verb = {
  help: HELP,
  run: async (args, io) => {
    const options = { ...FROM_OPTIONS, json: { type: "boolean" } } as const;
    const call = readCall(args, options, ["CASE"]);
    const [directory = ""] = call.words;
    const judged = await openToJudge(directory, false, io, call.options);
    if (judged === null) return EXIT.found;
    const { files } = await readNamedCase(directory, call.options);
    const goldens = files === null ? await readGoldens(directory) : keptGoldens(directory, files);
    const results = goldens.map((golden) => ({
      golden,
      mismatches: runGolden(judged, golden, io),
    }));
    const failed = results.filter(({ mismatches }) => mismatches.length > 0).length;
    if (call.options.json === true) {
      const tests = results.map(({ golden, mismatches }) => {
        return {
          file: golden.file,
          title: golden.title,
          passed: mismatches.length === 0,
          mismatches,
        };
      });
      const answer = { v: JSON_VERSION, case: judged.metadata.id, tests };
      io.out(`${JSON.stringify(answer, null, 2)}\n`);
    } else {
      for (const { golden, mismatches } of results) io.out(showResult(io, golden, mismatches));
      const all = results.length === 1 ? "1 test" : `${results.length} tests`;
      io.out(`\n${all}, ${failed === 0 ? "all as expected" : `${failed} not as expected`}.\n`);
    }
    return failed === 0 ? EXIT.ok : EXIT.found;
  },
};

async function readGoldens(directory: string): Promise<readonly Golden[]> {
  const folder = join(directory, "tests");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  if (names.length === 0) {
    throw new MisuseError(`${folder} holds no tests.`, "Write one: tests/NAME.json.");
  }
  return Promise.all(names.sort().map((name) => readFileOf(folder, name)));
}

function keptGoldens(name: string, files: CaseFiles): readonly Golden[] {
  const tests = [...files].filter(([file]) => /^tests\/[^/]+\.json$/.test(file));
  if (tests.length === 0) {
    throw new MisuseError(`${name} holds no tests.`, "Write one: tests/NAME.json, and import it.");
  }
  return tests
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, { bytes }]) => readGolden(file, new TextDecoder().decode(bytes)));
}

async function readFileOf(folder: string, name: string): Promise<Golden> {
  const file = `tests/${name}`;
  const path = join(folder, name);
  const status = await stat(path);
  if (!status.isFile() || status.size > MAX_GOLDEN_BYTES) {
    const message = `${file} is no plain file of at most ${MAX_GOLDEN_BYTES} bytes.`;
    throw new MisuseError(message, "Write one test a file.");
  }
  return readGolden(file, await readFile(path, "utf8"));
}

function runGolden(judged: JudgedCase, golden: Golden, io: Io): readonly Mismatch[] {
  const typed = {
    "as-of": golden.asOf ?? undefined,
    "known-at": golden.knownAt ?? undefined,
    hindsight: golden.hindsight,
    reading: golden.reading ?? undefined,
    under: golden.under ?? undefined,
  };
  try {
    const inquiry = readInquiry(judged, typed, io.now());
    const assessment = assessmentJson(judged, inquiry, judged.judge.assess(inquiry));
    return compare(golden.expect, { ...assessment, accounts: accountsOf(judged, golden, inquiry) });
  } catch (error) {
    if (!(error instanceof MisuseError)) throw error;
    throw new MisuseError(`${golden.file}: ${error.message}`, error.remedy);
  }
}

/** The accounts that a test speaks of, by item; one that the texts do not declare is left out. */
function accountsOf(judged: JudgedCase, golden: Golden, inquiry: Inquiry): Json {
  const expected = golden.expect["accounts"];
  const items = isObject(expected) ? Object.keys(expected) : [];
  const found = items.flatMap((item) => {
    const account = judged.judge.account(id(item), inquiry);
    return account === null ? [] : [[item, accountJson(account, judged.metadata.zone)] as const];
  });
  return Object.fromEntries(found);
}

function showResult(io: Io, golden: Golden, mismatches: readonly Mismatch[]): string {
  const passed = mismatches.length === 0;
  const word = paint(io, passed ? "good" : "bad", passed ? "as expected" : "differs    ");
  const title = golden.title === null ? "" : `  ${plain(golden.title)}`;
  const head = `${word}  ${plain(golden.file)}${title}\n`;
  return head + mismatches.map((found) => showMismatch(io, found)).join("");
}

function showMismatch(io: Io, { path, expected, actual }: Mismatch): string {
  return [
    indented(io, 3, path, "strong"),
    indented(io, 5, `expected ${expected}`),
    indented(io, 5, `found    ${actual}`),
  ].join("");
}
