import { readMetadata } from "../../entries/index.ts";
import { decodeText } from "../../log/index.ts";
import type { KeptDocument, KeptRecord } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { type CaseTerms, foundingIn } from "../index.ts";

/** The files of a kept case by name, the newest of each. */
export type CaseFiles = ReadonlyMap<string, Pick<KeptDocument, "bytes" | "label">>;

const PART = 200;

/** Reads the files of a case, as far as the reader of its record may see them. */
export async function readFiles(record: KeptRecord): Promise<CaseFiles> {
  const files = new Map<string, Pick<KeptDocument, "bytes" | "label">>();
  for await (const { file, bytes, label } of documentsFrom(record, 0)) {
    files.set(file, { bytes, label });
  }
  return files;
}

/** The documents of a case from a serial on, as far as the reader of its record may see them. */
export async function* documentsFrom(
  record: KeptRecord,
  serial: number,
): AsyncGenerator<KeptDocument> {
  for (let begin = serial; ; begin += PART) {
    const part = await record.documents({ begin, end: begin + PART });
    yield* part;
    if (part.length < PART) return;
  }
}

/**
 * What a kept case says of itself, and the agreement for which its first entry was signed.
 *
 * @throws {StoreError} `STORE_CORRUPT` where it was never wholly founded, or cannot be read.
 */
export async function termsOfCase(record: KeptRecord, files: CaseFiles): Promise<CaseTerms> {
  const bytes = files.get("case.json")?.bytes;
  const { metadata } =
    bytes === undefined ? { metadata: null } : readMetadata(decodeText(bytes), "case.json");
  const [first] = await record.envelopes({ begin: 0, end: 1 });
  const agreement = foundingIn(first?.envelope)?.agreement ?? null;
  if (metadata === null || agreement === null) throw unfounded(record.name);
  return {
    case: record.name,
    origin: record.origin,
    agreement,
    zone: metadata.zone,
    reconstructed: metadata.reconstructed,
  };
}

function unfounded(name: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `The case ${name} has no first entry, or no case.json that can be read.`,
    "Import it again: what is there already is found, and not kept twice.",
  );
}
