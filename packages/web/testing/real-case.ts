import { fileURLToPath } from "node:url";
import { instant } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import { openCaseFolder } from "@proviso/record";
import type { CaseFiles } from "../src/case/case-client.ts";
import { type OpenedCase, openCase } from "../src/case/opened-case.ts";

const CUBA = fileURLToPath(new URL("../../../cases/cuba-1962", import.meta.url));

/** The files of the Cuba case, as the server sends them. */
export async function cubaFiles(): Promise<CaseFiles> {
  const stored = await openCaseFolder(CUBA).open();
  const { case: metadata } = stored;
  if (metadata === null) throw new Error("The Cuba case does not say what it is.");
  return {
    case: { ...metadata, zone: metadata.zone.name },
    files: stored.files,
    parsed: parseTexts(stored.files),
    recordFile: stored.recordFile,
    record: stored.recordSource,
    notIntact: [],
    diagnostics: stored.diagnostics,
  };
}

/** The Cuba case, opened as the browser opens it. */
export async function openCuba(): Promise<OpenedCase> {
  const opening = openCase("cuba-1962", await cubaFiles(), instant(0));
  if (opening.kind === "broken") throw new Error(JSON.stringify(opening.faults[0]));
  return opening.opened;
}
