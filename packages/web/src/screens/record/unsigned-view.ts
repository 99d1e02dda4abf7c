import type { Entry } from "@proviso/core";
import { encodeText, sha256, toHex } from "@proviso/record/log";
import type { CaseFiles } from "../../case/case-files.ts";

/** A file of a case without signatures, with its hash as worked out here. */
export interface HashedFile {
  readonly file: string;
  readonly sha256: string;
  /** The entry that gives a hash for it; `null` where none does. */
  readonly namedBy: string | null;
  /** Whether that hash is this one; `null` where there is none. */
  readonly agrees: boolean | null;
}

/** Hashes the files of a case and holds them against the entries that adopt them. */
export function hashedFiles(
  { files, recordFile, record }: Pick<CaseFiles, "files" | "recordFile" | "record">,
  entries: readonly Entry[],
): readonly HashedFile[] {
  const all = [...files, { file: recordFile, source: record }];
  return all.map(({ file, source }) => {
    const found = toHex(sha256(encodeText(source)));
    const adopts = entries.find((entry) => entry.kind === "amendment" && entry.adopts === file);
    const expected = adopts?.kind === "amendment" ? adopts.sha256 : null;
    return {
      file,
      sha256: found,
      namedBy: adopts?.id ?? null,
      agrees: expected === null ? null : expected === found,
    };
  });
}
