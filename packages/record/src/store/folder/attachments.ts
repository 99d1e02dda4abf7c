import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Entry } from "@proviso/core";
import type { RecordDiagnostic, RecordReading } from "../../entries/index.ts";
import { fileProblem, locate } from "./files.ts";

/** The longest attachment, in bytes. */
export const MAX_ATTACHMENT_BYTES = 268_435_456;

/** The entries with their integrity found, and what was wrong with it. */
export interface AttachedEntries {
  readonly entries: readonly Entry[];
  readonly diagnostics: readonly RecordDiagnostic[];
}

/**
 * Hashes every attachment that an entry names, once each. An observation whose attachment is
 * missing or is another file stays on the record and is judged as not intact, which keeps it from
 * counting (semantics, section 5, *integrity*).
 *
 * @param faultOf - what is wrong with the file of a hash; `null` where it is what it says.
 */
export async function checkAttachments(
  record: Pick<RecordReading, "file" | "entries" | "lines">,
  faultOf: (sha256: string) => Promise<string | null>,
): Promise<AttachedEntries> {
  const findings = new Map<string, Promise<string | null>>();
  const diagnostics: RecordDiagnostic[] = [];
  const entries: Entry[] = [];
  for (const [index, entry] of record.entries.entries()) {
    if (entry.kind !== "observation" || entry.attachments.length === 0) {
      entries.push(entry);
      continue;
    }
    let intact = true;
    for (const { sha256, name } of entry.attachments) {
      const finding = findings.get(sha256) ?? faultOf(sha256);
      findings.set(sha256, finding);
      const fault = await finding;
      if (fault === null) continue;
      intact = false;
      const place = { file: record.file, line: record.lines[index] ?? null, entry: entry.id };
      const message = `The attachment "${name}" ${fault}; the entry is judged as not intact.`;
      const remedy = `Put the file into attachments/${sha256}.`;
      diagnostics.push(fileProblem("attachment-mismatch", message, remedy, place, "warning"));
    }
    entries.push(intact ? entry : { ...entry, intact });
  }
  return { entries, diagnostics };
}

/** Finds what is wrong with the attachments of a folder. */
export function attachmentFaults(root: string): (sha256: string) => Promise<string | null> {
  return (sha256) => faultIn(root, sha256);
}

async function faultIn(root: string, sha256: string): Promise<string | null> {
  const located = await locate(root, `attachments/${sha256}`);
  if (located.kind === "missing") return "is not in the folder";
  if (located.kind === "outside") return "is a link out of the folder";
  try {
    const status = await stat(located.path);
    if (!status.isFile()) return "is not a plain file";
    if (status.size > MAX_ATTACHMENT_BYTES) return `is longer than ${MAX_ATTACHMENT_BYTES} bytes`;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(located.path)) hash.update(chunk as Uint8Array);
    return hash.digest("hex") === sha256 ? null : "is not the file of its SHA-256";
  } catch {
    return "cannot be read";
  }
}
