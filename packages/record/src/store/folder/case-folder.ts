import { realpath, stat } from "node:fs/promises";
import type { Zone } from "@proviso/core";
import { zone } from "@proviso/core";
import { readMetadata, readRecord } from "../../entries/index.ts";
import { type SourceFile, type Store, type StoredCase, StoreError } from "../store.ts";
import { checkAdopted } from "./adopted.ts";
import { attachmentFaults, checkAttachments } from "./attachments.ts";
import { type FolderFile, listTexts, MAX_CASE_BYTES, MAX_RECORD_BYTES, readText } from "./files.ts";

const CASE_FILE = "case.json";
const RECORD_FILE = "record.jsonl";

/**
 * Opens a case folder (`docs/record-format.md`) as a read-only store. Nothing outside the folder
 * is ever read, whatever its files name and wherever its links point.
 *
 * @param directory - the folder that holds `case.json`.
 */
export function openCaseFolder(directory: string): Store {
  return { open: () => readCaseFolder(directory) };
}

async function readCaseFolder(directory: string): Promise<StoredCase> {
  const root = await rootOf(directory);
  const [caseFile, recordFile, texts] = await Promise.all([
    readText(root, CASE_FILE, MAX_CASE_BYTES),
    readText(root, RECORD_FILE, MAX_RECORD_BYTES),
    listTexts(root),
  ]);
  const { metadata, diagnostics: metadataProblems } =
    caseFile.source === null
      ? { metadata: null, diagnostics: [] }
      : readMetadata(caseFile.source, CASE_FILE);
  // Without a zone the dates of the record cannot be placed; UTC lets its other faults be named.
  const where = metadata?.zone ?? (zone("UTC") as Zone);
  const recordSource = recordFile.source ?? "";
  const record = readRecord(recordSource, RECORD_FILE, where);
  const files = texts.files.flatMap(sourceOf);
  const attached = await checkAttachments(record, attachmentFaults(root));
  return {
    case: metadata,
    files,
    recordFile: RECORD_FILE,
    recordSource: () => recordSource,
    entries: attached.entries,
    lines: record.lines,
    registers: record.registers,
    diagnostics: [
      ...caseFile.diagnostics,
      ...metadataProblems,
      ...texts.files.flatMap((text) => text.diagnostics),
      ...texts.diagnostics,
      ...recordFile.diagnostics,
      ...record.diagnostics,
      ...checkAdopted(record, files),
      ...attached.diagnostics,
    ],
  };
}

async function rootOf(directory: string): Promise<string> {
  try {
    const root = await realpath(directory);
    if ((await stat(root)).isDirectory()) return root;
  } catch (cause) {
    throw new StoreError(
      "STORE_UNREADABLE",
      `There is no case at ${directory}.`,
      "Name a case folder: one that holds case.json.",
      { cause },
    );
  }
  throw new StoreError(
    "STORE_NOT_A_FOLDER",
    `${directory} is not a folder.`,
    "Name a case folder: one that holds case.json.",
  );
}

function sourceOf({ file, source }: FolderFile): readonly SourceFile[] {
  return source === null ? [] : [{ file, source }];
}
