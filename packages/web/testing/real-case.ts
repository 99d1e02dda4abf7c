import { readdirSync, readFileSync } from "node:fs";
import { instant } from "@proviso/core";
import { parseTexts } from "@proviso/language";
import type { CaseFiles } from "../src/case/case-files.ts";
import { type OpenedCase, openCase } from "../src/case/opened-case.ts";
import { CUBA } from "./served-case.ts";

/** The files of the Cuba case, as the server sends them. */
export async function cubaFiles(): Promise<CaseFiles> {
  const read = (file: string) => readFileSync(`${CUBA}/${file}`, "utf8");
  const within = (folder: string) =>
    readdirSync(`${CUBA}/${folder}`)
      .filter((name) => name.endsWith(".proviso"))
      .sort()
      .map((name) => `${folder}/${name}`);
  const names = ["agreement.proviso", ...within("readings"), ...within("amendments")];
  const files = names.map((file) => ({ file, source: read(file) }));
  return {
    case: JSON.parse(read("case.json")) as CaseFiles["case"],
    files,
    parsed: parseTexts(files),
    recordFile: "record.jsonl",
    record: read("record.jsonl"),
    notIntact: [],
    diagnostics: [],
    logSize: null,
    head: "",
  };
}

/** The Cuba case, opened as the browser opens it. */
export async function openCuba(): Promise<OpenedCase> {
  const opening = openCase("cuba-1962", await cubaFiles(), instant(0));
  if (opening.kind === "broken") throw new Error(JSON.stringify(opening.faults[0]));
  return opening.opened;
}
