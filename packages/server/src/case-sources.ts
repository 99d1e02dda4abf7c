import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openCaseFolder } from "@proviso/record/folder";
import { type StoredCase, StoreError } from "@proviso/record/store";
import { type CaseSource, servedFolder } from "./served-case.ts";

/** The cases to serve, with what is worth a word at the start; or why there is nothing to serve. */
export type CaseSources =
  | {
      readonly ok: true;
      readonly sources: readonly CaseSource[];
      readonly remarks: readonly string[];
    }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** The case through which the guide leads: a first start has it at once, the others soon after. */
const GUIDED = "cuba-1962";

/** The folders under `cases/` that hold a case, by name, the guide's case before the others. */
export function bundledCases(root: string): readonly string[] {
  try {
    const names = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
    const [guided, others] = [names.filter(isGuided), names.filter((name) => !isGuided(name))];
    return [...guided, ...others].map((name) => join(root, name));
  } catch {
    return [];
  }
}

function isGuided(name: string): boolean {
  return name === GUIDED;
}

/**
 * Opens case folders once, so that a broken one is named at the start. A case with faults is still
 * served: the browser lists them, with line and remedy.
 */
export async function openSources(folders: readonly string[]): Promise<CaseSources> {
  if (folders.length === 0) {
    return {
      ok: false,
      message: "There is no case to serve.",
      remedy: "Name a case folder: npm start -- --case FOLDER.",
    };
  }
  const sources: CaseSource[] = [];
  const remarks: string[] = [];
  for (const folder of folders) {
    const store = openCaseFolder(folder);
    let stored: StoredCase;
    try {
      stored = await store.open();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ok: false, message: error.message, remedy: error.remedy };
    }
    const id = stored.case?.id ?? `case-${sources.length + 1}`;
    if (sources.some((source) => source.id === id)) {
      const message = `Two of the folders hold a case with the id "${id}".`;
      return { ok: false, message, remedy: "Give one of them another id in its case.json." };
    }
    const open = async () => servedFolder(await store.open());
    sources.push({ id, open, records: null });
    remarks.push(...remarksOn(folder, stored));
  }
  return { ok: true, sources, remarks };
}

function remarksOn(folder: string, { diagnostics }: StoredCase): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return [];
  const place = first.line === null ? first.file : `${first.file}:${first.line}`;
  const others = errors.length === 1 ? "" : ` and ${errors.length - 1} more`;
  return [
    `${folder} has faults; the page lists them: ${place} ${first.code}: ${first.message}${others}`,
  ];
}
