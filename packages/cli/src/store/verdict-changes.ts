import { createHash } from "node:crypto";
import { nodeHash } from "@proviso/record";
import { isJudgedBy } from "@proviso/record/entries";
import { type ProjectionSource, readKeptCase, sourceOf, storedCaseOf } from "@proviso/record/kept";
import type { RecordStore } from "@proviso/record/store";
import type { CaseTerms } from "@proviso/record/walk";
import type { CaseDiagnostic } from "../case/diagnostic.ts";
import { parseOrRecall } from "../case/kept-texts.ts";
import { composeCase } from "../case/load-case.ts";
import { verdictProjector } from "./verdict-projection.ts";

/** How the verdicts of a kept case are projected, or what keeps it from being judged. */
export type VerdictChangesOf =
  | { readonly ok: true; readonly terms: CaseTerms; readonly source: ProjectionSource }
  | { readonly ok: false; readonly findings: readonly CaseDiagnostic[] };

/**
 * How the verdicts of a kept case are projected: by its texts as its record binds them, and by what
 * everyone may read.
 *
 * @throws {StoreError} `STORE_NO_SUCH_CASE`, `STORE_CORRUPT`
 */
export async function verdictChangesOf(
  store: RecordStore,
  name: string,
): Promise<VerdictChangesOf> {
  const kept = await readKeptCase(store, name);
  const stored = await storedCaseOf(kept);
  const { texts, metadata, findings } = composeCase(stored, await parseOrRecall(stored.files));
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0 || metadata === null) return { ok: false, findings: errors };
  const { reading } = metadata;
  const digests = new Map(
    [...kept.files].map(([file, { bytes }]) => {
      return [file, Buffer.from(nodeHash(bytes)).toString("hex")] as const;
    }),
  );
  const judgedBy = [...digests].filter(([file]) => {
    return isJudgedBy(file) || file.startsWith("attachments/");
  });
  const digest = createHash("sha256").update(JSON.stringify(judgedBy.sort())).digest("hex");
  const isIntact = (sha256: string) => digests.get(`attachments/${sha256}`) === sha256;
  const { terms } = kept;
  const source = sourceOf(verdictProjector({ terms, texts, reading, isIntact, digest }));
  return { ok: true, terms, source };
}
