import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CASE = {
  id: "small",
  title: "A small case",
  zone: "Europe/Paris",
  language: "en",
  reconstructed: false,
  signatures: "none",
};

const AGREEMENT = `agreement small "A small agreement"
time zone Europe/Paris

in brief "The guns leave the valley."

party North "North"
party South "South"
`;

/** Writes a case folder to a place of its own; `remove` takes it away again. */
export function writeCaseFolder(files: Readonly<Record<string, string>> = {}): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "proviso-case-"));
  const all = {
    "case.json": JSON.stringify(CASE),
    "agreement.proviso": AGREEMENT,
    "record.jsonl": "",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
