import { openCaseFolder } from "@proviso/record";
import type { FolderToImport, ImportPlan } from "@proviso/record/writing";
import { parseOrRecall } from "../case/kept-texts.ts";
import { composeCase } from "../case/load-case.ts";
import { EXIT, type ExitCode, type Io, MisuseError } from "../io.ts";
import { JSON_VERSION } from "../json/assessment-json.ts";
import type { Json } from "../json/clause-json.ts";
import { showDiagnostics } from "../show/diagnostics.ts";
import { withStore } from "../store/place.ts";
import { progress } from "../store/progress.ts";
import { readCall, type Verb } from "../verb.ts";

const HELP = `proviso import case cases/cuba-1962 --dry-run

Puts a case folder into the store: each line of its record becomes an entry that the keeper signs,
its files are kept with it. All or nothing; a second time nothing is added. What is in the store
already never changes: where the folder says otherwise, nothing is imported.

  --dry-run          say what would be added, and add nothing
  --store FILE       the store (default: PROVISO_STORE, DATABASE_URL, or .proviso/record.sqlite)
  --json             the documented shape, docs/cli-json.md

proviso import register FILE --case CASE [--register NAME] [--dry-run]

An edition of a register that others publish: proviso import register --help says more.

proviso import submissions FILE --case CASE [--dry-run]

What was filled in with KoboToolbox or ODK: proviso import submissions --help says more.
`;

/** Formats that have a file of their own, loaded when they are called. */
const FORMATS: Readonly<Record<string, () => Promise<Verb>>> = {
  register: async () => (await import("./import/register.ts")).importRegister,
  submissions: async () => (await import("./import/submissions.ts")).importSubmissions,
};

/** `proviso import case DIR`: a folder's case into the store; other formats by their name. */
export const importVerb: Verb = {
  help: HELP,
  parts: FORMATS,
  run: async (args, io) => {
    const options = {
      store: { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { words, options: typed } = readCall(args, options, ["FORMAT", "DIR"]);
    const [format = "", directory = ""] = words;
    if (format !== "case") {
      throw new MisuseError(
        `"${format}" is no format that is imported.`,
        `Formats: case, ${Object.keys(FORMATS).join(", ")}.`,
      );
    }
    const folder = await readFolder(directory, io);
    if (folder === null) return EXIT.found;
    return withStore(typed.store, async ({ store, keys }) => {
      const { importCase, planImport } = await import("@proviso/record/writing");
      const plan = await planImport(store, folder);
      const isDry = typed["dry-run"] === true;
      if (isDry || plan.clashes.length > 0) return sayPlan(io, plan, typed.json === true, null);
      const done = await importCase(store, folder, {
        keys,
        now: io.now,
        onProgress: progress(io, plan.addEntries.length),
      });
      return sayPlan(io, plan, typed.json === true, done);
    });
  },
};

async function readFolder(directory: string, io: Io): Promise<FolderToImport | null> {
  const { readFolderFiles } = await import("@proviso/record/folder");
  const stored = await openCaseFolder(directory).open();
  const loaded = composeCase(stored, await parseOrRecall(stored.files));
  const errors = loaded.findings.filter(({ severity }) => severity === "error");
  const agreement = loaded.texts.find(({ kind }) => kind === "agreement")?.id;
  if (errors.length > 0 || loaded.metadata === null || agreement === undefined) {
    io.err(showDiagnostics(io, errors, directory));
    io.err(`\nNothing was imported: ${errors.length} errors. Correct them first.\n`);
    return null;
  }
  return { metadata: loaded.metadata, agreement, stored, files: await readFolderFiles(directory) };
}

function sayPlan(
  io: Io,
  plan: ImportPlan,
  isJson: boolean,
  done: {
    readonly origin: string;
    readonly size: number;
    readonly checkpoint: Uint8Array | null;
  } | null,
): ExitCode {
  if (isJson) io.out(`${JSON.stringify(planJson(plan, done), null, 2)}\n`);
  else io.out(planText(plan, done === null));
  if (!isJson && done?.checkpoint) io.out(`\n${new TextDecoder().decode(done.checkpoint)}`);
  return plan.clashes.length === 0 ? EXIT.ok : EXIT.found;
}

function planJson(plan: ImportPlan, done: Parameters<typeof sayPlan>[3]): Json {
  return {
    v: JSON_VERSION,
    case: plan.case,
    new: plan.isNew,
    imported: done !== null,
    add: {
      entries: plan.addEntries.map(({ id, kind }) => ({ id, kind })),
      files: plan.addFiles,
    },
    bind: plan.bindFiles,
    skip: { entries: plan.sameEntries, files: plan.sameFiles },
    clashes: plan.clashes.map(({ code, message, remedy }) => ({ code, message, remedy })),
    origin: done?.origin ?? null,
    size: done?.size ?? null,
    checkpoint: done?.checkpoint ? new TextDecoder().decode(done.checkpoint) : null,
  };
}

function planText(plan: ImportPlan, isDry: boolean): string {
  const kinds = Map.groupBy(plan.addEntries, ({ kind }) => kind);
  const would = isDry ? "would add" : "added";
  const lines = [
    `${plan.case}${plan.isNew ? " (new in this store)" : ""}`,
    `  ${would} ${plan.addEntries.length} entries and ${plan.addFiles.length} files`,
    ...[...kinds].map(([kind, all]) => `    ${all.length} ${kind}`),
    ...plan.addFiles.slice(0, 20).map((file) => `    ${file}`),
    ...(plan.bindFiles.length > 0
      ? [
          `  ${isDry ? "would bind" : "bound"} ${plan.bindFiles.length} files that were there already`,
        ]
      : []),
    `  there already: ${plan.sameEntries} entries and ${plan.sameFiles} files`,
    ...plan.clashes.flatMap(({ message, remedy }) => [
      `  stands against it: ${message}`,
      `    ${remedy}`,
    ]),
  ];
  if (plan.clashes.length > 0) lines.push("Nothing was imported.");
  return `${lines.join("\n")}\n`;
}
